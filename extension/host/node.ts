/** The extension where Node.js runs it: on the desktop, and on a server. */
import * as vscode from 'vscode';
import { activateLanguage } from './activate';

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel('FSx for Lustre KMS', { log: true });
  context.subscriptions.push(
    log,
    vscode.commands.registerCommand('fsxLustreKms.showLog', () => {
      log.show();
    }),
  );
  await activateLanguage(context, { log, stackCommands: () => [] });
}
