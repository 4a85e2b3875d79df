import * as vscode from 'vscode';
import { boardMessage, type BoardMessage, type HostMessage } from '../../shared/board-messages';
import type { BoardState } from '../../shared/board-state';
import { boardPage, viewOptions } from './page';

export const BOARD_VIEW_TYPE = 'fsxLustreKms.board';

export interface BoardPanelParts {
  readonly extensionUri: vscode.Uri;
  /** Undefined while no project is open. */
  readonly state: () => BoardState | undefined;
  /** Does what the view asks for. */
  readonly onMessage: (message: BoardMessage) => void;
  readonly onRefused: (message: unknown) => void;
}

/** The one panel of the board. It keeps nothing: what it shows is the state, sent anew when it changes. */
export class BoardPanel implements vscode.WebviewPanelSerializer, vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;

  constructor(private readonly parts: BoardPanelParts) {}

  get isOpen(): boolean {
    return this.panel !== undefined;
  }

  show(): void {
    if (this.panel) this.panel.reveal();
    else {
      const { extensionUri } = this.parts;
      const title = vscode.l10n.t('Walkthrough');
      const options = { ...viewOptions(extensionUri), enableFindWidget: true };
      this.attach(
        vscode.window.createWebviewPanel(BOARD_VIEW_TYPE, title, vscode.ViewColumn.Active, options),
      );
    }
  }

  /** A window that comes back has its board again. */
  deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    panel.webview.options = viewOptions(this.parts.extensionUri);
    this.attach(panel);
    return Promise.resolve();
  }

  /** The state has changed. */
  changed(): void {
    this.send();
  }

  dispose(): void {
    this.panel?.dispose();
  }

  private attach(panel: vscode.WebviewPanel): void {
    this.panel?.dispose();
    this.panel = panel;
    panel.iconPath = vscode.Uri.joinPath(this.parts.extensionUri, 'extension', 'icon.png');
    panel.webview.onDidReceiveMessage((message: unknown) => {
      this.received(message);
    });
    panel.onDidDispose(() => {
      if (this.panel === panel) this.panel = undefined;
    });
    // A view that was hidden has lost what was sent.
    panel.onDidChangeViewState(() => {
      if (panel.visible) this.changed();
    });
    panel.webview.html = boardPage(panel.webview, this.parts.extensionUri);
  }

  private received(message: unknown): void {
    const parsed = boardMessage.safeParse(message);
    if (!parsed.success) {
      this.parts.onRefused(message);
      this.post({
        type: 'refused',
        message: 'The board sent a message that is not known. Nothing was done.',
      });
      return;
    }
    // What was refused stands until something else is asked for.
    this.post({ type: 'refused', message: '' });
    if (parsed.data.type === 'ready') this.send();
    else this.parts.onMessage(parsed.data);
  }

  private send(): void {
    const state = this.panel && this.parts.state();
    if (state) this.post({ type: 'state', state });
  }

  private post(message: HostMessage): void {
    void this.panel?.webview.postMessage(message);
  }
}
