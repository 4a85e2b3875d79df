import * as vscode from 'vscode';
import { NO_CONFIG, type LintConfig } from '../../../core/lint/config';
import { formatConfigProblem, type ConfigProblem } from '../../../core/lint/config-problem';
import { CONFIG_FILE, CONFIG_PROPERTY, findConfig } from '../../../core/lint/find-config';
import { RULES } from '../../../core/rules/registry';
import type { Log } from '../log';
import { readText } from './folder-files';
import { SOURCE } from './source-name';

/** What holds for a document: the configuration, and the folder that paths are told from. */
export interface ProjectConfig {
  /** The workspace's folder, or a folder in it with a configuration of its own. */
  readonly base: vscode.Uri;
  readonly config: LintConfig;
  /** Mistakes in the configuration; lint then runs without it. */
  readonly problems: readonly ConfigProblem[];
}

const NAMES = [CONFIG_FILE, 'package.json', '.git'] as const;
const RULE_IDS = RULES.map(({ meta }) => meta.id);

/** Finds configurations, and keeps them until a file that can hold one changes. */
export class ProjectConfigs implements vscode.Disposable {
  private readonly known = new Map<string, Promise<ProjectConfig>>();
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly watcher: vscode.Disposable;

  /** Mistakes on the files that hold them, until one of these files changes. */
  private readonly shown = vscode.languages.createDiagnosticCollection(`${SOURCE}.configuration`);

  readonly onDidChange = this.changed.event;

  constructor(private readonly log: Log) {
    const watcher = vscode.workspace.createFileSystemWatcher(`**/{${CONFIG_FILE},package.json}`);
    const change = () => {
      this.known.clear();
      this.shown.clear();
      this.changed.fire();
    };
    this.watcher = vscode.Disposable.from(
      watcher,
      watcher.onDidChange(change),
      watcher.onDidCreate(change),
      watcher.onDidDelete(change),
      vscode.workspace.onDidChangeWorkspaceFolders(change),
    );
  }

  async of(document: vscode.TextDocument): Promise<ProjectConfig> {
    const folder = vscode.Uri.joinPath(document.uri, '..');
    const key = folder.toString();
    const known = this.known.get(key) ?? this.find(document.uri, folder);
    this.known.set(key, known);
    return await known;
  }

  private async find(uri: vscode.Uri, folder: vscode.Uri): Promise<ProjectConfig> {
    const found = await findProjectConfig(uri, folder);
    const [first] = found.problems;
    if (first) {
      // All of them stand in one file.
      this.shown.set(vscode.Uri.joinPath(found.base, first.path), found.problems.map(toDiagnostic));
      for (const problem of found.problems)
        this.log.error(`Lint runs without its configuration: ${formatConfigProblem(problem)}`);
    }
    return found;
  }

  dispose(): void {
    this.watcher.dispose();
    this.shown.dispose();
    this.changed.dispose();
  }
}

function toDiagnostic({ line, column, property, problem, right }: ConfigProblem): vscode.Diagnostic {
  const start = new vscode.Position(line - 1, column - 1);
  const words = vscode.l10n.t(
    '{0} {1}. Lint runs without it. Right: {2}',
    property || CONFIG_FILE,
    problem,
    right,
  );
  const diagnostic = new vscode.Diagnostic(
    new vscode.Range(start, start.translate(0, 1)),
    words,
    vscode.DiagnosticSeverity.Error,
  );
  diagnostic.source = SOURCE;
  diagnostic.code = 'configuration';
  return diagnostic;
}

async function findProjectConfig(uri: vscode.Uri, folder: vscode.Uri): Promise<ProjectConfig> {
  const root = vscode.workspace.getWorkspaceFolder(uri)?.uri ?? folder;
  if (uri.scheme === 'untitled') return { base: root, config: NO_CONFIG, problems: [] };
  const texts = await readAround(folder);
  const base = foldersUpTo(folder, root).find((at) => holdsConfig(at, texts)) ?? root;
  const found = findConfig(
    base.path,
    { readText: (path) => texts.get(path), exists: (path) => texts.has(path) },
    RULE_IDS,
  );
  return found.status === 'found'
    ? { base, config: found.config, problems: [] }
    : { base, config: NO_CONFIG, problems: found.problems };
}

/** What of a configuration stands in a folder and in those above it, by path. */
async function readAround(folder: vscode.Uri): Promise<Map<string, string>> {
  const uris = foldersUpTo(folder, folder.with({ path: '/' })).flatMap((at) =>
    NAMES.map((name) => vscode.Uri.joinPath(at, name)),
  );
  const read = await Promise.all(
    uris.map(async (uri): Promise<[string, string][]> => {
      // Of the repository only counts that it is there.
      const isGit = uri.path.endsWith('/.git');
      const text = isGit ? await existence(uri) : await readText(uri);
      return text === undefined ? [] : [[uri.path, text]];
    }),
  );
  return new Map(read.flat());
}

async function existence(uri: vscode.Uri): Promise<string | undefined> {
  return await vscode.workspace.fs.stat(uri).then(
    () => '',
    () => undefined,
  );
}

function holdsConfig(folder: vscode.Uri, texts: ReadonlyMap<string, string>): boolean {
  const text = (name: string) => texts.get(vscode.Uri.joinPath(folder, name).path);
  return text(CONFIG_FILE) !== undefined || (text('package.json')?.includes(`"${CONFIG_PROPERTY}"`) ?? false);
}

/** A folder and those above it, to a last one; the folder alone when it is not below that. */
function foldersUpTo(folder: vscode.Uri, last: vscode.Uri): vscode.Uri[] {
  const folders = [folder];
  for (let at = folder; at.path !== last.path;) {
    const above = vscode.Uri.joinPath(at, '..');
    if (above.path === at.path) return [folder];
    folders.push(above);
    at = above;
  }
  return folders;
}
