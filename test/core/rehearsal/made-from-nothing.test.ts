import assert from 'node:assert/strict';
import { rehearse } from '../../../core/rehearsal/rehearse';
import { readWorld } from '../../../core/rehearsal/world/read-world';
import { readAs } from '../../../core/syntax/read-file';
import { notAsExpected, verdicts } from './rehearse-stacks';

const [A, B, C] = ['101010101010', '202020202020', '303030303030'] as const;
const KEYS = ['aaaaaaaa', 'bbbbbbbb'].map((start) => keyIn(C, start));

function keyIn(account: string, start: string): string {
  return `arn:aws:kms:us-east-1:${account}:key/${start}-0000-4000-8000-000000000000`;
}

interface PlannedResource {
  address: string;
  after: Record<string, unknown>;
  /** Attributes known after apply only, each with what its expression refers to. */
  unknown?: Record<string, readonly string[]>;
}

/** The text of a plan, cut down to what is read of it. */
function plan(account: string | { role: string; variable: string }, ...resources: PlannedResource[]): string {
  const expressions =
    typeof account === 'string'
      ? { allowed_account_ids: { constant_value: [account] } }
      : { assume_role: [{ role_arn: { references: [account.role] } }] };
  return JSON.stringify({
    format_version: '1.2',
    ...(typeof account !== 'string' && { variables: { account: { value: account.variable } } }),
    resource_changes: resources.map(({ address, after, unknown = {} }) => ({
      address,
      mode: 'managed',
      type: address.split('.')[0],
      name: address.split('.')[1]?.replace(/\[.*/, ''),
      change: {
        actions: ['create'],
        after,
        after_unknown: Object.fromEntries(Object.keys(unknown).map((name) => [name, true])),
      },
    })),
    configuration: {
      provider_config: {
        aws: { name: 'aws', expressions: { region: { constant_value: 'us-east-1' }, ...expressions } },
      },
      root_module: {
        resources: resources.map(({ address, unknown = {} }) => ({
          address: address.replace(/\[.*/, ''),
          provider_config_key: 'aws',
          expressions: Object.fromEntries(
            Object.entries(unknown)
              .filter(([, references]) => references.length > 0)
              .map(([name, references]) => [name, { references }]),
          ),
        })),
      },
    },
  });
}

function statement(accounts: readonly string[], action: string | string[], context?: string) {
  const condition = { StringEquals: { 'kms:EncryptionContext:aws:s3:arn': context } };
  return {
    Effect: 'Allow',
    Principal: { AWS: accounts },
    Action: action,
    Resource: '*',
    ...(context !== undefined && { Condition: condition }),
  };
}

function key(name: string, statements: readonly unknown[]): PlannedResource {
  const policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [statement([C], 'kms:*'), ...statements],
  });
  return {
    address: `aws_kms_key.${name}`,
    after: { is_enabled: true, policy },
    unknown: { arn: [], id: [] },
  };
}

function sharedKey(name: string, bucket?: string): PlannedResource {
  const context = bucket === undefined ? undefined : `arn:aws:s3:::${bucket}`;
  return key(name, [
    statement([A, B], 'kms:DescribeKey'),
    statement([A], 'kms:CreateGrant'),
    statement([A, B], ['kms:Decrypt', 'kms:GenerateDataKey'], context),
  ]);
}

function bucket(name: string, keyArn: string): PlannedResource[] {
  const policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ ...statement([A], 's3:*'), Resource: [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`] }],
  });
  return [
    { address: `aws_s3_bucket.${name}`, after: { bucket: name } },
    { address: `aws_s3_bucket_policy.${name}`, after: { bucket: name, policy } },
    encryption(name, keyArn, { bucket: name }),
  ];
}

function encryption(name: string, keyArn: string, after: Record<string, unknown>): PlannedResource {
  const byDefault = { sse_algorithm: 'aws:kms', kms_master_key_id: keyArn };
  return {
    address: `aws_s3_bucket_server_side_encryption_configuration.${name}`,
    after: {
      ...after,
      rule: [{ apply_server_side_encryption_by_default: [byDefault], bucket_key_enabled: true }],
    },
  };
}

const FILE_SYSTEM: PlannedResource = {
  address: 'aws_fsx_lustre_file_system.f',
  after: { deployment_type: 'PERSISTENT_2', storage_capacity: 1200, per_unit_storage_throughput: 125 },
  unknown: { id: [] },
};

function linked(name: string): PlannedResource {
  return {
    address: `aws_fsx_data_repository_association.${name}`,
    after: {
      file_system_path: `/${name}`,
      data_repository_path: `s3://${name}`,
      batch_import_meta_data_on_create: true,
    },
    unknown: { file_system_id: ['aws_fsx_lustre_file_system.f.id'] },
  };
}

