import { join } from 'node:path';
import * as vscode from 'vscode';
import type { CdktfProject } from '../../../runner/cdktf-project';

const TYPE = 'fsx-lustre-kms';

/** Runs the project's own `cdktf` on stacks in a terminal, without a shell. */
export async function runCdktf(
  verb: 'diff' | 'deploy',
  { folder }: CdktfProject,
  stacks: readonly { readonly name: string }[],
): Promise<void> {
  const names = stacks.map(({ name }) => name);
  const execution = new vscode.ProcessExecution(
    join(folder, 'node_modules', '.bin', 'cdktf'),
    [verb, ...names],
    { cwd: folder, env: { CHECKPOINT_DISABLE: '1' } },
  );
  const scope = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(folder)) ?? vscode.TaskScope.Workspace;
  const task = new vscode.Task(
    { type: TYPE, verb, stacks: names },
    scope,
    `${verb} ${names.join(' ')}`,
    'cdktf',
    execution,
    [],
  );
  task.presentationOptions = { reveal: vscode.TaskRevealKind.Always, focus: true, clear: true };
  await vscode.tasks.executeTask(task);
}
