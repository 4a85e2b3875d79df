import { parseDeployment } from '../core/deployment/parse';
import { formatProblems } from '../core/deployment/format';
import type { AccountRole } from '../core/journey/steps';
import { readCdktfProject } from './cdktf-project';

/** Whose accounts a sandbox is to have. */
export type SandboxAccounts =
  /** Those of the project's deployment. */
  | { status: 'found'; region: string; ids: Record<AccountRole, string> }
  /** There is no project, or another one's. */
  | { status: 'none' }
  /** cdktf.json has a deployment with mistakes; synth lists them. */
  | { status: 'invalid'; message: string };

/** Reads which accounts and Region the deployment in a folder's cdktf.json is for. */
export function sandboxAccounts(folder: string): SandboxAccounts {
  const read = readCdktfProject(folder);
  if (read.status === 'missing') return { status: 'none' };
  if (read.status === 'invalid') return { status: 'invalid', message: read.message };
  const deployment = read.project.context['fsxLustreKms'];
  if (deployment === undefined) return { status: 'none' };
  const parsed = parseDeployment(deployment);
  if (parsed.status === 'invalid') return { status: 'invalid', message: formatProblems(parsed.problems) };
  const { accounts, region } = parsed.deployment;
  return {
    status: 'found',
    region,
    ids: { fileSystem: accounts.fileSystem.id, bucket: accounts.bucket.id, key: accounts.key.id },
  };
}
