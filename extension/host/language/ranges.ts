/** Offsets to the editor's positions: the only place of the extension where they are converted. */
import * as vscode from 'vscode';
import { LineIndex } from '../../../core/syntax/position';

/** A stretch of a text that is not open. */
export function rangeInText(text: string, start: number, end: number): vscode.Range {
  const lines = new LineIndex(text);
  const at = (offset: number) => {
    const { line, column } = lines.positionAt(offset);
    return new vscode.Position(line - 1, column - 1);
  };
  return new vscode.Range(at(start), at(end));
}

/** A stretch of a document. */
export function rangeInDocument(document: vscode.TextDocument, start: number, end: number): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}
