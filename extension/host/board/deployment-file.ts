/** cdktf.json as it is now: in an editor that has it open, else on the disk. */
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { writeFileAtomically } from '../../../runner/write-file';
import { rangeInDocument } from '../language/ranges';
import type { BoardPlace } from '../../shared/board-fields';
import { placeIn, type DeploymentEdit } from './edit-deployment';

const BOM = '\uFEFF';

export class DeploymentFile {
  constructor(private readonly uri: vscode.Uri) {}

  /** @returns undefined where there is none */
  async read(): Promise<string | undefined> {
    const open = this.open();
    if (open) return open.getText();
    return await readFile(this.uri.fsPath, 'utf8').then(
      (text) => text.replace(BOM, ''),
      () => undefined,
    );
  }

  /**
   * In an editor it is an edit that can be undone. It is saved, since what runs cdktf reads the disk; but what somebody
   * has not saved yet is theirs to save.
   */
  async write({ edits, text }: Extract<DeploymentEdit, { status: 'edited' }>): Promise<void> {
    const document = this.open();
    if (!document) {
      const before = await readFile(this.uri.fsPath, 'utf8');
      await writeFileAtomically(this.uri.fsPath, before.startsWith(BOM) ? `${BOM}${text}` : text);
      return;
    }
    const wasDirty = document.isDirty;
    const edit = new vscode.WorkspaceEdit();
    for (const { offset, length, content } of edits) {
      edit.replace(this.uri, rangeInDocument(document, offset, offset + length), content);
    }
    if (!(await vscode.workspace.applyEdit(edit))) throw new Error('The editor did not take the change.');
    if (!wasDirty) await document.save();
  }

  async reveal(place: BoardPlace): Promise<void> {
    const document = await vscode.workspace.openTextDocument(this.uri);
    const range = placeIn(document.getText(), place);
    await vscode.window.showTextDocument(document, {
      viewColumn: vscode.ViewColumn.Beside,
      ...(range && { selection: rangeInDocument(document, range.start, range.end) }),
    });
  }

  private open(): vscode.TextDocument | undefined {
    const wanted = this.uri.toString();
    return vscode.workspace.textDocuments.find(({ uri, isClosed }) => !isClosed && uri.toString() === wanted);
  }
}
