import assert from 'node:assert/strict';
import {
  CancelKeyDeletionCommand,
  CreateAliasCommand,
  CreateGrantCommand,
  CreateKeyCommand,
  DecryptCommand,
  DeleteAliasCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  DisableKeyRotationCommand,
  EnableKeyCommand,
  EnableKeyRotationCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GenerateRandomCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  ListAliasesCommand,
  ListGrantsCommand,
  ListKeyPoliciesCommand,
  ListKeyRotationsCommand,
  ListResourceTagsCommand,
  ListRetirableGrantsCommand,
  PutKeyPolicyCommand,
  ReEncryptCommand,
  RetireGrantCommand,
  RevokeGrantCommand,
  RotateKeyOnDemandCommand,
  ScheduleKeyDeletionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateAliasCommand,
  UpdateKeyDescriptionCommand,
  paginateListKeys,
  type KMSClient,
} from '@aws-sdk/client-kms';
import type { RunningSandbox } from '../../../sandbox/sandbox';
import { needs } from '../../support/requirements';
import { errorOf, kmsClient, ready } from '../clients';
import { allow, makeUser } from '../signed';

const DAY_MS = 86_400_000;
const A_ADMINISTRATOR = 'arn:aws:iam::111111111111:user/administrator';

describe('KMS', function () {
  this.timeout(60_000);
  let sandbox: RunningSandbox;
  let a: KMSClient;
  let c: KMSClient;
  let passedMs = 0;

  before(async function () {
    needs(this, 'moto');
    // Clients sign with the real time; the sandbox's clock is set forward only between calls.
    sandbox = await ready({ now: () => new Date(Date.now() + passedMs) });
    a = kmsClient(sandbox, sandbox.accounts.fileSystem);
    c = kmsClient(sandbox, sandbox.accounts.key);
  });
  after(() => (sandbox as RunningSandbox | undefined)?.stop());

  async function makeKey(input = {}): Promise<string> {
    return (await c.send(new CreateKeyCommand(input))).KeyMetadata?.Arn ?? '';
  }

  it('creates keys that are described as AWS describes them', async () => {
    const { KeyMetadata: made } = await c.send(
      new CreateKeyCommand({ Description: 'data', Tags: [{ TagKey: 'team', TagValue: 'storage' }] }),
    );
    assert.match(made?.Arn ?? '', /^arn:aws:kms:us-east-1:333333333333:key\/[0-9a-f-]{36}$/);
    const { CreationDate: created, CurrentKeyMaterialId: material, ...rest } = made ?? {};
    assert.ok(created && Math.abs(created.getTime() - Date.now()) < 60_000);
    assert.match(material ?? '', /^[0-9a-f]{64}$/);
    assert.deepEqual(rest, {
      AWSAccountId: '333333333333',
      KeyId: made?.Arn?.split('/')[1],
      Arn: made?.Arn,
      Enabled: true,
      Description: 'data',
      KeyUsage: 'ENCRYPT_DECRYPT',
      KeyState: 'Enabled',
      Origin: 'AWS_KMS',
      KeyManager: 'CUSTOMER',
      CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
      KeySpec: 'SYMMETRIC_DEFAULT',
      EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
      MultiRegion: false,
    });
    const { Policy: text } = await c.send(new GetKeyPolicyCommand({ KeyId: made?.KeyId }));
    const [statement] = (JSON.parse(text ?? '') as { Statement: { Principal: unknown }[] }).Statement;
    assert.deepEqual(statement?.Principal, { AWS: 'arn:aws:iam::333333333333:root' });
    const { PolicyNames: names } = await c.send(new ListKeyPoliciesCommand({ KeyId: made?.KeyId }));
    assert.deepEqual(names, ['default']);
  });

  it('describes keys of other kinds by their algorithms', async () => {
    const kinds = [
      ['RSA_2048', 'ENCRYPT_DECRYPT', 'EncryptionAlgorithms', ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256']],
      ['ECC_NIST_P384', 'SIGN_VERIFY', 'SigningAlgorithms', ['ECDSA_SHA_384']],
      ['ECC_SECG_P256K1', 'SIGN_VERIFY', 'SigningAlgorithms', ['ECDSA_SHA_256']],
      ['ECC_NIST_P521', 'KEY_AGREEMENT', 'KeyAgreementAlgorithms', ['ECDH']],
      ['HMAC_512', 'GENERATE_VERIFY_MAC', 'MacAlgorithms', ['HMAC_SHA_512']],
    ] as const;
    for (const [spec, usage, member, algorithms] of kinds) {
      const { KeyMetadata: made } = await c.send(new CreateKeyCommand({ KeySpec: spec, KeyUsage: usage }));
      assert.deepEqual(made?.[member], algorithms, spec);
    }
    const { KeyMetadata: multi } = await c.send(new CreateKeyCommand({ MultiRegion: true }));
    assert.match(multi?.KeyId ?? '', /^mrk-[0-9a-f]{32}$/);
    assert.equal(multi?.MultiRegionConfiguration?.PrimaryKey?.Arn, multi?.Arn);
  });

  it('encrypts, decrypts and re-encrypts, bound to the encryption context', async () => {
    const [key, other] = [await makeKey(), await makeKey()];
    const context = { 'aws:s3:arn': 'arn:aws:s3:::lake/test.txt', two: '2' };
    const encrypted = await c.send(
      new EncryptCommand({ KeyId: key, Plaintext: Buffer.from('secret'), EncryptionContext: context }),
    );
    assert.equal(encrypted.KeyId, key);
    const blob = Buffer.from(encrypted.CiphertextBlob ?? []);
    assert.ok(!blob.includes('secret') && !blob.includes('lake'));
    const decrypt = (bytes: Uint8Array | undefined, EncryptionContext?: Record<string, string>) =>
      c.send(new DecryptCommand({ CiphertextBlob: bytes, EncryptionContext }));
    // The order of the pairs does not count.
    const decrypted = await decrypt(blob, { two: '2', 'aws:s3:arn': 'arn:aws:s3:::lake/test.txt' });
    assert.equal(Buffer.from(decrypted.Plaintext ?? []).toString(), 'secret');
    assert.equal(decrypted.KeyId, key);
    for (const wrong of [undefined, { two: '2' }, { ...context, more: 'x' }, { ...context, two: '3' }]) {
      assert.equal((await errorOf(decrypt(blob, wrong))).name, 'InvalidCiphertextException');
    }
    for (const at of [0, 10, blob.length - 1]) {
      const changed = Buffer.from(blob);
      changed[at] = (changed[at] ?? 0) ^ 1;
      assert.equal(
        (await errorOf(decrypt(changed, context))).name,
        'InvalidCiphertextException',
        `byte ${at}`,
      );
    }
    const again = await c.send(
      new ReEncryptCommand({
        CiphertextBlob: blob,
        SourceEncryptionContext: context,
        DestinationKeyId: other,
        DestinationEncryptionContext: { now: 'this' },
      }),
    );
    assert.deepEqual([again.SourceKeyId, again.KeyId], [key, other]);
    const final = await decrypt(again.CiphertextBlob, { now: 'this' });
    assert.equal(Buffer.from(final.Plaintext ?? []).toString(), 'secret');
  });

  it('makes data keys of the size that is asked for, and random bytes', async () => {
    const key = await makeKey();
    for (const [input, bytes] of [
      [{ KeySpec: 'AES_256' }, 32],
      [{ KeySpec: 'AES_128' }, 16],
      [{ NumberOfBytes: 7 }, 7],
    ] as const) {
      const made = await c.send(new GenerateDataKeyCommand({ KeyId: key, ...input }));
      assert.equal(made.Plaintext?.length, bytes);
      const decrypted = await c.send(new DecryptCommand({ CiphertextBlob: made.CiphertextBlob }));
      assert.deepEqual(decrypted.Plaintext, made.Plaintext);
    }
    const { Plaintext: random } = await c.send(new GenerateRandomCommand({ NumberOfBytes: 12 }));
    assert.equal(random?.length, 12);
  });

  it('still decrypts with old key material after a rotation', async () => {
    const key = await makeKey();
    await c.send(new EnableKeyRotationCommand({ KeyId: key, RotationPeriodInDays: 120 }));
    const status = await c.send(new GetKeyRotationStatusCommand({ KeyId: key }));
    assert.deepEqual([status.KeyRotationEnabled, status.RotationPeriodInDays], [true, 120]);
    assert.ok(status.NextRotationDate);
    const old = await c.send(new EncryptCommand({ KeyId: key, Plaintext: Buffer.from('old') }));
    await c.send(new RotateKeyOnDemandCommand({ KeyId: key }));
    const { Rotations: rotations } = await c.send(new ListKeyRotationsCommand({ KeyId: key }));
    assert.deepEqual(
      rotations?.map(({ RotationType: type }) => type),
      ['ON_DEMAND'],
    );
    const decrypted = await c.send(new DecryptCommand({ CiphertextBlob: old.CiphertextBlob }));
    const fresh = await c.send(new GenerateDataKeyCommand({ KeyId: key, KeySpec: 'AES_128' }));
    assert.equal(Buffer.from(decrypted.Plaintext ?? []).toString(), 'old');
    assert.notEqual(decrypted.KeyMaterialId, fresh.KeyMaterialId);
    await c.send(new DisableKeyRotationCommand({ KeyId: key }));
    assert.equal((await c.send(new GetKeyRotationStatusCommand({ KeyId: key }))).KeyRotationEnabled, false);
  });

  it('follows a key through its states, to its end', async () => {
    const key = await makeKey();
    const state = async () => (await c.send(new DescribeKeyCommand({ KeyId: key }))).KeyMetadata?.KeyState;
    await c.send(new UpdateKeyDescriptionCommand({ KeyId: key, Description: 'new' }));
    await c.send(new DisableKeyCommand({ KeyId: key }));
    assert.equal(await state(), 'Disabled');
    await c.send(new EnableKeyCommand({ KeyId: key }));
    await c.send(new CreateAliasCommand({ AliasName: 'alias/ending', TargetKeyId: key }));
    const scheduled = await c.send(new ScheduleKeyDeletionCommand({ KeyId: key, PendingWindowInDays: 7 }));
    assert.deepEqual([scheduled.KeyState, scheduled.PendingWindowInDays], ['PendingDeletion', 7]);
    await c.send(new CancelKeyDeletionCommand({ KeyId: key }));
    assert.equal(await state(), 'Disabled', 'as AWS leaves it');
    await c.send(new ScheduleKeyDeletionCommand({ KeyId: key, PendingWindowInDays: 7 }));
    passedMs = 7 * DAY_MS + 1000;
    await sandbox.world.kms.invoke(
      { caller: { kind: 'anonymous' }, region: 'us-east-1', viaService: 's3.us-east-1.amazonaws.com' },
      'DescribeKey',
      { KeyId: key },
    );
    passedMs = 0;
    assert.equal((await errorOf(state())).name, 'NotFoundException');
    const { Aliases: aliases } = await c.send(new ListAliasesCommand({}));
    assert.ok(!aliases?.some(({ AliasName: name }) => name === 'alias/ending'));
  });

  it('moves aliases from key to key', async () => {
    const [one, two] = [await makeKey(), await makeKey()];
    await c.send(new CreateAliasCommand({ AliasName: 'alias/moving', TargetKeyId: one }));
    const behind = async (KeyId: string) =>
      (await c.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata?.Arn;
    assert.equal(await behind('alias/moving'), one);
    await c.send(new UpdateAliasCommand({ AliasName: 'alias/moving', TargetKeyId: two }));
    assert.equal(await behind('arn:aws:kms:us-east-1:333333333333:alias/moving'), two);
    const { Aliases: aliases } = await c.send(new ListAliasesCommand({ KeyId: two }));
    assert.deepEqual(
      aliases?.map(({ AliasName: name, TargetKeyId: id }) => [name, id]),
      [['alias/moving', two.split('/')[1]]],
    );
    await c.send(new DeleteAliasCommand({ AliasName: 'alias/moving' }));
    assert.equal((await errorOf(behind('alias/moving'))).name, 'NotFoundException');
    assert.equal(await behind('alias/aws/s3').then((arn) => arn?.startsWith('arn:aws:kms:')), true);
  });

  it('tags keys, and lists them page by page', async () => {
    const key = await makeKey();
    const tag = (name: string) => ({ TagKey: name, TagValue: name.toUpperCase() });
    await c.send(new TagResourceCommand({ KeyId: key, Tags: ['x', 'y', 'z'].map(tag) }));
    await c.send(new UntagResourceCommand({ KeyId: key, TagKeys: ['y'] }));
    const first = await c.send(new ListResourceTagsCommand({ KeyId: key, Limit: 1 }));
    assert.deepEqual([first.Tags, first.Truncated], [[tag('x')], true]);
    const second = await c.send(new ListResourceTagsCommand({ KeyId: key, Marker: first.NextMarker }));
    assert.deepEqual([second.Tags, second.Truncated], [[tag('z')], false]);
    const listed: string[] = [];
    for await (const page of paginateListKeys({ client: c, pageSize: 3 }, {})) {
      listed.push(...(page.Keys ?? []).map(({ KeyArn: arn = '' }) => arn));
    }
    assert.ok(listed.includes(key));
    assert.equal(new Set(listed).size, listed.length);
    for await (const page of paginateListKeys({ client: a }, {})) assert.deepEqual(page.Keys, []);
  });

  describe('grants', () => {
    let key: string;
    beforeEach(async () => {
      key = await makeKey();
      const statements = ['arn:aws:iam::333333333333:root', 'arn:aws:iam::111111111111:root'].map((arn) => ({
        Effect: 'Allow',
        Principal: { AWS: arn },
        Action: arn.includes('333333333333')
          ? 'kms:*'
          : ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant', 'kms:Encrypt'],
        Resource: '*',
      }));
      await c.send(
        new PutKeyPolicyCommand({
          KeyId: key,
          Policy: JSON.stringify({ Version: '2012-10-17', Statement: statements }),
        }),
      );
    });

    const decrypts = async (client: KMSClient, GrantTokens?: string[]) => {
      const { CiphertextBlob: blob } = await c.send(
        new EncryptCommand({ KeyId: key, Plaintext: Buffer.from('x') }),
      );
      return client.send(new DecryptCommand({ CiphertextBlob: blob, GrantTokens })).then(
        () => 'allowed',
        (error: unknown) => (error as Error).name,
      );
    };

    it('allow across accounts what the key policy does not, and end when they are revoked', async () => {
      assert.equal(await decrypts(a), 'AccessDeniedException');
      const grant = { KeyId: key, GranteePrincipal: A_ADMINISTRATOR, Operations: ['Decrypt' as const] };
      const { GrantId: id } = await a.send(new CreateGrantCommand(grant));
      assert.equal(await decrypts(a), 'allowed');
      const { Grants: listed } = await a.send(
        new ListGrantsCommand({ KeyId: key, GranteePrincipal: A_ADMINISTRATOR }),
      );
      const { CreationDate: created, ...entry } = listed?.[0] ?? {};
      assert.ok(created);
      assert.deepEqual(entry, {
        KeyId: key,
        GrantId: id,
        Name: '',
        GranteePrincipal: A_ADMINISTRATOR,
        IssuingAccount: 'arn:aws:iam::111111111111:root',
        Operations: ['Decrypt'],
      });
      await a.send(new RevokeGrantCommand({ KeyId: key, GrantId: id }));
      assert.equal(await decrypts(a), 'AccessDeniedException');
    });

    it('are the same when they are asked for again by name with the same content', async () => {
      const grant = {
        KeyId: key,
        GranteePrincipal: A_ADMINISTRATOR,
        Operations: ['Decrypt' as const, 'Encrypt' as const],
        Name: 'once',
      };
      const make = async (input: object) =>
        (await a.send(new CreateGrantCommand({ ...grant, ...input }))).GrantId;
      const first = await make({});
      assert.equal(await make({ Operations: ['Encrypt', 'Decrypt'] }), first);
      assert.notEqual(await make({ Operations: ['Decrypt'] }), first);
      assert.notEqual(await make({ Name: 'twice' }), first);
      assert.notEqual(await make({ Name: undefined }), await make({ Name: undefined }));
    });

    it('are retired by their retiring principal, by token or id', async () => {
      const grant = {
        KeyId: key,
        GranteePrincipal: A_ADMINISTRATOR,
        RetiringPrincipal: 'arn:aws:iam::222222222222:user/administrator',
        Operations: ['Decrypt' as const],
      };
      const b = kmsClient(sandbox, sandbox.accounts.bucket);
      const first = await a.send(new CreateGrantCommand(grant));
      const second = await a.send(new CreateGrantCommand(grant));
      const { Grants: retirable } = await b.send(
        new ListRetirableGrantsCommand({ RetiringPrincipal: grant.RetiringPrincipal }),
      );
      assert.equal(retirable?.length, 2);
      const outsider = kmsClient(sandbox, sandbox.accounts.key);
      const { name } = await errorOf(outsider.send(new RetireGrantCommand({ GrantToken: first.GrantToken })));
      assert.equal(name, 'AccessDeniedException', 'not even the key’s administrator retires it');
      await b.send(new RetireGrantCommand({ GrantToken: first.GrantToken }));
      await b.send(new RetireGrantCommand({ KeyId: key, GrantId: second.GrantId }));
      const { Grants: left } = await c.send(new ListGrantsCommand({ KeyId: key }));
      assert.deepEqual(left, []);
    });

    it('hand on no more than they give', async () => {
      const user = kmsClient(sandbox, await makeUser(sandbox, sandbox.accounts.fileSystem, 'delegate'));
      const delegate = 'arn:aws:iam::111111111111:user/delegate';
      const constraint = { EncryptionContextSubset: { a: '1' } };
      await a.send(
        new CreateGrantCommand({
          KeyId: key,
          GranteePrincipal: delegate,
          Operations: ['CreateGrant', 'Decrypt'],
          Constraints: constraint,
        }),
      );
      const child = (Operations: ('Decrypt' | 'Encrypt')[], pairs?: Record<string, string>) =>
        user.send(
          new CreateGrantCommand({
            KeyId: key,
            GranteePrincipal: A_ADMINISTRATOR,
            Operations,
            ...(pairs && { Constraints: { EncryptionContextSubset: pairs } }),
          }),
        );
      await child(['Decrypt'], { a: '1' });
      await child(['Decrypt'], { a: '1', b: '2' });
      for (const refused of [
        child(['Decrypt']),
        child(['Decrypt'], { a: '2' }),
        child(['Decrypt', 'Encrypt'], { a: '1' }),
      ]) {
        assert.equal((await errorOf(refused)).name, 'AccessDeniedException');
      }
    });

    it('are events: of who called, in which Region, how it ended, on whose key', async () => {
      const user = kmsClient(
        sandbox,
        await makeUser(sandbox, sandbox.accounts.fileSystem, 'watched', allow('kms:*')),
      );
      await errorOf(
        user.send(
          new CreateGrantCommand({ KeyId: key, GranteePrincipal: A_ADMINISTRATOR, Operations: ['Sign'] }),
        ),
      );
      assert.equal(await decrypts(user), 'AccessDeniedException');
      const record = sandbox.world.events.records.findLast(({ name }) => name === 'Decrypt');
      assert.deepEqual(
        {
          account: record?.account,
          source: record?.source,
          region: record?.region,
          readOnly: record?.readOnly,
          code: record?.event['errorCode'],
          message: record?.event['errorMessage'],
          resources: record?.resources,
        },
        {
          account: '111111111111',
          source: 'kms.amazonaws.com',
          region: 'us-east-1',
          readOnly: true,
          code: 'AccessDenied',
          message: `User: arn:aws:iam::111111111111:user/watched is not authorized to perform: kms:Decrypt on resource: ${key} because no resource-based policy allows the kms:Decrypt action`,
          resources: [{ type: 'AWS::KMS::Key', name: key }],
        },
      );
    });
  });

  it('lets a new grant count at once with its token, and later without, where it is slow', async () => {
    const slow = await ready({ faults: { grantDelayMs: 3_600_000 } });
    try {
      const owner = kmsClient(slow, slow.accounts.key);
      const user = kmsClient(slow, await makeUser(slow, slow.accounts.key, 'hasty'));
      const { KeyMetadata: key } = await owner.send(new CreateKeyCommand({}));
      const { GrantToken: token } = await owner.send(
        new CreateGrantCommand({
          KeyId: key?.Arn,
          GranteePrincipal: 'arn:aws:iam::333333333333:user/hasty',
          Operations: ['GenerateDataKey'],
        }),
      );
      const use = (GrantTokens?: string[]) =>
        user.send(new GenerateDataKeyCommand({ KeyId: key?.Arn, KeySpec: 'AES_256', GrantTokens }));
      assert.equal((await errorOf(use())).name, 'AccessDeniedException');
      await use([token ?? '']);
    } finally {
      await slow.stop();
    }
  });
});
