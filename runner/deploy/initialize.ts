import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RunProblem } from '../../core/journey/plan';
import type { ProcessEnd } from '../run-process';
import { ProgressParser } from './progress';
import { problemOf, TERRAFORM_MISSING } from './problems';
import { runTerraform, type Workspace } from './workspace';

/** How a command came out that had to succeed. */
export type TerraformEnd =
  | { status: 'done'; stdout: string }
  | { status: 'failed'; problem: RunProblem; text: string }
  | { status: 'cancelled' };

/** What a terraform command came to. */
export function terraformEnd(end: ProcessEnd, { context }: Workspace): TerraformEnd {
  switch (end.status) {
    case 'not-started':
      return { status: 'failed', problem: { ...TERRAFORM_MISSING, output: end.message }, text: end.message };
    case 'cancelled':
      return { status: 'cancelled' };
    case 'ended': {
      if (end.exitCode === 0) return { status: 'done', stdout: end.stdout };
      const text = `${end.stdout}${end.stderr}`;
      return { status: 'failed', problem: problemOf(text, context), text };
    }
  }
}

/** Whether `terraform init` has been run in the stack's folder. */
export function isInitialized({ stack: { folder } }: Workspace): boolean {
  return ['.terraform/terraform.tfstate', '.terraform/providers', '.terraform.lock.hcl'].every((path) =>
    existsSync(join(folder, path)),
  );
}

const NEEDS_UPGRADE = /does not match configured version constraint/;

/** `terraform init`; with `-upgrade`, as cdktf does, when the lock file holds a version that is no longer allowed. */
export async function initialize(workspace: Workspace): Promise<TerraformEnd> {
  workspace.emit({ kind: 'phase', phase: 'init' });
  const init = async (...more: string[]) => {
    const lines = new ProgressParser(workspace.name);
    const end = await runTerraform(workspace, ['init', '-input=false', '-no-color', ...more], {
      onOutput: (text, stream) => {
        lines.push(text, stream).forEach(workspace.emit);
      },
    });
    lines.end().forEach(workspace.emit);
    return terraformEnd(end, workspace);
  };
  const end = await init();
  return end.status === 'failed' && NEEDS_UPGRADE.test(end.text.replace(/\s+/g, ' '))
    ? init('-upgrade')
    : end;
}
