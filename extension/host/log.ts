import * as vscode from 'vscode';

/** Where the extension writes what it does. */
export interface Log {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** The output channel of the extension, and the command that shows it. */
export function createLog({ subscriptions }: vscode.ExtensionContext): vscode.LogOutputChannel {
  const log = vscode.window.createOutputChannel('FSx for Lustre KMS', { log: true });
  const show = vscode.commands.registerCommand('fsxLustreKms.showLog', () => {
    log.show();
  });
  subscriptions.push(log, show);
  return log;
}
