import assert from 'node:assert/strict';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { GetKeyPolicyCommand, GetKeyRotationStatusCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  GetBucketEncryptionCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  HeadObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { bucketPolicy } from '../../core/policies/bucket-policy';
import type { PolicyDocument } from '../../core/policies/document';
import { keyPolicy } from '../../core/policies/key-policy';
import { ACCOUNTS, type AccountRole } from '../../core/journey/steps';
import { ACCOUNT_A, ACCOUNT_B, ACCOUNT_C, resolved } from '../support/deployments';
import { startMoto, type Moto } from '../support/moto';
import { needs } from '../support/requirements';
import { synthesizeSample, type Synthesized, type TerraformJson } from '../support/synthesize';
import { terraformFolder, type Plan, type TerraformFolder } from '../support/terraform';

/** moto refuses whatever a Deny names, without looking at its condition: the TLS statement would block all. */
const withoutDeny = ({ Statement, ...rest }: PolicyDocument) => ({
  ...rest,
  Statement: Statement.filter(({ Effect }) => Effect !== 'Deny'),
});

function policyWithoutDeny({ resource }: TerraformJson) {
  const policies = Object.entries(resource?.['aws_s3_bucket_policy'] ?? {}).map(([name, { policy }]) => [
    name,
    { policy: JSON.stringify(withoutDeny(JSON.parse(policy as string) as PolicyDocument)) },
  ]);
  return { resource: { aws_s3_bucket_policy: Object.fromEntries(policies) as unknown } };
}

/**
 * Stacks C and B applied by real Terraform. moto stores what it is given and enforces nothing, so this shows that
 * AWS's API takes the stacks and that they settle: a second plan is empty. Stack A needs an FSx that moto lacks.
 */
describe('terraform apply of accounts C and B on moto', function () {
  this.timeout(10 * 60_000);
  let moto: Moto | undefined;
  let synthesized: Synthesized;
  const folders: Partial<Record<AccountRole, TerraformFolder>> = {};

  const roleIn = (id: string) => `arn:aws:iam::${id}:role/deployer`;
  const bucketName = `fsx-lustre-kms-${ACCOUNT_B}-us-east-1-data`;

  before(async function () {
    needs(this, 'terraform', 'provider', 'moto');
    moto = await startMoto();
    const { url } = moto;
    const endpoints = { iam: url, kms: url, s3: url, sts: url };
    synthesized = synthesizeSample({
      accounts: {
        fileSystem: { id: ACCOUNT_A },
        bucket: { id: ACCOUNT_B, assumeRoleArn: roleIn(ACCOUNT_B), endpoints },
        key: { id: ACCOUNT_C, assumeRoleArn: roleIn(ACCOUNT_C), endpoints },
      },
    });
    for (const account of ['key', 'bucket'] as const) {
      const file = join(synthesized.outdir, 'stacks', ACCOUNTS[account].stack, 'cdk.tf.json');
      const folder = terraformFolder(
        file,
        { access_key: 'test', secret_key: 'test', max_retries: 3 },
        {},
        account === 'bucket' ? policyWithoutDeny(synthesized.stacks.bucket) : {},
      );
      folders[account] = folder;
      await folder.run('init', '-input=false', '-no-color');
      await folder.run('apply', '-auto-approve', '-input=false', '-no-color');
    }
  });

  after(async () => {
    await moto?.close();
  });

  /** Clients of an administrator of an account. */
  async function clientsOf(accountId: string) {
    const common = { endpoint: moto?.url, region: 'us-east-1' };
    const sts = new STSClient({ ...common, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({ RoleArn: roleIn(accountId), RoleSessionName: 'test' }),
    );
    const credentials = {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken,
    };
    return {
      kms: new KMSClient({ ...common, credentials }),
      s3: new S3Client({ ...common, credentials, forcePathStyle: true }),
    };
  }

  async function output(account: AccountRole, name: string): Promise<string> {
    return (await folders[account]?.run('output', '-raw', name)) ?? '';
  }

  it('puts the key with its policy and rotation into account C', async () => {
    const keyArn = await output('key', 'key_arn_data');
    assert.match(keyArn, /^arn:aws:kms:us-east-1:333333333333:key\//);
    const { kms } = await clientsOf(ACCOUNT_C);
    const { Policy } = await kms.send(new GetKeyPolicyCommand({ KeyId: keyArn, PolicyName: 'default' }));
    assert.deepEqual(JSON.parse(Policy ?? ''), keyPolicy(resolved(), 'data'));
    const rotation = await kms.send(new GetKeyRotationStatusCommand({ KeyId: keyArn }));
    assert.equal(rotation.KeyRotationEnabled, true);
  });

  it("puts the bucket with its policy and C's key as default encryption into account B", async () => {
    const { s3 } = await clientsOf(ACCOUNT_B);
    const deployment = resolved();
    const [bucket] = deployment.buckets;
    assert.ok(bucket);
    const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket: bucketName }));
    assert.deepEqual(JSON.parse(Policy ?? ''), withoutDeny(bucketPolicy(deployment, bucket)));
    const { ServerSideEncryptionConfiguration } = await s3.send(
      new GetBucketEncryptionCommand({ Bucket: bucketName }),
    );
    const [rule] = ServerSideEncryptionConfiguration?.Rules ?? [];
    assert.deepEqual(rule?.ApplyServerSideEncryptionByDefault, {
      SSEAlgorithm: 'aws:kms',
      KMSMasterKeyID: await output('key', 'key_arn_data'),
    });
    assert.equal(rule.BucketKeyEnabled, true);
  });

  it("uploads the test object, encrypted with C's key", async () => {
    const { s3 } = await clientsOf(ACCOUNT_B);
    const object = { Bucket: bucketName, Key: 'test.txt' };
    const head = await s3.send(new HeadObjectCommand(object));
    assert.equal(head.ServerSideEncryption, 'aws:kms');
    assert.equal(head.SSEKMSKeyId, await output('key', 'key_arn_data'));
    const { Body } = await s3.send(new GetObjectCommand(object));
    assert.equal(await Body?.transformToString(), 'Encrypted in account B with the key of account C.\n');
  });

  for (const account of ['key', 'bucket'] as const) {
    it(`has settled: a second plan of ${ACCOUNTS[account].stack} changes nothing`, async () => {
      const folder = folders[account];
      await folder?.run('plan', '-out=again', '-input=false', '-no-color', '-lock=false');
      const again = JSON.parse((await folder?.run('show', '-json', 'again')) ?? '') as Plan;
      // moto 5.2 does not give the rotation period back.
      assert.deepEqual(
        differences(again).filter((path) => path !== 'aws_kms_key.rotation_period_in_days'),
        [],
      );
    });
  }
});

/** What a plan would change, as `type.attribute`. */
function differences({ resource_changes: changes = [] }: Plan): string[] {
  return changes
    .filter(({ change }) => change.actions.join() !== 'no-op')
    .flatMap(({ type, change: { before, after } }) =>
      Object.keys(after).flatMap((name) =>
        isDeepStrictEqual(before?.[name], after[name]) ? [] : [`${type}.${name}`],
      ),
    );
}
