/** One request that is explained, and how its title names those in it. */
import { parseArn } from '../../facts/arns';
import type { Ask } from '../../rehearsal/requests/ask';
import { isKnownText } from '../../rehearsal/world/text';
import type { Actor, WorldGrant, WorldLink } from '../../rehearsal/world/world';

/** Grants that may decide a request. */
export interface GrantsInForce {
  /** Those that will be there for certain. */
  readonly certain: readonly WorldGrant[];
  /** Those of which the files do not show whether they can be created. */
  readonly possible: readonly WorldGrant[];
}

/** One request that is explained. */
export interface Candidate {
  /** Who does what, as a sentence without a full stop. */
  readonly title: string;
  readonly ask: Ask;
  readonly grants: GrantsInForce;
  /** Whether it is the file system's own request: the one that only a grant allows across accounts. */
  readonly isRole: boolean;
  readonly link: WorldLink;
}

/** No grant has a say. */
export const NO_GRANTS: GrantsInForce = { certain: [], possible: [] };

/** A request that no grant decides. */
export function plain(title: string, ask: Ask, link: WorldLink): Candidate {
  return { title, ask, grants: NO_GRANTS, isRole: false, link };
}

/** Each caller once. */
export function distinctActors(actors: readonly Actor[]): Actor[] {
  return [...new Map(actors.map((actor) => [actor.principal, actor])).values()];
}

/** Who works in an account: the role of its provider, or an administrator. */
export function whoIs({ principal, account }: Actor): string {
  const { resource = '' } = parseArn(principal) ?? {};
  return isKnownText(principal) && resource !== ''
    ? `${resource} of ${accountText(account)}`
    : `an administrator of ${accountText(account)}`;
}

/** The file system as a title says it: one that no file shows is any. */
export function fileSystemText({ fileSystem, place }: WorldLink): string {
  const article = (place ?? fileSystem.place) ? 'the' : 'a';
  return `${article} file system of ${accountText(fileSystem.account)}`;
}

/** The bucket as a title says it. */
export function nameOfBucket({ bucket }: WorldLink): string {
  return isKnownText(bucket.name) ? `the bucket ${bucket.name}` : 'the bucket';
}

/** An account as a sentence says it. */
export function accountText(account: string): string {
  return isKnownText(account) ? `account ${account}` : 'an account that is not in view';
}
