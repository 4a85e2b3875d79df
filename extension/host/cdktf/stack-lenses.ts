import * as vscode from 'vscode';
import type { StackCommands } from '../language/code-lens';
import { projectFolderOf } from './projects';

/** What can be done with the stacks of a project, where it may be run. */
export const stackCommands: StackCommands = (document, lens) => {
  const folder = vscode.workspace.isTrusted ? projectFolderOf(document.uri) : undefined;
  if (folder === undefined) return [];
  const stacks = lens.kind === 'stack' ? lens.stackIds : [];
  return [
    { title: vscode.l10n.t('Rehearse'), command: 'fsxLustreKms.rehearse', arguments: [folder] },
    { title: vscode.l10n.t('Diff'), command: 'fsxLustreKms.diff', arguments: [folder, stacks] },
    { title: vscode.l10n.t('Deploy'), command: 'fsxLustreKms.deploy', arguments: [folder, stacks] },
  ];
};
