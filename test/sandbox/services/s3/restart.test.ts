import assert from 'node:assert/strict';
import {
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { CreateKeyCommand } from '@aws-sdk/client-kms';
import type { RunningSandbox } from '../../../../sandbox/sandbox';
import { needs } from '../../../support/requirements';
import { temporaryFolder } from '../../../support/temporary-folder';
import { kmsClient, ready } from '../../clients';
import { policy, s3Client } from './client';

const Bucket = 'lasting-bucket';
const Key = '__proto__/lasting';

describe('S3 over a restart', function () {
  this.timeout(60_000);
  let sandbox: RunningSandbox | undefined;

  before(function () {
    needs(this, 'moto');
  });
  afterEach(() => sandbox?.stop());

  it('has buckets, policies, versions, encrypted contents and uploads that have not ended', async () => {
    const dataDir = temporaryFolder();
    sandbox = await ready({ dataDir });
    const before = s3Client(sandbox, sandbox.accounts.bucket);
    const { KeyMetadata } = await kmsClient(sandbox, sandbox.accounts.bucket).send(new CreateKeyCommand({}));
    await before.send(new CreateBucketCommand({ Bucket }));
    await before.send(
      new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }),
    );
    const byDefault = { SSEAlgorithm: 'aws:kms' as const, KMSMasterKeyID: KeyMetadata?.Arn };
    await before.send(
      new PutBucketEncryptionCommand({
        Bucket,
        ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: byDefault }] },
      }),
    );
    const statement = {
      Principal: { AWS: '111111111111' },
      Action: 's3:GetObject',
      Resource: `arn:aws:s3:::${Bucket}/*`,
    };
    await before.send(new PutBucketPolicyCommand({ Bucket, Policy: policy(statement) }));
    for (const Body of ['one', 'two']) await before.send(new PutObjectCommand({ Bucket, Key, Body }));
    const { Versions } = await before.send(new ListObjectVersionsCommand({ Bucket }));
    const { UploadId } = await before.send(new CreateMultipartUploadCommand({ Bucket, Key: 'parts' }));
    const upload = { Bucket, Key: 'parts', UploadId };
    const { ETag } = await before.send(new UploadPartCommand({ ...upload, PartNumber: 1, Body: 'part' }));
    await sandbox.stop();

    sandbox = await ready({ dataDir });
    const after = s3Client(sandbox, sandbox.accounts.bucket);
    assert.deepEqual((await after.send(new ListObjectVersionsCommand({ Bucket }))).Versions, Versions);
    const contents = (Versions ?? []).map(async ({ VersionId }) => {
      const { Body, SSEKMSKeyId } = await after.send(new GetObjectCommand({ Bucket, Key, VersionId }));
      assert.equal(SSEKMSKeyId, KeyMetadata?.Arn);
      return Body?.transformToString();
    });
    assert.deepEqual(await Promise.all(contents), ['two', 'one']);
    const { Policy } = await after.send(new GetBucketPolicyCommand({ Bucket }));
    assert.equal(Policy, policy(statement));
    const Parts = [{ PartNumber: 1, ETag }];
    await after.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }));
    const { Body } = await after.send(new GetObjectCommand({ Bucket, Key: 'parts' }));
    assert.equal(await Body?.transformToString(), 'part');
  });
});
