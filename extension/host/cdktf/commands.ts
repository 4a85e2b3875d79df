/** What runs code of the workspace: registered where it is trusted, and only there. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { STEPS } from '../../../core/journey/steps';
import { rehearse } from '../../../core/rehearsal/rehearse';
import { EDITOR_STYLE } from '../../../core/rehearsal/report/editor-style';
import { formatHtml } from '../../../core/rehearsal/report/html';
import { readWorld } from '../../../core/rehearsal/world/read-world';
import type { CdktfProject } from '../../../runner/cdktf-project';
import { readSynthesized } from '../../../runner/rehearsal-input';
import type { SynthesizedStack } from '../../../runner/synthesize';
import { RehearsalPanel } from './rehearsal-panel';
import { chooseProject, projectFolderOf } from './projects';
import { withProgress, type Synthesizer } from './synthesizer';
import { runCdktf } from './terminal';

const { Notification, Window } = vscode.ProgressLocation;

/** The commands and the on-save setting. */
export function registerCdktf(synthesizer: Synthesizer): vscode.Disposable {
  const panel = new RehearsalPanel();
  const { registerCommand } = vscode.commands;
  return vscode.Disposable.from(
    panel,
    registerCommand('fsxLustreKms.synth', (folder?: string) => synthCommand(synthesizer, folder)),
    registerCommand('fsxLustreKms.rehearse', (folder?: string) =>
      rehearseCommand(synthesizer, panel, folder),
    ),
    registerCommand('fsxLustreKms.diff', (folder?: string, stacks?: readonly string[]) =>
      stacksCommand('diff', synthesizer, folder, stacks),
    ),
    registerCommand('fsxLustreKms.deploy', (folder?: string, stacks?: readonly string[]) =>
      stacksCommand('deploy', synthesizer, folder, stacks),
    ),
    vscode.workspace.onDidSaveTextDocument((document) => void synthOnSave(document, synthesizer)),
  );
}

async function synthCommand(synthesizer: Synthesizer, folder?: string): Promise<void> {
  const project = await chooseProject(folder);
  const stacks = project && (await synthesizeAloud(project, synthesizer));
  if (!stacks) return;
  const words =
    stacks.length === 1
      ? vscode.l10n.t('Synthesized 1 stack.')
      : vscode.l10n.t('Synthesized {0} stacks.', stacks.length);
  vscode.window.setStatusBarMessage(words, 5_000);
}

async function rehearseCommand(
  synthesizer: Synthesizer,
  panel: RehearsalPanel,
  folder?: string,
): Promise<void> {
  const project = await chooseProject(folder);
  if (!project || !(await synthesizeAloud(project, synthesizer))) return;
  const output = synthesizer.outdirOf(project);
  const input = await readSynthesized({ ...project, output }, project.folder);
  if (input.status === 'unreadable') {
    void vscode.window.showErrorMessage(input.message);
    return;
  }
  const read = readWorld(input.files, new Map());
  panel.show(formatHtml(rehearse(read, STEPS.length), read.world, EDITOR_STYLE));
}

/** `cdktf diff` and `cdktf deploy`, in a terminal: there cdktf plans, and asks before it applies. */
async function stacksCommand(
  verb: 'diff' | 'deploy',
  synthesizer: Synthesizer,
  folder?: string,
  wanted?: readonly string[],
): Promise<void> {
  if (process.platform === 'win32') {
    void vscode.window.showErrorMessage(
      vscode.l10n.t('Stacks are deployed on macOS, Linux and in WSL: open the folder there.'),
    );
    return;
  }
  const project = await chooseProject(folder);
  if (!project) return;
  if (!existsSync(join(project.folder, 'node_modules', '.bin', 'cdktf'))) {
    void vscode.window.showErrorMessage(
      vscode.l10n.t('There is no node_modules/.bin/cdktf in {0}: run npm install there.', project.folder),
    );
    return;
  }
  const all = await synthesizeAloud(project, synthesizer);
  const stacks = all && (await chooseStacks(all, wanted));
  if (!stacks || stacks.length === 0) return;
  if (verb === 'deploy' && !(await isConfirmed(stacks))) return;
  await runCdktf(verb, project, stacks);
}

