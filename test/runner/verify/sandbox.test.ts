import assert from 'node:assert/strict';
import { GetKeyPolicyCommand, KMSClient, PutKeyPolicyCommand, RevokeGrantCommand } from '@aws-sdk/client-kms';
import {
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
  type ServerSideEncryptionByDefault,
} from '@aws-sdk/client-s3';
import { resolveDeployment } from '../../../core/deployment/resolve';
import type { Proof } from '../../../core/journey/proof';
import type { AccountRole } from '../../../core/journey/steps';
import { bucketPolicy } from '../../../core/policies/bucket-policy';
import type { PolicyStatement } from '../../../core/policies/document';
import { keyPolicy } from '../../../core/policies/key-policy';
import { accountAccess } from '../../../runner/accounts/access';
import { verifyStep, type VerifyOptions } from '../../../runner/verify/verify-step';
import type { RunningSandbox } from '../../../sandbox/sandbox';
import { ready } from '../../sandbox/clients';
import { expectOk } from '../../sandbox/lustre/support/json-call';
import {
  BUCKET,
  grant,
  launch,
  link,
  makeBucket,
  makeFileSystem,
  makeKey,
  makeNetwork,
  roleArn,
  upload,
  userData,
  type FileSystem,
} from '../../sandbox/lustre/support/three-accounts';
import { deployment as deploymentOf } from '../../support/deployments';
import { needs } from '../../support/requirements';

const CONTENT = 'Encrypted in account B with the key of account C.\n';
/** In the sandbox everything comes within seconds: what does not, does not come. */
const LIMITS = { trailMs: 3_000, grantMs: 0, exportMs: 5_000, lifecycleMs: 5_000, clientMs: 0 };

