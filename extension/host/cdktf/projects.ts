import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { readCdktfProject, type CdktfProject } from '../../../runner/cdktf-project';

/** Where projects are not looked for. */
const LEFT_OUT = '**/{node_modules,cdktf.out,.terraform}/**';
const MAX_PROJECTS = 20;

/** The folder of the project that a file belongs to: the nearest with a cdktf.json, up to the workspace's own. */
export function projectFolderOf(uri: vscode.Uri): string | undefined {
  const root = vscode.workspace.getWorkspaceFolder(uri);
  if (uri.scheme !== 'file' || root === undefined) return undefined;
  for (let folder = dirname(uri.fsPath); isInside(folder, root.uri.fsPath); folder = dirname(folder)) {
    if (existsSync(join(folder, 'cdktf.json'))) return folder;
  }
  return undefined;
}

/** Every folder of the workspace with a cdktf.json. */
export async function projectFolders(): Promise<string[]> {
  const files = await vscode.workspace.findFiles('**/cdktf.json', LEFT_OUT, MAX_PROJECTS);
  return files.map(({ fsPath }) => dirname(fsPath)).sort();
}

/**
 * The project that a command is for: that of the active file; else the only one of the workspace; else the one that is
 * chosen. Tells what is wrong with its cdktf.json.
 */
export async function chooseProject(folder?: string): Promise<CdktfProject | undefined> {
  const active = vscode.window.activeTextEditor?.document.uri;
  const chosen = folder ?? (active && projectFolderOf(active)) ?? (await pick(await projectFolders()));
  if (chosen === undefined) return undefined;
  const read = readCdktfProject(chosen);
  if (read.status === 'read') return read.project;
  void vscode.window.showErrorMessage(read.message);
  return undefined;
}

async function pick(folders: readonly string[]): Promise<string | undefined> {
  const [only] = folders;
  if (only === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no cdktf.json in this workspace.'));
    return undefined;
  }
  if (folders.length === 1) return only;
  const items = folders.map((folder) => ({ label: vscode.workspace.asRelativePath(folder), folder }));
  const title = vscode.l10n.t('Which CDKTF project?');
  return (await vscode.window.showQuickPick(items, { title }))?.folder;
}

function isInside(folder: string, root: string): boolean {
  const path = relative(root, folder);
  return path !== '..' && !path.startsWith(`..${sep}`);
}
