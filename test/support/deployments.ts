import assert from 'node:assert/strict';
import { parseDeployment } from '../../core/deployment/parse';
import { resolveDeployment, type ResolvedDeployment } from '../../core/deployment/resolve';
import type { Deployment, DeploymentInput } from '../../core/deployment/schema';

export const ACCOUNT_A = '111111111111';
export const ACCOUNT_B = '222222222222';
export const ACCOUNT_C = '333333333333';

/** The smallest deployment: three accounts, one key, one bucket. */
export function sampleInput(): DeploymentInput {
  return {
    accounts: { fileSystem: { id: ACCOUNT_A }, bucket: { id: ACCOUNT_B }, key: { id: ACCOUNT_C } },
    region: 'us-east-1',
    keys: [{ name: 'data' }],
    buckets: [{ name: 'data', key: 'data' }],
  };
}

/** A valid deployment: the sample with some parts replaced. */
export function deployment(changes: Partial<DeploymentInput> = {}): Deployment {
  const parsed = parseDeployment({ ...sampleInput(), ...changes });
  assert.equal(parsed.status, 'valid', JSON.stringify(parsed));
  return parsed.deployment;
}

/** The same, with everything derived. */
export function resolved(changes: Partial<DeploymentInput> = {}): ResolvedDeployment {
  return resolveDeployment(deployment(changes));
}
