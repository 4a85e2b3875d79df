import * as vscode from 'vscode';
import type { Snapshot } from '../../../core/hcp/snapshot';
import type { Backend } from './backend';

/** Tells the editor whether there is a view, and what it says while it is empty. */
export function tellBackend(backend: Backend | undefined): void {
  set('backend', backend !== undefined);
}

export function tellSnapshot({ status }: Snapshot): void {
  set('state', status);
}

function set(name: string, value: string | boolean): void {
  void vscode.commands.executeCommand('setContext', `fsxLustreKms.hcp.${name}`, value);
}
