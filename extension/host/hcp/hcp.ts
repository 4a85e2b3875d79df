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
    read: (before, signal) => reader.read(before, signal),
    onSnapshot: (snapshot) => {
      tree.show(snapshot);
      tellSnapshot(snapshot);
      view.description = reader.found && basename(reader.found.folder);
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
    registerCommand('fsxLustreKms.hcp.signIn', async () => {
      const backend = await backendOrMessage(reader);
      if (backend?.at.status !== 'usable') return undefined;
      const { at } = backend;
      const token = await askForToken(at);
      if (token === undefined) return undefined;
      const before = await tokens.read(at.host);
      await tokens.keep(at.host, token);
      const snapshot = await watch.look();
      if (snapshot?.status !== 'refused') return snapshot;
      // One that was taken before stays.
      if (before.status === 'read' && before.token !== undefined) await tokens.keep(at.host, before.token);
      else await tokens.forget(at.host);
      void vscode.window.showErrorMessage(vscode.l10n.t('{0} does not take this token.', at.host));
      return await watch.look();
    }),
    registerCommand('fsxLustreKms.hcp.signOut', async () => {
      const backend = await backendOrMessage(reader);
      if (!backend) return undefined;
      await tokens.forget(backend.at.host);
      return await watch.look();
    }),
    registerCommand('fsxLustreKms.hcp.refresh', () => watch.look()),
    registerCommand('fsxLustreKms.hcp.open', async (node?: TreeNode) => {
      const address = node?.url ?? (await firstPage(reader));
      if (address !== undefined) await vscode.env.openExternal(vscode.Uri.parse(address, true));
    }),
  ];
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
