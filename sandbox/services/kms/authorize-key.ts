import type { AccessGrant } from '../../../core/access/request';
import type { ConditionContext } from '../../authorize/authorization';
import type { Call } from '../../gateway/call';
import type { AwsError } from '../../gateway/outcome';
import { currentPolicy } from '../../identity/pinned-policy';
import { clientOf } from '../authorized';
import { denied } from './errors';
import type { KmsGround } from './ground';
import type { GrantPrincipal, GrantRecord, KeyRecord, KmsStore } from './records';

/** A use of a key that somebody wants to make. */
export interface KeyUse {
  readonly call: Call;
  readonly key: KeyRecord;
  /** For example `kms:Decrypt`. */
  readonly action: string;
  /** Condition keys of the operation's own. */
  readonly context?: ConditionContext;
  /** `alias/…` by which the request names the key. */
  readonly alias?: string;
  /** Tokens of grants that do not count yet without them. */
  readonly grantTokens?: readonly string[];
  /** Grants that may allow it; default: all on the key. */
  readonly grants?: readonly GrantRecord[];
  /** The key's policy as it is to be, for the check against a policy that nobody can change. */
  readonly policy?: string;
}

/** KMS's refusal of a use; undefined when key policy, grants and identity policies allow it. */
export async function keyDenial(ground: KmsGround, use: KeyUse): Promise<AwsError | undefined> {
  const { world, store } = ground;
  const { call, key, action } = use;
  const grants = await Promise.all(
    inForce(use.grants ?? store.grantsOn(key.arn), use.grantTokens ?? [], ground).map((grant) =>
      accessGrant(grant, ground),
    ),
  );
  const client = clientOf(call);
  const authorization = await world.authorize({
    caller: call.caller,
    action,
    resource: key.arn,
    resourceAccount: key.account,
    region: call.region,
    resourcePolicy: use.policy ?? (await currentPolicy(key.policy, world.directory)),
    grants,
    context: { ...keyContext(key, store, use), ...use.context },
    ...(client && { client }),
    ...(call.viaService === undefined ? {} : { viaService: call.viaService }),
  });
  return authorization.status === 'allowed' ? undefined : denied(authorization.message);
}

/** What every request on a key carries. Source: KMS Developer Guide, "AWS KMS condition keys". */
function keyContext(key: KeyRecord, store: KmsStore, { call, alias }: KeyUse): ConditionContext {
  const aliases = store.aliases.filter(({ keyArn }) => keyArn === key.arn).map(({ name }) => name);
  const tags = Object.entries(key.tags).map(([name, value]) => [`aws:ResourceTag/${name}`, value] as const);
  return {
    ...Object.fromEntries(tags),
    'kms:KeySpec': key.spec,
    'kms:KeyUsage': key.usage,
    'kms:KeyOrigin': key.origin,
    'kms:MultiRegion': String(key.multiRegion),
    ...(aliases.length === 0 ? {} : { 'kms:ResourceAliases': aliases }),
    ...(alias === undefined ? {} : { 'kms:RequestAlias': alias }),
    ...(call.viaService === undefined ? {} : { 'kms:ViaService': call.viaService }),
  };
}

/** Condition keys of a request that carries an encryption context. */
export function encryptionContextKeys(pairs: Readonly<Record<string, string>> | undefined): ConditionContext {
  const entries = Object.entries(pairs ?? {});
  if (entries.length === 0) return {};
  return {
    ...Object.fromEntries(entries.map(([name, value]) => [`kms:EncryptionContext:${name}`, value])),
    'kms:EncryptionContextKeys': entries.map(([name]) => name),
  };
}

/** A new grant counts everywhere only after a while; whoever shows its token need not wait. */
function inForce(
  grants: readonly GrantRecord[],
  tokens: readonly string[],
  { world }: KmsGround,
): GrantRecord[] {
  const { grantDelayMs = 0 } = world.faults;
  const since = new Date(world.now().getTime() - grantDelayMs).toISOString();
  return grants.filter(
    (grant) =>
      grantDelayMs === 0 || grant.created <= since || grant.tokens.some((token) => tokens.includes(token)),
  );
}

async function accessGrant(grant: GrantRecord, ground: KmsGround): Promise<AccessGrant> {
  const { constraint, retiring, operations, issuingAccount } = grant;
  return {
    granteePrincipal: await currentPrincipal(grant.grantee, ground),
    ...(retiring && { retiringPrincipal: await currentPrincipal(retiring, ground) }),
    operations,
    issuingAccount,
    ...(constraint && {
      constraints:
        constraint.kind === 'EncryptionContextEquals'
          ? { encryptionContextEquals: constraint.pairs }
          : { encryptionContextSubset: constraint.pairs },
    }),
  };
}

/** The ARN, or the unique id of somebody who is gone. */
export async function currentPrincipal({ arn, id }: GrantPrincipal, { world }: KmsGround): Promise<string> {
  if (id === undefined) return arn;
  return (await world.directory.principal(arn))?.id === id ? arn : id;
}