function grant(name: string, keyArn: string): PlannedResource {
  return {
    address: `aws_kms_grant.${name}`,
    after: { key_id: keyArn, operations: ['Decrypt', 'GenerateDataKey'] },
    unknown: { grantee_principal: ['aws_fsx_lustre_file_system.f.id'] },
  };
}

function rehearsed(...texts: readonly string[]) {
  const files = texts.map((text, at) =>
    readAs('plan', { path: `${String(at)}.json`, text }, undefined, undefined),
  );
  return rehearse(readWorld(files), 7);
}

const [first = '', second = ''] = KEYS;
const one = plan(A, FILE_SYSTEM, linked('blue'), grant('blue', first));
const oneBucket = plan(B, ...bucket('blue', first));
const two = plan(
  A,
  FILE_SYSTEM,
  linked('blue'),
  linked('green'),
  grant('blue', first),
  grant('green', second),
);
const twoBuckets = plan(B, ...bucket('blue', first), ...bucket('green', second));
const ALL_WELL = Array<boolean>(7).fill(true);

describe('keys and buckets that a plan makes from nothing', () => {
  it('a key that nobody outside shares is not the one that the bucket names', () => {
    const keys = plan(C, key('logs', []), sharedKey('data'));
    assert.deepEqual(verdicts(rehearsed(one, oneBucket, keys)), ALL_WELL);
  });

  it('of two keys that are alike it does not matter which is which', () => {
    assert.deepEqual(verdicts(rehearsed(two, twoBuckets, plan(C, sharedKey('x'), sharedKey('y')))), ALL_WELL);
  });

  it('two keys are told apart by the bucket in their encryption context', () => {
    const keys = plan(C, sharedKey('x', 'green'), sharedKey('y', 'blue'));
    assert.deepEqual(verdicts(rehearsed(two, twoBuckets, keys)), ALL_WELL);
  });

  it('two keys that nothing tells apart stay open', () => {
    const keys = plan(C, sharedKey('x'), key('y', [statement([A], 'kms:DescribeKey')]));
    const found = verdicts(rehearsed(two, twoBuckets, keys));
    assert.deepEqual(found, [true, null, true, null, true, null, null]);
  });

  it('the encryption of a bucket with a generated name is found by the bucket', () => {
    const made: PlannedResource = {
      address: 'aws_s3_bucket.blue',
      after: { bucket_prefix: 'blue-' },
      unknown: { bucket: [], id: [], arn: [] },
    };
    const encrypted = {
      ...encryption('blue', first, {}),
      unknown: { bucket: ['aws_s3_bucket.blue.id', 'aws_s3_bucket.blue'] },
    };
    const found = verdicts(
      rehearsed(plan(B, made, encrypted), plan(C, sharedKey('x')), plan(A, FILE_SYSTEM)),
    );
    assert.equal(found[2], true);
  });

  it('a generated name is the one that the association has', () => {
    const [made, policy, encrypted] = bucket('blue', first);
    const generated = {
      address: 'aws_s3_bucket.blue',
      after: {},
      unknown: { bucket: ['terraform_data.name.output'] },
    };
    const unknown = { bucket: ['aws_s3_bucket.blue.id', 'aws_s3_bucket.blue'] };
    const others = [policy, encrypted].flatMap((one) =>
      one ? [{ ...one, after: { ...one.after, bucket: undefined }, unknown }] : [],
    );
    assert.equal(made?.address, generated.address);
    const found = verdicts(rehearsed(one, plan(B, generated, ...others), plan(C, sharedKey('x'))));
    assert.deepEqual(found, ALL_WELL);
  });

  it("an account is read from a variable in the ARN of the provider's role", () => {
    const provider = { role: 'var.account', variable: A };
    const file = plan(provider, FILE_SYSTEM, linked('blue'), grant('blue', first));
    assert.deepEqual(verdicts(rehearsed(file, oneBucket, plan(C, sharedKey('x')))), ALL_WELL);
  });

  it('a bucket that names a key of its own account: the steps after that are about the key in view', () => {
    const wrong = plan(B, ...bucket('blue', keyIn(B, 'cccccccc')));
    assert.deepEqual(notAsExpected(rehearsed(one, wrong, plan(C, sharedKey('x')))), [3, 4, 7]);
  });

  it("a key of the file system's own says nothing of one in an account that is not in view", () => {
    const own = { ...key('at_rest', []), address: 'aws_kms_key.at_rest' };
    const file = plan(A, FILE_SYSTEM, own, linked('blue'), grant('blue', first));
    const found = verdicts(rehearsed(file, oneBucket));
    assert.deepEqual(found, [true, null, true, null, true, null, null]);
  });
});
