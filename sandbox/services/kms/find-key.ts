import { parseArn } from '../../../core/facts/arns';
import type { AwsError } from '../../gateway/outcome';
import { kmsError, notFound } from './errors';
import type { KeyRecord, KmsStore } from './records';

export type FoundKey =
  | {
      readonly status: 'found';
      readonly key: KeyRecord;
      /** `alias/…` when the request named the key by one: `kms:RequestAlias`. */
      readonly alias?: string;
    }
  /** A key of another account that is not there: KMS does not tell it from one that does not allow. */
  | { readonly status: 'hidden'; readonly arn: string }
  | AwsError;

/** Where the request comes to: the caller's account, and the endpoint's Region. */
export interface Where {
  readonly account: string;
  readonly region: string;
}

const KEY_ID = /^(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;
const ALIAS_NAME = /^alias\/[a-zA-Z0-9/_-]+$/;

/**
 * Finds the key that a `KeyId` parameter means: a key id, key ARN, alias or alias ARN.
 * Source: KMS Developer Guide, "Key identifiers (KeyId)".
 */
export function findKey(store: KmsStore, keyId: string, where: Where, takesAlias: boolean): FoundKey {
  const parts = parseArn(keyId);
  if (parts) {
    if (parts.service !== 'kms') return kmsError('InvalidArnException', `Invalid arn ${keyId}`);
    if (parts.region !== where.region) return notFound(`Invalid arn ${parts.region}`);
    const within = { account: parts.account, region: parts.region };
    if (parts.resource.startsWith('key/')) {
      return byKeyId(store, parts.resource.slice('key/'.length), within, where);
    }
    if (ALIAS_NAME.test(parts.resource)) return byAlias(store, parts.resource, within, where, takesAlias);
    return notFound(`Invalid keyId '${keyId}'`);
  }
  if (keyId.startsWith('arn:')) return kmsError('InvalidArnException', `Invalid arn ${keyId}`);
  if (ALIAS_NAME.test(keyId)) return byAlias(store, keyId, where, where, takesAlias);
  return KEY_ID.test(keyId)
    ? byKeyId(store, keyId, where, where)
    : notFound(`Invalid keyId '${keyId.slice(0, 256)}'`);
}

/** ARN of a key or alias. */
export function kmsArn({ account, region }: Where, resource: string): string {
  return `arn:aws:kms:${region}:${account}:${resource}`;
}

function byKeyId(store: KmsStore, id: string, within: Where, caller: Where): FoundKey {
  const arn = kmsArn(within, `key/${id}`);
  const key = store.key(arn);
  if (key) return { status: 'found', key };
  if (within.account !== caller.account) return { status: 'hidden', arn };
  return notFound(`Key '${arn}' does not exist`);
}

function byAlias(store: KmsStore, name: string, within: Where, caller: Where, takesAlias: boolean): FoundKey {
  if (!takesAlias) {
    return kmsError('InvalidArnException', 'Key Aliases are not supported for this operation.');
  }
  const arn = kmsArn(within, name);
  const alias = store.alias(arn);
  const key = alias && store.key(alias.keyArn);
  if (key) return { status: 'found', key, alias: name };
  if (within.account !== caller.account) return { status: 'hidden', arn };
  return notFound(`Alias ${arn} is not found.`);
}
