import assert from 'node:assert/strict';
import { lint } from '../../../core/lint/lint';
import { createModel } from '../../../core/model/model';
import type { Rule } from '../../../core/rules/rule';
import { createProject } from '../../../core/syntax/project';
import type { Reader } from '../../../core/syntax/reader';
import { everyRule } from '../../support/every-rule';
import { sharedReader } from '../../support/reader';

/**
 * What AWS's documentation tells people to write, in our own words and with our own names. Whoever follows it
 * is told nothing at error or warning level.
 */
const A = '111111111111';
const C = '333333333333';
const BUCKET = 'genomics-data';
const root = (account: string) => `arn:aws:iam::${account}:root`;
const ROLE = `arn:aws:iam::${A}:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_fs-0123456789abcdef0`;
const ON_OBJECTS = `arn:aws:s3:::${BUCKET}/*`;
const ON_BUCKET = `arn:aws:s3:::${BUCKET}`;
const USE_OF_KEY = [
  'kms:Encrypt',
  'kms:Decrypt',
  'kms:ReEncrypt*',
  'kms:GenerateDataKey*',
  'kms:DescribeKey',
];

type Statement = Record<string, unknown>;

/** KMS Developer Guide, "Default key policy". */
const DEFAULT: Statement = {
  Sid: 'Let IAM policies decide',
  Effect: 'Allow',
  Principal: { AWS: root(C) },
  Action: 'kms:*',
  Resource: '*',
};

/** FSx for Lustre User Guide, "Creating a link to an S3 bucket", server-side encryption. */
const fileSystem = (contexts: unknown): Statement => ({
  Sid: 'File system through Amazon S3',
  Effect: 'Allow',
  Principal: { AWS: ROLE },
  Action: USE_OF_KEY,
  Resource: '*',
  Condition: {
    StringEquals: { 'kms:CallerAccount': A, 'kms:ViaService': 's3.us-east-1.amazonaws.com' },
    StringLike: { 'kms:EncryptionContext:aws:s3:arn': contexts },
  },
});