/** Each test stands on what the one before has left: the steps in their order, each with something changed in AWS and put back. */
describe('the proofs of the seven steps, in the sandbox', function () {
  this.timeout(60_000);
  let sandbox: RunningSandbox;
  let options: VerifyOptions;
  let kms: KMSClient;
  let s3: S3Client;
  let keyArn: string;
  let fileSystem: FileSystem;
  let hasFailed = false;
  const outputs: Record<AccountRole, Record<string, string>> = { key: {}, bucket: {}, fileSystem: {} };

  before(async function () {
    needs(this, 'moto');
    sandbox = await ready({ faults: { lifecycleDelayMs: 0 } });
    const deployment = deploymentOf({
      buckets: [{ name: 'data', key: 'data', bucketName: BUCKET, bucketKeyEnabled: false }],
    });
    const target = { kind: 'sandbox', folder: sandbox.folder } as const;
    const ways = {
      fileSystem: await accountAccess(deployment, target, 'fileSystem'),
      bucket: await accountAccess(deployment, target, 'bucket'),
      key: await accountAccess(deployment, target, 'key'),
    };
    const access = (account: AccountRole) => ways[account];
    options = { deployment, target, outputs, access, limits: LIMITS };
    const { endpoint, region, accounts } = sandbox;
    kms = new KMSClient({ endpoint, region, credentials: { ...accounts.key } });
    s3 = new S3Client({ endpoint, region, credentials: { ...accounts.bucket }, forcePathStyle: true });
    const network = await makeNetwork(sandbox);
    keyArn = await makeKey(sandbox);
    await makeBucket(sandbox, keyArn);
    await upload(sandbox, 'test.txt', CONTENT);
    fileSystem = await makeFileSystem(sandbox, network);
    outputs.key['key_arn_data'] = keyArn;
    outputs.bucket['test_object_data'] = `s3://${BUCKET}/test.txt`;
    outputs.fileSystem = {
      file_system_id: fileSystem.id,
      association_id_data: await link(sandbox, fileSystem),
      client_instance_id: await launch(sandbox, network, userData(fileSystem)),
    };
  });
  beforeEach(function () {
    if (hasFailed) this.skip();
  });
  afterEach(function () {
    hasFailed ||= this.currentTest?.state === 'failed';
  });
  after(() => {
    for (const client of [kms, s3] as ({ destroy(): void } | undefined)[]) client?.destroy();
    return (sandbox as RunningSandbox | undefined)?.stop();
  });

  /** What a proof comes to: `id: status`, a line a check. */
  const statuses = ({ checks }: Proof): string[] => checks.map(({ id, status }) => `${id}: ${status}`);
  const messageOf = ({ checks }: Proof, id: string): string =>
    checks.find((check) => check.id === id)?.message ?? '';
  const verify = (step: number, more: Partial<VerifyOptions> = {}) =>
    verifyStep(step, { ...options, ...more });

  async function passes(step: number, ids: string[]): Promise<void> {
    const proof = await verify(step);
    assert.deepEqual(
      statuses(proof),
      ids.map((id) => `${id}: passed`),
      JSON.stringify(proof.checks, null, 1),
    );
    assert.deepEqual([proof.step, proof.status], [step, 'passed']);
  }

  const putBucketPolicy = (statements: readonly PolicyStatement[]) =>
    s3.send(new PutBucketPolicyCommand({ Bucket: BUCKET, Policy: documentOf(statements) }));
  const putKeyPolicy = (statements: readonly PolicyStatement[]) =>
    kms.send(new PutKeyPolicyCommand({ KeyId: keyArn, Policy: documentOf(statements) }));
  const documentOf = (Statement: readonly PolicyStatement[]) =>
    JSON.stringify({ Version: '2012-10-17', Statement });
  const encryptWith = (by: ServerSideEncryptionByDefault) =>
    s3.send(
      new PutBucketEncryptionCommand({
        Bucket: BUCKET,
        ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: by }] },
      }),
    );

  /** The statements of the stacks' own policies. */
  function stackStatements(of: 'bucket' | 'key'): readonly PolicyStatement[] {
    const resolved = resolveDeployment(options.deployment);
    const [bucket] = resolved.buckets;
    assert.ok(bucket);
    return (of === 'bucket' ? bucketPolicy(resolved, bucket) : keyPolicy(resolved, 'data')).Statement;
  }
  const changed = (statements: readonly PolicyStatement[], sid: string, change: Partial<PolicyStatement>) => {
    assert.ok(statements.some(({ Sid }) => Sid === sid));
    return statements.map((one) => (one.Sid === sid ? { ...one, ...change } : one));
  };

  describe('1, bucket policy', () => {
    it('passes with s3:* for account A', () => passes(1, ['policy-data']));

    it("passes with the stack's own wording", async () => {
      await putBucketPolicy(stackStatements('bucket'));
      await passes(1, ['policy-data']);
    });

    it('fails without s3:Get* on objects', async () => {
      const statements = stackStatements('bucket');
      await putBucketPolicy(
        changed(statements, 'FileSystemObjects', { Action: ['s3:List*', 's3:PutObject'] }),
      );
      const proof = await verify(1);
      assert.equal(proof.status, 'failed');
      assert.match(
        messageOf(proof, 'policy-data'),
        new RegExp(`^The role of ${fileSystem.id} is denied s3:GetObject\\. `),
      );
      assert.match(
        proof.checks[0]?.evidence[0]?.source ?? '',
        /^s3:GetBucketPolicy in 222222222222, us-east-1$/,
      );
      await putBucketPolicy(statements);
    });
  });

  describe('2, key policy', () => {
    const IDS = ['describe-from-a-data', 'describe-from-b-data', 'policy-data'];
    it('passes without conditions', () => passes(2, IDS));

    it("passes with the stack's own wording", async () => {
      await putKeyPolicy(stackStatements('key'));
      await passes(2, IDS);
    });

    it('fails with another Region in kms:ViaService', async () => {
      const statements = stackStatements('key');
      const text = JSON.stringify(statements).replaceAll('s3.us-east-1.', 's3.eu-west-1.');
      await putKeyPolicy(JSON.parse(text) as PolicyStatement[]);
      const proof = await verify(2);
      assert.deepEqual(statuses(proof), [
        'describe-from-a-data: passed',
        'describe-from-b-data: passed',
        'policy-data: failed',
      ]);
      assert.match(
        messageOf(proof, 'policy-data'),
        /^Account B is not given kms:GenerateDataKey, kms:Decrypt through S3\. .*Account A's role is not given kms:GenerateDataKey, kms:Decrypt through S3\. /s,
      );
      await putKeyPolicy(statements);
    });

    it('fails without DescribeKey for account A', async () => {
      const statements = stackStatements('key');
      await putKeyPolicy(
        changed(statements, 'Describe', { Principal: { AWS: 'arn:aws:iam::222222222222:root' } }),
      );
      const proof = await verify(2);
      assert.deepEqual(statuses(proof), [
        'describe-from-a-data: failed',
        'describe-from-b-data: passed',
        'policy-data: passed',
      ]);
      assert.match(
        messageOf(proof, 'describe-from-a-data'),
        /^The key policy does not share the key with account A \(111111111111\): DescribeKey is refused\./,
      );
      await putKeyPolicy(statements);
    });
  });

  describe('3, default encryption', () => {
    it('passes with the key’s full ARN', () => passes(3, ['encryption-data']));

    const OTHERS: [what: string, by: () => ServerSideEncryptionByDefault, message: RegExp][] = [
      [
        'AES256',
        () => ({ SSEAlgorithm: 'AES256' }),
        /is encrypted with AES256, not with aws:kms\. It should be arn:/,
      ],
      [
        "the key's bare id",
        () => ({ SSEAlgorithm: 'aws:kms', KMSMasterKeyID: keyArn.slice(keyArn.lastIndexOf('/') + 1) }),
        /which is no full ARN: it is looked up in the account of whoever writes\./,
      ],
    ];
    for (const [what, by, message] of OTHERS) {
      it(`fails with ${what}`, async () => {
        await encryptWith(by());
        const proof = await verify(3);
        assert.deepEqual(statuses(proof), ['encryption-data: failed']);
        assert.match(messageOf(proof, 'encryption-data'), message);
        await encryptWith({ SSEAlgorithm: 'aws:kms', KMSMasterKeyID: keyArn });
      });
    }
  });

  describe('4, upload and mount', () => {
    it('passes, and says how the file system itself is encrypted', async () => {
      await passes(4, ['object-data', 'file-system', 'association-data', 'client-online', 'list-data']);
      const proof = await verify(4);
      assert.match(
        messageOf(proof, 'file-system'),
        /^It is AVAILABLE\. Its own data at rest is encrypted with arn:aws:kms:/,
      );
      assert.match(messageOf(proof, 'client-online'), /is Online\. c5n\.large encrypts data in transit\.$/);
    });
  });

  describe('5, reading fails', () => {
    const IDS = ['read-fails-data', 'denial-data', 'silence-data'];
    it('passes, with AWS’s sentence', async () => {
      await passes(5, IDS);
      const proof = await verify(5);
      assert.match(
        messageOf(proof, 'denial-data'),
        /because no identity-based policy allows the kms:Decrypt action"$/,
      );
      const texts = proof.checks.flatMap(({ evidence }) => evidence.map(({ text }) => text)).join('\n');
      assert.match(texts, /"eventName": "Decrypt"/);
      assert.doesNotMatch(texts, /accessKeyId/);
    });

    it('fails at a Deny, which a grant would not end', async () => {
      const statements = stackStatements('key');
      const deny: PolicyStatement = {
        Sid: 'Deny',
        Effect: 'Deny',
        Principal: '*',
        Action: 'kms:Decrypt',
        Resource: '*',
        Condition: { ArnLike: { 'aws:PrincipalArn': roleArn(sandbox, fileSystem) } },
      };
      await putKeyPolicy([...statements, deny]);
      const proof = await verify(5);
      assert.deepEqual(statuses(proof), [
        'read-fails-data: passed',
        'denial-data: failed',
        'silence-data: passed',
      ]);
      assert.match(
        messageOf(proof, 'denial-data'),
        /^A Deny refuses, and a grant does not help against it: /,
      );
      await putKeyPolicy(statements);
    });

    it('and 4 fail when the object is not encrypted with the key', async () => {
      const put = { Bucket: BUCKET, Key: 'test.txt', Body: CONTENT };
      await s3.send(new PutObjectCommand({ ...put, ServerSideEncryption: 'AES256' }));
      const listed = await verify(4);
      assert.deepEqual(
        statuses(listed).filter((line) => !line.endsWith('passed')),
        ['object-data: failed'],
      );
      assert.match(
        messageOf(listed, 'object-data'),
        /test\.txt is encrypted with AES256, not with aws:kms\. An object keeps/,
      );
      const proof = await verify(5);
      assert.deepEqual(statuses(proof), [
        'read-fails-data: failed',
        'denial-data: unknown',
        'silence-data: unknown',
      ]);
      assert.match(
        messageOf(proof, 'read-fails-data'),
        /The object is encrypted with AES256: this read does not need the key\./,
      );
      await s3.send(new PutObjectCommand(put));
    });

    it('waits for CloudTrail up to its limit, says so, and stays unknown: it is not a failure', async () => {
      const said: string[] = [];
      const statements = stackStatements('bucket');
      await putBucketPolicy(
        changed(statements, 'FileSystemObjects', { Action: ['s3:List*', 's3:PutObject'] }),
      );
      const proof = await verify(5, { onProgress: ({ id, message }) => said.push(`${id}: ${message}`) });
      await putBucketPolicy(statements);
      assert.deepEqual(statuses(proof), [
        'read-fails-data: passed',
        'denial-data: unknown',
        'silence-data: unknown',
      ]);
      assert.match(
        messageOf(proof, 'denial-data'),
        /within 3 s\. CloudTrail delivers in about 5 minutes on average\./,
      );
      assert.ok(
        said.some((line) => /^denial-data: CloudTrail delivers .* Waited \d s of at most 3 s\.$/.test(line)),
        said.join('\n'),
      );
    });

    it('ends at once when it is interrupted', async () => {
      const interrupt = new AbortController();
      const proof = await verify(5, {
        signal: interrupt.signal,
        onProgress: ({ id }) => {
          if (id === 'read-fails-data') interrupt.abort();
        },
      });
      assert.deepEqual([proof.status, ...statuses(proof)], ['unknown', ...IDS.map((id) => `${id}: unknown`)]);
      assert.match(messageOf(proof, 'denial-data'), /^It was interrupted/);
    });
  });

  describe('6, grant', () => {
    it('fails without one, and with one that lacks GenerateDataKey, which reading does not need', async () => {
      const without = await verify(6);
      assert.deepEqual(statuses(without), ['grant-data: failed', 'read-data: failed']);
      assert.match(messageOf(without, 'grant-data'), /^No grant on arn:.* is for arn:.*\. Deploy step 6:/);
      const id = await grant(sandbox, fileSystem, keyArn, ['Decrypt', 'DescribeKey']);
      const proof = await verify(6);
      assert.deepEqual(statuses(proof), ['grant-data: failed', 'read-data: passed']);
      assert.match(messageOf(proof, 'grant-data'), /^The role is not given kms:GenerateDataKey\. /);
      await revoke(id);
    });

    it('makes step 7 fail in silence, which the log and CloudTrail tell', async () => {
      const id = await grant(sandbox, fileSystem, keyArn, ['Decrypt', 'DescribeKey']);
      const proof = await verify(7);
      assert.deepEqual(statuses(proof), [
        'archived-data: failed',
        'exported-object-data: unknown',
        'read-back-data: unknown',
      ]);
      assert.match(
        messageOf(proof, 'archived-data'),
        /^The export failed in silence\. CloudWatch Logs: S3ExportAccessDenied for fsx-lustre-kms-[\w-]+\.txt\. CloudTrail in account A: GenerateDataKey, "User: /,
      );
      await revoke(id);
    });

    it('passes, and step 5 can no longer be shown', async () => {
      await grant(sandbox, fileSystem, keyArn);
      await passes(6, ['grant-data', 'read-data']);
      await passes(6, ['grant-data', 'read-data']);
      const proof = await verify(5);
      assert.equal(proof.status, 'unknown');
      assert.match(
        messageOf(proof, 'read-fails-data'),
        /^Step 6 has been reached: the role has a grant already/,
      );
    });

    const revoke = (id: string) => kms.send(new RevokeGrantCommand({ KeyId: keyArn, GrantId: id }));
  });

  describe('7, export', () => {
    it('passes', () => passes(7, ['archived-data', 'exported-object-data', 'read-back-data']));

    it('fails when what arrives is not encrypted with the key', async () => {
      await encryptWith({ SSEAlgorithm: 'AES256' });
      const proof = await verify(7);
      assert.deepEqual(statuses(proof), [
        'archived-data: passed',
        'exported-object-data: failed',
        'read-back-data: passed',
      ]);
      assert.match(
        messageOf(proof, 'exported-object-data'),
        /is encrypted with AES256, not with aws:kms\. FSx follows/,
      );
      await encryptWith({ SSEAlgorithm: 'aws:kms', KMSMasterKeyID: keyArn });
    });
  });

  describe('at the end', () => {
    it('4 fails with an association of another folder', async () => {
      const account = sandbox.accounts.fileSystem;
      await expectOk(sandbox, account, 'fsx', 'DeleteDataRepositoryAssociation', {
        AssociationId: outputs.fileSystem['association_id_data'],
      });
      const more = { DataRepositoryPath: `s3://${BUCKET}/other/` };
      outputs.fileSystem['association_id_data'] = await link(sandbox, fileSystem, more);
      const proof = await verify(4);
      assert.deepEqual(
        statuses(proof).filter((line) => !line.endsWith('passed')),
        ['association-data: failed', 'list-data: unknown'],
      );
      assert.match(
        messageOf(proof, 'association-data'),
        /is with s3:\/\/linked-bucket\/other\/, not with s3:\/\/linked-bucket\/: files from there do not show\./,
      );
    });

    it('changes nothing of the key policy', async () => {
      const { Policy: policy = '' } = await kms.send(
        new GetKeyPolicyCommand({ KeyId: keyArn, PolicyName: 'default' }),
      );
      assert.deepEqual(JSON.parse(policy), JSON.parse(documentOf(stackStatements('key'))));
    });
  });
});