async function chooseStacks(
  all: readonly SynthesizedStack[],
  wanted: readonly string[] = [],
): Promise<SynthesizedStack[] | undefined> {
  if (wanted.length > 0) return all.filter(({ name }) => wanted.includes(name));
  if (all.length === 1) return [...all];
  const items = all.map((stack) => ({ label: stack.name, description: stack.accountIds.join(', '), stack }));
  const title = vscode.l10n.t('Which stack?');
  const chosen = await vscode.window.showQuickPick(items, { title });
  return chosen && [chosen.stack];
}

/** Names the accounts before anything is begun. */
async function isConfirmed(stacks: readonly SynthesizedStack[]): Promise<boolean> {
  const deploy = vscode.l10n.t('Deploy');
  const detail = stacks
    .map(({ name, accountIds, resources }) => {
      const account =
        accountIds.length > 0
          ? vscode.l10n.t('account {0}', accountIds.join(', '))
          : vscode.l10n.t('it does not name its account: whatever the credentials lead to');
      return vscode.l10n.t('{0}: {1}, {2} resources', name, account, resources);
    })
    .join('\n');
  const message = vscode.l10n.t('Deploy to AWS? cdktf plans first, and asks again in the terminal.');
  return (await vscode.window.showWarningMessage(message, { modal: true, detail }, deploy)) === deploy;
}

/** Synthesizes with progress. @returns the stacks; undefined when there are none, and it has been told why */
async function synthesizeAloud(
  project: CdktfProject,
  synthesizer: Synthesizer,
): Promise<readonly SynthesizedStack[] | undefined> {
  const title = vscode.l10n.t('Synthesizing {0}', vscode.workspace.asRelativePath(project.folder));
  const synthesis = await withProgress(title, Notification, (signal) => synthesizer.run(project, signal));
  if (synthesis.status === 'done') return synthesis.stacks;
  if (synthesis.status === 'failed') {
    const log = vscode.l10n.t('Show Log');
    const words = vscode.l10n.t('Synth failed: {0}', reasonOf(synthesis.message));
    void vscode.window.showErrorMessage(words, log).then(async (chosen) => {
      if (chosen === log) await vscode.commands.executeCommand('fsxLustreKms.showLog');
    });
  }
  return undefined;
}

/** Synthesizes in silence when a source is saved; not while it runs already. */
async function synthOnSave(document: vscode.TextDocument, synthesizer: Synthesizer): Promise<void> {
  const isSource = document.languageId === 'typescript' || document.uri.path.endsWith('/cdktf.json');
  const settings = vscode.workspace.getConfiguration('fsxLustreKms', document);
  const folder =
    isSource && settings.get<boolean>('synth.onSave', false) ? projectFolderOf(document.uri) : undefined;
  const project = folder === undefined ? undefined : await chooseProject(folder);
  if (!project || synthesizer.isRunning(project)) return;
  const title = vscode.l10n.t('Synthesizing');
  const synthesis = await withProgress(title, Window, (signal) => synthesizer.run(project, signal));
  if (synthesis.status === 'failed') {
    const words = vscode.l10n.t('$(error) Synth failed: {0}', reasonOf(synthesis.message));
    vscode.window.setStatusBarMessage(words, 10_000);
  }
}

/** The line of an app's output that says why it failed: that of the error, where there is one. */
function reasonOf(message: string): string {
  const lines = message.split('\n').map((line) => line.trim());
  return (
    lines.find((line) => /^(\w*Error|Error \[\w+\]): /.test(line)) ?? lines.find((line) => line !== '') ?? ''
  );
}
