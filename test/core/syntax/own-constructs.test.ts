import assert from 'node:assert/strict';
import { contentOf, entryOf, isPolicy, textOf } from '../../../core/syntax/inspect';
import type { Resource } from '../../../core/syntax/source-file';
import { sharedReader } from '../../support/reader';

async function resources(text: string): Promise<readonly Resource[]> {
  return (await sharedReader()).read({ path: 'main.ts', text })?.resources ?? [];
}

describe('constructs of fsx-lustre-kms/cdktf', () => {
  it('are nothing from another package', async () => {
    assert.deepEqual(
      await resources(`import { SharedKey } from 'elsewhere/cdktf'; new SharedKey(this, 'k', {});`),
      [],
    );
  });

  it('that make many things are no resource', async () => {
    assert.deepEqual(
      await resources(
        `import { LustreNetwork } from 'fsx-lustre-kms/cdktf'; new LustreNetwork(this, 'n', {});`,
      ),
      [],
    );
  });

  it('SharedKey is a key with its policy', async () => {
    const text = `import { SharedKey } from 'fsx-lustre-kms/cdktf';
new SharedKey(this, 'data', {
  alias: 'data',
  rotationPeriodDays: 90,
  policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' }] },
});
`;
    const [key] = await resources(text);
    assert.equal(key?.address, 'aws_kms_key.data');
    const days = entryOf(key.body, 'rotation_period_in_days');
    assert.deepEqual(days && text.slice(days.range.start, days.range.end), '90');
    assert.ok(isPolicy(contentOf(entryOf(key.body, 'policy'))));
    // What the construct sets by itself is not missing.
    assert.equal(key.body.complete, false);
  });

  it('FileSystemGrants is a grant, with the key of its only one', async () => {
    const text = `import * as lustre from 'fsx-lustre-kms/cdktf';
new lustre.FileSystemGrants(this, 'grants', {
  granteeArn: role,
  operations: ['Decrypt', 'kms:GenerateDataKey'],
  grants: [{ name: 'data', keyArn: 'arn:aws:kms:us-east-1:333333333333:key/1' }],
  dependsOn: [],
});
`;
    const [grant] = await resources(text);
    assert.equal(grant?.address, 'aws_kms_grant.grants');
    assert.equal(textOf(entryOf(grant.body, 'key_id')), 'arn:aws:kms:us-east-1:333333333333:key/1');
    assert.equal(textOf(entryOf(grant.body, 'name')), 'data');
    const operations = entryOf(grant.body, 'operations');
    assert.deepEqual(operations?.kind === 'list' && operations.items.map(textOf), [
      'Decrypt',
      'kms:GenerateDataKey',
    ]);
  });
});
