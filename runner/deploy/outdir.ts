import { join, resolve } from 'node:path';
import { SANDBOX_FILES, SANDBOX_VARIABLE } from '../../core/deployment/sandbox';
import { ACCOUNTS, type AccountRole } from '../../core/journey/steps';
import type { Target } from '../../core/journey/target';
import type { CdktfProject } from '../cdktf-project';

/** Folder of the Terraform that is synthesized for a target, as an absolute path. */
export function outdirOf(
  { folder, output }: Pick<CdktfProject, 'folder' | 'output'>,
  target: Target,
): string {
  return target.kind === 'sandbox' ? join(target.folder, SANDBOX_FILES.output) : resolve(folder, output);
}

/** Folder of one stack in there. */
export function stackFolderOf(outdir: string, account: AccountRole): string {
  return join(outdir, 'stacks', ACCOUNTS[account].stack);
}

/** What tells the app and the stacks' providers where they go. Empty also for AWS: a variable of the shell's must not. */
export function targetEnvironment(target: Target): Record<string, string> {
  return { [SANDBOX_VARIABLE]: target.kind === 'sandbox' ? target.folder : '' };
}
