/** The command "Create Project": what `fsx-lustre-kms init` does, with the questions in the editor. */
import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { deploymentOfAnswers } from '../../../core/project/fields';
import { PROJECT_FILE_NAMES, projectFiles, type NewProject } from '../../../core/project/files';
import { planProject, type ByHand, type ProjectPlan } from '../../../core/project/plan';
import { projectVersions, type TestedWith } from '../../../core/project/versions';
import { readFolder, writeProject } from '../../../runner/project/write-project';
import { ExplainPanel } from '../language/explain-panel';
import { askInEditor } from './ask';
import { byHandPage } from './by-hand';

/** Registers the command. It writes files and runs nothing of the workspace. */
export function registerCreateProject({
  extension,
  extensionUri,
}: vscode.ExtensionContext): vscode.Disposable {
  const versions = projectVersions(extension.packageJSON as TestedWith);
  const panel = new ExplainPanel(extensionUri);
  const createIn = async (folder: vscode.Uri | undefined): Promise<void> => {
    if (!folder) return;
    const created = await createProject(folder, versions);
    switch (created.status) {
      case 'cancelled':
        return;
      case 'in-the-way': {
        const other = vscode.l10n.t('Choose Another Folder');
        const message = vscode.l10n.t('Nothing was written: {0}.', created.what);
        void vscode.window.showErrorMessage(message, other).then(async (chosen) => {
          if (chosen === other) await createIn(await browse());
        });
        return;
      }
      case 'written':
        await showWritten(folder, created.byHand, panel);
        await tellNext(folder, created);
    }
  };
  return vscode.Disposable.from(
    panel,
    vscode.commands.registerCommand('fsxLustreKms.createProject', async () => {
      await createIn(await chooseFolder());
    }),
  );
}

interface Written {
  readonly status: 'written';
  readonly byHand: readonly ByHand[];
  /** Whether a cdktf.json was there, and answered everything. */
  readonly keptDeployment: boolean;
}

type Created =
  | Written
  | { readonly status: 'cancelled' }
  /** Nothing was written. `what`: without a full stop. */
  | { readonly status: 'in-the-way'; readonly what: string };

async function createProject(folder: vscode.Uri, versions: NewProject['versions']): Promise<Created> {
  const project = (deployment: NewProject['deployment']): NewProject => ({
    ...{ folderName: basename(folder.fsPath), projectId: randomUUID(), deployment, versions },
  });
  const read = await readFolder(folder.fsPath, PROJECT_FILE_NAMES);
  if (read.status === 'unreadable') return inTheWay(`${read.path}: ${read.message}`);
  // Before anything is asked: whoever answers ten questions wants a project.
  const first = planProject(projectFiles(project({})), read.content);
  if (first.status === 'in-the-way') return inTheWay(words(first.files));
  if (await isReadOnly(folder.fsPath))
    return inTheWay(vscode.l10n.t('the folder {0} is read-only for you', folder.fsPath));
  if (first.deployment) return await write(folder, first);
  const answers = await askInEditor();
  if (!answers) return { status: 'cancelled' };
  const plan = planProject(projectFiles(project(deploymentOfAnswers(answers))), read.content);
  if (plan.status === 'in-the-way') return inTheWay(words(plan.files));
  return await write(folder, plan);
}

async function write(
  folder: vscode.Uri,
  { write: files, byHand, deployment }: Extract<ProjectPlan, { status: 'ready' }>,
): Promise<Created> {
  const written = await writeProject(folder.fsPath, files);
  switch (written.status) {
    case 'written':
      return { status: 'written', byHand, keptDeployment: deployment !== undefined };
    case 'in-the-way':
      return inTheWay(words([{ file: basename(written.path), why: vscode.l10n.t('is there already') }]));
    case 'unwritable':
      return inTheWay(`${written.path}: ${written.message}`);
  }
}

/** A folder that is not there is made, or it is said then why not. */
async function isReadOnly(folder: string): Promise<boolean> {
  return await access(folder, constants.W_OK).then(
    () => false,
    (error: unknown) => (error as NodeJS.ErrnoException).code !== 'ENOENT',
  );
}

function words(files: readonly { readonly file: string; readonly why: string }[]): string {
  return files.map(({ file, why }) => `${file} ${why}`).join(', ');
}

function inTheWay(what: string): Created {
  return { status: 'in-the-way', what };
}

async function chooseFolder(): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const [only] = folders;
  if (only && folders.length === 1) return only.uri;
  if (folders.length > 1) return (await vscode.window.showWorkspaceFolderPick())?.uri;
  return await browse();
}

async function browse(): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    openLabel: vscode.l10n.t('Create Project Here'),
  });
  return chosen?.[0];
}

/** The deployment that was written; where files were there, what to add to them. */
async function showWritten(
  folder: vscode.Uri,
  byHand: readonly ByHand[],
  panel: ExplainPanel,
): Promise<void> {
  if (vscode.workspace.getWorkspaceFolder(folder))
    await vscode.window.showTextDocument(vscode.Uri.joinPath(folder, 'cdktf.json'), { preview: false });
  if (byHand.length === 0) return;
  const title = vscode.l10n.t('Create Project');
  await panel.show({ title, markdown: byHandPage(byHand), reveal: () => Promise.resolve() });
}

async function tellNext(folder: vscode.Uri, written: Written): Promise<void> {
  const isOpen = vscode.workspace.getWorkspaceFolder(folder) !== undefined;
  const next = isOpen ? vscode.l10n.t('Install Packages') : vscode.l10n.t('Open Folder');
  const message = messageFor(written);
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

function messageFor({ byHand, keptDeployment }: Written): string {
  if (keptDeployment)
    return vscode.l10n.t(
      'The project is written around its cdktf.json, which is kept as it is. It needs its packages before it can be deployed.',
    );
  return byHand.length === 0
    ? vscode.l10n.t('The project is written. It needs its packages before it can be deployed.')
    : vscode.l10n.t(
        'The project is written, but for what you add by hand. It needs its packages before it can be deployed.',
      );
}
