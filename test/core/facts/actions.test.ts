import assert from 'node:assert/strict';
import {
  actionsOf,
  actionStatus,
  findAction,
  isKnownAction,
  matchActions,
  nearestAction,
} from '../../../core/facts/actions';
import { API_PERMISSIONS } from '../../../core/facts/api-permissions';

const names = (pattern: string) => matchActions(pattern).map((action) => action.name);

describe('matchActions', () => {
  const cases: [pattern: string, names: string[]][] = [
    ['kms:DecryptDataKey', []],
    ['kms:Decryptt*', []],
    ['Decrypt', []],
    ['', []],
    ['lambda:InvokeFunction', []],
    ['kms:', []],
    ['kms:decrypt', ['kms:Decrypt']],
    ['KMS:Decrypt', ['kms:Decrypt']],
    ['kms:ReEncrypt*', ['kms:ReEncryptFrom', 'kms:ReEncryptTo']],
    ['kms:?ncrypt', ['kms:Encrypt']],
    ['k*:*Mac', ['kms:GenerateMac', 'kms:VerifyMac']],
    [
      'kms:generatedatakey*',
      [
        'kms:GenerateDataKey',
        'kms:GenerateDataKeyPair',
        'kms:GenerateDataKeyPairWithoutPlaintext',
        'kms:GenerateDataKeyWithoutPlaintext',
      ],
    ],
    ['kms:Encapsulate', ['kms:Encapsulate']],
    ['iam:CreateServiceLinkedRole', ['iam:CreateServiceLinkedRole']],
  ];
  for (const [pattern, expected] of cases) {
    it(`${pattern || '(nothing)'}: ${expected.length} actions`, () => {
      assert.deepEqual(names(pattern), expected);
    });
  }

  it('covers all of KMS with kms:*, and nothing else', () => {
    assert.deepEqual(
      names('kms:*'),
      actionsOf('kms').map((action) => action.name),
    );
    assert.equal(names('kms:*').length, 58);
  });

  it('is quick with a pattern made to be slow', () => {
    const start = performance.now();
    assert.deepEqual(names(`kms:${'*a'.repeat(200)}*b`), []);
    assert.ok(performance.now() - start < 100);
  });
});

describe('actionStatus', () => {
  const cases: [pattern: string, status: string][] = [
    ['kms:DecryptDataKey', 'unknown'],
    ['s3:ListObjectsV2', 'unknown'],
    ['kms:Foo*', 'unknown'],
    ['km:Decrypt', 'unknown-service'],
    ['Decrypt', 'unknown-service'],
    ['', 'unknown-service'],
    ['lambda:Whatever', 'unjudged'],
    ['l*:Whatever', 'unjudged'],
    ['*', 'known'],
    ['kms:*', 'known'],
    ['s3:getobject', 'known'],
  ];
  for (const [pattern, status] of cases) {
    it(`${pattern || '(nothing)'} is ${status}`, () => {
      assert.equal(actionStatus(pattern), status);
      assert.equal(isKnownAction(pattern), status === 'known' || status === 'unjudged');
    });
  }
});

describe('nearestAction', () => {
  const cases: [text: string, nearest: string | undefined][] = [
    ['kms:Xyzzy', undefined],
    ['lambda:InvokeFunctio', undefined],
    ['*', undefined],
    ['kms:*', undefined],
    ['', undefined],
    ['constructor', undefined],
    ['kms:decrypt', 'kms:Decrypt'],
    ['kms:Decypt', 'kms:Decrypt'],
    ['kms:DecryptDataKey', 'kms:Decrypt'],
    ['kms:Describe', 'kms:DescribeKey'],
    ['kms:ListGrant', 'kms:ListGrants'],
    ['kms:ReEncrypt', 'kms:ReEncrypt*'],
    ['kms:ReEncyrpt*', 'kms:ReEncrypt*'],
    ['kms:GenrateDataKey*', 'kms:GenerateDataKey*'],
    ['kms:GetObject', 's3:GetObject'],
    ['km:Decrypt', 'kms:Decrypt'],
    ['Decrypt', 'kms:Decrypt'],
    ['s3:ListObjectsV2', 's3:ListBucket'],
    ['s3:HeadObject', 's3:GetObject'],
    ['s3:PutBucketNotificationConfiguration', 's3:PutBucketNotification'],
  ];
  for (const [text, expected] of cases) {
    it(`${text || '(nothing)'}: ${expected ?? 'nothing'}`, () => {
      assert.equal(nearestAction(text), expected);
    });
  }

  it('names permissions that exist, for operations that are none', () => {
    for (const [operation, permission] of API_PERMISSIONS) {
      assert.equal(findAction(operation), undefined, operation);
      assert.notEqual(matchActions(permission).length, 0, permission);
    }
  });
});

describe('findAction', () => {
  it('gives access level, resource types and condition keys', () => {
    const { details } = findAction('kms:createGrant') ?? {};
    assert.equal(details?.access, 'Permissions management');
    assert.deepEqual(details.resourceTypes, [{ name: 'key', required: true }]);
    assert.ok(details.conditionKeys.includes('kms:GranteePrincipal'));
    assert.ok(details.conditionKeys.includes('kms:EncryptionContext:${EncryptionContextKey}'));
    assert.ok(details.conditionKeys.includes('aws:ResourceTag/${TagKey}'));
    assert.ok(!details.conditionKeys.includes('kms:RequestAlias'));
  });

  it('leaves no group unresolved', () => {
    for (const service of ['kms', 's3', 'fsx']) {
      for (const action of actionsOf(service)) {
        for (const key of action.details?.conditionKeys ?? []) assert.match(key, /^(aws|kms|s3|fsx):[^@ ]+$/);
      }
    }
  });
});
