import * as vscode from 'vscode';

/** Shows the newest rehearsal. Its page needs no scripts and loads nothing. */
export class RehearsalPanel implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;

  show(html: string): void {
    this.panel ??= this.open();
    this.panel.webview.html = html;
    this.panel.reveal(undefined, true);
  }

  dispose(): void {
    this.panel?.dispose();
  }

  private open(): vscode.WebviewPanel {
    const panel = vscode.window.createWebviewPanel(
      'fsxLustreKms.rehearsal',
      vscode.l10n.t('Rehearsal'),
      // As wide as an editor can be: the picture of three accounts is.
      { viewColumn: vscode.ViewColumn.Active, preserveFocus: true },
      { enableScripts: false, localResourceRoots: [], enableFindWidget: true },
    );
    panel.onDidDispose(() => {
      this.panel = undefined;
    });
    return panel;
  }
}
