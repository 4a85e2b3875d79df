import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyPolicy, statementsForExistingKey } from '../../core/policies/key-policy';
import { resolved } from '../support/deployments';
import { onlyResource, resourcesOf, synthesizeSample } from '../support/synthesize';

describe('account-c-key', () => {
  it('holds nothing before step 2', () => {
    assert.equal(synthesizeSample({ throughStep: 1 }).stacks.key.resource, undefined);
  });

  it('creates a symmetric key with rotation, alias and policy', () => {
    const { key } = synthesizeSample({ throughStep: 2 }).stacks;
    const { '//': _metadata, policy, ...properties } = onlyResource(key, 'aws_kms_key');
    assert.deepEqual(properties, {
      customer_master_key_spec: 'SYMMETRIC_DEFAULT',
      deletion_window_in_days: 30,
      description: 'Encrypts the data buckets of FSx for Lustre',
      enable_key_rotation: true,
      key_usage: 'ENCRYPT_DECRYPT',
      rotation_period_in_days: 365,
    });
    assert.deepEqual(JSON.parse(policy as string), keyPolicy(resolved({ throughStep: 2 }), 'data'));
    assert.equal(onlyResource(key, 'aws_kms_alias')['name'], 'alias/fsx-lustre-kms-data');
  });

  it('creates several keys, each with its own policy and output', () => {
    const { key } = synthesizeSample({
      keys: [{ name: 'data', rotationPeriodDays: 90, deletionWindowDays: 7 }, { name: 'logs' }],
      buckets: [
        { name: 'data', key: 'data' },
        { name: 'logs', key: 'logs' },
      ],
    }).stacks;
    assert.deepEqual(
      resourcesOf(key, 'aws_kms_key').map((resource) => [
        resource['rotation_period_in_days'],
        resource['deletion_window_in_days'],
      ]),
      [
        [90, 7],
        [365, 30],
      ],
    );
    assert.deepEqual(Object.keys(key.output ?? {}), [
      'key_alias_data',
      'key_alias_logs',
      'key_arn_data',
      'key_arn_logs',
    ]);
  });

  it('leaves an existing key alone, and hands the statements to its owner as output and file', () => {
    const existingArn = 'arn:aws:kms:us-east-1:333333333333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
    const changes = { keys: [{ name: 'data', existingArn }] };
    const { stacks, outdir } = synthesizeSample(changes);
    assert.equal(stacks.key.resource, undefined);
    const expected = {
      Version: '2012-10-17',
      Statement: statementsForExistingKey(resolved(changes), 'data'),
    };
    assert.deepEqual(JSON.parse(stacks.key.output?.['key_policy_statements_data']?.value ?? ''), expected);
    const file = join(outdir, 'hand-over', 'key-policy-data.json');
    assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), expected);
    // The other stacks take its ARN from the deployment: there is no state to read.
    assert.equal(stacks.bucket.data, undefined);
    assert.equal(onlyResource(stacks.fileSystem, 'aws_kms_grant')['key_id'], existingArn);
  });

  it('asks the owner of a key whose grant is there for no statement about grants', () => {
    const existingArn = 'arn:aws:kms:us-east-1:333333333333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
    const sids = (existingGrant: boolean) =>
      statementsForExistingKey(
        resolved({
          fileSystem: { existingId: 'fs-0123456789abcdef0' },
          client: { enabled: false },
          keys: [{ name: 'data', existingArn, existingGrant }],
        }),
        'data',
      ).map(({ Sid }) => Sid);
    const others = ['Describe', 'UploadThroughS3', 'FileSystemThroughS3'];
    assert.deepEqual(sids(true), others);
    assert.deepEqual(sids(false), [...others, 'CreateGrantForFileSystem', 'ManageGrants']);
  });

  it('writes no hand-over when nothing is to be handed over', () => {
    assert.equal(existsSync(join(synthesizeSample().outdir, 'hand-over')), false);
  });
});
