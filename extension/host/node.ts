/** The extension where Node.js runs it: on the desktop, and on a server. */
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { activateLanguage } from './activate';
import { registerBoard } from './board/commands';
import { registerCdktf } from './cdktf/commands';
import { chooseProject, projectFolders } from './cdktf/projects';
import { stackCommands } from './cdktf/stack-lenses';
import { SynthDiagnostics } from './cdktf/synth-diagnostics';
import { Synthesizer } from './cdktf/synthesizer';
import { registerHcp } from './hcp/hcp';
import { createLog } from './log';
import { registerCreateProject } from './project/create-project';
import type { Parsers } from '../../core/syntax/parsers';

/** What other extensions get. */
export interface ExtensionApi {
  /** Time from the beginning of the activation until the first file can be looked at. */
  readonly activationMs: number;
}

export async function activate(context: vscode.ExtensionContext): Promise<ExtensionApi> {
  const started = performance.now();
  const log = createLog(context);
  const { parsers, lensesChanged } = await activateLanguage(context, { log, stackCommands });
  const activationMs = performance.now() - started;
  context.subscriptions.push(registerCreateProject(context));
  if (vscode.workspace.isTrusted) activateCdktf(context, parsers, log);
  else {
    context.subscriptions.push(
      vscode.workspace.onDidGrantWorkspaceTrust(() => {
        activateCdktf(context, parsers, log);
        lensesChanged();
      }),
    );
  }
  return { activationMs };
}

/** What runs code of the workspace, or shows what such a run has left. */
function activateCdktf(
  context: vscode.ExtensionContext,
  parsers: Parsers,
  log: vscode.LogOutputChannel,
): void {
  const { subscriptions, storageUri, globalStorageUri } = context;
  const diagnostics = new SynthDiagnostics(context.extensionUri);
  const storage = (storageUri ?? globalStorageUri).fsPath;
  const synthesizer = new Synthesizer({ parsers, diagnostics, log, storage });
  subscriptions.push(diagnostics, registerCdktf(synthesizer), followSynthesis(synthesizer));
  subscriptions.push(registerBoard(context, log, { folders: projectFolders, choose: chooseProject }));
  subscriptions.push(registerHcp(context, log, projectFolders));
  void lookAtProjects(synthesizer);
  const projects = vscode.workspace.createFileSystemWatcher('**/cdktf.json', false, true, false);
  const look = () => void tellProjects();
  subscriptions.push(projects, projects.onDidCreate(look), projects.onDidDelete(look));
}

/** Time without a change after which a synthesis has written everything. */
const SETTLED_MS = 300;

/** Shows what a synthesis in a terminal found. */
function followSynthesis(synthesizer: Synthesizer): vscode.Disposable {
  // The folder as well: of one that was just made, a watcher may not see what is written into it.
  const watcher = vscode.workspace.createFileSystemWatcher('**/cdktf.out{,/manifest.json}');
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const read = ({ fsPath }: vscode.Uri) => {
    const outdir = fsPath.endsWith('manifest.json') ? dirname(fsPath) : fsPath;
    clearTimeout(timers.get(outdir));
    timers.set(
      outdir,
      setTimeout(() => void synthesizer.read(dirname(outdir), outdir), SETTLED_MS),
    );
  };
  return vscode.Disposable.from(
    watcher,
    watcher.onDidCreate(read),
    watcher.onDidChange(read),
    watcher.onDidDelete(read),
    new vscode.Disposable(() => {
      timers.forEach(clearTimeout);
    }),
  );
}

/** Shows what was synthesized before. */
async function lookAtProjects(synthesizer: Synthesizer): Promise<void> {
  for (const folder of await tellProjects()) await synthesizer.read(folder, join(folder, 'cdktf.out'));
}

/** Commands that need a project are offered where there is one. */
async function tellProjects(): Promise<string[]> {
  const folders = await projectFolders();
  await vscode.commands.executeCommand('setContext', 'fsxLustreKms.hasProject', folders.length > 0);
  return folders;
}
