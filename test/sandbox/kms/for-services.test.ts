import assert from 'node:assert/strict';
import {
  CreateGrantCommand,
  CreateKeyCommand,
  DescribeKeyCommand,
  ListGrantsCommand,
} from '@aws-sdk/client-kms';
import type { Caller } from '../../../sandbox/identity/caller';
import type { RunningSandbox } from '../../../sandbox/sandbox';
import { needs } from '../../support/requirements';
import { kmsClient, ready } from '../clients';

const ROLE_NAME = 'AWSServiceRoleForFSxS3Access_fs-0123456789abcdef0';
const ROLE = `arn:aws:iam::111111111111:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/${ROLE_NAME}`;
const VIA_S3 = 's3.us-east-1.amazonaws.com';
const CONTEXT = { 'aws:s3:arn': 'arn:aws:s3:::lake/test.txt' };

describe('KMS through another service', function () {
  this.timeout(60_000);
  let sandbox: RunningSandbox;
  let role: Caller;

  before(async function () {
    needs(this, 'moto');
    sandbox = await ready();
    const { moto, directory } = sandbox.world;
    const trust =
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"s3.data-source.lustre.fsx.amazonaws.com"},"Action":"sts:AssumeRole"}]}';
    await moto.query({
      account: '111111111111',
      service: 'iam',
      action: 'CreateRole',
      params: {
        RoleName: ROLE_NAME,
        Path: '/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/',
        AssumeRolePolicyDocument: trust,
      },
      changes: true,
    });
    directory.changed('111111111111');
    const session = await directory.serviceSession(ROLE, 'FSx', 'fsx.amazonaws.com');
    assert.ok(session);
    role = session;
  });
  after(() => (sandbox as RunningSandbox | undefined)?.stop());

  it('is denied for want of a grant, and works with one, as in steps 5 and 6', async () => {
    const { kms, events } = sandbox.world;
    const owner = kmsClient(sandbox, sandbox.accounts.key);
    const statement = (principal: string, rest: object) => ({
      Effect: 'Allow',
      Principal: { AWS: principal },
      Resource: '*',
      ...rest,
    });
    const { KeyMetadata: key } = await owner.send(
      new CreateKeyCommand({
        Policy: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            statement('arn:aws:iam::333333333333:root', { Action: 'kms:*' }),
            statement('arn:aws:iam::111111111111:root', { Action: 'kms:CreateGrant' }),
            statement('arn:aws:iam::111111111111:root', {
              Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
              Condition: {
                StringEquals: { 'kms:ViaService': VIA_S3, 'kms:CallerAccount': '111111111111' },
                ArnLike: { 'aws:PrincipalArn': ROLE },
              },
            }),
          ],
        }),
      }),
    );
    const keyId = key?.Arn ?? '';
    const call = { caller: role, region: 'us-east-1', viaService: VIA_S3 };
    const refused = await kms.generateDataKey(call, { keyId, encryptionContext: CONTEXT });
    const message = `User: arn:aws:sts::111111111111:assumed-role/${ROLE_NAME}/FSx is not authorized to perform: kms:GenerateDataKey on resource: ${keyId} because no identity-based policy allows the kms:GenerateDataKey action`;
    assert.deepEqual(refused.status === 'error' ? [refused.code, refused.message] : refused.status, [
      'AccessDeniedException',
      message,
    ]);
    const told = events.records.filter(({ name }) => name === 'GenerateDataKey');
    assert.deepEqual(
      told.map(({ account, event }) => [
        account,
        event['errorCode'],
        event['errorMessage'],
        event['sourceIPAddress'],
      ]),
      [['111111111111', 'AccessDenied', message, 's3.amazonaws.com']],
      'the caller’s account alone hears of it',
    );

    await kmsClient(sandbox, sandbox.accounts.fileSystem).send(
      new CreateGrantCommand({
        KeyId: keyId,
        GranteePrincipal: ROLE,
        Operations: ['Decrypt', 'GenerateDataKey'],
      }),
    );
    const made = await kms.generateDataKey(call, { keyId, encryptionContext: CONTEXT });
    assert.ok(made.status === 'ok');
    assert.equal(made.plaintext.length, 32);
    const opened = await kms.decrypt(call, {
      ciphertextBlob: made.ciphertextBlob,
      encryptionContext: CONTEXT,
    });
    assert.deepEqual(opened, { status: 'ok', keyArn: keyId, plaintext: made.plaintext });
    const wrong = await kms.decrypt(call, { ciphertextBlob: made.ciphertextBlob, encryptionContext: {} });
    assert.equal(wrong.status === 'error' && wrong.code, 'InvalidCiphertextException');
    const used = events.records.filter(
      ({ name, event }) => name === 'Decrypt' && event['errorCode'] === undefined,
    );
    assert.deepEqual(used.map(({ account }) => account).sort(), ['111111111111', '333333333333']);
  });

  it('has keys that AWS manages, for use through their service alone', async () => {
    const administrator = kmsClient(sandbox, sandbox.accounts.fileSystem);
    const { KeyMetadata: key } = await administrator.send(new DescribeKeyCommand({ KeyId: 'alias/aws/s3' }));
    assert.equal(key?.KeyManager, 'AWS');
    const { kms } = sandbox.world;
    const named = { keyId: 'alias/aws/s3', encryptionContext: CONTEXT };
    const made = await kms.generateDataKey({ caller: role, region: 'us-east-1', viaService: VIA_S3 }, named);
    assert.equal(made.status === 'ok' && made.keyArn, key.Arn);
    const elsewhere = { caller: role, region: 'us-east-1', viaService: 'ec2.us-east-1.amazonaws.com' };
    const refused = await kms.generateDataKey(elsewhere, named);
    assert.equal(refused.status === 'error' && refused.code, 'AccessDeniedException');
  });

  it('makes grants for the service itself, and says so to the key policy', async () => {
    const owner = kmsClient(sandbox, sandbox.accounts.key);
    const forServices = {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::111111111111:root' },
      Action: 'kms:CreateGrant',
      Resource: '*',
      Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    };
    const root = {
      ...forServices,
      Principal: { AWS: 'arn:aws:iam::333333333333:root' },
      Action: 'kms:*',
      Condition: {},
    };
    const { KeyMetadata: key } = await owner.send(
      new CreateKeyCommand({
        Policy: JSON.stringify({ Version: '2012-10-17', Statement: [root, forServices] }),
      }),
    );
    const administrator = await sandbox.world.directory.user('111111111111', 'administrator');
    assert.ok(administrator);
    const { account, arn, id, name } = administrator;
    const caller: Caller = { kind: 'user', account, arn, userId: id, userName: name };
    const grant = {
      KeyId: key?.Arn,
      GranteePrincipal: 'fsx.us-east-1.amazonaws.com',
      Operations: ['Decrypt'],
    };
    const viaService = 'fsx.us-east-1.amazonaws.com';
    const made = await sandbox.world.kms.invoke(
      { caller, region: 'us-east-1', viaService },
      'CreateGrant',
      grant,
    );
    assert.equal(made.status, 'ok');
    const { Grants: grants } = await owner.send(new ListGrantsCommand({ KeyId: key?.Arn }));
    assert.deepEqual(
      grants?.map(({ GranteePrincipal: grantee }) => grantee),
      [viaService],
    );
    const direct = kmsClient(sandbox, sandbox.accounts.fileSystem).send(
      new CreateGrantCommand({ KeyId: key?.Arn, GranteePrincipal: arn, Operations: ['Decrypt'] }),
    );
    await assert.rejects(direct, { name: 'AccessDeniedException' });
  });
});
