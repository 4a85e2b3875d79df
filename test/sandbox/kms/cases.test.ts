import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CreateAliasCommand,
  CreateGrantCommand,
  CreateKeyCommand,
  DecryptCommand,
  DescribeKeyCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GenerateDataKeyWithoutPlaintextCommand,
  GetKeyRotationStatusCommand,
  ListAliasesCommand,
  ListKeysCommand,
  PutKeyPolicyCommand,
  RetireGrantCommand,
  ScheduleKeyDeletionCommand,
  type GrantOperation,
  type KMSClient,
} from '@aws-sdk/client-kms';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import type { AccessCase } from '../../../core/access/case-format';
import { childAt, childrenOf } from '../../../sandbox/gateway/xml';
import { namedPrincipals } from '../../../sandbox/identity/policy-principals';
import type { RunningSandbox } from '../../../sandbox/sandbox';
import { needs } from '../../support/requirements';
import { kmsClient, ready, stsClient, type Keys } from '../clients';
import { iam as overHttp, makeUser, trust } from '../signed';

type ExpectedCase = AccessCase & { expect: { decision: string } };

const FOLDER = join(__dirname, '..', '..', 'core', 'access', 'cases');
const EVERYBODY = JSON.stringify({
  Version: '2012-10-17',
  Statement: ['111111111111', '222222222222', '333333333333'].map((account) => ({
    Effect: 'Allow',
    Principal: { AWS: account },
    Action: 'kms:*',
    Resource: '*',
  })),
});

/** The commands of the operations; they differ in their inputs alone, which the cases make. */
const COMMANDS = {
  CreateAlias: CreateAliasCommand,
  CreateGrant: CreateGrantCommand,
  Decrypt: DecryptCommand,
  DescribeKey: DescribeKeyCommand,
  GenerateDataKey: GenerateDataKeyCommand,
  GenerateDataKeyWithoutPlaintext: GenerateDataKeyWithoutPlaintextCommand,
  GetKeyRotationStatus: GetKeyRotationStatusCommand,
  ListAliases: ListAliasesCommand,
  ListKeys: ListKeysCommand,
  PutKeyPolicy: PutKeyPolicyCommand,
  RetireGrant: RetireGrantCommand,
  ScheduleKeyDeletion: ScheduleKeyDeletionCommand,
} as const;

