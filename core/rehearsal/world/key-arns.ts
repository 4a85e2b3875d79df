/** Which key that is still to be made an ARN means, by which other files name it already. */
import { parseArn } from '../../facts/arns';
import type { Located } from '../../syntax/project';
import type { KeyArns } from './computed';
import { placeOf } from './instances';
import { hasOwnArn, mayBe } from './keys';
import type { WorldKey } from './world';

/** An ARN, and where it stands. */
export interface NamedKey {
  readonly arn: string;
  readonly place?: Located;
  /** Name of the bucket whose objects are encrypted with it. */
  readonly bucket?: string;
}

/**
 * ARNs by which other files name keys that are still to be made. In an account and Region the only key without an
 * ARN is the one that an ARN there means; where there are more, their policies and instances have to tell them apart.
 * @param named ARNs that stand in default encryptions, then, where there are none, in grants
 */
export function matchKeyArns(keys: readonly WorldKey[], named: readonly (readonly NamedKey[])[]): KeyArns {
  const matched = new Map<Located['resource'], string>();
  const known = new Set(keys.map(({ arn }) => arn));
  const open = keys.filter(({ place }) => place?.resource.kind === 'resource' && !hasOwnArn(place));
  for (const texts of named) {
    const foreign = texts.filter(
      ({ arn }) => /^arn:[^:]+:kms:[^:]+:\d{12}:key\//.test(arn) && !known.has(arn),
    );
    for (const place of new Set(foreign.map(({ arn }) => placeName(arn)))) {
      const rivals = foreign.filter(({ arn }) => placeName(arn) === place);
      const arns = [...new Set(rivals.map(({ arn }) => arn))];
      const [first = ''] = arns;
      const left = open.filter((key) => mayBe(key, first) && !isMatched(key, matched));
      const candidates = left.length > arns.length ? sharedOnly(left, rivals) : left;
      if (candidates.length !== arns.length) continue;
      for (const [key, arn] of pairUp(candidates, arns, rivals) ?? []) {
        if (key.place) matched.set(key.place.resource, arn);
        known.add(arn);
      }
    }
  }
  return matched;
}

function isMatched({ place }: WorldKey, matched: KeyArns): boolean {
  return place !== undefined && matched.has(place.resource);
}

/** A key whose policy names nobody outside its account is not the one that others use, if there are better ones. */
function sharedOnly(keys: readonly WorldKey[], rivals: readonly NamedKey[]): readonly WorldKey[] {
  const owner = parseArn(rivals[0]?.arn ?? '')?.account;
  return keys.filter(({ policy }) =>
    (JSON.stringify(policy.document).match(/\b\d{12}\b/g) ?? []).some((account) => account !== owner),
  );
}

/** Each key with its ARN, where that is certain. */
function pairUp(
  keys: readonly WorldKey[],
  arns: readonly string[],
  rivals: readonly NamedKey[],
): [WorldKey, string][] | undefined {
  const [only] = keys;
  if (only && new Set(keys.map(looks)).size === 1) {
    // All alike: whichever is which, the same is decided.
    return keys.flatMap((key, index): [WorldKey, string][] => [[key, arns[index] ?? '']]);
  }
  return (
    assign(keys, arns, (key, arn) => mentions(key, arn, rivals)) ?? assign(keys, arns, isSameInstance(rivals))
  );
}

/** Everything of a key that decides. */
function looks({ policy, enabled, spec, usage }: WorldKey): string {
  return JSON.stringify([policy.document, enabled, spec, usage]);
}

/** Whether the policy names the bucket in which the ARN stands: an encryption context does. */
function mentions({ policy }: WorldKey, arn: string, rivals: readonly NamedKey[]): boolean {
  const text = JSON.stringify(policy.document);
  return rivals.some((one) => one.arn === arn && one.bucket !== undefined && hasWord(text, one.bucket));
}

function hasWord(text: string, name: string): boolean {
  return [`:::${name}"`, `:::${name}/`, `:::${name}*`].some((part) => text.includes(part));
}

/** Whether key and ARN stand in instances with the same index, `["a"]`. */
function isSameInstance(rivals: readonly NamedKey[]) {
  return ({ place }: WorldKey, arn: string): boolean => {
    const own = indexOf(place);
    return own !== undefined && rivals.some((one) => one.arn === arn && indexOf(one.place) === own);
  };
}

function indexOf(located: Located | undefined): string | undefined {
  if (!located) return undefined;
  const { index, modules } = placeOf(located.resource.address);
  return index ?? modules.at(-1)?.index;
}

/** Each key with the only ARN that fits it, if every ARN is taken by exactly one. */
function assign(
  keys: readonly WorldKey[],
  arns: readonly string[],
  fits: (key: WorldKey, arn: string) => boolean,
): [WorldKey, string][] | undefined {
  const pairs = keys.flatMap((key): [WorldKey, string][] => {
    const [arn, ...more] = arns.filter((one) => fits(key, one));
    return arn !== undefined && more.length === 0 ? [[key, arn]] : [];
  });
  const taken = new Set(pairs.map(([, arn]) => arn));
  return pairs.length === keys.length && taken.size === arns.length ? pairs : undefined;
}

function placeName(arn: string): string {
  const parts = parseArn(arn);
  return `${parts?.account ?? ''} ${parts?.region ?? ''}`;
}
