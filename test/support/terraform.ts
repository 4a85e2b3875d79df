import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { runProcess } from '../../runner/run-process';
import { terraformEnvironment } from '../../runner/terraform/environment';
import { accessKeyOf } from './sts-stub';
import { temporaryFolder } from './temporary-folder';

/** How many Terraform processes run at once: each takes a core and, with the AWS provider, 600 MB. */
export const atOnce = pLimit(2);

const environment = terraformEnvironment(process.env, temporaryFolder());

/** Credentials of an administrator of an account, as the STS stub knows them. Nothing else of AWS is asked in a plan. */
export function providerOf(accountId: string): Record<string, unknown> {
  return { access_key: accessKeyOf(accountId), secret_key: 'test', skip_metadata_api_check: 'true' };
}

export interface TerraformFolder {
  folder: string;
  /** Runs terraform; what it printed is in the error when it fails. */
  run: (...args: string[]) => Promise<string>;
}

/** A folder with a stack's Terraform, and provider settings and other changes on top, as an override file. */
export function terraformFolder(
  terraformFile: string,
  provider: Record<string, unknown>,
  env: Record<string, string> = {},
  overrides: Record<string, unknown> = {},
): TerraformFolder {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'cdk.tf.json'), readFileSync(terraformFile));
  writeFileSync(
    join(folder, 'override.tf.json'),
    JSON.stringify({ provider: { aws: provider }, ...overrides }),
  );
  return {
    folder,
    run: async (...args) => {
      const end = await runProcess('terraform', args, {
        cwd: folder,
        env: { ...environment, AWS_EC2_METADATA_DISABLED: 'true', ...env },
      });
      if (end.status === 'ended' && end.exitCode === 0) return end.stdout;
      throw new Error(
        `terraform ${args.join(' ')}\n${end.status === 'ended' ? end.stdout + end.stderr : end.status}`,
      );
    },
  };
}

/** Writes a local state with outputs and, if given, resources: what another stack has left behind. */
export function writeState(
  folder: string,
  stack: string,
  outputs: Record<string, string>,
  resources: unknown[] = [],
): void {
  mkdirSync(folder, { recursive: true });
  const state = {
    version: 4,
    terraform_version: '1.9.0',
    serial: 1,
    lineage: '11111111-2222-3333-4444-555555555555',
    outputs: Object.fromEntries(
      Object.entries(outputs).map(([name, value]) => [name, { value, type: 'string' }]),
    ),
    resources,
  };
  writeFileSync(join(folder, `terraform.${stack}.tfstate`), JSON.stringify(state));
}

/** One change of a plan (Terraform JSON output format, "Change representation"). */
export interface ResourceChange {
  address: string;
  type: string;
  mode: string;
  change: {
    actions: string[];
    before?: Record<string, unknown> | null;
    after: Record<string, unknown>;
    after_unknown: Record<string, unknown>;
  };
}

export interface Plan {
  resource_changes?: ResourceChange[];
}

/** init, validate, plan: the plan as JSON. */
export async function plan({ run }: TerraformFolder): Promise<Plan> {
  await run('init', '-input=false', '-no-color');
  await run('validate', '-no-color');
  await run('plan', '-input=false', '-no-color', '-lock=false', '-out=plan');
  return JSON.parse(await run('show', '-json', 'plan')) as Plan;
}
