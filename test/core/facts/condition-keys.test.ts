import assert from 'node:assert/strict';
import { CONDITION_KEY_NOTES, conditionKeyNote } from '../../../core/facts/condition-key-notes';
import {
  carriedBy,
  conditionKey,
  conditionKeys,
  conditionKeyStatus,
  nearestConditionKey,
} from '../../../core/facts/condition-keys';

describe('conditionKey', () => {
  for (const name of [
    'kms:CallerAccountId',
    'kms:EncryptionContext',
    'kms:EncryptionContext:',
    'aws:RequestTag',
    'aws:RequestTag/',
    'kms:RecipientAttestation:PCR32',
    'kms:PrincipalOrgID',
    'ViaService',
    'constructor',
    '__proto__',
    '',
  ]) {
    it(`does not know ${name || '(nothing)'}`, () => {
      assert.equal(conditionKey(name), undefined);
      assert.equal(conditionKeyStatus(name), 'unknown');
    });
  }
  for (const name of ['sts:ExternalId', 'token.actions.githubusercontent.com:sub', 'iam:AWSServiceName']) {
    it(`does not judge ${name}`, () => {
      assert.equal(conditionKeyStatus(name), 'unjudged');
    });
  }

  const cases: [name: string, canonical: string, type: string, multivalued: boolean, global: boolean][] = [
    ['KMS:viaservice', 'kms:ViaService', 'String', false, false],
    ['kms:GrantIsForAWSResource', 'kms:GrantIsForAWSResource', 'Bool', false, false],
    ['kms:GrantOperations', 'kms:GrantOperations', 'String', true, false],
    ['kms:EncryptionContextKeys', 'kms:EncryptionContextKeys', 'String', true, false],
    ['kms:ResourceAliases', 'kms:ResourceAliases', 'String', true, false],
    ['kms:encryptioncontext:aws:s3:arn', 'kms:EncryptionContext:aws:s3:arn', 'String', false, false],
    ['kms:RecipientAttestation:PCR0', 'kms:RecipientAttestation:PCR0', 'String', false, false],
    ['aws:principalarn', 'aws:PrincipalArn', 'ARN', false, true],
    ['aws:resourcetag/Team/Sub', 'aws:ResourceTag/Team/Sub', 'String', false, true],
    ['aws:PrincipalOrgPaths', 'aws:PrincipalOrgPaths', 'String', true, true],
    ['aws:SourceIp', 'aws:SourceIp', 'IPAddress', false, true],
    ['s3:ExistingObjectTag/x', 's3:ExistingObjectTag/x', 'String', false, false],
    ['kms:RotationPeriodInDays', 'kms:RotationPeriodInDays', 'Numeric', false, false],
  ];
  for (const [name, canonical, type, multivalued, global] of cases) {
    it(`knows ${name}`, () => {
      const key = conditionKey(name);
      assert.deepEqual(
        [key?.name, key?.type, key?.multivalued, key?.global],
        [canonical, type, multivalued, global],
      );
    });
  }

  it('has the corrections', () => {
    assert.equal(conditionKey('kms:CustomerMasterKeySpec')?.deprecated, 'kms:KeySpec');
    assert.equal(conditionKey('kms:ValidTo')?.alsoType, 'Numeric');
    assert.equal(conditionKey('kms:ResourceAliases')?.identityPoliciesOnly, true);
    assert.ok(conditionKey('kms:GrantOperations')?.values?.includes('Decrypt'));
    assert.equal(conditionKey('kms:CallerAccount')?.values, undefined);
  });
});

describe('nearestConditionKey', () => {
  const cases: [name: string, nearest: string | undefined][] = [
    ['kms:Xyzzy', undefined],
    ['kms:EncryptionContext', undefined],
    ['aws:PrincipalTag', undefined],
    ['aws:RequestTag/', undefined],
    ['sts:ExternalId', undefined],
    ['token.actions.githubusercontent.com:sub', undefined],
    ['', undefined],
    ['kms:viaservice', 'kms:ViaService'],
    ['kms:ViaServices', 'kms:ViaService'],
    ['aws:ViaService', 'kms:ViaService'],
    ['ViaService', 'kms:ViaService'],
    ['km:ViaService', 'kms:ViaService'],
    ['kms:CallerAcount', 'kms:CallerAccount'],
    ['kms:PrincipalOrgID', 'aws:PrincipalOrgID'],
    ['kms:GrantIsForAWSResources', 'kms:GrantIsForAWSResource'],
    ['kms:GrantOperation', 'kms:GrantOperations'],
    ['kms:EncryptionContxt:aws:s3:arn', 'kms:EncryptionContext:aws:s3:arn'],
    ['aws:RequestTags/Team', 'aws:RequestTag/Team'],
    ['aws:PrincipalARNs', 'aws:PrincipalArn'],
  ];
  for (const [name, expected] of cases) {
    it(`${name || '(nothing)'}: ${expected ?? 'nothing'}`, () => {
      assert.equal(nearestConditionKey(name), expected);
    });
  }
});

