import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { SANDBOX_FILES, SANDBOX_VARIABLE } from '../../core/deployment/sandbox';
import { ACCOUNTS, DEPLOY_ORDER } from '../../core/journey/steps';
import { ownCommand } from '../../core/own-command';
import { readCdktfProject } from '../../runner/cdktf-project';
import { takeSandbox } from '../../runner/journey/sandbox-fit';
import { synthesize, type SynthesizedStack, type SynthesizeOptions } from '../../runner/synthesize';
import type { CommandIo, ExitCode } from '../io';
import { formatTable } from '../table';
import { synthCommit } from './synth-commit';

export interface SynthOptions {
  /** Folder of a sandbox: the stacks are made for it instead of AWS, in there. */
  sandbox?: string;
  /** Write the stacks in the form that is committed: into this folder, or into the usual one. */
  commit?: string | true;
  /** With `commit`: compare only. */
  check?: boolean;
}

/** `fsx-lustre-kms synth`: makes the Terraform of the project's stacks and says where it is. */
export async function synth({ sandbox, commit, check }: SynthOptions, io: CommandIo): Promise<ExitCode> {
  if (check === true && commit === undefined) {
    io.stderr('--check compares with what --commit wrote: give both.\n');
    return 2;
  }
  if (commit !== undefined && sandbox !== undefined) {
    io.stderr('What is committed is for AWS: give --commit or --sandbox.\n');
    return 2;
  }
  const read = readCdktfProject(io.cwd);
  if (read.status !== 'read') {
    io.stderr(`${read.message}\n`);
    return 2;
  }
  if (commit !== undefined) return synthCommit(read.project, { commit, check }, io);
  const folder = sandbox === undefined ? undefined : resolve(io.cwd, sandbox);
  if (folder !== undefined && !existsSync(join(folder, SANDBOX_FILES.config))) {
    io.stderr(`${folder} is no sandbox's folder; \`${ownCommand('sandbox')}\` prints which one is.\n`);
    return 2;
  }
  const taken = folder === undefined ? undefined : await takeSandbox(folder, read.project);
  if (taken?.status === 'refused') {
    io.stderr(`${taken.message}\nWhat to do: ${taken.nextAction}\n`);
    return 2;
  }
  const place = folder === undefined ? {} : inSandbox(folder);
  const synthesis = await synthesize(read.project, { ...place, signal: io.signal });
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

function inSandbox(folder: string): SynthesizeOptions {
  return { outdir: join(folder, SANDBOX_FILES.output), env: { [SANDBOX_VARIABLE]: folder } };
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
