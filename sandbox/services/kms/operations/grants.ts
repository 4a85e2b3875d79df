import { parseArn } from '../../../../core/facts/arns';
import type { Call } from '../../../gateway/call';
import { ok, withTrail, type Outcome } from '../../../gateway/outcome';
import type { OperationTable } from '../../service';
import { readInput, required, text } from '../../shape';
import { accountDenial } from '../account-level';
import { currentPrincipal, keyDenial } from '../authorize-key';
import { dryRun, kmsError, notFound, validation } from '../errors';
import { grantEntry } from '../grants';
import type { KmsGround } from '../ground';
import { DRY_RUN, LIMIT, MARKER, PRINCIPAL } from '../members';
import { KEY_ID, keyResource, onKey, shownInput, whereOf } from '../on-key';
import { pageOf } from '../page';
import type { GrantRecord } from '../records';
import { createGrant } from './create-grant';

const GRANT_ID = text({ min: 1, max: 128 });

/** Grants. Source: KMS API Reference, CreateGrant, ListGrants, ListRetirableGrants, RevokeGrant, RetireGrant. */
export function grantOperations(ground: KmsGround): OperationTable {
  const { store } = ground;
  const forResource = (_: unknown, { viaService }: Call) => ({
    'kms:GrantIsForAWSResource': String(viaService !== undefined),
  });
  return {
    CreateGrant: createGrant(ground),
    ListGrants: onKey(ground, {
      shape: { KeyId: KEY_ID, Limit: LIMIT, Marker: MARKER, GrantId: GRANT_ID, GranteePrincipal: PRINCIPAL },
      context: forResource,
      works: 'always',
      run: async ({ key, input }) => {
        const { GrantId: id, GranteePrincipal: grantee, Limit: limit, Marker: marker } = input;
        const listed: GrantRecord[] = [];
        for (const grant of store.grantsOn(key.arn)) {
          if (id !== undefined && grant.id !== id) continue;
          if (grantee !== undefined && (await currentPrincipal(grant.grantee, ground)) !== grantee) continue;
          listed.push(grant);
        }
        return grantPage(ground, listed, limit, marker);
      },
    }),
    RevokeGrant: onKey(ground, {
      shape: { KeyId: KEY_ID, GrantId: required(GRANT_ID), DryRun: DRY_RUN },
      context: forResource,
      works: 'always',
      check: ({ GrantId: id }, key) =>
        store.grantsOn(key.arn).some((grant) => grant.id === id)
          ? undefined
          : notFound(`Grant ID ${id} not found`),
      run: async ({ input }) => {
        await remove(ground, input.GrantId);
        return ok();
      },
    }),
    RetireGrant: async (call) =>
      withTrail(await retireGrant(ground, call), { requestParameters: shownInput(call.input) }),
    ListRetirableGrants: (call) => listRetirableGrants(ground, call),
  };
}

async function retireGrant(ground: KmsGround, call: Call): Promise<Outcome> {
  const shape = {
    GrantToken: text({ min: 1, max: 8192 }),
    KeyId: text({ min: 1, max: 2048 }),
    GrantId: GRANT_ID,
    DryRun: DRY_RUN,
  };
  const read = readInput(shape, call.input);
  if (read.status === 'error') return read;
  const { GrantToken: token, KeyId: keyId, GrantId: id, DryRun: isDryRun } = read.input;
  if ((token === undefined) === (id === undefined) || (id === undefined) !== (keyId === undefined)) {
    return validation('Either a grant token, or a key ID and a grant ID have to be given.');
  }
  const { store } = ground;
  if (keyId !== undefined && !parseArn(keyId)) {
    return kmsError('InvalidArnException', `Invalid arn ${keyId}`);
  }
  const grant = store.grants.find((one) =>
    token === undefined ? one.id === id && one.keyArn === keyId : one.tokens.includes(token),
  );
  const key = grant && store.key(grant.keyArn);
  if (!grant || !key) {
    return token === undefined
      ? notFound(`Grant ID ${id ?? ''} not found`)
      : kmsError('InvalidGrantTokenException', 'Invalid grant token');
  }
  const refused = await keyDenial(ground, {
    call,
    key,
    action: 'kms:RetireGrant',
    grants: [grant],
    grantTokens: grant.tokens,
  });
  const trail = { resources: [keyResource(key)] };
  if (refused) return withTrail(refused, trail);
  if (isDryRun) return dryRun();
  await remove(ground, grant.id);
  return ok({}, trail);
}

async function listRetirableGrants(ground: KmsGround, call: Call): Promise<Outcome> {
  const shape = { RetiringPrincipal: required(PRINCIPAL), Limit: LIMIT, Marker: MARKER };
  const read = readInput(shape, call.input);
  if (read.status === 'error') return read;
  const { RetiringPrincipal: retiring, Limit: limit, Marker: marker } = read.input;
  const { account, region } = whereOf(call);
  const parts = parseArn(retiring);
  if (!parts) return kmsError('InvalidArnException', `ARN does not refer to a valid principal: ${retiring}`);
  const refused = await accountDenial(ground, call);
  if (refused) return refused;
  if (parts.account !== account) return validation('The retiring principal has to be one of your account.');
  const listed: GrantRecord[] = [];
  for (const grant of ground.store.grants) {
    if (!grant.retiring || parseArn(grant.keyArn)?.region !== region) continue;
    if ((await currentPrincipal(grant.retiring, ground)) === retiring) listed.push(grant);
  }
  return grantPage(ground, listed, limit, marker);
}

async function grantPage(
  ground: KmsGround,
  listed: readonly GrantRecord[],
  limit: number | undefined,
  marker: string | undefined,
): Promise<Outcome> {
  const page = pageOf(listed, { limit, marker });
  if (page.status === 'error') return page;
  return ok({
    Grants: await Promise.all(page.items.map((grant) => grantEntry(grant, ground))),
    ...page.rest,
  });
}

async function remove({ store }: KmsGround, id: string): Promise<void> {
  await store.change((records) => {
    records.grants = records.grants.filter((grant) => grant.id !== id);
  });
}
