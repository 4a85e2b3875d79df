/**
 * Colours and fonts of a VS Code theme, for the report in an editor.
 * @see https://code.visualstudio.com/api/references/theme-color
 */
export const EDITOR_STYLE = `
html:root { --back: var(--vscode-editor-background); --panel: var(--vscode-editorWidget-background);
  --line: var(--vscode-contrastBorder, var(--vscode-widget-border, var(--vscode-panel-border)));
  --text: var(--vscode-editor-foreground); --muted: var(--vscode-descriptionForeground);
  --none: var(--vscode-descriptionForeground); --mark: var(--vscode-editor-background); }
/* Not the theme's own: its greens and reds are for marks, and too pale for text on a light ground. */
html body.vscode-light, html body.vscode-high-contrast-light { --allowed: #116329; --denied: #b3201f; --unknown: #7d4e00; }
html body.vscode-dark, html body.vscode-high-contrast:not(.vscode-high-contrast-light) { --allowed: #56d364; --denied: #ff7b72; --unknown: #e3b341; }
body { font-family: var(--vscode-font-family); font-size: var(--vscode-font-size); }
code { font-family: var(--vscode-editor-font-family); }
svg { font-family: var(--vscode-font-family); }
summary:focus-visible, a:focus-visible { outline-color: var(--vscode-focusBorder); }
`;
