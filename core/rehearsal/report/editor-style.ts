/**
 * Colours and fonts of a VS Code theme, for the report in an editor.
 * @see https://code.visualstudio.com/api/references/theme-color
 */
export const EDITOR_STYLE = `
html:root { --back: var(--vscode-editor-background); --panel: var(--vscode-editorWidget-background);
  --line: var(--vscode-contrastBorder, var(--vscode-widget-border, var(--vscode-panel-border)));
  --text: var(--vscode-editor-foreground); --muted: var(--vscode-descriptionForeground);
  --allowed: var(--vscode-testing-iconPassed); --denied: var(--vscode-errorForeground);
  --unknown: var(--vscode-editorWarning-foreground); --none: var(--vscode-descriptionForeground);
  --mark: var(--vscode-editor-background); }
body { font-family: var(--vscode-font-family); font-size: var(--vscode-font-size); }
code { font-family: var(--vscode-editor-font-family); }
svg { font-family: var(--vscode-font-family); }
summary:focus-visible, a:focus-visible { outline-color: var(--vscode-focusBorder); }
`;