/** Whether a case can be put to the sandbox: real principals, and nothing that it has no place for. */
function isPossible({ request, ...policies }: ExpectedCase): boolean {
  const text = JSON.stringify([request, policies]);
  if (text.includes('${aws_') || text.includes('${account')) return false;
  if (!/^kms:/.test(request.action) || !(request.action.slice('kms:'.length) in COMMANDS)) return false;
  if (!/^arn:aws:(iam|sts)::\d{12}:(role|user|assumed-role)\//.test(request.principal)) return false;
  if (policies.serviceControlPolicies || policies.resourceControlPolicies || policies.vpcEndpointPolicy)
    return false;
  if (policies.sessionPolicy) return false;
  if (request.resource !== '*' && !/^arn:aws:kms:us-east-1:\d{12}:key\//.test(request.resource)) return false;
  if (Object.keys(request.context ?? {}).some((key) => !KEYS.some((known) => known.test(key)))) return false;
  const principals = [request.principal, ...principalsOf({ request, ...policies })];
  // Names are unique in an account, so that two paths cannot be there at once.
  const roles = new Set(principals.filter((arn) => arn.includes(':role/')));
  const names = new Set([...roles].map((arn) => arn.replace(/:role\/.*\//, ':role/')));
  return roles.size === names.size && principals.every((arn) => POSSIBLE_PRINCIPAL.test(arn));
}

const KEYS = [
  /^kms:(CallerAccount|ViaService|EncryptionContext:.*|EncryptionContextKeys)$/,
  /^kms:(GranteePrincipal|RetiringPrincipal|GrantOperations|GrantIsForAWSResource|GrantConstraintType)$/,
];
const POSSIBLE_PRINCIPAL =
  /^(\*|[123]{12}|arn:aws:iam::(1{12}|2{12}|3{12}):(root|(role|user)\/[\w+=,.@/-]+)|arn:aws:sts::(1{12}|2{12}|3{12}):assumed-role\/[\w+=,.@-]+\/[\w+=,.@-]+)$/;

function principalsOf({ request, resourcePolicy, grants = [] }: AccessCase): string[] {
  const { context = {} } = request;
  return [
    ...namedPrincipals(resourcePolicy),
    ...grants.flatMap(({ granteePrincipal, retiringPrincipal }) =>
      [granteePrincipal, retiringPrincipal ?? []].flat(),
    ),
    ...[context['kms:GranteePrincipal'], context['kms:RetiringPrincipal']].flatMap((value) =>
      typeof value === 'string' ? [value] : [],
    ),
  ];
}

/** The key's id; a text that is nowhere for requests on no key. */
function idOf(arn: string): string {
  return /:key\/(.*)$/.exec(arn)?.[1] ?? 'no key';
}

function contextOf({ request }: AccessCase): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.context ?? {}).flatMap(([key, value]) => {
      const name = /^kms:EncryptionContext:(.*)$/.exec(key)?.[1];
      return name !== undefined && typeof value === 'string' ? [[name, value]] : [];
    }),
  );
}

describe('access cases on keys, put to the sandbox', function () {
  this.timeout(60_000);
  let sandbox: RunningSandbox;
  const made = new Map<string, Keys | undefined>();

  before(async function () {
    needs(this, 'moto');
    sandbox = await ready();
  });
  after(() => (sandbox as RunningSandbox | undefined)?.stop());

  const topics = readdirSync(FOLDER).filter((file) => file !== 'unresolved-references.json');
  const cases = topics.flatMap(
    (topic) => JSON.parse(readFileSync(join(FOLDER, topic), 'utf8')) as ExpectedCase[],
  );
  const possible = cases.filter(isPossible);

  it('are at least a hundred', () => {
    assert.ok(possible.length >= 100, String(possible.length));
  });

  for (const accessCase of possible) {
    it(`${accessCase.expect.decision}: ${accessCase.name}`, async () => {
      assert.equal(await outcomeOf(accessCase), accessCase.expect.decision);
    });
  }

  /** IAM itself, which may also change roles of AWS services. */
  async function iam(account: string, action: string, params: Record<string, string>): Promise<string[]> {
    const answer = await sandbox.world.moto.query({ account, service: 'iam', action, params, changes: true });
    sandbox.world.directory.changed(account);
    if (answer.status === 'error') throw new Error(`${action}: ${answer.message}`);
    const [result] = answer.root.children;
    return childrenOf(childAt(result, 'PolicyNames'), 'member').map(({ text }) => text);
  }

  function administratorOf(account: string): Keys {
    const found = Object.values(sandbox.accounts).find(({ id }) => id === account);
    assert.ok(found, account);
    return found;
  }

  /** Makes sure that a role or user is there. */
  async function make(arn: string): Promise<void> {
    const session = /^arn:aws:sts::(\d+):assumed-role\/([^/]+)\//.exec(arn);
    const [, account = '', kind, path = '', name = ''] = session
      ? [arn, session[1], 'role', roleOfSession(session[2] ?? ''), session[2]]
      : (/^arn:aws:iam::(\d+):(role|user)\/(.*?)([^/]+)$/.exec(arn) ?? []);
    const key = `${account}/${kind ?? ''}/${name}`;
    if (kind === undefined) return;
    if (made.has(key)) {
      // A name is once in an account: another path is another principal, which takes its place.
      const role = kind === 'role' ? await sandbox.world.directory.role(account, name) : undefined;
      if (!role || session || role.arn === arn) return;
      await emptyRole(account, name);
      await iam(account, 'DeleteRole', { RoleName: name });
    }
    const administrator = administratorOf(account);
    if (kind === 'user') {
      made.set(key, await makeUser(sandbox, administrator, name));
    } else {
      made.set(key, undefined);
      await iam(account, 'CreateRole', {
        RoleName: name,
        Path: `/${path}`,
        AssumeRolePolicyDocument: trust(`arn:aws:iam::${account}:user/administrator`),
      });
    }
  }

  function roleOfSession(name: string): string {
    return name.startsWith('AWSServiceRoleForFSxS3Access_')
      ? 'aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/'
      : '';
  }

  async function emptyRole(account: string, name: string): Promise<void> {
    const listed = await iam(account, 'ListRolePolicies', { RoleName: name });
    for (const policy of listed) {
      await iam(account, 'DeleteRolePolicy', { RoleName: name, PolicyName: policy });
    }
  }

  /** Gives the caller the case's policies, and returns its keys. */
  async function caller({ request, identityPolicies = [], permissionsBoundary }: AccessCase): Promise<Keys> {
    const { principal } = request;
    await make(request.principalRoleArn ?? principal);
    const [, account = '', kind = '', rest = ''] = /^arn:aws:\w+::(\d+):([^/]+)\/(.*)$/.exec(principal) ?? [];
    const administrator = administratorOf(account);
    const isUser = kind === 'user';
    const parts = rest.split('/');
    const name = (kind === 'assumed-role' ? parts[0] : parts.at(-1)) ?? '';
    const who: Record<string, string> = isUser ? { UserName: name } : { RoleName: name };
    const noun = isUser ? 'User' : 'Role';
    if (!isUser) await emptyRole(account, name);
    for (const [index, document] of identityPolicies.entries()) {
      await iam(account, `Put${noun}Policy`, {
        ...who,
        PolicyName: `p${index}`,
        PolicyDocument: JSON.stringify(document),
      });
    }
    // Boundaries of users are not in moto: they go over HTTP.
    const bound = (action: string, params: Record<string, string>) =>
      isUser ? overHttp(sandbox, administrator, action, params) : iam(account, action, params);
    await bound(`Delete${noun}PermissionsBoundary`, who);
    if (permissionsBoundary) {
      const arn = `arn:aws:iam::${account}:policy/boundary-${boundaries++}`;
      await iam(account, 'CreatePolicy', {
        PolicyName: arn.slice(arn.lastIndexOf('/') + 1),
        PolicyDocument: JSON.stringify(permissionsBoundary),
      });
      await bound(`Put${noun}PermissionsBoundary`, {
        ...who,
        PermissionsBoundary: arn,
      });
    }
    if (isUser) return made.get(`${account}/user/${name}`) ?? administrator;
    const role = await sandbox.world.directory.role(account, name);
    const { Credentials: keys } = await stsClient(sandbox, administrator).send(
      new AssumeRoleCommand({
        RoleArn: role?.arn ?? '',
        RoleSessionName: kind === 'assumed-role' ? (parts[1] ?? '') : 'tests',
      }),
    );
    return {
      accessKeyId: keys?.AccessKeyId ?? '',
      secretAccessKey: keys?.SecretAccessKey ?? '',
      sessionToken: keys?.SessionToken ?? '',
    };
  }
  let boundaries = 0;

  async function outcomeOf(given: ExpectedCase): Promise<string> {
    const account = given.request.resourceAccount ?? '333333333333';
    const owner = kmsClient(sandbox, administratorOf(account));
    for (const arn of principalsOf(given)) await make(arn);
    const { KeyMetadata: key } = await owner.send(
      new CreateKeyCommand({ Policy: EVERYBODY, BypassPolicyLockoutSafetyCheck: true }),
    );
    const keyArn = key?.Arn ?? '';
    const accessCase = JSON.parse(
      JSON.stringify(given).replaceAll(idOf(given.request.resource), idOf(keyArn)),
    ) as ExpectedCase;
    const keys = await caller(accessCase);
    const context = contextOf(accessCase);
    const { CiphertextBlob: ciphertext } = await owner.send(
      new EncryptCommand({ KeyId: keyArn, Plaintext: Buffer.from('x'), EncryptionContext: context }),
    );
    const grantIds: (string | undefined)[] = [];
    for (const grant of accessCase.grants ?? []) {
      const { constraints } = grant;
      const creator = kmsClient(sandbox, administratorOf(grant.issuingAccount));
      const making = creator.send(
        new CreateGrantCommand({
          KeyId: keyArn,
          GranteePrincipal: grant.granteePrincipal,
          RetiringPrincipal: grant.retiringPrincipal,
          Operations: grant.operations as GrantOperation[],
          ...(constraints && {
            Constraints: {
              EncryptionContextEquals: constraints.encryptionContextEquals as Record<string, string>,
              EncryptionContextSubset: constraints.encryptionContextSubset as Record<string, string>,
            },
          }),
        }),
      );
      // What KMS does not take as a grant allows nothing.
      const { GrantId: id } = await making.catch((error: unknown) => {
        if ((error as Error).name !== 'ValidationException') throw error;
        return { GrantId: undefined };
      });
      grantIds.push(id);
    }
    const policy = JSON.stringify(
      accessCase.resourcePolicy ?? {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Deny', Principal: { AWS: '333333333333' }, Action: 'kms:Nothing', Resource: '*' },
        ],
      },
    );
    await owner.send(
      new PutKeyPolicyCommand({ KeyId: keyArn, Policy: policy, BypassPolicyLockoutSafetyCheck: true }),
    );
    const input = inputOf(accessCase, { keyArn, ciphertext, grantId: grantIds[0] });
    const operation = accessCase.request.action.slice('kms:'.length);
    const { context: carried = {} } = accessCase.request;
    const via =
      carried['kms:ViaService'] ??
      (carried['kms:GrantIsForAWSResource'] === 'true' ? 'rds.us-east-1.amazonaws.com' : undefined);
    try {
      if (typeof via === 'string') await throughService(accessCase, via, operation, input);
      else await directly(kmsClient(sandbox, keys), operation, input);
      return 'allowed';
    } catch (error) {
      const { name, message } = error as Error;
      if (name === 'AccessDeniedException') return 'denied';
      return `${name}: ${message}`;
    }
  }

  async function throughService(
    { request }: AccessCase,
    viaService: string,
    operation: string,
    input: Record<string, unknown>,
  ): Promise<void> {
    const { principal } = request;
    const [, account = '', name = ''] = /^arn:aws:\w+::(\d+):[^/]+\/(?:.*\/)?([^/]+)$/.exec(principal) ?? [];
    const session = /assumed-role\/([^/]+)\/(.*)$/.exec(principal);
    const role = await sandbox.world.directory.role(account, session?.[1] ?? name);
    const caller = await sandbox.world.directory.serviceSession(
      role?.arn ?? '',
      session?.[2] ?? 'tests',
      's3.amazonaws.com',
    );
    assert.ok(caller);
    const blob = input['CiphertextBlob'];
    const encoded =
      blob instanceof Uint8Array ? { CiphertextBlob: Buffer.from(blob).toString('base64') } : {};
    const outcome = await sandbox.world.kms.invoke({ caller, region: 'us-east-1', viaService }, operation, {
      ...input,
      ...encoded,
    });
    if (outcome.status === 'error') throw Object.assign(new Error(outcome.message), { name: outcome.code });
  }
});

interface Made {
  keyArn: string;
  ciphertext: Uint8Array | undefined;
  grantId: string | undefined;
}

/** The request that has the case's condition keys. */
function inputOf(accessCase: AccessCase, { keyArn, ciphertext, grantId }: Made): Record<string, unknown> {
  const { request } = accessCase;
  const { context = {} } = request;
  const EncryptionContext = contextOf(accessCase);
  switch (request.action) {
    case 'kms:Decrypt':
      return { CiphertextBlob: ciphertext, EncryptionContext };
    case 'kms:CreateGrant': {
      const given = context['kms:GrantConstraintType'];
      const type = typeof given === 'string' ? given : 'EncryptionContextSubset';
      return {
        KeyId: keyArn,
        GranteePrincipal: context['kms:GranteePrincipal'] ?? request.principal,
        RetiringPrincipal: context['kms:RetiringPrincipal'],
        Operations: [context['kms:GrantOperations'] ?? ['Decrypt']].flat(),
        ...(Object.keys(EncryptionContext).length > 0 ? { Constraints: { [type]: EncryptionContext } } : {}),
      };
    }
    case 'kms:RetireGrant':
      return { KeyId: keyArn, GrantId: grantId ?? 'none' };
    case 'kms:GenerateDataKey':
    case 'kms:GenerateDataKeyWithoutPlaintext':
      return { KeyId: keyArn, KeySpec: 'AES_256', EncryptionContext };
    case 'kms:CreateAlias':
      return { AliasName: `alias/a${keyArn.slice(-12)}`, TargetKeyId: keyArn };
    case 'kms:PutKeyPolicy':
      return { KeyId: keyArn, Policy: EVERYBODY, BypassPolicyLockoutSafetyCheck: true };
    case 'kms:ListKeys':
    case 'kms:ListAliases':
      return {};
    default:
      return { KeyId: keyArn };
  }
}

async function directly(client: KMSClient, operation: string, input: Record<string, unknown>): Promise<void> {
  const Command = COMMANDS[operation as keyof typeof COMMANDS] as new (given: never) => DescribeKeyCommand;
  await client.send(new Command(input as never));
}
