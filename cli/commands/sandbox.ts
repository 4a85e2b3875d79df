import { join, resolve } from 'node:path';
import { SANDBOX_FILES, SANDBOX_VARIABLE, sandboxProfile } from '../../core/deployment/sandbox';
import { partitionOfRegion } from '../../core/facts/regions';
import { ACCOUNTS, DEPLOY_ORDER } from '../../core/journey/steps';
import { sandboxAccounts } from '../../runner/sandbox-accounts';
import { ACCOUNT_NAMES, DEFAULT_ACCOUNT_IDS } from '../../sandbox/accounts';
import type { Faults } from '../../sandbox/faults';
import { startSandbox, type RunningSandbox, type SandboxStart } from '../../sandbox/sandbox';
import type { CommandIo, ExitCode } from '../io';
import { formatTable } from '../table';

/** Where its accounts come from; below the options. */
export const SANDBOX_HELP = `
The three accounts and the Region are those of the cdktf.json in the folder where it is started. Where that has no
deployment, they are those that the folder of --data was begun with, else the sample's: ${Object.values(DEFAULT_ACCOUNT_IDS).join(', ')}.
Other accounts come with --reset, which empties the folder.

The folder of --data has the Terraform state of one project, the first that uses it: give each a folder of its own.`;

export interface SandboxCommandOptions {
  /** 0 picks a free one. */
  port: number;
  /** Folder of the state, which outlives the run; default: one that does not. */
  data?: string;
  /** Empties the folder first. */
  reset?: boolean;
  json?: boolean;
  requestsPerSecond?: number;
  /** Seconds. */
  lifecycleDelay?: number;
  /** Seconds. */
  grantDelay?: number;
  misconfiguredAssociations?: boolean;
  expiredSessions?: boolean;
}

/**
 * `fsx-lustre-kms sandbox`: three AWS accounts on this machine, until interrupted. They are those of the folder's
 * cdktf.json, where it has one. Standard output has the way in, standard error a line for each call.
 * @returns 0 when it was interrupted, 1 when moto does not start or dies, 2 when the port, the folder or cdktf.json is
 *   in the way
 */
export async function sandbox(options: SandboxCommandOptions, io: CommandIo): Promise<ExitCode> {
  const project = sandboxAccounts(io.cwd);
  if (project.status === 'invalid') {
    io.stderr(`${project.message}\n`);
    return 2;
  }
  if (project.status === 'found' && partitionOfRegion(project.region) !== 'aws') {
    io.stderr(`cdktf.json: region is ${project.region}, and the sandbox has the partition aws alone.\n`);
    return 2;
  }
  const started = await startSandbox({
    port: options.port,
    ...(options.data === undefined ? {} : { dataDir: resolve(io.cwd, options.data) }),
    reset: options.reset ?? false,
    ...(project.status === 'found' ? { accounts: project.ids, region: project.region } : {}),
    faults: faultsOf(options),
    log: (line) => {
      io.stderr(`${line}\n`);
    },
    ...(io.signal ? { signal: io.signal } : {}),
  });
  if (started.status !== 'ready') return notStarted(started, io);
  io.stdout(
    options.json === true
      ? `${JSON.stringify(wayIn(started))}\n`
      : howToUse(started, project.status === 'found'),
  );
  const end = await started.ended;
  if (end.status === 'stopped') return 0;
  io.stderr(`${end.message}\n`);
  return 1;
}

/** What the options make go wrong. */
export function faultsOf(options: Omit<SandboxCommandOptions, 'port'>): Faults {
  const { requestsPerSecond, lifecycleDelay, grantDelay, misconfiguredAssociations, expiredSessions } =
    options;
  return {
    ...(requestsPerSecond === undefined ? {} : { requestsPerSecond }),
    ...(lifecycleDelay === undefined ? {} : { lifecycleDelayMs: lifecycleDelay * 1000 }),
    ...(grantDelay === undefined ? {} : { grantDelayMs: grantDelay * 1000 }),
    misconfiguredAssociations: misconfiguredAssociations ?? false,
    expiredSessions: expiredSessions ?? false,
  };
}

function notStarted(start: Exclude<SandboxStart, RunningSandbox>, io: CommandIo): ExitCode {
  switch (start.status) {
    case 'cancelled':
      return 0;
    case 'moto-failed':
      io.stderr(`${start.message}\n`);
      return 1;
    case 'port-in-use':
    case 'moto-missing':
    case 'data-unusable':
      io.stderr(`${start.message}\n`);
      return 2;
  }
}

/** What a program needs to know. */
function wayIn({ endpoint, region, accounts }: RunningSandbox) {
  return { endpoint, region, accounts };
}

/** Which accounts these are, and why: the folder in which it is started decides, once. */
function accountsLine(accounts: RunningSandbox['accounts'], hasProject: boolean): string {
  const ids = ACCOUNT_NAMES.map((name) => accounts[name].id).join(', ');
  if (hasProject) return `Accounts ${ids} from ./cdktf.json`;
  const isSample = ACCOUNT_NAMES.every((name) => accounts[name].id === DEFAULT_ACCOUNT_IDS[name]);
  return `Accounts ${ids}, ${isSample ? "the sample's" : 'those that its folder was begun with'}: no ./cdktf.json here has a deployment`;
}

/** What a person needs to know. @param hasProject whether the accounts are those of a cdktf.json */
function howToUse({ endpoint, region, accounts, folder }: RunningSandbox, hasProject: boolean): string {
  const rows = ACCOUNT_NAMES.map((name) => [
    `${ACCOUNTS[name].letter} (${ACCOUNTS[name].holds})`,
    accounts[name].id,
    sandboxProfile(name),
    accounts[name].accessKeyId,
    accounts[name].secretAccessKey,
  ]);
  const output = join(folder, SANDBOX_FILES.output);
  return [
    `Three AWS accounts at ${endpoint}, ${region}, until you press Ctrl+C. Their state: ${folder}`,
    accountsLine(accounts, hasProject),
    '',
    formatTable([['account', 'id', 'profile', 'access key', 'secret key'], ...rows]),
    '',
    'AWS clients, as the administrator of an account:',
    `  export AWS_CONFIG_FILE='${join(folder, SANDBOX_FILES.config)}'`,
    `  export AWS_SHARED_CREDENTIALS_FILE='${join(folder, SANDBOX_FILES.credentials)}'`,
    `  aws --profile ${sandboxProfile('fileSystem')} sts get-caller-identity`,
    '',
    'The stacks of a CDKTF project, whose cdktf.json stays as it is:',
    `  export ${SANDBOX_VARIABLE}='${folder}'`,
    ...DEPLOY_ORDER.map(
      (name) => `  npx cdktf deploy ${ACCOUNTS[name].stack} --skip-provider-lock --output '${output}'`,
    ),
    '',
    '',
  ].join('\n');
}
