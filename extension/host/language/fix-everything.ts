import * as vscode from 'vscode';
import { fixAll } from '../../../core/lint/fix-all';
import { lint } from '../../../core/lint/lint';
import { RULES } from '../../../core/rules/registry';
import type { Reader } from '../../../core/syntax/reader';
import type { EditorProject } from './project';

/** Applies every safe fix of one document, and those that become possible by them. */
export function fixEverything(
  { files, config, path }: EditorProject,
  document: vscode.TextDocument,
  reader: Reader,
): vscode.TextEdit[] {
  const { changed } = fixAll(files, {
    lint: (all) => lint(all, { rules: RULES, config }),
    read: (name, text) => reader.read({ path: name, text, languageId: document.languageId }),
    mayChange: (name) => name === path,
  });
  const text = changed.get(path);
  return text === undefined ? [] : [difference(document, text)];
}

/** The one stretch in which two texts differ: marks and the cursor outside of it stay where they are. */
function difference(document: vscode.TextDocument, after: string): vscode.TextEdit {
  const before = document.getText();
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  const range = new vscode.Range(document.positionAt(start), document.positionAt(before.length - end));
  return vscode.TextEdit.replace(range, after.slice(start, after.length - end));
}
