/** Accounts that no provider names and the policies and grants in view do. */
import { ACCOUNT_ID, parseArn, S3_DATA_SOURCE_ROLE_PREFIX } from '../../facts/arns';
import { keyAccountOf } from '../../model/key-account';
import type { Model } from '../../model/model';
import type { World } from '../../rehearsal/world/world';
import { policyOf } from './held';

/** Puts known accounts in the place of unknown ones: a key's owner by its policy, a file system's by its grantee. */
export function settleAccounts(world: World, model: Model): World {
  const known = new Map<string, string>();
  for (const key of world.keys) {
    const policy = policyOf(key.policy, model);
    const owner = policy && keyAccountOf(policy, model);
    if (owner !== undefined && !ACCOUNT_ID.test(key.account)) known.set(key.account, owner);
  }
  for (const { id, account } of world.fileSystems) {
    if (ACCOUNT_ID.test(account)) continue;
    const accounts = new Set(
      world.grants
        .filter(({ grantee }) => grantee.endsWith(`/${S3_DATA_SOURCE_ROLE_PREFIX}${id}`))
        .map(({ grantee }) => parseArn(grantee)?.account ?? account),
    );
    const [only] = accounts;
    if (accounts.size === 1 && only !== undefined && ACCOUNT_ID.test(only)) known.set(account, only);
  }
  return known.size === 0 ? world : (replaceTexts(world, known) as World);
}

/** Replaces texts in every text of a value; places in files stay what they are. */
function replaceTexts(value: unknown, known: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') {
    return [...known].reduce((text, [from, to]) => text.replaceAll(from, to), value);
  }
  if (Array.isArray(value)) return (value as unknown[]).map((item) => replaceTexts(item, known));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, key === 'place' ? inner : replaceTexts(inner, known)]),
  );
}
