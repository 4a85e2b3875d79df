import * as vscode from 'vscode';
import type { LintConfig } from '../../../core/lint/config';
import type { ConfigProblem } from '../../../core/lint/config-problem';
import { createModel, type Model } from '../../../core/model/model';
import { createProject } from '../../../core/syntax/project';
import type { Reader } from '../../../core/syntax/reader';
import type { SourceFile } from '../../../core/syntax/source-file';
import { isTerraformFile, isWritten } from './documents';
import type { FolderFile, FolderFiles } from './folder-files';
import type { ProjectConfigs } from './project-config';
import type { OpenSources } from './sources';

/** Files that are looked at together, and where each of them is. */
export interface EditorProject {
  readonly files: readonly SourceFile[];
  readonly config: LintConfig;
  readonly configProblems: readonly ConfigProblem[];
  /** Open documents among the files, by path. */
  readonly documents: ReadonlyMap<string, vscode.TextDocument>;
  /** Where a path of the project is. */
  readonly uriOf: (path: string) => vscode.Uri;
  /** The document's own path. */
  readonly path: string;
  /** The files as rules look at them; made when it is first asked for. */
  readonly model: () => Model;
}

/** Puts a document and what belongs to it together: unsaved texts where documents are open, else the disk's. */
export class EditorProjects {
  /** The newest model of the project that was asked about last: questions come in groups. */
  private newest: { files: readonly SourceFile[]; model: Model } | undefined;
  private readonly onDisk = new WeakMap<FolderFile, { path: string; file: SourceFile | undefined }>();

  constructor(
    private readonly reader: Reader,
    private readonly sources: OpenSources,
    private readonly folders: FolderFiles,
    private readonly configs: ProjectConfigs,
  ) {}

  /**
   * The project of a document, as the texts are when the disk has answered.
   * @returns undefined for a document that was closed meanwhile
   */
  async of(document: vscode.TextDocument): Promise<EditorProject | undefined> {
    const folder = folderOf(document.uri);
    const isGroup = isGrouped(document);
    const [{ base, config, problems }, closed] = await Promise.all([
      this.configs.of(document),
      isGroup ? this.folders.read(folder) : [],
    ]);
    if (document.isClosed) return undefined;
    const pathOf = (uri: vscode.Uri) => relativePath(base, uri);
    const members = isGroup ? openIn(folder) : [document];
    const documents = new Map(members.map((member) => [pathOf(member.uri), member]));
    const open = members.flatMap((member) => this.sources.read(member, pathOf(member.uri)) ?? []);
    const others = closed.flatMap((file) => {
      const path = pathOf(file.uri);
      return documents.has(path) ? [] : (this.readClosed(file, path) ?? []);
    });
    const files = [...open, ...others].sort((a, b) => (a.path < b.path ? -1 : 1));
    return {
      files,
      model: () => this.modelOf(files),
      config,
      configProblems: problems,
      documents,
      uriOf: (path) => uriOf(base, path, documents),
      path: pathOf(document.uri),
    };
  }

  private modelOf(files: readonly SourceFile[]): Model {
    const { newest } = this;
    if (newest?.files.length === files.length && newest.files.every((file, index) => file === files[index]))
      return newest.model;
    const model = createModel(createProject(files));
    this.newest = { files, model };
    return model;
  }

  private readClosed(file: FolderFile, path: string): SourceFile | undefined {
    const known = this.onDisk.get(file);
    if (known?.path === path) return known.file;
    const read = this.reader.read({ path, text: file.text });
    this.onDisk.set(file, { path, file: read });
    return read;
  }
}

/** Name of what a document is looked at together with. */
export function projectKey(document: vscode.TextDocument): string {
  return isGrouped(document) ? `${folderOf(document.uri).toString()}/*` : document.uri.toString();
}

export function folderOf(uri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(uri, '..');
}

function isGrouped({ uri }: vscode.TextDocument): boolean {
  return uri.scheme !== 'untitled' && isTerraformFile(uri.path);
}

/** Terraform documents of a folder that are open. */
export function openIn(folder: vscode.Uri): vscode.TextDocument[] {
  const key = folder.toString();
  return vscode.workspace.textDocuments.filter(
    (document) => isWritten(document) && isGrouped(document) && folderOf(document.uri).toString() === key,
  );
}

/** As a file is named from a folder, or its own name where it is not below it. */
function relativePath(base: vscode.Uri, uri: vscode.Uri): string {
  const start = base.path.endsWith('/') ? base.path : `${base.path}/`;
  const isBelow =
    uri.scheme === base.scheme && uri.authority === base.authority && uri.path.startsWith(start);
  return isBelow ? uri.path.slice(start.length) : uri.path.replace(/^.*\//, '');
}

function uriOf(
  base: vscode.Uri,
  path: string,
  documents: ReadonlyMap<string, vscode.TextDocument>,
): vscode.Uri {
  return documents.get(path)?.uri ?? vscode.Uri.joinPath(base, path);
}
