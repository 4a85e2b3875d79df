/** The grants that a link's key will have, as far as their creators may create them. */
import { parseArn } from '../../facts/arns';
import { SYMMETRIC_GRANT_OPERATIONS } from '../../facts/kms';
import { decideAsk } from '../requests/ask';
import { createGrant } from '../requests/kms';
import type { RequestResult } from '../result';
import { keyNamed } from '../world/links';
import { isKnownText } from '../world/text';
import type { Known, World, WorldGrant, WorldKey, WorldLink } from '../world/world';
import type { Check } from './check';

export interface GrantsOfKey {
  /** Those that will be there for certain. */
  readonly certain: readonly WorldGrant[];
  /** Those that may be there too. */
  readonly possible: readonly WorldGrant[];
  /** CreateGrant of those that are for the file system's role. */
  readonly requests: readonly RequestResult[];
  /** What KMS would refuse of them, whoever asks. */
  readonly checks: readonly Check[];
}

export function grantsOfKey(link: WorldLink, key: WorldKey, world: World): GrantsOfKey {
  const certain: WorldGrant[] = [];
  const possible: WorldGrant[] = [];
  const requests: RequestResult[] = [];
  const checks: Check[] = [];
  for (const grant of world.grants) {
    const isHere = isOn(grant, key, world);
    if (isHere === false) continue;
    if (isHere === true && grant.isThere !== undefined) {
      (grant.isThere === true ? certain : possible).push(grant);
      continue;
    }
    const decided = decideAsk(createGrant(grant, key), world);
    const refused = refusals(grant, key);
    const concerned = isFor(grant, link);
    if (concerned) {
      requests.push(
        grant.isGranteeSeen ? decided : { ...decided, reasons: [...decided.reasons, unseen(grant)] },
      );
      checks.push(...refused);
      if (isHere === undefined) checks.push(unknownKey(grant));
    }
    if (decided.decision === 'denied' || refused.some(({ holds }) => holds === false)) continue;
    const sure = isHere && decided.decision === 'allowed' && refused.every(({ holds }) => holds === true);
    (sure ? certain : possible).push(grant);
  }
  return { certain, possible, requests, checks };
}

function unseen({ name, grantee }: WorldGrant): string {
  return `The plan shows what the grantee of ${name} is made from, and not the text around it: it is taken to be ${grantee}.`;
}

/** Whether a grant is on a key. */
function isOn({ key: named }: WorldGrant, key: WorldKey, world: World): Known {
  if (named === undefined || !isKnownText(named)) return undefined;
  return named === key.arn || keyNamed(named, world.keys)?.arn === key.arn;
}

/** Whether a grant is meant for the link's role: it is the grantee, or may be, or nearly is. */
function isFor({ grantee }: WorldGrant, { fileSystem }: WorldLink): boolean {
  return (
    grantee === fileSystem.roleArn ||
    grantee === fileSystem.sessionArn ||
    !isKnownText(grantee) ||
    /fsx/i.test(grantee)
  );
}

function unknownKey({ name, key, place }: WorldGrant): Check {
  const message = `The value of ${key ?? 'key_id'} would settle which key ${name} is on.`;
  return { rule: 'rehearsal-grant', holds: undefined, message, place };
}

/** What CreateGrant refuses for reasons other than access (KMS API Reference, CreateGrant). */
function refusals(grant: WorldGrant, key: WorldKey): Check[] {
  const { name, place, operations } = grant;
  const check = (holds: Known, message: string): Check => ({
    rule: 'rehearsal-grant',
    holds,
    message,
    place,
  });
  const known: readonly string[] = SYMMETRIC_GRANT_OPERATIONS;
  const wrong = operations.filter((operation) => isKnownText(operation) && !known.includes(operation));
  const form = parseArn(grant.key ?? '')?.resource.startsWith('key/') === true;
  const isAlias = /(^|:)alias\//.test(grant.key ?? '');
  const isOpen = grant.key === undefined || !isKnownText(grant.key);
  const sameRegion =
    isKnownText(grant.region) && isKnownText(key.region) ? grant.region === key.region : true;
  return [
    check(
      key.enabled !== false,
      `CreateGrant fails on a disabled key (DisabledException): ${key.place?.resource.address ?? key.arn}.`,
    ),
    check(
      isOpen || form || (grant.account === key.account && !isAlias),
      `${name} names its key as "${grant.key ?? ''}": CreateGrant takes the full ARN of a key in another account, and never an alias.`,
    ),
    check(
      wrong.length === 0 && operations.length > 0,
      operations.length === 0
        ? `${name} has no operations.`
        : `KMS takes no grant with ${wrong.join(', ')} on a symmetric key (ValidationException).`,
    ),
    check(
      !(grant.equals && grant.subset),
      `${name} has two constraints, and KMS takes one (ValidationException: More than one constraint supplied).`,
    ),
    check(
      sameRegion,
      `The provider of ${name} works in ${grant.region}, the key is in ${key.region}: KMS does not find it there. Use a provider of account ${grant.account} with the key's Region.`,
    ),
  ];
}
