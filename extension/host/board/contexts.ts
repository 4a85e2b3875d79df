import * as vscode from 'vscode';
import type { BoardState } from '../../shared/board-state';

/** Tells the editor what menus ask for, and what completes its own walkthrough: `fsxLustreKms.NAME` in a `when`. */
export class Contexts {
  private readonly told = new Map<string, string>();

  tell({ run, target, sandbox, cleanUp, steps }: BoardState): void {
    this.set('running', run !== undefined);
    this.set('target', target);
    this.set('sandbox', sandbox);
    this.set('somethingDeployed', cleanUp.possible);
    this.set('cleanedUp', cleanUp.done);
    for (const { number, status } of steps) this.set(`proved.${number}`, status === 'proved');
  }

  private set(name: string, value: string | boolean): void {
    if (this.told.get(name) === String(value)) return;
    this.told.set(name, String(value));
    void vscode.commands.executeCommand('setContext', `fsxLustreKms.${name}`, value);
  }
}
