import type { Call } from '../../../gateway/call';
import { ok, withTrail, type AwsError, type Outcome } from '../../../gateway/outcome';
import { clientOf } from '../../authorized';
import type { Operation, OperationTable } from '../../service';
import { readInput, text } from '../../shape';
import { accountDenial } from '../account-level';
import { keyDenial } from '../authorize-key';
import { denied, kmsError, notFound, stateProblem, validation } from '../errors';
import { findKey, kmsArn } from '../find-key';
import type { KmsGround } from '../ground';
import { ALIAS_NAME, LIMIT, MARKER } from '../members';
import { epochSeconds } from '../metadata';
import { KEY_ID, keyResource, missing, shownInput, whereOf } from '../on-key';
import { pageOf } from '../page';
import type { AliasRecord, KeyRecord } from '../records';

const MAX_ALIASES = 50;

/** Aliases. Source: KMS API Reference, CreateAlias, UpdateAlias, DeleteAlias, ListAliases. */
export function aliasOperations(ground: KmsGround): OperationTable {
  return {
    CreateAlias: shown((call) => createAlias(ground, call)),
    UpdateAlias: shown((call) => updateAlias(ground, call)),
    DeleteAlias: shown((call) => deleteAlias(ground, call)),
    ListAliases: (call) => listAliases(ground, call),
  };
}

function shown(operation: (call: Call) => Promise<Outcome>): Operation {
  return async (call) => {
    const outcome = await operation(call);
    return withTrail(outcome, { requestParameters: shownInput(call.input), ...outcome.trail });
  };
}

const NAME_AND_TARGET = { AliasName: ALIAS_NAME, TargetKeyId: KEY_ID } as const;

async function createAlias(ground: KmsGround, call: Call): Promise<Outcome> {
  const read = readInput(NAME_AND_TARGET, call.input);
  if (read.status === 'error') return read;
  const { AliasName: name, TargetKeyId: target } = read.input;
  const problem = nameProblem(name) ?? newNameProblem(name);
  if (problem) return problem;
  const where = whereOf(call);
  const found = targetOf(ground, call, target);
  if (found.status !== 'found') return found;
  const { key } = found;
  const arn = kmsArn(where, name);
  const refused =
    (await aliasDenial(ground, call, arn)) ??
    (await keyDenial(ground, { call, key, action: 'kms:CreateAlias' }));
  if (refused) return refused;
  if (key.state === 'PendingDeletion') return stateProblem(key) ?? ok();
  const { store, world } = ground;
  if (store.alias(arn)) {
    return kmsError('AlreadyExistsException', `An alias with the name ${arn} already exists`);
  }
  if (store.aliases.filter(({ keyArn }) => keyArn === key.arn).length >= MAX_ALIASES) {
    return kmsError('LimitExceededException', `A key can have ${MAX_ALIASES} aliases.`);
  }
  const now = world.now().toISOString();
  await store.change(({ aliases }) =>
    aliases.push({ name, arn, ...where, created: now, updated: now, keyArn: key.arn }),
  );
  return ok({}, { resources: [aliasResource(arn, where.account), keyResource(key)] });
}

async function updateAlias(ground: KmsGround, call: Call): Promise<Outcome> {
  const read = readInput(NAME_AND_TARGET, call.input);
  if (read.status === 'error') return read;
  const { AliasName: name, TargetKeyId: target } = read.input;
  const problem = nameProblem(name);
  if (problem) return problem;
  const { store, world } = ground;
  const arn = kmsArn(whereOf(call), name);
  const alias = store.alias(arn);
  const found = targetOf(ground, call, target);
  if (found.status !== 'found') return found;
  const { key } = found;
  const before = alias && store.key(alias.keyArn);
  const refused =
    (await aliasDenial(ground, call, arn)) ??
    (before && (await keyDenial(ground, { call, key: before, action: 'kms:UpdateAlias' }))) ??
    (await keyDenial(ground, { call, key, action: 'kms:UpdateAlias' }));
  if (refused) return refused;
  if (!alias) return notFound(`Alias ${arn} is not found.`);
  if (key.state === 'PendingDeletion') return stateProblem(key) ?? ok();
  if (before && (before.spec !== key.spec || before.usage !== key.usage)) {
    return validation('The current and new KMS key must be the same type and have the same key usage.');
  }
  await store.change(() => {
    alias.keyArn = key.arn;
    alias.updated = world.now().toISOString();
  });
  return ok({}, { resources: [aliasResource(arn, alias.account), keyResource(key)] });
}