describe('carriedBy', () => {
  const cases: [key: string, action: string, carried: boolean | undefined][] = [
    ['kms:GrantOperations', 'kms:Decrypt', false],
    ['kms:GrantIsForAWSResource', 'kms:DescribeKey', false],
    ['kms:GrantIsForAWSResource', 'kms:Decrypt', false],
    ['kms:EncryptionContext:aws:s3:arn', 'kms:DescribeKey', false],
    ['kms:ViaService', 'kms:ListKeys', false],
    ['kms:ViaService', 's3:GetObject', false],
    ['kms:ViaService', 'ec2:RunInstances', false],
    ['kms:KeySpec', 'kms:ListAliases', false],
    ['aws:RequestTag/Team', 'kms:Decrypt', false],
    ['s3:prefix', 's3:GetObject', false],
    ['kms:MadeUp', 'kms:Decrypt', undefined],
    ['kms:ViaService', 'kms:MadeUp', undefined],
    ['kms:ViaService', 'lambda:InvokeFunction', undefined],
    ['kms:EncryptionAlgorithm', 'kms:Encapsulate', undefined],
    ['aws:ResourceTag/Team', 'ec2:RunInstances', undefined],
    ['kms:ViaService', 'kms:Encapsulate', true],
    ['kms:ViaService', 'kms:CreateGrant', true],
    ['kms:CallerAccount', 'kms:SynchronizeMultiRegionKey', true],
    ['kms:CallerAccount', 'kms:ConnectCustomKeyStore', true],
    ['kms:GrantOperations', 'kms:CreateGrant', true],
    ['KMS:grantisforawsresource', 'KMS:listgrants', true],
    ['kms:EncryptionContext:aws:s3:arn', 'kms:GenerateDataKey', true],
    ['kms:EncryptionContext:aws:s3:arn', 'kms:CreateGrant', true],
    ['kms:CustomerMasterKeySpec', 'kms:Decrypt', true],
    ['kms:ResourceAliases', 'kms:Decrypt', true],
    ['aws:PrincipalArn', 'kms:Decrypt', true],
    ['aws:PrincipalArn', 'lambda:InvokeFunction', true],
    ['aws:ResourceTag/Team', 'kms:Decrypt', true],
    ['s3:prefix', 's3:ListBucket', true],
    ['s3:x-amz-server-side-encryption', 's3:PutObject', true],
    ['fsx:NfsDataRepositoryAuthenticationEnabled', 'fsx:CreateDataRepositoryAssociation', true],
  ];
  for (const [key, action, carried] of cases) {
    it(`${key} by ${action}: ${String(carried)}`, () => {
      assert.equal(carriedBy(key, action), carried);
    });
  }
});

describe('condition key notes', () => {
  it('stand under names that exist, templates as templates', () => {
    for (const name of Object.keys(CONDITION_KEY_NOTES)) assert.equal(conditionKey(name)?.name, name);
  });

  it('cover every KMS key but the attestations of enclaves', () => {
    for (const { name } of conditionKeys()) {
      if (!name.startsWith('kms:') || name.startsWith('kms:RecipientAttestation:')) continue;
      assert.ok(CONDITION_KEY_NOTES[name], name);
    }
  });

  it('have examples out of the closed sets', () => {
    for (const [name, { example }] of Object.entries(CONDITION_KEY_NOTES)) {
      const values = conditionKey(name)?.values;
      if (values) assert.ok(values.includes(example), `${name}: ${example}`);
    }
  });

  it('are found by any spelling', () => {
    assert.equal(conditionKeyNote('kms:Nothing'), undefined);
    assert.match(conditionKeyNote('KMS:encryptioncontext:aws:s3:arn')?.trap ?? '', /Bucket Key/);
  });
});
