import * as vscode from 'vscode';
import { isTerraformFile } from './documents';

/** A file of a folder, as it is on the disk. */
export interface FolderFile {
  readonly uri: vscode.Uri;
  readonly text: string;
}

/** Files that are read: a folder with more is no Terraform configuration that somebody writes. */
const MAX_FILES = 500;

/** Keeps the Terraform files of folders with open documents, until something in the folder changes. */
export class FolderFiles implements vscode.Disposable {
  private readonly folders = new Map<string, { files: Promise<FolderFile[]>; watcher: vscode.Disposable }>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();

  /** A folder whose files are no longer what they were. */
  readonly onDidChange = this.changed.event;

  /** The Terraform files of a folder; those that cannot be read are left out. */
  async read(folder: vscode.Uri): Promise<FolderFile[]> {
    const key = folder.toString();
    const known = this.folders.get(key);
    if (known) return await known.files;
    const entry = { files: readFolder(folder), watcher: this.watch(folder) };
    this.folders.set(key, entry);
    return await entry.files;
  }

  /** Forgets a folder: what it holds is read again when it is asked for. */
  forget(folder: vscode.Uri): void {
    const key = folder.toString();
    this.folders.get(key)?.watcher.dispose();
    this.folders.delete(key);
  }

  dispose(): void {
    for (const { watcher } of this.folders.values()) watcher.dispose();
    this.folders.clear();
    this.changed.dispose();
  }

  private watch(folder: vscode.Uri): vscode.Disposable {
    const pattern = new vscode.RelativePattern(folder, '*.{tf,tofu,tf.json,tofu.json}');
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    const change = () => {
      this.forget(folder);
      this.changed.fire(folder);
    };
    return vscode.Disposable.from(
      watcher,
      watcher.onDidChange(change),
      watcher.onDidCreate(change),
      watcher.onDidDelete(change),
    );
  }
}

async function readFolder(folder: vscode.Uri): Promise<FolderFile[]> {
  const entries = await vscode.workspace.fs.readDirectory(folder).then(
    (found) => found,
    () => [],
  );
  const names = entries
    .filter(([name, type]) => (type & vscode.FileType.File) !== 0 && isTerraformFile(name))
    .map(([name]) => name)
    .sort()
    .slice(0, MAX_FILES);
  const files = await Promise.all(
    names.map(async (name) => {
      const uri = vscode.Uri.joinPath(folder, name);
      const text = await readText(uri);
      return text === undefined ? [] : [{ uri, text }];
    }),
  );
  return files.flat();
}

/** A file's text without its byte order mark, as the editor has it; undefined where it cannot be read. */
export async function readText(uri: vscode.Uri): Promise<string | undefined> {
  return await vscode.workspace.fs.readFile(uri).then(
    (bytes) => new TextDecoder().decode(bytes),
    () => undefined,
  );
}
