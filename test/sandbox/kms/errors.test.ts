import assert from 'node:assert/strict';
import {
  CreateAliasCommand,
  CreateKeyCommand,
  DisableKeyCommand,
  EncryptCommand,
  PutKeyPolicyCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import type { RunningSandbox } from '../../../sandbox/sandbox';
import { needs } from '../../support/requirements';
import { errorOf, kmsClient, ready, type Keys } from '../clients';
import { send } from '../signed';

type Account = 'fileSystem' | 'bucket' | 'key';
/** An operation, its request (`KEY` and so on stand for what was made before), and the error. */
type Case = [who: Account, operation: string, input: unknown, status: number, code: string, message: string];

const A = 'arn:aws:iam::111111111111:user/administrator';
const C = 'arn:aws:iam::333333333333:user/administrator';
const ELSEWHERE = 'arn:aws:kms:us-east-1:333333333333:key/00000000-0000-4000-8000-000000000000';
const policy = (...statements: object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements });
const ROOT = {
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::333333333333:root' },
  Action: 'kms:*',
  Resource: '*',
};
const grant = (rest: object) => ({ KeyId: 'KEY', GranteePrincipal: A, Operations: ['Decrypt'], ...rest });
const INVALID_PRINCIPALS = 'Policy contains a statement with one or more invalid principals.';
const LOCKED_OUT = 'The new key policy will not allow you to update the key policy in the future.';
const deniedOn = (who: string, action: string, because: string) =>
  `User: ${who} is not authorized to perform: kms:${action} on resource: KEY because no ${because} allows the kms:${action} action`;

