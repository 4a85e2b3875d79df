import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FsxLustreKmsApp, CONTEXT_KEY } from '../../cdktf/app';
import type { DeploymentInput } from '../../core/deployment/schema';
import { ACCOUNTS, type AccountRole } from '../../core/journey/steps';
import { sampleInput } from './deployments';
import { temporaryFolder } from './temporary-folder';

/** Terraform JSON of one stack, as far as tests look into it. */
export interface TerraformJson {
  resource?: Record<string, Record<string, TerraformResource>>;
  data?: Record<string, Record<string, TerraformResource>>;
  output?: Record<string, { value: string; description?: string }>;
  provider: { aws: Record<string, unknown>[] };
  terraform: {
    backend: Record<string, Record<string, unknown>>;
    required_providers: { aws: { version: string } };
  };
}
export type TerraformResource = Record<string, unknown>;

export interface Synthesized {
  /** Folder that was the working directory: local state lies here. */
  folder: string;
  outdir: string;
  stacks: Record<AccountRole, TerraformJson>;
}

/** Synthesizes the sample deployment with some parts replaced, in a folder of its own. */
export function synthesizeSample(changes: Partial<DeploymentInput> = {}): Synthesized {
  const folder = temporaryFolder();
  const outdir = join(folder, 'cdktf.out');
  const before = process.cwd();
  process.chdir(folder); // CDKTF puts local state into the working directory.
  try {
    new FsxLustreKmsApp({ outdir, context: { [CONTEXT_KEY]: { ...sampleInput(), ...changes } } }).synth();
  } finally {
    process.chdir(before);
  }
  const stacks = Object.fromEntries(
    (Object.keys(ACCOUNTS) as AccountRole[]).map((account) => [account, readStack(outdir, account)]),
  ) as Record<AccountRole, TerraformJson>;
  return { folder, outdir, stacks };
}

/** The Terraform of one stack in a synthesized folder. */
export function readStack(outdir: string, account: AccountRole): TerraformJson {
  return JSON.parse(
    readFileSync(join(outdir, 'stacks', ACCOUNTS[account].stack, 'cdk.tf.json'), 'utf8'),
  ) as TerraformJson;
}

/** All resources of one type, in the order of the file. */
export function resourcesOf(stack: TerraformJson, type: string): TerraformResource[] {
  return Object.values(stack.resource?.[type] ?? {});
}

/** The only resource of a type. */
export function onlyResource(stack: TerraformJson, type: string): TerraformResource {
  const [resource, ...others] = resourcesOf(stack, type);
  if (!resource || others.length)
    throw new Error(`${others.length + (resource ? 1 : 0)} resources of type ${type}`);
  return resource;
}
