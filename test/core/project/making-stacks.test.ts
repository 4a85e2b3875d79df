import assert from 'node:assert/strict';
import type { DeploymentInput } from '../../../core/deployment/schema';
import { ACCOUNTS, DEPLOY_ORDER } from '../../../core/journey/steps';
import { makingStacks } from '../../../core/project/making-stacks';
import { resolved } from '../../support/deployments';
import { synthesizeSample } from '../../support/synthesize';

const EXISTING: Partial<DeploymentInput> = {
  fileSystem: { existingId: 'fs-0123456789abcdef0', existingMountName: 'abcdefgh' },
  client: { enabled: false },
  keys: [
    {
      name: 'data',
      existingArn: 'arn:aws:kms:us-east-1:333333333333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
      existingGrant: true,
    },
  ],
  buckets: [{ name: 'data', key: 'data', bucketName: 'genomics', existing: {} }],
};
const NETWORK = {
  vpcId: 'vpc-0123456789abcdef0',
  subnetId: 'subnet-0123456789abcdef0',
  securityGroupIds: ['sg-0123456789abcdef0'],
};
const [KEY] = EXISTING.keys ?? [];
const [BUCKET] = EXISTING.buckets ?? [];
assert.ok(KEY && BUCKET);
const { existingGrant: _, ...UNGRANTED } = KEY;

const [A, B, C] = ['account-a-file-system', 'account-b-bucket', 'account-c-key'] as const;

const CASES: [what: string, changes: Partial<DeploymentInput>, stacks: string[]][] = [
  ['all of it is there', {}, []],
  ['the grant is missing', { keys: [UNGRANTED] }, [A]],
  ['the grant is missing, and its step is not reached', { keys: [UNGRANTED], throughStep: 3 }, []],
  ['the bucket is not linked', { buckets: [{ ...BUCKET, associate: true }] }, [A]],
  ['a client is made', { client: {}, network: NETWORK }, [A]],
  ['a client is there', { client: { existingInstanceId: 'i-0123456789abcdef0' } }, []],
  ['the bucket has no policy', { buckets: [{ ...BUCKET, existing: { managePolicy: true } }] }, [B]],
  [
    'the bucket has another encryption',
    { buckets: [{ ...BUCKET, existing: { manageEncryption: true } }] },
    [B],
  ],
  [
    'its encryption is not reached',
    { buckets: [{ ...BUCKET, existing: { manageEncryption: true } }], throughStep: 2 },
    [],
  ],
  ['the bucket is new', { buckets: [{ name: 'data', key: 'data' }] }, [B]],
  ['the key is new', { keys: [{ name: 'data' }] }, [C, A]],
  ['the file system is new', { fileSystem: {}, keys: [UNGRANTED] }, [A]],
];

describe('stacks that make something', () => {
  for (const [what, changes, stacks] of CASES)
    it(`${stacks.join(', ') || 'none'}: ${what}`, () => {
      const all = { ...EXISTING, ...changes };
      assert.deepEqual(makingStacks(resolved(all)), stacks);
      const synthesized = synthesizeSample(all).stacks;
      const held = DEPLOY_ORDER.filter((account) => synthesized[account].resource !== undefined);
      assert.deepEqual(
        held.map((account) => ACCOUNTS[account].stack),
        stacks,
      );
    });
});