const CASES: Case[] = [
  [
    'key',
    'DescribeKey',
    {},
    400,
    'ValidationException',
    "1 validation error detected: Value null at 'keyId' failed to satisfy constraint: Member must not be null",
  ],
  [
    'key',
    'DescribeKey',
    { KeyId: '' },
    400,
    'ValidationException',
    "1 validation error detected: Value '' at 'keyId' failed to satisfy constraint: Member must have length greater than or equal to 1",
  ],
  [
    'key',
    'DescribeKey',
    { KeyId: 7 },
    400,
    'SerializationException',
    'NUMBER_VALUE can not be converted to a String',
  ],
  ['key', 'DescribeKey', { KeyId: 'nonsense' }, 400, 'NotFoundException', "Invalid keyId 'nonsense'"],
  ['key', 'DescribeKey', { KeyId: ELSEWHERE }, 400, 'NotFoundException', `Key '${ELSEWHERE}' does not exist`],
  [
    'key',
    'DescribeKey',
    { KeyId: ELSEWHERE.replace('us-east-1', 'eu-west-1') },
    400,
    'NotFoundException',
    'Invalid arn eu-west-1',
  ],
  [
    'key',
    'DescribeKey',
    { KeyId: 'arn:aws:s3:::bucket' },
    400,
    'InvalidArnException',
    'Invalid arn arn:aws:s3:::bucket',
  ],
  ...['Encrypt', 'GenerateDataKey', 'CreateAlias', 'Decrypt'].map((operation): Case => [
    'key',
    operation,
    {
      [operation === 'CreateAlias' ? 'TargetKeyId' : 'KeyId']: 'arn:aws:s3:::bucket',
      AliasName: 'alias/two',
      Plaintext: 'eA==',
      CiphertextBlob: 'CIPHERTEXT',
      KeySpec: operation === 'GenerateDataKey' ? 'AES_256' : undefined,
    },
    400,
    'NotFoundException',
    'Invalid arn arn:aws:s3:::bucket',
  ]),
  [
    'key',
    'DescribeKey',
    { KeyId: 'alias/none' },
    400,
    'NotFoundException',
    'Alias arn:aws:kms:us-east-1:333333333333:alias/none is not found.',
  ],
  [
    'fileSystem',
    'DescribeKey',
    { KeyId: 'KEY' },
    400,
    'AccessDeniedException',
    deniedOn(A, 'DescribeKey', 'resource-based policy'),
  ],
  [
    'fileSystem',
    'DescribeKey',
    { KeyId: ELSEWHERE },
    400,
    'AccessDeniedException',
    `User: ${A} is not authorized to perform: kms:DescribeKey on resource: ${ELSEWHERE} because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access`,
  ],
  // What AWS allows to nobody of another account, whatever the key policy says.
  [
    'fileSystem',
    'PutKeyPolicy',
    { KeyId: 'OPEN', Policy: policy(ROOT) },
    400,
    'AccessDeniedException',
    `User: ${A} is not authorized to perform: kms:PutKeyPolicy on resource: OPEN because no resource-based policy allows the kms:PutKeyPolicy action`,
  ],
  [
    'fileSystem',
    'GetKeyPolicy',
    { KeyId: 'OPEN', PolicyName: 'default' },
    400,
    'AccessDeniedException',
    `User: ${A} is not authorized to perform: kms:GetKeyPolicy on resource: OPEN because no resource-based policy allows the kms:GetKeyPolicy action`,
  ],
  [
    'fileSystem',
    'DisableKey',
    { KeyId: 'OPEN' },
    400,
    'AccessDeniedException',
    `User: ${A} is not authorized to perform: kms:DisableKey on resource: OPEN because no resource-based policy allows the kms:DisableKey action`,
  ],
  [
    'fileSystem',
    'ScheduleKeyDeletion',
    { KeyId: 'OPEN' },
    400,
    'AccessDeniedException',
    `User: ${A} is not authorized to perform: kms:ScheduleKeyDeletion on resource: OPEN because no resource-based policy allows the kms:ScheduleKeyDeletion action`,
  ],
  // Key policies.
  [
    'key',
    'PutKeyPolicy',
    { KeyId: 'KEY', Policy: '{' },
    400,
    'MalformedPolicyDocumentException',
    'Policy document is malformed.',
  ],
  [
    'key',
    'PutKeyPolicy',
    { KeyId: 'KEY', Policy: policy({ ...ROOT, Effect: 'allow' }) },
    400,
    'MalformedPolicyDocumentException',
    'Policy document is malformed.',
  ],
  [
    'key',
    'PutKeyPolicy',
    { KeyId: 'KEY', Policy: policy({ Effect: 'Allow', Action: 'kms:*', Resource: '*' }) },
    400,
    'MalformedPolicyDocumentException',
    'Policy contains a statement with no principal.',
  ],
  [
    'key',
    'PutKeyPolicy',
    {
      KeyId: 'KEY',
      Policy: policy(ROOT, { ...ROOT, Principal: { AWS: 'arn:aws:iam::111111111111:role/nobody' } }),
    },
    400,
    'MalformedPolicyDocumentException',
    INVALID_PRINCIPALS,
  ],
  [
    'key',
    'PutKeyPolicy',
    {
      KeyId: 'KEY',
      Policy: policy(ROOT, { ...ROOT, Principal: { AWS: 'arn:aws:iam::111111111111:user/*' } }),
    },
    400,
    'MalformedPolicyDocumentException',
    INVALID_PRINCIPALS,
  ],
  [
    'key',
    'PutKeyPolicy',
    { KeyId: 'KEY', Policy: policy(ROOT, { ...ROOT, Principal: { AWS: '999999999999' } }) },
    400,
    'MalformedPolicyDocumentException',
    INVALID_PRINCIPALS,
  ],
  [
    'key',
    'PutKeyPolicy',
    { KeyId: 'KEY', Policy: policy(ROOT, { ...ROOT, Principal: { Service: 'fsx' } }) },
    400,
    'MalformedPolicyDocumentException',
    INVALID_PRINCIPALS,
  ],
  [
    'key',
    'PutKeyPolicy',
    { KeyId: 'KEY', Policy: policy({ ...ROOT, Principal: { AWS: 'arn:aws:iam::111111111111:root' } }) },
    400,
    'MalformedPolicyDocumentException',
    LOCKED_OUT,
  ],
  [
    'key',
    'PutKeyPolicy',
    { KeyId: 'KEY', Policy: policy({ ...ROOT, Action: 'kms:Decrypt' }) },
    400,
    'MalformedPolicyDocumentException',
    LOCKED_OUT,
  ],
  [
    'key',
    'PutKeyPolicy',
    { KeyId: 'KEY', Policy: policy(ROOT, { ...ROOT, Effect: 'Deny', Action: 'kms:PutKeyPolicy' }) },
    400,
    'MalformedPolicyDocumentException',
    LOCKED_OUT,
  ],
  [
    'key',
    'PutKeyPolicy',
    { KeyId: 'KEY', Policy: policy(ROOT, { ...ROOT, Sid: 'x'.repeat(33_000) }) },
    400,
    'LimitExceededException',
    'The key policy is larger than 32768 bytes.',
  ],
  [
    'key',
    'PutKeyPolicy',
    { KeyId: 'KEY', PolicyName: 'other', Policy: policy(ROOT) },
    400,
    'ValidationException',
    'The only valid PolicyName is default.',
  ],
  [
    'key',
    'PutKeyPolicy',
    { KeyId: 'alias/one', Policy: policy(ROOT) },
    400,
    'InvalidArnException',
    'Key Aliases are not supported for this operation.',
  ],
  [
    'key',
    'CreateKey',
    { Policy: policy({ ...ROOT, Action: 'kms:Decrypt' }) },
    400,
    'MalformedPolicyDocumentException',
    LOCKED_OUT,
  ],
  [
    'key',
    'CreateKey',
    { KeySpec: 'RSA_2048' },
    400,
    'ValidationException',
    'You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.',
  ],
  [
    'key',
    'CreateKey',
    { KeySpec: 'RSA_2048', KeyUsage: 'GENERATE_VERIFY_MAC' },
    400,
    'ValidationException',
    'KeyUsage GENERATE_VERIFY_MAC is not compatible with KeySpec RSA_2048',
  ],
  [
    'key',
    'CreateKey',
    { Tags: [{ TagKey: 'aws:x', TagValue: '' }] },
    400,
    'TagException',
    'aws: prefixed tag key names are not allowed for external use.',
  ],
  // Grants.
  [
    'key',
    'CreateGrant',
    grant({ Operations: [] }),
    400,
    'ValidationException',
    'At least one operation has to be given.',
  ],
  [
    'key',
    'CreateGrant',
    grant({ Operations: ['Sign'] }),
    400,
    'ValidationException',
    'The operations [Sign] are not supported by KMS key KEY (SYMMETRIC_DEFAULT, ENCRYPT_DECRYPT).',
  ],
  [
    'key',
    'CreateGrant',
    grant({ Constraints: { EncryptionContextSubset: { a: 'b' }, EncryptionContextEquals: { a: 'b' } } }),
    400,
    'ValidationException',
    'More than one constraint supplied',
  ],
  [
    'key',
    'CreateGrant',
    grant({
      Constraints: {
        EncryptionContextSubset: Object.fromEntries(
          Array.from({ length: 9 }, (_, index) => [`k${index}`, 'v']),
        ),
      },
    }),
    400,
    'ValidationException',
    'A constraint can have 8 pairs.',
  ],
  [
    'key',
    'CreateGrant',
    grant({ Constraints: { EncryptionContextEquals: { a: 'x'.repeat(385) } } }),
    400,
    'ValidationException',
    'Names and values of a constraint can have 384 characters.',
  ],
  [
    'key',
    'CreateGrant',
    grant({ GranteePrincipal: 'arn:aws:iam::111111111111:role/aws-service-role/nobody' }),
    400,
    'InvalidArnException',
    'ARN does not refer to a valid principal: arn:aws:iam::111111111111:role/aws-service-role/nobody',
  ],
  [
    'key',
    'CreateGrant',
    grant({ RetiringPrincipal: 'nobody' }),
    400,
    'InvalidArnException',
    'ARN does not refer to a valid principal: nobody',
  ],
  [
    'key',
    'CreateGrant',
    grant({ KeyId: 'alias/one' }),
    400,
    'InvalidArnException',
    'Key Aliases are not supported for this operation.',
  ],
  [
    'key',
    'CreateGrant',
    grant({ Name: 'a b' }),
    400,
    'ValidationException',
    "1 validation error detected: Value 'a b' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-zA-Z0-9:/_-]+$",
  ],
  [
    'key',
    'CreateGrant',
    grant({ DryRun: true }),
    412,
    'DryRunOperationException',
    'The request would have succeeded, but the DryRun option is set.',
  ],
  [
    'fileSystem',
    'CreateGrant',
    grant({}),
    400,
    'AccessDeniedException',
    deniedOn(A, 'CreateGrant', 'resource-based policy'),
  ],
  [
    'key',
    'RevokeGrant',
    { KeyId: 'KEY', GrantId: 'none' },
    400,
    'NotFoundException',
    'Grant ID none not found',
  ],
  ['key', 'RetireGrant', { GrantToken: 'none' }, 400, 'InvalidGrantTokenException', 'Invalid grant token'],
  [
    'key',
    'RetireGrant',
    { GrantId: 'none' },
    400,
    'ValidationException',
    'Either a grant token, or a key ID and a grant ID have to be given.',
  ],
  [
    'key',
    'ListGrants',
    { KeyId: 'KEY', Marker: 'none' },
    400,
    'InvalidMarkerException',
    'Could not deserialize marker',
  ],
  [
    'key',
    'ListRetirableGrants',
    { RetiringPrincipal: A },
    400,
    'ValidationException',
    'The retiring principal has to be one of your account.',
  ],
  // Cryptography.
  [
    'key',
    'Encrypt',
    { KeyId: 'KEY', Plaintext: Buffer.alloc(4097).toString('base64') },
    400,
    'ValidationException',
    "1 validation error detected: Value at 'plaintext' failed to satisfy constraint: Member must have length less than or equal to 4096",
  ],
  ['key', 'Encrypt', { KeyId: 'KEY', Plaintext: '%%' }, 400, 'SerializationException', 'A blob is base64.'],
  [
    'key',
    'Encrypt',
    { KeyId: 'KEY', Plaintext: 'eA==', EncryptionAlgorithm: 'RSAES_OAEP_SHA_1' },
    400,
    'InvalidKeyUsageException',
    'Algorithm RSAES_OAEP_SHA_1 is incompatible with key spec SYMMETRIC_DEFAULT.',
  ],
  [
    'key',
    'Encrypt',
    { KeyId: 'SIGNING', Plaintext: 'eA==' },
    400,
    'InvalidKeyUsageException',
    'SIGNING key usage is SIGN_VERIFY which is not valid for Encrypt.',
  ],
  [
    'key',
    'Encrypt',
    { KeyId: 'DISABLED', Plaintext: 'eA==' },
    400,
    'DisabledException',
    'DISABLED is disabled.',
  ],
  [
    'key',
    'GenerateDataKey',
    { KeyId: 'DELETED', KeySpec: 'AES_256' },
    400,
    'KMSInvalidStateException',
    'DELETED is pending deletion.',
  ],
  [
    'key',
    'GenerateDataKey',
    { KeyId: 'KEY' },
    400,
    'ValidationException',
    'Please specify either number of bytes or key spec.',
  ],
  [
    'key',
    'GenerateDataKey',
    { KeyId: 'KEY', KeySpec: 'AES_256', NumberOfBytes: 32 },
    400,
    'ValidationException',
    'Please specify either number of bytes or key spec.',
  ],
  [
    'key',
    'GenerateDataKey',
    { KeyId: 'KEY', NumberOfBytes: 1025 },
    400,
    'ValidationException',
    "1 validation error detected: Value '1025' at 'numberOfBytes' failed to satisfy constraint: Member must have value less than or equal to 1024",
  ],
  ['key', 'Decrypt', { CiphertextBlob: 'eA==' }, 400, 'InvalidCiphertextException', ''],
  [
    'key',
    'Decrypt',
    { CiphertextBlob: 'CIPHERTEXT', EncryptionContext: { a: 'other' } },
    400,
    'InvalidCiphertextException',
    '',
  ],
  [
    'key',
    'Decrypt',
    { CiphertextBlob: 'CIPHERTEXT', EncryptionContext: { a: 'b' }, KeyId: 'OPEN' },
    400,
    'IncorrectKeyException',
    'The key ID in the request does not identify a CMK that can perform this operation.',
  ],
  [
    'fileSystem',
    'Decrypt',
    { CiphertextBlob: 'CIPHERTEXT', EncryptionContext: { a: 'b' } },
    400,
    'AccessDeniedException',
    deniedOn(A, 'Decrypt', 'resource-based policy'),
  ],
  // Aliases, rotation, states.
  [
    'key',
    'CreateAlias',
    { AliasName: 'one', TargetKeyId: 'KEY' },
    400,
    'ValidationException',
    'Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
  ],
  [
    'key',
    'CreateAlias',
    { AliasName: 'alias/aws/mine', TargetKeyId: 'KEY' },
    400,
    'NotAuthorizedException',
    'Alias names that begin with alias/aws/ are reserved.',
  ],
  [
    'key',
    'CreateAlias',
    { AliasName: 'alias/one', TargetKeyId: 'KEY' },
    400,
    'AlreadyExistsException',
    'An alias with the name arn:aws:kms:us-east-1:333333333333:alias/one already exists',
  ],
  [
    'key',
    'CreateAlias',
    { AliasName: 'alias/a:b', TargetKeyId: 'KEY' },
    400,
    'InvalidAliasNameException',
    'Alias name alias/a:b has characters that are not allowed',
  ],
  [
    'key',
    'UpdateAlias',
    { AliasName: 'alias/a:b', TargetKeyId: 'KEY' },
    400,
    'NotFoundException',
    'Alias arn:aws:kms:us-east-1:333333333333:alias/a:b is not found.',
  ],
  [
    'key',
    'DeleteAlias',
    { AliasName: 'alias/a b' },
    400,
    'ValidationException',
    "1 validation error detected: Value 'alias/a b' at 'aliasName' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-zA-Z0-9:/_-]+$",
  ],
  [
    'key',
    'DeleteAlias',
    { AliasName: 'alias/none' },
    400,
    'NotFoundException',
    'Alias arn:aws:kms:us-east-1:333333333333:alias/none is not found.',
  ],
  [
    'key',
    'EnableKeyRotation',
    { KeyId: 'KEY', RotationPeriodInDays: 30 },
    400,
    'ValidationException',
    "1 validation error detected: Value '30' at 'rotationPeriodInDays' failed to satisfy constraint: Member must have value greater than or equal to 90",
  ],
  [
    'key',
    'EnableKeyRotation',
    { KeyId: 'SIGNING' },
    400,
    'UnsupportedOperationException',
    'SIGNING key spec or origin is not supported for rotation.',
  ],
  [
    'key',
    'ScheduleKeyDeletion',
    { KeyId: 'KEY', PendingWindowInDays: 6 },
    400,
    'ValidationException',
    "1 validation error detected: Value '6' at 'pendingWindowInDays' failed to satisfy constraint: Member must have value greater than or equal to 7",
  ],
  [
    'key',
    'ScheduleKeyDeletion',
    { KeyId: 'DELETED' },
    400,
    'KMSInvalidStateException',
    'DELETED is pending deletion.',
  ],
  [
    'key',
    'CancelKeyDeletion',
    { KeyId: 'KEY' },
    400,
    'KMSInvalidStateException',
    'KEY is not pending deletion.',
  ],
  // Not there, and said so.
  ['key', 'Sign', { KeyId: 'SIGNING' }, 501, 'NotImplemented', 'The sandbox does not have kms:Sign.'],
  ['key', 'constructor', {}, 501, 'NotImplemented', 'The sandbox does not have kms:constructor.'],
];

