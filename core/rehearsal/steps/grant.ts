/** Step 6: the grant can be created by whoever applies it, and with it the file system reads. */
import { decideAsk } from '../requests/ask';
import { asRole, getObject, kmsBehind } from '../requests/s3';
import { isKnownText } from '../world/text';
import type { World, WorldKey, WorldLink } from '../world/world';
import type { Check } from './check';
import { grantsOfKey, type GrantsOfKey } from './grants-in-force';
import { noKey, usableKey } from './key-policy';
import { objectOf } from './objects';
import { workingPart, type TakeStep } from './part';
import { decideWithGrants } from './with-grants';

export const grantStep: TakeStep = (link, { world }) => {
  const { key } = link;
  if (!key) return workingPart([], [noKey(link, world)], world);
  const grants = grantsOfKey(link, key, world);
  const role = asRole(link.fileSystem);
  const object = objectOf(link);
  const requests = [
    ...grants.requests,
    decideAsk(getObject(role, link, object), world),
    ...kmsBehind(role, link, key, { action: 's3:GetObject', object }, []).map((ask) =>
      decideWithGrants(ask, grants, world),
    ),
  ];
  const checks = [...usableKey(key), ...grants.checks, ...missingGrant(link, key, grants, world)];
  return workingPart([], checks, world, requests);
};

/** Says so where no grant on the key is in view, though the file system's account needs one. */
export function missingGrant(
  { fileSystem, bucket }: WorldLink,
  key: WorldKey,
  { certain, possible, requests }: GrantsOfKey,
  world: World,
): Check[] {
  if (certain.length + possible.length > 0 || !isOtherAccount(key.account, fileSystem.account)) return [];
  if (requests.some(({ decision }) => decision === 'denied')) {
    const message = `The grant for ${bucket.name} cannot be created: CreateGrant on ${key.arn} is denied (step 6).`;
    return [{ rule: 'rehearsal-grant', holds: false, message, place: key.policy.place ?? key.place }];
  }
  const others = world.grants.length > 0 ? ' The grants in view are on other keys, or KMS refuses them.' : '';
  return [
    {
      rule: 'rehearsal-grant',
      holds: false,
      message: `No grant on ${key.arn}, the key of ${bucket.name}, is in view for ${fileSystem.roleArn}.${others}`,
      advice: 'Add an aws_kms_grant in account A with Decrypt and GenerateDataKey.',
      place: fileSystem.place,
    },
  ];
}

/** Certainly another account. */
function isOtherAccount(a: string, b: string): boolean {
  return isKnownText(a) && isKnownText(b) && a !== b;
}
