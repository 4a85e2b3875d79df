/** Whether new objects of a bucket are encrypted with the key in account C. */
import { parseArn } from '../../facts/arns';
import { mayBe } from '../world/keys';
import { keyNamed, sharedKeys } from '../world/links';
import { isKnownText, isOpaque } from '../world/text';
import type { World, WorldLink, WorldUpload } from '../world/world';
import type { Check } from './check';

const RULE = 'rehearsal-default-encryption';

/**
 * Default encryption is `aws:kms` with the full ARN of the key, in the bucket's Region: an alias or a bare id is
 * looked up in the account of whoever writes. Source: S3 User Guide, "Configuring default encryption".
 */
export function encryptionCheck({ bucket, key, fileSystem }: WorldLink, world: World): Check {
  const { encryption, name } = bucket;
  const bad = (message: string): Check => ({ rule: RULE, holds: false, message, place });
  const open = (message: string): Check => ({ rule: RULE, holds: undefined, message, place });
  const place = typeof encryption === 'string' ? bucket.place : (encryption.place ?? bucket.place);
  const right = `aws:kms with the full ARN of the key${key && isKnownText(key.arn) ? ` (${key.arn})` : ''}`;
  if (encryption === 'unknown')
    return open(`The default encryption of ${name} is not in view: it would settle this.`);
  if (encryption === 'none') {
    return bad(
      `${name} has no default encryption of its own: S3 encrypts new objects with its own key (AES256). Set ${right}.`,
    );
  }
  const { algorithm, key: named } = encryption;
  if (algorithm !== undefined && !isKnownText(algorithm))
    return open(`The value of ${algorithm} would settle how ${name} encrypts.`);
  if (algorithm !== 'aws:kms')
    return bad(`${name} encrypts new objects with ${algorithm ?? 'AES256'}. Set ${right}.`);
  if (named === undefined) {
    return bad(
      `${name} names no key: S3 takes the AWS managed key aws/s3, which no other account can use. Set ${right}.`,
    );
  }
  if (isOpaque(named)) return open(`The value of ${named} would settle which key ${name} uses.`);
  const arn = parseArn(named);
  if (arn?.service !== 'kms' || !arn.resource.startsWith('key/')) {
    return bad(
      `${name} names its key as "${named}": S3 looks that up in the account of whoever writes, and does not find the key of another account. Set ${right}.`,
    );
  }
  if (isKnownText(arn.region) && isKnownText(bucket.region) && arn.region !== bucket.region) {
    return bad(
      `The key of ${name} is in ${arn.region}, the bucket in ${bucket.region}: S3 takes keys of the bucket's own Region only.`,
    );
  }
  const made = sharedKeys(world.keys, [bucket.account, fileSystem.account]);
  if (made.length > 0 && !keyNamed(named, made) && !made.some((one) => mayBe(one, named))) {
    return bad(
      `${name} names ${named}, which is none of the keys in view (${made.map((one) => one.arn).join(', ')}).`,
    );
  }
  return { rule: RULE, holds: true, message: '', place };
}

/** The object that is uploaded carries the key: by default encryption, unless the upload says otherwise. */
export function uploadCheck(link: WorldLink, upload: WorldUpload | undefined, world: World): Check {
  const byDefault = encryptionCheck(link, world);
  if (!upload || (upload.encryption === undefined && upload.kmsKey === undefined)) {
    return carries(byDefault, 'The uploaded object does not carry the key.');
  }
  const { encryption, kmsKey, place } = upload;
  if (encryption !== undefined && isKnownText(encryption) && !encryption.startsWith('aws:kms')) {
    return {
      rule: RULE,
      holds: false,
      message: `The upload asks for ${encryption}, so that the object does not carry the key. Leave server_side_encryption out, and default encryption applies.`,
      place,
    };
  }
  if (kmsKey === undefined) return carries(byDefault, 'The uploaded object does not carry the key.');
  const key = keyNamed(kmsKey, world.keys);
  const isRight = kmsKey === link.key?.arn || (key !== undefined && key.arn === link.key?.arn);
  return {
    rule: RULE,
    holds: isRight ? true : isKnownText(kmsKey) ? false : undefined,
    message: `The upload names another key than the bucket's: ${kmsKey}.`,
    place,
  };
}

/** The exported object carries the key: FSx writes without headers, and the bucket's default applies. */
export function exportCheck(link: WorldLink, world: World): Check {
  return carries(encryptionCheck(link, world), 'The exported object does not carry the key.');
}

function carries(check: Check, start: string): Check {
  return { ...check, message: `${start} ${check.message}` };
}
