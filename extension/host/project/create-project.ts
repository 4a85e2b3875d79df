/** The command "Create Project": what `fsx-lustre-kms init` does, with the questions in the editor. */
import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { askForAnswers } from '../../../core/project/ask';
import { deploymentOfAnswers } from '../../../core/project/fields';
import { projectFiles, type NewProject } from '../../../core/project/files';
import { planProject } from '../../../core/project/plan';
import { projectVersions, type TestedWith } from '../../../core/project/versions';
import { readFolder, writeProject } from '../../../runner/project/write-project';

const SUGGESTED_REGION = 'us-east-1';

/** Registers the command. It writes files and runs nothing of the workspace. */
export function registerCreateProject({ extension }: vscode.ExtensionContext): vscode.Disposable {
  const versions = projectVersions(extension.packageJSON as TestedWith);
  return vscode.commands.registerCommand('fsxLustreKms.createProject', async () => {
    const folder = await chooseFolder();
    if (folder === undefined) return;
    const problem = await createProject(folder, versions);
    if (problem === 'cancelled') return;
    if (problem !== undefined) void vscode.window.showErrorMessage(problem);
    else await tellNext(folder);
  });
}

/** @returns what is in the way; undefined when it is written */
async function createProject(
  folder: vscode.Uri,
  versions: NewProject['versions'],
): Promise<string | undefined> {
  const project = (deployment: NewProject['deployment']): NewProject => ({
    ...{ folderName: basename(folder.fsPath), projectId: randomUUID(), deployment, versions },
  });
  const names = projectFiles(project({})).map(({ name }) => name);
  const read = await readFolder(folder.fsPath, names);
  if (read.status === 'unreadable') return notWritten(`${read.path}: ${read.message}`);
  // Before anything is asked: whoever answers ten questions wants a project.
  const first = planProject(projectFiles(project({})), read.content);
  if (first.status === 'in-the-way') return inTheWay(first.files);
  const answers = await ask();
  if (!answers) return 'cancelled';
  const plan = planProject(projectFiles(project(deploymentOfAnswers(answers))), read.content);
  if (plan.status === 'in-the-way') return inTheWay(plan.files);
  const written = await writeProject(folder.fsPath, plan.write);
  switch (written.status) {
    case 'written':
      for (const { file, what } of plan.byHand)
        void vscode.window.showWarningMessage(vscode.l10n.t('{0}: {1}', file, what));
      return undefined;
    case 'in-the-way':
      return inTheWay([{ file: basename(written.path), why: vscode.l10n.t('is there already') }]);
    case 'unwritable':
      return notWritten(`${written.path}: ${written.message}`);
  }
}

/** One question after another; what is wrong with an answer stands above the question that comes again. */
async function ask() {
  const told: string[] = [];
  return await askForAnswers({
    given: {},
    suggested: { region: SUGGESTED_REGION },
    tell: ({ problem: { value, problem, right } }) =>
      told.push(
        vscode.l10n.t('{0} {1}. Right: {2}.', typeof value === 'string' ? value : '', problem, right),
      ),
    ask: async (question) => {
      const prompt = [...told.splice(0), question.replace(/: $/, '')].join(' ');
      const title = vscode.l10n.t('Create Project');
      return (await vscode.window.showInputBox({ title, prompt, ignoreFocusOut: true }))?.trim();
    },
  });
}

async function chooseFolder(): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const [only] = folders;
  if (only && folders.length === 1) return only.uri;
  if (folders.length > 1) return (await vscode.window.showWorkspaceFolderPick())?.uri;
  const chosen = await vscode.window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    openLabel: vscode.l10n.t('Create Project Here'),
  });
  return chosen?.[0];
}

async function tellNext(folder: vscode.Uri): Promise<void> {
  const isOpen = vscode.workspace.getWorkspaceFolder(folder) !== undefined;
  const next = isOpen ? vscode.l10n.t('Install Packages') : vscode.l10n.t('Open Folder');
  const message = vscode.l10n.t('The project is written. It needs its packages before it can be deployed.');
  if ((await vscode.window.showInformationMessage(message, next)) !== next) return;
  if (!isOpen) {
    await vscode.commands.executeCommand('vscode.openFolder', folder);
    return;
  }
  const install = new vscode.ProcessExecution('npm', ['install'], { cwd: folder.fsPath });
  const scope = vscode.workspace.getWorkspaceFolder(folder) ?? vscode.TaskScope.Workspace;
  await vscode.tasks.executeTask(
    new vscode.Task({ type: 'fsx-lustre-kms', verb: 'install' }, scope, 'npm install', 'npm', install, []),
  );
}

function inTheWay(files: readonly { readonly file: string; readonly why: string }[]): string {
  return notWritten(files.map(({ file, why }) => `${file} ${why}`).join(', '));
}

function notWritten(reason: string): string {
  return vscode.l10n.t('Nothing was written: {0}.', reason);
}