async function deleteAlias(ground: KmsGround, call: Call): Promise<Outcome> {
  const read = readInput({ AliasName: ALIAS_NAME }, call.input);
  if (read.status === 'error') return read;
  const { AliasName: name } = read.input;
  const problem = nameProblem(name);
  if (problem) return problem;
  const { store } = ground;
  const arn = kmsArn(whereOf(call), name);
  const alias = store.alias(arn);
  const key = alias && store.key(alias.keyArn);
  const refused =
    (await aliasDenial(ground, call, arn)) ??
    (key && (await keyDenial(ground, { call, key, action: 'kms:DeleteAlias' })));
  if (refused) return refused;
  if (!alias) return notFound(`Alias ${arn} is not found.`);
  await store.change((records) => {
    records.aliases = records.aliases.filter((other) => other !== alias);
  });
  return ok({}, { resources: [aliasResource(arn, alias.account), ...(key ? [keyResource(key)] : [])] });
}

async function listAliases(ground: KmsGround, call: Call): Promise<Outcome> {
  const read = readInput({ KeyId: text({ min: 1, max: 2048 }), Limit: LIMIT, Marker: MARKER }, call.input);
  if (read.status === 'error') return read;
  const refused = await accountDenial(ground, call);
  if (refused) return refused;
  const { KeyId: keyId, Limit: limit, Marker: marker } = read.input;
  const where = whereOf(call);
  let keyArn: string | undefined;
  if (keyId !== undefined) {
    const found = findKey(ground.store, keyId, where, false);
    if (found.status !== 'found') return missing(found, call);
    keyArn = found.key.arn;
  }
  const own = ground.store.aliases.filter(
    (alias) =>
      alias.account === where.account &&
      alias.region === where.region &&
      (keyArn === undefined || alias.keyArn === keyArn),
  );
  const page = pageOf(own, { limit, marker });
  if (page.status === 'error') return page;
  return ok({ Aliases: page.items.map(aliasEntry), ...page.rest });
}

function aliasEntry({ name, arn, keyArn, created, updated }: AliasRecord): Record<string, unknown> {
  return {
    AliasName: name,
    AliasArn: arn,
    TargetKeyId: keyArn.slice(keyArn.indexOf(':key/') + ':key/'.length),
    CreationDate: epochSeconds(created),
    LastUpdatedDate: epochSeconds(updated),
  };
}

/** The key that an alias is to lead to: one of the caller's own account. */
function targetOf(
  { store }: KmsGround,
  call: Call,
  target: string,
): { readonly status: 'found'; readonly key: KeyRecord } | AwsError {
  const where = whereOf(call);
  const found = findKey(store, target, where, false);
  if (found.status !== 'found') return missing(found, call);
  if (found.key.account !== where.account) return notFound(`Key '${found.key.arn}' does not exist`);
  return { status: 'found', key: found.key };
}

function nameProblem(name: string): AwsError | undefined {
  if (!/^alias\/./.test(name)) {
    return validation(
      'Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
    );
  }
  if (name.startsWith('alias/aws/')) {
    return kmsError('NotAuthorizedException', 'Alias names that begin with alias/aws/ are reserved.');
  }
  return undefined;
}

/** What the pattern of names lets through, and CreateAlias does not: a colon. */
function newNameProblem(name: string): AwsError | undefined {
  return name.includes(':')
    ? kmsError('InvalidAliasNameException', `Alias name ${name} has characters that are not allowed`)
    : undefined;
}

/** Aliases have no policy: the caller's own policies have to allow the operation on the alias. */
async function aliasDenial({ world }: KmsGround, call: Call, arn: string): Promise<AwsError | undefined> {
  const client = clientOf(call);
  const { account } = whereOf(call);
  const authorization = await world.authorize({
    caller: call.caller,
    action: `kms:${call.operation}`,
    resource: arn,
    resourceAccount: account,
    region: call.region,
    context: { 'kms:CallerAccount': account },
    ...(client && { client }),
  });
  return authorization.status === 'allowed' ? undefined : denied(authorization.message);
}

function aliasResource(arn: string, accountId: string): { arn: string; accountId: string; type: string } {
  return { arn, accountId, type: 'AWS::KMS::Alias' };
}
