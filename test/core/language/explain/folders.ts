/** One set-up of three accounts in four languages: the same policies, grant and link. */

export const A = '111111111111';
export const B = '222222222222';
export const C = '333333333333';
export const KEY = `arn:aws:kms:us-east-1:${C}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
export const ROLE = `arn:aws:iam::${A}:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_`;
const ID = 'fs-0123456789abcdef0';

export type Statement = Readonly<Record<string, unknown>>;

export interface SetUp {
  readonly key: readonly Statement[];
  readonly bucket?: readonly Statement[];
  /** Operations of the file system's grant; without them there is none. */
  readonly grant?: readonly string[];
}

export interface Folder {
  readonly language: string;
  readonly files: Readonly<Record<string, string>>;
  /** Where the key policy is. */
  readonly keyPolicy: string;
  /** Where the grant is, where the language has grants. */
  readonly grant?: string;
}

export const root = (account: string) => `arn:aws:iam::${account}:root`;
const policy = (statements: readonly Statement[]) => ({ Version: '2012-10-17', Statement: statements });

/** The set-up as it is written in each language. */
export function foldersOf(setUp: SetUp): Folder[] {
  return [plainJson(setUp), terraformJson(setUp), hcl(setUp), typeScript(setUp)];
}

/** Key policy and bucket policy as files of their own; the key's ARN stands in the statements. */
function plainJson({ key, bucket }: SetUp): Folder {
  const named = key.map((statement) => ({ ...statement, Resource: KEY }));
  return {
    language: 'JSON',
    keyPolicy: 'key-policy.json',
    files: {
      'key-policy.json': JSON.stringify(policy(named), null, 2),
      ...(bucket && { 'bucket-policy.json': JSON.stringify(policy(bucket), null, 2) }),
    },
  };
}

function terraformJson({ key, bucket, grant }: SetUp): Folder {
  const provider = (alias: string | undefined, account: string) => ({
    ...(alias === undefined ? {} : { alias }),
    region: 'us-east-1',
    allowed_account_ids: [account],
  });
  const file = {
    provider: { aws: [provider(undefined, A), provider('bucket', B), provider('key', C)] },
    resource: {
      aws_kms_key: { key: { provider: 'aws.key', policy: JSON.stringify(policy(key)) } },
      aws_s3_bucket: { data: { provider: 'aws.bucket', bucket: 'genomics-data' } },
      ...(bucket && {
        aws_s3_bucket_policy: {
          data: {
            provider: 'aws.bucket',
            bucket: '${aws_s3_bucket.data.id}',
            policy: JSON.stringify(policy(bucket)),
          },
        },
      }),
      aws_s3_bucket_server_side_encryption_configuration: {
        data: {
          provider: 'aws.bucket',
          bucket: '${aws_s3_bucket.data.id}',
          rule: [
            {
              apply_server_side_encryption_by_default: {
                sse_algorithm: 'aws:kms',
                kms_master_key_id: '${aws_kms_key.key.arn}',
              },
            },
          ],
        },
      },
      aws_fsx_data_repository_association: {
        data: {
          file_system_id: ID,
          file_system_path: '/data',
          data_repository_path: 's3://${aws_s3_bucket.data.id}',
        },
      },
      ...(grant && {
        aws_kms_grant: {
          fsx: {
            key_id: '${aws_kms_key.key.arn}',
            grantee_principal: `${ROLE}${ID}`,
            operations: grant,
          },
        },
      }),
    },
  };
  const text = JSON.stringify(file, null, 2);
  return {
    language: 'Terraform JSON',
    keyPolicy: 'main.tf.json',
    grant: 'main.tf.json',
    files: { 'main.tf.json': text },
  };
}

/** JSON is an expression of HCL too. */
function hcl({ key, bucket, grant }: SetUp): Folder {
  const text = `provider "aws" {
  region              = "us-east-1"
  allowed_account_ids = ["${A}"]
}

provider "aws" {
  alias               = "bucket"
  region              = "us-east-1"
  allowed_account_ids = ["${B}"]
}

provider "aws" {
  alias               = "key"
  region              = "us-east-1"
  allowed_account_ids = ["${C}"]
}

resource "aws_kms_key" "key" {
  provider = aws.key
  policy   = jsonencode(${JSON.stringify(policy(key), null, 2)})
}

