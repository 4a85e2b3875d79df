/** Step 2: the key is there, enabled, symmetric, and shared: accounts A and B may look at it. */
import { describeKey } from '../requests/kms';
import { isKnownText } from '../world/text';
import type { World, WorldKey, WorldLink } from '../world/world';
import type { Check } from './check';
import { workingPart, type TakeStep } from './part';

const RULE = 'rehearsal-key';

export const keyPolicyStep: TakeStep = (link, { world }) => {
  const { key, bucket, creator } = link;
  if (!key) return workingPart([], [noKey(link, world)], world);
  return workingPart([describeKey(creator, key), describeKey(bucket.uploader, key)], keyChecks(key), world);
};

/** What is said where no key can be told. */
export function noKey({ bucket }: WorldLink, { keys }: World): Check {
  return {
    rule: RULE,
    holds: keys.length === 0 && bucket.place ? false : undefined,
    message:
      keys.length === 0
        ? `No key is in view with which the objects of ${bucket.name} could be encrypted.`
        : `Which of the keys in view encrypts the objects of ${bucket.name} is not known.`,
    place: bucket.place,
  };
}

function keyChecks(key: WorldKey): Check[] {
  if (!key.place) {
    const message = `The key ${key.arn} is not in view: its state and key policy would settle this.`;
    return [{ rule: 'rehearsal-view', holds: undefined, message }];
  }
  const { spec, usage, place } = key;
  const name = place.resource.address;
  return [
    enabledCheck(key),
    {
      rule: RULE,
      holds: spec === undefined || !isKnownText(spec) ? undefined : spec === 'SYMMETRIC_DEFAULT',
      message: `${name} has the key spec ${spec ?? 'that is not in view'}: S3 and FSx take symmetric keys only (SYMMETRIC_DEFAULT).`,
      place,
    },
    {
      rule: RULE,
      holds: usage === undefined || !isKnownText(usage) ? undefined : usage === 'ENCRYPT_DECRYPT',
      message: `${name} has the key usage ${usage ?? 'that is not in view'}: S3 and FSx need ENCRYPT_DECRYPT.`,
      place,
    },
  ];
}

/** A disabled key can be described, and nothing else. */
export function enabledCheck({ enabled, place, arn }: WorldKey): Check {
  const name = place?.resource.address ?? arn;
  const message =
    enabled === undefined
      ? `Whether ${name} is enabled is not in view.`
      : `${name} is disabled: DescribeKey works, every use of it and CreateGrant fail (DisabledException). Enable it.`;
  return { rule: RULE, holds: enabled, message, place };
}

/** The key can be used at all: for the steps that use it. */
export function usableKey(key: WorldKey): Check[] {
  const isRight =
    (key.spec === undefined || !isKnownText(key.spec) || key.spec === 'SYMMETRIC_DEFAULT') &&
    (key.usage === undefined || !isKnownText(key.usage) || key.usage === 'ENCRYPT_DECRYPT');
  const kind: Check = {
    rule: RULE,
    holds: isRight,
    message: `S3 encrypts with symmetric keys only (SYMMETRIC_DEFAULT, ENCRYPT_DECRYPT), and ${key.place?.resource.address ?? key.arn} is ${key.spec ?? '?'}, ${key.usage ?? '?'}.`,
    place: key.place,
  };
  // Of a key that is known by its ARN only, step 2 says that it is not in view.
  return [...(key.enabled === undefined ? [] : [enabledCheck(key)]), kind];
}
