import * as vscode from 'vscode';
import { explainMessage } from '../../shared/explain-messages';

/** What is shown. */
export interface Explanation {
  /** Plain text. */
  readonly title: string;
  /** Markdown; links to places have the address `REFERENCE_LINK` and a number. */
  readonly markdown: string;
  /** Shows the place with a number. */
  readonly reveal: (reference: number) => Promise<void>;
  /** Whether it is read next: the keyboard then scrolls it. Otherwise somebody goes on in their text. */
  readonly takesFocus?: boolean;
}

const SCRIPT = ['dist', 'extension', 'explain-view.js'] as const;

/** Shows the newest explanation beside the editor. */
export class ExplainPanel implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private shown: Explanation | undefined;

  constructor(private readonly extensionUri: vscode.Uri) {}

  async show(explanation: Explanation): Promise<void> {
    const html = await rendered(explanation.markdown);
    this.panel ??= this.open();
    this.shown = explanation;
    this.panel.title = explanation.title;
    this.panel.webview.html = this.page(this.panel.webview, explanation.title, html);
    this.panel.reveal(undefined, explanation.takesFocus !== true);
  }

  dispose(): void {
    this.panel?.dispose();
  }

  private open(): vscode.WebviewPanel {
    const scripts = vscode.Uri.joinPath(this.extensionUri, 'dist', 'extension');
    const panel = vscode.window.createWebviewPanel(
      'fsxLustreKms.explain',
      '',
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, localResourceRoots: [scripts], enableFindWidget: true },
    );
    panel.webview.onDidReceiveMessage((message: unknown) => {
      const parsed = explainMessage.safeParse(message);
      if (parsed.success) void this.shown?.reveal(parsed.data.reference);
    });
    panel.onDidDispose(() => {
      this.panel = undefined;
    });
    return panel;
  }

  private page(webview: vscode.Webview, title: string, html: string): string {
    const nonce = crypto.randomUUID();
    const { cspSource } = webview;
    const script = webview.asWebviewUri(vscode.Uri.joinPath(this.extensionUri, ...SCRIPT)).toString();
    const policy = `default-src 'none'; style-src ${cspSource} 'nonce-${nonce}'; script-src 'nonce-${nonce}'`;
    return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${escaped(title)}</title>
<meta http-equiv="Content-Security-Policy" content="${policy}">
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
<main data-copy="${escaped(vscode.l10n.t('Copy'))}" data-copied="${escaped(vscode.l10n.t('Copied'))}">
<h1>${escaped(title)}</h1>
${html}</main>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>
`;
  }
}

/** HTML made by the editor's own Markdown, which lets no HTML of a file through; plain text where it has none. */
async function rendered(markdown: string): Promise<string> {
  try {
    return await vscode.commands.executeCommand<string>('markdown.api.render', markdown);
  } catch {
    return `<pre>${escaped(markdown)}</pre>`;
  }
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

const STYLE = `
body { padding: 0 1.5rem 2rem; line-height: 1.5; color: var(--vscode-editor-foreground); font-size: var(--vscode-font-size); }
main { max-width: 46rem; }
/* The tab has it already: it is for who hears the page. */
h1 { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
h2 { font-size: 1.35em; line-height: 1.3; margin: 1.2rem 0 .4rem; }
h3 { font-size: 1.1em; line-height: 1.35; margin: 1.8rem 0 .4rem; padding-top: .9rem;
  border-top: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent)); }
p { margin: .5rem 0; }
pre { white-space: pre-wrap; font-family: var(--vscode-font-family); }
.block { display: flex; align-items: flex-start; gap: .4rem; margin: .5rem 0 1rem; }
.block pre { flex: 1; min-width: 0; white-space: pre; overflow-x: auto; margin: 0; padding: .6rem .8rem; border-radius: 4px;
  background: var(--vscode-textCodeBlock-background); border: 1px solid var(--vscode-contrastBorder, transparent); }
.block pre:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 1px; }
.block pre code { padding: 0; background: none; color: inherit; overflow-wrap: normal; }
.block button { flex: none; padding: .1rem .5rem; cursor: pointer; font: inherit; font-size: .9em;
  color: var(--vscode-button-secondaryForeground); background: var(--vscode-button-secondaryBackground);
  border: 1px solid var(--vscode-button-border, var(--vscode-contrastBorder, transparent)); border-radius: 3px; }
.block button:hover { background: var(--vscode-button-secondaryHoverBackground); }
.block button:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 1px; }
ul { padding-left: 1.3rem; margin: .5rem 0; }
li { margin: .25rem 0; }
code { font-family: var(--vscode-editor-font-family); font-size: .95em; overflow-wrap: anywhere;
  color: var(--vscode-textPreformat-foreground); background: var(--vscode-textPreformat-background); border-radius: 3px; padding: 0 .2em; }
a { color: var(--vscode-textLink-foreground); }
a:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
blockquote { margin: .6rem 0; padding: .1rem .9rem; border-left: 3px solid var(--vscode-textBlockQuote-border);
  background: var(--vscode-textBlockQuote-background); }
table { border-collapse: collapse; margin: .8rem 0; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0;
  border-bottom: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent)); }
`;
