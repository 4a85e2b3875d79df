import * as vscode from 'vscode';

const FOLDER = ['dist', 'extension'] as const;
const SCRIPT = 'board-view.js';
const STYLE = 'board-view.css';

/** What the view may load: its own script and style. */
export function viewOptions(extensionUri: vscode.Uri): vscode.WebviewOptions {
  return { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(extensionUri, ...FOLDER)] };
}

/** The page that the view's script fills. Nothing in it comes from a file or from outside. */
export function boardPage(webview: vscode.Webview, extensionUri: vscode.Uri): string {
  const nonce = crypto.randomUUID();
  const { cspSource } = webview;
  const address = (file: string) =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, ...FOLDER, file)).toString();
  const policy = `default-src 'none'; style-src ${cspSource}; script-src 'nonce-${nonce}'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>Walkthrough</title>
<link rel="stylesheet" href="${address(STYLE)}">
</head>
<body>
<div id="board"></div>
<script nonce="${nonce}" src="${address(SCRIPT)}"></script>
</body>
</html>
`;
}
