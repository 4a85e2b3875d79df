/** The extension in a browser: language features alone. */
import type * as vscode from 'vscode';
import { activateLanguage } from './activate';
import { createLog } from './log';

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  await activateLanguage(context, { log: createLog(context), stackCommands: () => [] });
}
