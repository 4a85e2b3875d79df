import assert from 'node:assert/strict';
import type { DeploymentInput } from '../../../core/deployment/schema';
import { keyPolicy, statementsForExistingKey } from '../../../core/policies/key-policy';
import { ACCOUNT_A, resolved, sampleInput } from '../../support/deployments';

const FILE_SYSTEM = 'fs-0123456789abcdef0';
const ADMIN = 'arn:aws:iam::111111111111:role/network/deployer';
const ROLE_PREFIX =
  'arn:aws:iam::111111111111:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_';
const BUCKET = 'arn:aws:s3:::fsx-lustre-kms-222222222222-us-east-1-data';
const root = (account: string) => ({ AWS: `arn:aws:iam::${account}:root` });

function statement(sid: string, changes: Partial<DeploymentInput> = {}) {
  return keyPolicy(resolved(changes), 'data').Statement.find(({ Sid }) => Sid === sid);
}

function sidsAt(throughStep: number, changes: Partial<DeploymentInput> = {}): string[] {
  return keyPolicy(resolved({ throughStep, ...changes }), 'data').Statement.map(({ Sid }) => Sid);
}

const through = (caller: string, region = 'us-east-1') => ({
  'kms:CallerAccount': caller,
  'kms:ViaService': `s3.${region}.amazonaws.com`,
});
const ofBucket = { 'kms:EncryptionContext:aws:s3:arn': [BUCKET, `${BUCKET}/*`] };
const exact: Partial<DeploymentInput> = {
  serviceLinkedRole: FILE_SYSTEM,
  fileSystem: { creatorPrincipalArn: ADMIN },
};
const sameAccount: Partial<DeploymentInput> = {
  accounts: { ...sampleInput().accounts, key: { id: ACCOUNT_A } },
};

describe('keyPolicy', () => {
  it('never locks its account out', () => {
    for (const step of [2, 3, 4, 5, 6, 7]) {
      const [first] = keyPolicy(resolved({ throughStep: step }), 'data').Statement;
      assert.deepEqual(first, {
        Sid: 'Administration',
        Effect: 'Allow',
        Principal: root('333333333333'),
        Action: 'kms:*',
        Resource: '*',
      });
    }
  });

  for (const [step, sids] of [
    [2, ['Administration', 'Describe', 'UploadThroughS3', 'FileSystemThroughS3']],
    [5, ['Administration', 'Describe', 'UploadThroughS3', 'FileSystemThroughS3']],
    [
      6,
      [
        'Administration',
        'Describe',
        'UploadThroughS3',
        'FileSystemThroughS3',
        'CreateGrantForFileSystem',
        'ManageGrants',
      ],
    ],
  ] as const) {
    it(`holds at step ${step}: ${sids.join(', ')}`, () => {
      assert.deepEqual(sidsAt(step), sids);
    });
  }

  it('lets account B upload through S3 on its bucket', () => {
    assert.deepEqual(statement('UploadThroughS3'), {
      Sid: 'UploadThroughS3',
      Effect: 'Allow',
      Principal: root('222222222222'),
      Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
      Resource: '*',
      Condition: { StringEquals: through('222222222222'), StringLike: ofBucket },
    });
  });

  it('lets the role of any file system of account A use it through S3 (pattern)', () => {
    assert.deepEqual(statement('FileSystemThroughS3'), {
      Sid: 'FileSystemThroughS3',
      Effect: 'Allow',
      Principal: root(ACCOUNT_A),
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Resource: '*',
      Condition: {
        StringEquals: through(ACCOUNT_A),
        StringLike: ofBucket,
        ArnLike: { 'aws:PrincipalArn': `${ROLE_PREFIX}fs-*` },
      },
    });
  });

  it('names the role itself in exact mode, from step 6', () => {
    assert.deepEqual(
      statement('FileSystemThroughS3', { ...exact, throughStep: 5 })?.Principal,
      root(ACCOUNT_A),
    );
    const narrowed = statement('FileSystemThroughS3', exact);
    assert.deepEqual(narrowed?.Principal, { AWS: `${ROLE_PREFIX}${FILE_SYSTEM}` });
    assert.deepEqual(narrowed.Condition, { StringEquals: through(ACCOUNT_A), StringLike: ofBucket });
  });

  it('allows CreateGrant in a statement of its own, narrowed by grantee and operations', () => {
    assert.deepEqual(statement('CreateGrantForFileSystem', { grant: { adminPrincipalArn: ADMIN } }), {
      Sid: 'CreateGrantForFileSystem',
      Effect: 'Allow',
      Principal: { AWS: ADMIN },
      Action: 'kms:CreateGrant',
      Resource: '*',
      Condition: {
        StringLike: { 'kms:GranteePrincipal': `${ROLE_PREFIX}fs-*` },
        'ForAllValues:StringEquals': { 'kms:GrantOperations': ['Decrypt', 'GenerateDataKey', 'DescribeKey'] },
      },
    });
    // Only CreateGrant carries the grantee and the operations: the others stand apart, without conditions.
    assert.equal(statement('ManageGrants')?.Condition, undefined);
  });

  it('lists the buckets of this key only', () => {
    const changes: Partial<DeploymentInput> = {
      keys: [{ name: 'data' }, { name: 'other' }],
      buckets: [
        { name: 'data', key: 'data' },
        { name: 'logs', key: 'other' },
      ],
    };
    assert.deepEqual(statement('UploadThroughS3', changes)?.Condition?.['StringLike'], ofBucket);
  });

  describe("with the key in the file system's account", () => {
    it('needs no grant, and allows the read only where the grant would come', () => {
      assert.deepEqual(sidsAt(5, sameAccount), ['Administration', 'Describe', 'UploadThroughS3']);
      assert.deepEqual(sidsAt(6, sameAccount), [
        'Administration',
        'Describe',
        'UploadThroughS3',
        'FileSystemThroughS3',
      ]);
    });

    it('names principals directly, as the account would only delegate', () => {
      const found = statement('FileSystemThroughS3', sameAccount);
      assert.deepEqual(found?.Principal, { AWS: '*' });
      assert.deepEqual(found.Condition?.['ArnLike'], { 'aws:PrincipalArn': `${ROLE_PREFIX}fs-*` });
      assert.equal(found.Condition['StringEquals']?.['kms:CallerAccount'], ACCOUNT_A);
    });
  });

  for (const [region, partition] of [
    ['cn-north-1', 'aws-cn'],
    ['us-gov-west-1', 'aws-us-gov'],
  ] as const) {
    it(`has ARNs of ${partition}, and kms:ViaService still ends in amazonaws.com`, () => {
      const text = JSON.stringify(keyPolicy(resolved({ region }), 'data'));
      assert.deepEqual(new Set(text.match(/arn:[a-z-]+:/g)), new Set([`arn:${partition}:`]));
      assert.deepEqual(
        new Set(text.match(/s3\.[a-z0-9.-]+/g)?.filter((name) => !name.includes('data-source'))),
        new Set([`s3.${region}.amazonaws.com`]),
      );
    });
  }
});

describe('statementsForExistingKey', () => {
  it("asks the owner for everything but the key's administration", () => {
    assert.deepEqual(
      statementsForExistingKey(resolved(), 'data').map(({ Sid }) => Sid),
      ['Describe', 'UploadThroughS3', 'FileSystemThroughS3', 'CreateGrantForFileSystem', 'ManageGrants'],
    );
  });
});
