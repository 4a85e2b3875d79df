// The way a CDKTF project starts from its template: ts-node, and everything imported from the package's root.
import { Construct } from 'constructs';
import { App, TerraformStack } from 'cdktf';
import {
  fsxDataRepositoryAssociation,
  fsxLustreFileSystem,
  kmsGrant,
  kmsKey,
  provider,
  s3Bucket,
  s3BucketPolicy,
  s3BucketServerSideEncryptionConfiguration,
} from '@cdktf/provider-aws';

class KeyStack extends TerraformStack {
  readonly keyArn: string;
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new provider.AwsProvider(this, 'aws', { region: 'us-east-1', allowedAccountIds: ['333333333333'] });
    this.keyArn = new kmsKey.KmsKey(this, 'key', { enableKeyRotation: true, policy: '{}' }).arn;
  }
}

class BucketStack extends TerraformStack {
  constructor(scope: Construct, id: string, keyArn: string) {
    super(scope, id);
    new provider.AwsProvider(this, 'aws', { region: 'us-east-1', allowedAccountIds: ['222222222222'] });
    const bucket = new s3Bucket.S3Bucket(this, 'bucket', { bucket: 'stock-bucket' });
    new s3BucketPolicy.S3BucketPolicy(this, 'policy', { bucket: bucket.id, policy: '{}' });
    new s3BucketServerSideEncryptionConfiguration.S3BucketServerSideEncryptionConfigurationA(
      this,
      'encryption',
      {
        bucket: bucket.id,
        rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: keyArn } }],
      },
    );
  }
}

class FileSystemStack extends TerraformStack {
  constructor(scope: Construct, id: string, keyArn: string) {
    super(scope, id);
    new provider.AwsProvider(this, 'aws', { region: 'us-east-1', allowedAccountIds: ['111111111111'] });
    const fileSystem = new fsxLustreFileSystem.FsxLustreFileSystem(this, 'fs', {
      subnetIds: ['subnet-0123456789abcdef0'],
      storageCapacity: 1200,
      deploymentType: 'PERSISTENT_2',
      perUnitStorageThroughput: 125,
    });
    new fsxDataRepositoryAssociation.FsxDataRepositoryAssociation(this, 'association', {
      fileSystemId: fileSystem.id,
      fileSystemPath: '/',
      dataRepositoryPath: 's3://stock-bucket/',
    });
    new kmsGrant.KmsGrant(this, 'grant', {
      keyId: keyArn,
      granteePrincipal: 'arn:aws:iam::111111111111:role/x',
      operations: ['Decrypt'],
    });
  }
}

const app = new App();
const { keyArn } = new KeyStack(app, 'account-c-key');
new BucketStack(app, 'account-b-bucket', keyArn);
new FileSystemStack(app, 'account-a-file-system', keyArn);
app.synth();
