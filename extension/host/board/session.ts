/** The board of the project that is walked through: opened when it is first asked for. */
import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import type { TargetKind } from '../../../core/journey/target';
import { JOURNEY_FILE } from '../../../core/journey/target';
import type { Log } from '../log';
import { Board } from './board';
import { DeploymentFile } from './deployment-file';
import { nativeQuestions } from './questions';
import { BoardRehearsal } from './rehearsal';
import { openWalkIn } from './walk-source';

/** What is kept for the workspace, so that a window that comes back goes on. */
const KEPT_FOLDER = 'fsxLustreKms.board.folder';
const KEPT_TARGET = 'fsxLustreKms.board.target';

/** While something runs the state changes with each line of its output: nobody needs each of them. */
const INTERVAL_MS = 100;
/** Time without a change after which a file has been written. */
const SETTLED_MS = 200;
/** What takes longer than this is shown in a notification too. */
const ANNOUNCED_MS = 1_500;

/** The projects of the workspace. */
export interface Projects {
  /** Folders with a cdktf.json. */
  readonly folders: () => Promise<readonly string[]>;
  /** Asks which one. */
  readonly choose: () => Promise<{ readonly folder: string } | undefined>;
}

export interface Session {
  readonly folder: string;
  readonly board: Board;
  readonly file: DeploymentFile;
}

export class Sessions implements vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<undefined>();
  /** The state of the board has changed, or there is another board. */
  readonly onDidChange = this.changes.event;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private opening: Promise<Session | undefined> | undefined;
  private open: Session | undefined;
  private listeners: vscode.Disposable | undefined;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly log: Log,
    private readonly projects: Projects,
  ) {}

  /** The board that is open. */
  get current(): Session | undefined {
    return this.open;
  }

  /**
   * The board of the project that was walked through before, or of the only one.
   * @param ask whether to ask where there are several
   */
  async get(ask: boolean): Promise<Session | undefined> {
    this.opening ??= this.start(ask);
    const session = await this.opening;
    if (!session) this.opening = undefined;
    return session;
  }

  /** Remembers where the walk goes. */
  async keepTarget(target: TargetKind): Promise<void> {
    await this.context.workspaceState.update(KEPT_TARGET, target);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.listeners?.dispose();
    this.changes.dispose();
    void this.open?.board.close();
  }

  private async start(ask: boolean): Promise<Session | undefined> {
    const folder = await this.folder(ask);
    if (folder === undefined) return undefined;
    await this.context.workspaceState.update(KEPT_FOLDER, folder);
    const storage = (this.context.storageUri ?? this.context.globalStorageUri).fsPath;
    const file = new DeploymentFile(vscode.Uri.file(join(folder, 'cdktf.json')));
    const rehearsal = new BoardRehearsal(folder, storage, this.log);
    const board: Board = new Board({
      project: basename(folder),
      open: openWalkIn(folder, this.context.extensionUri.fsPath),
      questions: nativeQuestions,
      read: () => file.read(),
      write: (edit) => file.write(edit),
      rehearse: (options) => rehearsal.run(options),
      announce: (title, interrupt, ended) => {
        void announce({ title, interrupt, ended, board });
      },
      log: (line) => {
        this.log.info(line);
      },
    });
    this.open = { folder, board, file };
    this.listeners = vscode.Disposable.from(
      board.onDidChange(() => {
        this.changed();
      }),
      this.follow(folder, board),
    );
    await board.begin(this.context.workspaceState.get<TargetKind>(KEPT_TARGET, 'aws'));
    return this.open;
  }

  private changed(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.changes.fire(undefined);
    }, INTERVAL_MS);
  }

  private async folder(ask: boolean): Promise<string | undefined> {
    const folders = await this.projects.folders();
    const kept = this.context.workspaceState.get<string>(KEPT_FOLDER);
    if (kept !== undefined && folders.includes(kept)) return kept;
    if (folders.length === 1) return folders[0];
    return ask ? (await this.projects.choose())?.folder : undefined;
  }

  /** Another window, a terminal or an editor may go on with the same walk. */
  private follow(folder: string, board: Board): vscode.Disposable {
    const pattern = new vscode.RelativePattern(folder, `{cdktf.json,${JOURNEY_FILE}}`);
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        void board.refresh();
      }, SETTLED_MS);
    };
    return vscode.Disposable.from(
      watcher,
      watcher.onDidChange(look),
      watcher.onDidCreate(look),
      watcher.onDidDelete(look),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && document.uri.fsPath === join(folder, 'cdktf.json')) look();
      }),
      new vscode.Disposable(() => {
        clearTimeout(timer);
      }),
    );
  }
}

interface Announced {
  readonly title: string;
  readonly interrupt: () => void;
  readonly ended: Promise<unknown>;
  readonly board: Board;
}

/** A notification with what goes on, for who does not look at the board; what ends soon needs none. */
async function announce({ title, interrupt, ended, board }: Announced): Promise<void> {
  const waited = new Promise<'waited'>((done) => {
    setTimeout(() => {
      done('waited');
    }, ANNOUNCED_MS);
  });
  if ((await Promise.race([ended, waited])) !== 'waited') return;
  const location = vscode.ProgressLocation.Notification;
  await vscode.window.withProgress({ location, title, cancellable: true }, async (progress, token) => {
    const listeners = vscode.Disposable.from(
      token.onCancellationRequested(interrupt),
      board.onDidChange(() => {
        const { run } = board.state();
        if (run) progress.report({ message: run.detail });
      }),
    );
    try {
      await ended;
    } finally {
      listeners.dispose();
    }
  });
}
