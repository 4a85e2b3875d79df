import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeploymentInput } from '../../core/deployment/schema';
import { ACCOUNTS, type AccountRole } from '../../core/journey/steps';
import type { PolicyDocument } from '../../core/policies/document';
import { synthesizeSample, type TerraformJson } from './synthesize';

type CloudInput = Extract<NonNullable<DeploymentInput['backend']>, { type: 'cloud' }>;

/** State in HCP Terraform, with bootstrap stacks. */
export function bootstrapBackend(
  bootstrap: CloudInput['bootstrap'] = {},
  more: Partial<CloudInput> = {},
): CloudInput {
  return { type: 'cloud', organization: 'acme', project: 'lustre', bootstrap, ...more };
}

/** The bootstrap stack of an account in a synthesized folder. */
export function bootstrapStack(outdir: string, account: AccountRole): TerraformJson {
  const file = join(outdir, 'stacks', `${ACCOUNTS[account].stack}-bootstrap`, 'cdk.tf.json');
  return JSON.parse(readFileSync(file, 'utf8')) as TerraformJson;
}

/** Policies of a run role: what it is given, and what bounds it. */
export interface RolePolicies {
  permissions: PolicyDocument[];
  boundary: PolicyDocument;
}

/** The policies that a role of an account's workspace gets. @param role its name's ending: `run`, `plan`, `apply` */
export function rolePolicies(
  account: AccountRole,
  role: 'run' | 'plan' | 'apply' = 'run',
  changes: Partial<DeploymentInput> = {},
): RolePolicies {
  const bootstrap = { separatePlanRole: role !== 'run' };
  const { outdir } = synthesizeSample({ backend: bootstrapBackend(bootstrap), ...changes });
  const policies = Object.values(bootstrapStack(outdir, account).resource?.['aws_iam_policy'] ?? {});
  const documents = (name: string) =>
    policies
      .filter((policy) => (policy['name'] as string).includes(`${ACCOUNTS[account].stack}-${name}`))
      .map((policy) => JSON.parse(policy['policy'] as string) as PolicyDocument);
  const [boundary] = documents('boundary');
  if (!boundary) throw new Error(`${account} has no boundary`);
  return { permissions: documents(`${role}-`), boundary };
}
