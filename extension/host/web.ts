/** The extension in a browser: language features alone. */
import * as vscode from 'vscode';
import { activateLanguage } from './activate';
import { createLog } from './log';

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  await activateLanguage(context, { log: createLog(context), stackCommands: () => [] });
  // No condition of a menu tells a browser's own extension host from one on a server.
  context.subscriptions.push(
    vscode.commands.registerCommand('fsxLustreKms.createProject', async () => {
      await vscode.window.showInformationMessage(
        vscode.l10n.t('A project is created in a folder on a disk: open one in VS Code on your machine.'),
      );
    }),
  );
}