resource "aws_s3_bucket" "data" {
  provider = aws.bucket
  bucket   = "genomics-data"
}
${
  bucket
    ? `
resource "aws_s3_bucket_policy" "data" {
  provider = aws.bucket
  bucket   = aws_s3_bucket.data.id
  policy   = jsonencode(${JSON.stringify(policy(bucket), null, 2)})
}
`
    : ''
}
resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
  provider = aws.bucket
  bucket   = aws_s3_bucket.data.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.key.arn
    }
  }
}

resource "aws_fsx_data_repository_association" "data" {
  file_system_id       = "${ID}"
  file_system_path     = "/data"
  data_repository_path = "s3://\${aws_s3_bucket.data.id}"
}
${
  grant
    ? `
resource "aws_kms_grant" "fsx" {
  key_id            = aws_kms_key.key.arn
  grantee_principal = "${ROLE}${ID}"
  operations        = ${JSON.stringify(grant)}
}
`
    : ''
}`;
  return { language: 'HCL', keyPolicy: 'main.tf', grant: 'main.tf', files: { 'main.tf': text } };
}

function typeScript({ key, bucket, grant }: SetUp): Folder {
  const text = `import { FsxDataRepositoryAssociation } from '@cdktf/provider-aws/lib/fsx-data-repository-association';
import { KmsGrant } from '@cdktf/provider-aws/lib/kms-grant';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { TerraformStack } from 'cdktf';

export class AllAccountsStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AwsProvider(this, 'aws', { region: 'us-east-1', allowedAccountIds: ['${A}'] });
    const inB = new AwsProvider(this, 'aws-b', { alias: 'bucket', region: 'us-east-1', allowedAccountIds: ['${B}'] });
    const inC = new AwsProvider(this, 'aws-c', { alias: 'key', region: 'us-east-1', allowedAccountIds: ['${C}'] });
    const key = new KmsKey(this, 'key', {
      provider: inC,
      policy: JSON.stringify(${JSON.stringify(policy(key), null, 2)}),
    });
    const data = new S3Bucket(this, 'data', { provider: inB, bucket: 'genomics-data' });
    ${
      bucket
        ? `new S3BucketPolicy(this, 'policy', {
      provider: inB,
      bucket: data.id,
      policy: JSON.stringify(${JSON.stringify(policy(bucket), null, 2)}),
    });`
        : ''
    }
    new S3BucketServerSideEncryptionConfigurationA(this, 'encryption', {
      provider: inB,
      bucket: data.id,
      rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: key.arn } }],
    });
    new FsxDataRepositoryAssociation(this, 'link', {
      fileSystemId: '${ID}',
      fileSystemPath: '/data',
      dataRepositoryPath: \`s3://\${data.id}\`,
    });
    ${
      grant
        ? `new KmsGrant(this, 'fsx', {
      keyId: key.arn,
      granteePrincipal: '${ROLE}${ID}',
      operations: ${JSON.stringify(grant)},
    });`
        : ''
    }
  }
}
`;
  return { language: 'TypeScript', keyPolicy: 'main.ts', grant: 'main.ts', files: { 'main.ts': text } };
}

/** What the FSx guide tells people to write for a key, and AWS's default beside it. */
export const ADMIN: Statement = {
  Sid: 'Admin',
  Effect: 'Allow',
  Principal: { AWS: root(C) },
  Action: 'kms:*',
  Resource: '*',
};

export const FILE_SYSTEM: Statement = {
  Sid: 'FileSystem',
  Effect: 'Allow',
  Principal: { AWS: `${ROLE}${ID}` },
  Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
  Resource: '*',
  Condition: {
    StringEquals: { 'kms:CallerAccount': A, 'kms:ViaService': 's3.us-east-1.amazonaws.com' },
    StringLike: { 'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::genomics-data/*' },
  },
};

export const CREATE_GRANT: Statement = {
  Sid: 'CreateGrant',
  Effect: 'Allow',
  Principal: { AWS: root(A) },
  Action: 'kms:CreateGrant',
  Resource: '*',
};

export const UPLOAD = (region: string): Statement => ({
  Sid: 'Upload',
  Effect: 'Allow',
  Principal: { AWS: root(B) },
  Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
  Resource: '*',
  Condition: { StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` } },
});
