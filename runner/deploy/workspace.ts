import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { RunEvent, RunProblem } from '../../core/journey/plan';
import { ACCOUNTS } from '../../core/journey/steps';
import { runProcess, type ProcessEnd, type ProcessOptions } from '../run-process';
import { terraformEnvironment } from '../terraform/environment';
import { outdirOf, stackFolderOf, targetEnvironment } from './outdir';
import { platformProblem } from './platform';
import type { ProblemContext } from './problems';
import { readStackFile, type StackFile } from './stack-file';
import type { StackRun } from './stack-run';

/** What the commands of one run have in common. */
export interface Workspace {
  run: StackRun;
  stack: StackFile;
  /** Name of the stack. */
  name: string;
  outdir: string;
  /** Our own folder for this run, removed when it ends. */
  folder: string;
  /** Environment of terraform and cdktf. */
  env: Record<string, string>;
  /** Whether providers come from where `terraform providers lock` does not look, or must not be asked for. */
  skipsProviderLock: boolean;
  /** The command that is Terraform; cdktf takes it from the same variable. */
  terraform: string;
  context: ProblemContext;
  emit: (event: RunEvent) => void;
}

/**
 * A sandbox is reached by what its profile says, whatever the shell has set. An account's own endpoints stand in its
 * provider block.
 */
const SANDBOX_ONLY = { AWS_ENDPOINT_URL: '', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false' };

/** Variable that marks a mirror in what `terraformEnvironment` gives. */
const MIRROR_MARK = 'TF_CLI_ARGS_providers_lock';

/** Prepares the run of commands on a stack, and clears up afterwards. */
export async function inWorkspace<T>(
  run: StackRun,
  verb: ProblemContext['verb'],
  use: (workspace: Workspace) => Promise<T>,
): Promise<T | { status: 'failed'; problem: RunProblem }> {
  const { project, deployment, target, account, onEvent } = run;
  const platform = platformProblem();
  if (platform) return { status: 'failed', problem: platform };
  const outdir = outdirOf(project, target);
  const read = readStackFile(stackFolderOf(outdir, account), account, deployment, target);
  if (read.status === 'unusable') return { status: 'failed', problem: read.problem };
  const { stack } = read;
  const { profile } = deployment.accounts[account];
  const folder = mkdtempSync(join(outdir, 'run-'));
  try {
    const terraformEnv = terraformEnvironment(process.env, folder);
    return await use({
      run,
      stack,
      name: ACCOUNTS[account].stack,
      outdir,
      folder,
      env: {
        ...terraformEnv,
        ...targetEnvironment(target),
        ...(target.kind === 'sandbox' ? SANDBOX_ONLY : {}),
        CI: '1',
        TF_INPUT: '0',
      },
      skipsProviderLock: target.kind === 'sandbox' || MIRROR_MARK in terraformEnv,
      terraform: process.env['TERRAFORM_BINARY_NAME'] ?? 'terraform',
      context: {
        account,
        accountId: stack.accountId,
        ...(profile === undefined ? {} : { profile }),
        target,
        folder: stack.folder,
        verb,
      },
      emit: (event) => onEvent?.(event),
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs terraform in the stack's folder. @param cancel false: also after the run was interrupted */
export function runTerraform(
  { terraform, stack, env, run: { signal, escalate } }: Workspace,
  args: readonly string[],
  { cancel = true, onOutput }: { cancel?: boolean; onOutput?: ProcessOptions['onOutput'] } = {},
): Promise<ProcessEnd> {
  return runProcess(terraform, args, {
    cwd: stack.folder,
    env,
    ...(cancel ? { signal, escalate } : {}),
    ...(onOutput ? { onOutput } : {}),
  });
}
