import { relative } from 'node:path';
import { ACCOUNTS, DEPLOY_ORDER } from '../../core/journey/steps';
import { readCdktfProject } from '../../runner/cdktf-project';
import { synthesize, type SynthesizedStack } from '../../runner/synthesize';
import type { CommandIo, ExitCode } from '../io';
import { formatTable } from '../table';

/** `fsx-lustre-kms synth`: makes the Terraform of the project's stacks and says where it is. */
export async function synth(io: CommandIo): Promise<ExitCode> {
  const read = readCdktfProject(io.cwd);
  if (read.status !== 'read') {
    io.stderr(`${read.message}\n`);
    return 2;
  }
  const synthesis = await synthesize(read.project, { signal: io.signal });
  switch (synthesis.status) {
    case 'cancelled':
      return 1;
    case 'failed':
      io.stderr(`${synthesis.message}\n`);
      return 1;
    case 'done':
      io.stdout(`${stackTable(synthesis.stacks, io.cwd)}\n`);
      return 0;
  }
}

/** One row a stack, in the order in which they are deployed; stacks of other makes come last. */
function stackTable(stacks: readonly SynthesizedStack[], cwd: string): string {
  const accounts = DEPLOY_ORDER.map((account) => ACCOUNTS[account]);
  const rows = stacks
    .map((stack) => ({ ...stack, position: accounts.findIndex((account) => account.stack === stack.name) }))
    .sort((a, b) => (a.position < 0 ? 1 : b.position < 0 ? -1 : a.position - b.position))
    .map(({ name, accountIds, resources, terraformFile, position }) => [
      name,
      accountIds.join(' ') || '-',
      accounts[position]?.holds ?? '',
      resources === 0 ? 'none yet' : String(resources),
      relative(cwd, terraformFile),
    ]);
  return formatTable([['stack', 'account', 'holds', 'resources', 'Terraform'], ...rows]);
}
