import assert from 'node:assert/strict';
import { bucketsIn, costsOf, costsOfPlan } from '../../../core/journey/costs';
import { synthesizeSample } from '../../support/synthesize';

describe('what costs money', () => {
  it('in the stacks as they are synthesized', function () {
    this.timeout(30_000);
    const { stacks } = synthesizeSample();
    const told = (['fileSystem', 'bucket', 'key'] as const).flatMap((account) =>
      costsOf(account, stacks[account]).map(({ what, removedBy }) => `${what}: ${removedBy}`),
    );
    assert.deepEqual(told.sort(), [
      'CloudWatch log group: destroying account-a-file-system',
      'EC2 instance m6i.large: destroying account-a-file-system',
      'FSx for Lustre file system, 1200 GiB: destroying account-a-file-system',
      'KMS key: destroying account-c-key, which schedules its deletion in 30 days: it is not billed while it waits',
      'S3 bucket: emptying it of all versions, then destroying account-b-bucket',
    ]);
    assert.deepEqual(Object.values(bucketsIn(stacks.bucket)), ['fsx-lustre-kms-222222222222-us-east-1-data']);
    const early = synthesizeSample({ throughStep: 1 }).stacks;
    assert.deepEqual(costsOf('fileSystem', early.fileSystem), []);
  });

  it('in the network of others: an interface endpoint does, a gateway endpoint does not', () => {
    const resource = {
      aws_vpc_endpoint: { ssm: { vpc_endpoint_type: 'Interface' }, s3: { vpc_endpoint_type: 'Gateway' } },
      aws_nat_gateway: { nat: {} },
      aws_vpc: { vpc: {} },
    };
    assert.deepEqual(
      costsOf('fileSystem', { resource }).map(({ address }) => address),
      ['aws_vpc_endpoint.ssm', 'aws_nat_gateway.nat'],
    );
  });

  it('of a plan is what it creates', () => {
    const terraform = { resource: { aws_instance: { new: {}, old: {} } } };
    const change = (address: string, action: 'create' | 'update') => ({
      address,
      action,
      type: 'aws_instance',
    });
    const changes = [change('aws_instance.new[0]', 'create'), change('aws_instance.old', 'update')];
    assert.deepEqual(
      costsOfPlan('fileSystem', changes, terraform).map(({ address }) => address),
      ['aws_instance.new'],
    );
  });

  for (const terraform of [
    undefined,
    null,
    7,
    [],
    {},
    { resource: 'x' },
    { resource: { constructor: { a: {} }, aws_kms_key: 7 } },
    { resource: { toString: { a: null } } },
  ]) {
    it(`is nothing in ${JSON.stringify(terraform)}`, () => {
      assert.deepEqual([costsOf('key', terraform), bucketsIn(terraform)], [[], {}]);
    });
  }

  it('names no bucket whose name Terraform computes', () => {
    assert.deepEqual(
      bucketsIn({ resource: { aws_s3_bucket: { one: { bucket: '${local.x}' }, two: {} } } }),
      {},
    );
  });
});