const policy = (...statements: Statement[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 2);

const CASES: { name: string; file: string; text: string }[] = [
  { name: 'the default key policy', file: 'key-policy.json', text: policy(DEFAULT) },
  {
    name: 'the key policy of the console, with attachment of persistent resources',
    file: 'key-policy.json',
    text: policy(
      DEFAULT,
      {
        Sid: 'Administrators',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${C}:role/KeyAdmin` },
        Action: [
          'kms:Create*',
          'kms:Describe*',
          'kms:Enable*',
          'kms:List*',
          'kms:Put*',
          'kms:Update*',
          'kms:Revoke*',
          'kms:Disable*',
          'kms:Get*',
          'kms:Delete*',
          'kms:TagResource',
          'kms:UntagResource',
          'kms:ScheduleKeyDeletion',
          'kms:CancelKeyDeletion',
          'kms:RotateKeyOnDemand',
        ],
        Resource: '*',
      },
      {
        Sid: 'Users',
        Effect: 'Allow',
        Principal: { AWS: [`arn:aws:iam::${C}:role/KeyUser`, root(A)] },
        Action: USE_OF_KEY,
        Resource: '*',
      },
      {
        Sid: 'Attachment of persistent resources',
        Effect: 'Allow',
        Principal: { AWS: [`arn:aws:iam::${C}:role/KeyUser`, root(A)] },
        Action: ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'],
        Resource: '*',
        Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      },
    ),
  },
  {
    name: 'the key policy for FSx without Bucket Keys',
    file: 'key-policy.json',
    text: policy(DEFAULT, fileSystem(ON_OBJECTS)),
  },
  {
    name: 'the key policy for FSx with Bucket Keys',
    file: 'key-policy.json',
    text: policy(DEFAULT, fileSystem(ON_BUCKET)),
  },
  {
    name: 'the key policy for FSx with Bucket Keys and objects from before them',
    file: 'key-policy.json',
    text: policy(DEFAULT, fileSystem([ON_BUCKET, ON_OBJECTS])),
  },
  {
    name: 'the key policy for all file systems of an account',
    file: 'key-policy.json',
    text: policy(DEFAULT, {
      Sid: 'Every file system through Amazon S3',
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: USE_OF_KEY,
      Resource: '*',
      Condition: {
        StringLike: { 'aws:userid': '*:FSx', 'kms:EncryptionContext:aws:s3:arn': ON_OBJECTS },
        StringEquals: { 'kms:CallerAccount': A, 'kms:ViaService': 's3.us-east-1.amazonaws.com' },
      },
    }),
  },
  {
    name: 'the key policy for FSx in China, where only ARNs change',
    file: 'key-policy.json',
    text: policy(
      { ...DEFAULT, Principal: { AWS: `arn:aws-cn:iam::${C}:root` } },
      {
        ...fileSystem(`arn:aws-cn:s3:::${BUCKET}/*`),
        Principal: { AWS: ROLE.replace('arn:aws:', 'arn:aws-cn:') },
        Condition: {
          StringEquals: { 'kms:CallerAccount': A, 'kms:ViaService': 's3.cn-north-1.amazonaws.com' },
          StringLike: { 'kms:EncryptionContext:aws:s3:arn': `arn:aws-cn:s3:::${BUCKET}/*` },
        },
      },
    ),
  },
  {
    name: 'a key shared with another account, which may create grants',
    file: 'key-policy.json',
    text: policy(
      DEFAULT,
      { Sid: 'Use', Effect: 'Allow', Principal: { AWS: root(A) }, Action: USE_OF_KEY, Resource: '*' },
      {
        Sid: 'Grants',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${A}:role/StorageAdmin` },
        Action: ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'],
        Resource: '*',
      },
    ),
  },
  {
    name: 'a key that may be used through FSx, as the AWS managed one',
    file: 'key-policy.json',
    text: policy(DEFAULT, {
      Sid: 'Everybody in the account through Amazon FSx',
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: [
        'kms:Encrypt',
        'kms:Decrypt',
        'kms:ReEncrypt*',
        'kms:GenerateDataKey*',
        'kms:CreateGrant',
        'kms:DescribeKey',
      ],
      Resource: '*',
      Condition: {
        StringEquals: { 'kms:CallerAccount': C, 'kms:ViaService': 'fsx.us-east-1.amazonaws.com' },
      },
    }),
  },
  {
    name: 'a key for CloudTrail',
    file: 'key-policy.json',
    text: policy(
      DEFAULT,
      {
        Sid: 'Encrypt logs',
        Effect: 'Allow',
        Principal: { Service: 'cloudtrail.amazonaws.com' },
        Action: 'kms:GenerateDataKey*',
        Resource: '*',
        Condition: {
          StringEquals: { 'aws:SourceArn': `arn:aws:cloudtrail:us-east-1:${C}:trail/audit` },
          StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': `arn:aws:cloudtrail:*:${C}:trail/*` },
        },
      },
      {
        Sid: 'Describe the key',
        Effect: 'Allow',
        Principal: { Service: 'cloudtrail.amazonaws.com' },
        Action: 'kms:DescribeKey',
        Resource: '*',
      },
      {
        Sid: 'Read logs in the account',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: ['kms:Decrypt', 'kms:ReEncryptFrom'],
        Resource: '*',
        Condition: {
          StringEquals: { 'kms:CallerAccount': C },
          StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': `arn:aws:cloudtrail:*:${C}:trail/*` },
        },
      },
    ),
  },
  {
    name: 'the bucket policy for a file system of another account',
    file: 'bucket-policy.json',
    text: policy({
      Effect: 'Allow',
      Principal: { AWS: root(A) },
      Action: 's3:*',
      Resource: [ON_BUCKET, ON_OBJECTS],
    }),
  },
  {
    name: 'the bucket policy for the service-linked role',
    file: 'bucket-policy.json',
    text: policy(
      {
        Effect: 'Allow',
        Principal: { AWS: ROLE },
        Action: ['s3:Get*', 's3:List*', 's3:PutBucketNotification'],
        Resource: ON_BUCKET,
      },
      {
        Effect: 'Allow',
        Principal: { AWS: ROLE },
        Action: ['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:Get*', 's3:List*', 's3:PutObject'],
        Resource: ON_OBJECTS,
      },
    ),
  },
  {
    name: 'the identity policy of who links a file system to a bucket',
    file: 'creator-policy.json',
    text: policy({
      Effect: 'Allow',
      Action: ['iam:CreateServiceLinkedRole', 'iam:AttachRolePolicy', 'iam:PutRolePolicy'],
      Resource: 'arn:aws:iam::*:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/*',
    }),
  },
  {
    name: 'the identity policy of who creates the file system, its role, and reads the bucket',
    file: 'creator-policy.json',
    text: policy(
      {
        Effect: 'Allow',
        Action: 'iam:CreateServiceLinkedRole',
        Resource: '*',
        Condition: { StringEquals: { 'iam:AWSServiceName': 'fsx.amazonaws.com' } },
      },
      { Effect: 'Allow', Action: ['fsx:*', 's3:Get*', 's3:List*', 's3:PutObject'], Resource: '*' },
    ),
  },
  {
    name: 'the identity policy for a key of another account',
    file: 'identity-policy.json',
    text: policy({
      Sid: 'Key of the other account',
      Effect: 'Allow',
      Action: [...USE_OF_KEY, 'kms:CreateGrant'],
      Resource: `arn:aws:kms:us-east-1:${C}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
    }),
  },
  {
    name: 'the grant of the FSx guide, made in the account of the file system',
    file: 'main.tf',
    text: `provider "aws" {
  region              = "us-east-1"
  allowed_account_ids = ["${A}"]
}

resource "aws_kms_grant" "file_system" {
  name              = "file-system"
  key_id            = "arn:aws:kms:us-east-1:${C}:key/1234abcd-12ab-34cd-56ef-1234567890ab"
  grantee_principal = "${ROLE}"
  operations = [
    "Decrypt",
    "Encrypt",
    "GenerateDataKey",
    "GenerateDataKeyWithoutPlaintext",
    "CreateGrant",
    "DescribeKey",
    "ReEncryptFrom",
    "ReEncryptTo",
  ]
}
`,
  },
  {
    name: 'default encryption with a key of another account, and Bucket Keys',
    file: 'main.tf',
    text: `resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
  bucket = "${BUCKET}"
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = "arn:aws:kms:us-east-1:${C}:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    }
    bucket_key_enabled = true
  }
}
`,
  },
];

describe("AWS's documented policies", () => {
  let reader: Reader;
  let rules: Rule[];
  before(async () => {
    [reader, rules] = await Promise.all([sharedReader(), everyRule()]);
  });

  function check(path: string, text: string): void {
    const file = reader.read({ path, text });
    assert.ok(file, 'is read');
    assert.ok(file.wellFormed);
    const { policies, project } = createModel(createProject([file]));
    assert.ok(policies.length + project.files.flatMap(({ resources }) => resources).length > 0, 'is seen');
    const { findings, failures } = lint([file], { rules });
    assert.deepEqual(failures, []);
    assert.deepEqual(
      findings
        .filter(({ severity }) => severity !== 'note')
        .map(({ severity, rule, message }) => `${severity} ${rule}: ${message}`),
      [],
    );
  }

  for (const { name, file, text } of CASES) {
    it(`${name}: no error, no warning`, () => {
      check(file, text);
    });
  }

  /** The resource that holds each kind of policy. */
  const HOLDERS: Readonly<Record<string, (text: string) => string>> = {
    'key-policy.json': (text) => `resource "aws_kms_key" "key" {\n  policy = <<-POLICY\n${text}\nPOLICY\n}\n`,
    'bucket-policy.json': (text) =>
      `resource "aws_s3_bucket_policy" "data" {\n  bucket = "${BUCKET}"\n  policy = <<-POLICY\n${text}\nPOLICY\n}\n`,
    'creator-policy.json': (text) =>
      `resource "aws_iam_policy" "creator" {\n  policy = <<-POLICY\n${text}\nPOLICY\n}\n`,
  };
  for (const { name, file, text } of CASES) {
    const holder = HOLDERS[file];
    if (!holder) continue;
    it(`${name}, in Terraform: no error, no warning`, () => {
      check('main.tf', holder(text));
    });
  }
});
