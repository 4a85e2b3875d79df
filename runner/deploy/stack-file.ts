import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { SANDBOX_FILES, sandboxProfile } from '../../core/deployment/sandbox';
import type { Deployment } from '../../core/deployment/schema';
import { ACCOUNTS, type AccountRole } from '../../core/journey/steps';
import type { RunProblem } from '../../core/journey/plan';
import type { Target } from '../../core/journey/target';
import { ownCommand } from '../../core/own-command';

/** What of a synthesized stack we act on. */
const terraformJson = z.looseObject({
  provider: z.looseObject({
    aws: z
      .array(
        z.looseObject({
          allowed_account_ids: z.array(z.string()).default([]),
          profile: z.string().optional(),
          shared_config_files: z.array(z.string()).optional(),
        }),
      )
      .min(1),
  }),
  resource: z.record(z.string(), z.unknown()).default({}),
  output: z.record(z.string(), z.unknown()).default({}),
  terraform: z.looseObject({
    backend: z.looseObject({ local: z.looseObject({ path: z.string().optional() }).optional() }).default({}),
  }),
});

/** A synthesized stack. */
export interface StackFile {
  /** Folder with its Terraform. */
  folder: string;
  /** SHA-256 of its `cdk.tf.json`, hexadecimal. */
  hash: string;
  /** Account that its provider allows. */
  accountId: string;
  /** Whether the stack has neither resources nor outputs: the walk has not come to it. */
  isEmpty: boolean;
  /** Its state where that is a file, as an absolute path. */
  stateFile: string | undefined;
}

export type ReadStack = { status: 'read'; stack: StackFile } | { status: 'unusable'; problem: RunProblem };

/**
 * Reads a stack as it was synthesized, and refuses one that was made for another account or another target than it is
 * to be deployed to.
 */
export function readStackFile(
  folder: string,
  account: AccountRole,
  deployment: Deployment,
  target: Target,
): ReadStack {
  const unusable = (kind: RunProblem['kind'], message: string): ReadStack => ({
    status: 'unusable',
    problem: {
      kind,
      message,
      nextAction: `Synthesize again (\`${ownCommand('synth')}\`), then plan again.`,
      output: '',
    },
  });
  const { stack } = ACCOUNTS[account];
  const file = join(folder, 'cdk.tf.json');
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return unusable('other', `${stack} is not synthesized: there is no ${file}.`);
  }
  const json = terraformJson.safeParse(parseJson(text));
  if (!json.success) return unusable('other', `${file} is not the Terraform of a stack of ours.`);
  const { provider, resource, output, terraform } = json.data;
  const accountId = provider.aws[0]?.allowed_account_ids[0];
  const expected = deployment.accounts[account].id;
  if (accountId !== expected) {
    const made = accountId === undefined ? 'any account' : `account ${accountId}`;
    return unusable('wrong-account', `${stack} is synthesized for ${made}, and cdktf.json says ${expected}.`);
  }
  const goesTo = provider.aws.map((block) => sandboxOf(block, account));
  const folderOfTarget = target.kind === 'sandbox' ? target.folder : undefined;
  if (goesTo.some((sandbox) => sandbox !== folderOfTarget)) {
    const made = goesTo[0] === undefined ? 'AWS' : `the sandbox in ${goesTo[0]}`;
    const asked = folderOfTarget === undefined ? 'AWS' : `the sandbox in ${folderOfTarget}`;
    return unusable('other', `${stack} is synthesized for ${made}, and is to go to ${asked}.`);
  }
  const { local } = terraform.backend;
  return {
    status: 'read',
    stack: {
      folder,
      hash: createHash('sha256').update(text).digest('hex'),
      accountId,
      isEmpty: Object.keys(resource).length === 0 && Object.keys(output).length === 0,
      stateFile: local && resolve(folder, local.path ?? 'terraform.tfstate'),
    },
  };
}

/** Whether there is no state of the stack: nothing was ever deployed. False where the state is not a file. */
export function hasNoState({ stateFile }: StackFile): boolean {
  return stateFile !== undefined && !existsSync(stateFile);
}

/** Folder of the sandbox that a provider block leads to; undefined: AWS. */
function sandboxOf(
  { profile, shared_config_files: files }: { profile?: string; shared_config_files?: string[] },
  account: AccountRole,
): string | undefined {
  const file = files?.find((path) => path.endsWith(join('/', SANDBOX_FILES.config)));
  if (file === undefined || profile !== sandboxProfile(account)) return undefined;
  return file.slice(0, -join('/', SANDBOX_FILES.config).length) || dirname(file);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
