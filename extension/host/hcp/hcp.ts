/** The view "Terraform Cloud": runs of the three workspaces, and what run tasks said of them. */
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { pageOf } from '../../../core/hcp/host';
import type { Snapshot } from '../../../core/hcp/snapshot';
import type { TreeNode } from '../../../core/hcp/tree';
import { Watch } from '../../../runner/hcp/watch';
import { SYSTEM_CLOCK } from '../../../runner/clock';
import type { Log } from '../log';
import type { Backend } from './backend';
import { tellBackend, tellSnapshot } from './contexts';
import { Reader } from './reader';
import { askForToken } from './sign-in';
import { Tokens } from './tokens';
import { HcpTree } from './tree';

const VIEW = 'fsxLustreKms.hcp';
/** Time without a change after which cdktf.json has been written. */
const SETTLED_MS = 300;

/** Registered where the workspace is trusted, and only there: its cdktf.json says which host is asked. */
export function registerHcp(
  { secrets, extension }: vscode.ExtensionContext,
  log: Log,
  folders: () => Promise<readonly string[]>,
): vscode.Disposable {
  const tokens = new Tokens(secrets);
  const tree = new HcpTree();
  const view = vscode.window.createTreeView(VIEW, { treeDataProvider: tree, showCollapseAll: true });
  const { version } = extension.packageJSON as { version: string };
  const reader = new Reader(tokens, folders, `fsx-lustre-kms/${version}`);
  const watch = new Watch({
    clock: SYSTEM_CLOCK,
    random: Math.random,
    read: (before, signal) => {
      const read = () => reader.read(before, signal);
      // Lines that are there stay while newer ones come, without a sign.
      return before?.status === 'read' ? read() : inProgress(read);
    },
    onSnapshot: (snapshot) => {
      tree.show(snapshot);
      tellSnapshot(snapshot);
      view.description = reader.found && describe(reader.found);
      logProblems(snapshot, log);
    },
  });
  const look = async () => {
    tellBackend(await reader.find());
    if (view.visible) await watch.look();
  };
  void look();
  return vscode.Disposable.from(
    ...[tree, view, followDeployments(() => void look())],
    new vscode.Disposable(() => {
      watch.dispose();
    }),
    view.onDidChangeVisibility(({ visible }) => {
      watch.show(visible);
    }),
    tokens.onDidChange(() => void look()),
    ...commands({ reader, tokens, watch }),
  );
}

interface Parts {
  readonly reader: Reader;
  readonly tokens: Tokens;
  readonly watch: Watch;
}

function commands({ reader, tokens, watch }: Parts): vscode.Disposable[] {
  const { registerCommand } = vscode.commands;
  return [
    registerCommand('fsxLustreKms.hcp.signIn', () => signIn({ reader, tokens, watch })),
    registerCommand('fsxLustreKms.hcp.signOut', async () => {
      const backend = await backendOrMessage(reader);
      if (!backend) return undefined;
      await tokens.forget(backend.at.host);
      return await watch.look();
    }),
    registerCommand('fsxLustreKms.hcp.refresh', () => inProgress(() => watch.look())),
    registerCommand('fsxLustreKms.hcp.open', async (node?: TreeNode) => {
      const address = node?.url ?? (await firstPage(reader));
      if (address !== undefined) await vscode.env.openExternal(vscode.Uri.parse(address, true));
    }),
  ];
}

async function signIn({ reader, tokens, watch }: Parts): Promise<Snapshot | undefined> {
  const backend = await backendOrMessage(reader);
  if (backend?.at.status !== 'usable') return undefined;
  const { host } = backend.at;
  const token = await askForToken(backend.at);
  if (token === undefined) return undefined;
  const before = await tokens.read(host);
  await tokens.keep(host, token);
  const snapshot = await inProgress(() => watch.look());
  if (snapshot?.status !== 'refused') return snapshot;
  if (before.status === 'read' && before.token !== undefined) {
    await tokens.keep(host, before.token);
    offerAgain(vscode.l10n.t('{0} does not take this token. The one that you had stays.', host));
  } else {
    await tokens.forget(host);
    offerAgain(vscode.l10n.t('{0} does not take this token.', host));
  }
  return await watch.look();
}

/** Says what is wrong, and does not wait for an answer. */
function offerAgain(problem: string): void {
  const again = vscode.l10n.t('Try Again');
  void vscode.window.showErrorMessage(problem, again).then(async (chosen) => {
    if (chosen === again) await vscode.commands.executeCommand('fsxLustreKms.hcp.signIn');
  });
}

/** Shows in the view that something is being asked. */
async function inProgress<T>(ask: () => Promise<T>): Promise<T> {
  return await vscode.window.withProgress({ location: { viewId: VIEW } }, ask);
}

/** Behind the name of the view: whose workspaces they are, and where several folders are open, of which. */
function describe({ organization, folder }: Backend): string {
  const { workspaceFolders = [] } = vscode.workspace;
  return workspaceFolders.length > 1 ? `${organization} · ${basename(folder)}` : organization;
}

async function backendOrMessage(reader: Reader): Promise<Backend | undefined> {
  const backend = await reader.find();
  if (!backend) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('No cdktf.json of this workspace keeps its state in HCP Terraform (backend "cloud").'),
    );
  } else if (backend.at.status === 'unusable') {
    const { host, reason } = backend.at;
    void vscode.window.showErrorMessage(vscode.l10n.t('{0} cannot be asked: {1}.', host, reason));
  }
  return backend;
}

/** The page of the first workspace, from which the others are not far. */
async function firstPage(reader: Reader): Promise<string | undefined> {
  const backend = await backendOrMessage(reader);
  const [first] = backend?.workspaces ?? [];
  if (backend?.at.status !== 'usable' || !first) return undefined;
  return pageOf(backend.at.origin, { organization: backend.organization, workspace: first.name });
}

function logProblems(snapshot: Snapshot, log: Log): void {
  if (snapshot.status !== 'read') return;
  for (const { name, state } of snapshot.workspaces) {
    if (state.status === 'failed') log.warn(`HCP Terraform, ${name}: ${state.reason}.`);
  }
}

function followDeployments(changed: () => void): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher('**/cdktf.json');
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(changed, SETTLED_MS);
  };
  return vscode.Disposable.from(
    watcher,
    watcher.onDidCreate(later),
    watcher.onDidChange(later),
    watcher.onDidDelete(later),
    new vscode.Disposable(() => {
      clearTimeout(timer);
    }),
  );
}