describe('errors of KMS', function () {
  this.timeout(60_000);
  let sandbox: RunningSandbox;
  let names: Record<string, string>;

  before(async function () {
    needs(this, 'moto');
    sandbox = await ready();
    const client = kmsClient(sandbox, sandbox.accounts.key);
    const make = async (input = {}) =>
      (await client.send(new CreateKeyCommand(input))).KeyMetadata?.Arn ?? '';
    const [key, open, signing, disabled, deleted] = [
      await make(),
      await make({ Policy: policy(ROOT, { ...ROOT, Principal: { AWS: 'arn:aws:iam::111111111111:root' } }) }),
      await make({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' }),
      await make(),
      await make(),
    ];
    await client.send(new CreateAliasCommand({ AliasName: 'alias/one', TargetKeyId: key }));
    await client.send(new DisableKeyCommand({ KeyId: disabled }));
    await client.send(new ScheduleKeyDeletionCommand({ KeyId: deleted }));
    const { CiphertextBlob: blob } = await client.send(
      new EncryptCommand({ KeyId: key, Plaintext: Buffer.from('x'), EncryptionContext: { a: 'b' } }),
    );
    const ciphertext = Buffer.from(blob ?? []).toString('base64');
    names = {
      KEY: key,
      OPEN: open,
      SIGNING: signing,
      DISABLED: disabled,
      DELETED: deleted,
      CIPHERTEXT: ciphertext,
    };
  });
  after(() => (sandbox as RunningSandbox | undefined)?.stop());

  const named = (text: string) =>
    text.replace(/\b(KEY|OPEN|SIGNING|DISABLED|DELETED|CIPHERTEXT)\b/g, (name) => names[name] ?? name);

  async function call(keys: Keys, operation: string, body: string): Promise<Response> {
    return send(sandbox, keys, {
      service: 'kms',
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `TrentService.${operation}` },
      body,
    });
  }

  for (const [who, operation, input, status, code, message] of CASES) {
    it(`${operation} ${JSON.stringify(input).slice(0, 100)}: ${code}`, async () => {
      const response = await call(sandbox.accounts[who], operation, named(JSON.stringify(input)));
      const body = (await response.json()) as { __type?: string; message?: string };
      assert.deepEqual(
        { status: response.status, type: body.__type, message: body.message ?? '' },
        { status, type: code, message: named(message) },
      );
      assert.equal(response.headers.get('x-amzn-errortype'), code);
      assert.match(response.headers.get('x-amzn-requestid') ?? '', /^[0-9a-f-]{36}$/);
      assert.equal(response.headers.get('content-type'), 'application/x-amz-json-1.1');
    });
  }

  it('answers a body that is no JSON object, and a target that is not its own', async () => {
    const broken = (await (await call(sandbox.accounts.key, 'ListKeys', '[1')).json()) as { __type: string };
    assert.equal(broken.__type, 'SerializationException');
    const other = await send(sandbox, sandbox.accounts.key, {
      service: 'kms',
      headers: { 'x-amz-target': 'AWSSimbaAPIService_v20180301.CreateFileSystem' },
      body: '{}',
    });
    assert.equal(((await other.json()) as { __type: string }).__type, 'UnknownOperationException');
  });

  it('takes a target with the name of a package in front, as botocore writes some', async () => {
    const response = await send(sandbox, sandbox.accounts.key, {
      service: 'kms',
      headers: { 'x-amz-target': 'com.amazonaws.kms.TrentService.ListKeys' },
      body: '{}',
    });
    assert.equal(response.status, 200);
  });

  it('lets a policy that locks everybody out be put with the bypass', async () => {
    const client = kmsClient(sandbox, sandbox.accounts.key);
    const { KeyMetadata: key } = await client.send(new CreateKeyCommand({}));
    const lockedOut = policy({ ...ROOT, Action: 'kms:DescribeKey' });
    const put = { KeyId: key?.Arn, Policy: lockedOut, BypassPolicyLockoutSafetyCheck: true };
    await client.send(new PutKeyPolicyCommand(put));
    const { message } = await errorOf(client.send(new PutKeyPolicyCommand(put)));
    assert.equal(
      message,
      `User: ${C} is not authorized to perform: kms:PutKeyPolicy on resource: ${key?.Arn ?? ''} because no resource-based policy allows the kms:PutKeyPolicy action`,
    );
  });
});
