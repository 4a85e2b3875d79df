/** Buckets in view: their policies, default encryption and who pays. */
import { bucketArn } from '../../facts/arns';
import { blocksOf, entryOf } from '../../syntax/inspect';
import type { Located } from '../../syntax/project';
import type { ObjectValue } from '../../syntax/value';
import { actorOf } from './actors';
import type { BucketNames } from './computed';
import { BUCKET } from './kinds';
import type { Reading } from './reading';
import { isKnownText, isOpaque, unknownText } from './text';
import type { HeldPolicy, Known, WorldBucket, WorldEncryption, WorldUpload } from './world';

const POLICY = 'aws_s3_bucket_policy';
const ENCRYPTION = 'aws_s3_bucket_server_side_encryption_configuration';
const PAYER = 'aws_s3_bucket_request_payment_configuration';

/** Every bucket in view: made here, looked up, or known by the name that its policy or encryption has. */
export function readBuckets(reading: Reading): WorldBucket[] {
  const parts = reading.resources(POLICY, ENCRYPTION, PAYER);
  const named = new Map<string, Located>();
  for (const located of [...reading.resources(BUCKET), ...parts, ...reading.dataSources(BUCKET)]) {
    const name = nameOf(located, reading);
    if (name !== undefined && !named.has(name)) named.set(name, located);
  }
  return [...named].map(([name, located]) => readBucket(name, located, parts, reading));
}

function nameOf(located: Located, reading: Reading): string | undefined {
  if (located.resource.type === BUCKET) return reading.values.attribute(located, 'id');
  const text = reading.bucketName(entryOf(located.resource.body, 'bucket'), located);
  if (text === undefined || !isOpaque(text)) return text;
  // A bucket's name can be unknown as a whole; what is set for it is found by the bucket.
  const made = reading.resources(BUCKET).map((bucket) => reading.values.attribute(bucket, 'id'));
  return made.includes(text) ? text : undefined;
}

function readBucket(
  name: string,
  located: Located,
  parts: readonly Located[],
  reading: Reading,
): WorldBucket {
  const own = (type: string) =>
    parts.find((part) => part.resource.type === type && nameOf(part, reading) === name);
  const isMade = located.resource.type === BUCKET && located.resource.kind === 'resource';
  return {
    name,
    arn: bucketArn(reading.places.partition(located, reading.values), name),
    account: reading.account(located),
    region: reading.region(located),
    policy: policyOf(name, isMade ? located : undefined, own(POLICY), reading),
    encryption: encryptionOf(isMade ? located : undefined, own(ENCRYPTION), reading),
    requesterPays: requesterPays(isMade ? located : undefined, own(PAYER), reading),
    place: located,
    uploader: actorOf(located, reading),
    uploads: uploadsTo(name, reading),
  };
}

/**
 * The name by which file systems know a bucket whose own file leaves it to AWS: the only bucket without a name has
 * the only name without a bucket.
 * @param linked names that associations have
 */
export function matchBucketNames(linked: readonly string[], reading: Reading): BucketNames {
  const buckets = reading.resources(BUCKET);
  const nameOfMade = (located: Located) =>
    reading.values.known(entryOf(located.resource.body, 'bucket'), located);
  const known = new Set(buckets.flatMap((located) => nameOfMade(located) ?? []));
  const [name, ...moreNames] = [...new Set(linked)].filter((one) => isKnownText(one) && !known.has(one));
  const [bucket, ...moreBuckets] = buckets.filter((located) => nameOfMade(located) === undefined);
  if (name === undefined || !bucket || moreNames.length > 0 || moreBuckets.length > 0) return new Map();
  const prefix = reading.isGiven(bucket, 'bucket_prefix') ? reading.text(bucket, 'bucket_prefix') : '';
  return new Map(name.startsWith(prefix ?? '') ? [[bucket.resource, name]] : []);
}

/** A bucket of which only the name is in view. */
export function bucketByName(name: string, region: string): WorldBucket {
  const account = unknownText(`account of bucket ${name}`);
  return {
    name,
    arn: bucketArn('aws', name),
    account,
    region,
    policy: { document: unknownText(`policy of bucket ${name}`), name: `policy of bucket ${name}` },
    encryption: 'unknown',
    requesterPays: undefined,
    uploader: {
      principal: `arn:aws:iam::${account}:${unknownText('administrator')}`,
      account,
      identityPolicies: [],
    },
    uploads: [],
  };
}

function policyOf(
  name: string,
  bucket: Located | undefined,
  separate: Located | undefined,
  reading: Reading,
): HeldPolicy | undefined {
  if (separate) return reading.policy(entryOf(separate.resource.body, 'policy'), separate);
  if (!bucket) return bucketByName(name, '').policy;
  if (!reading.isGiven(bucket, 'policy') || reading.text(bucket, 'policy') === '') return undefined;
  return reading.policy(entryOf(bucket.resource.body, 'policy'), bucket);
}

function encryptionOf(
  bucket: Located | undefined,
  separate: Located | undefined,
  reading: Reading,
): WorldEncryption | 'none' | 'unknown' {
  if (separate) return readRules(separate, separate.resource.body, reading);
  if (!bucket) return 'unknown';
  if (!reading.isGiven(bucket, 'server_side_encryption_configuration')) return 'none';
  const [block] = blocksOf(bucket.resource.body, 'server_side_encryption_configuration').blocks;
  return block ? readRules(bucket, block, reading) : 'unknown';
}

function readRules(
  located: Located,
  body: ObjectValue,
  reading: Reading,
): WorldEncryption | 'none' | 'unknown' {
  const rules = blocksOf(body, 'rule');
  for (const rule of rules.blocks) {
    const [block] = blocksOf(rule, 'apply_server_side_encryption_by_default').blocks;
    if (!block) continue;
    const key = reading.keyText(entryOf(block, 'kms_master_key_id'), located);
    return {
      algorithm: reading.text(located, 'sse_algorithm', block),
      key: key === '' ? undefined : key,
      bucketKey: flagIn(located, rule, 'bucket_key_enabled', reading),
      place: located,
    };
  }
  return rules.complete ? 'none' : 'unknown';
}

function flagIn(located: Located, block: ObjectValue, name: string, reading: Reading): Known {
  if (!reading.isGiven(located, name, block)) return false;
  const text = reading.text(located, name, block);
  return text === 'true' ? true : text === 'false' ? false : undefined;
}

function requesterPays(bucket: Located | undefined, separate: Located | undefined, reading: Reading): Known {
  const text = separate
    ? reading.text(separate, 'payer')
    : bucket && reading.isGiven(bucket, 'request_payer')
      ? reading.text(bucket, 'request_payer')
      : 'BucketOwner';
  return text === 'Requester' ? true : text === 'BucketOwner' ? false : undefined;
}

function uploadsTo(name: string, reading: Reading): WorldUpload[] {
  return reading
    .resources('aws_s3_object', 'aws_s3_bucket_object')
    .filter((located) => nameOf(located, reading) === name)
    .map((located) => ({
      key: reading.values.known(entryOf(located.resource.body, 'key'), located),
      encryption: given(located, 'server_side_encryption', reading),
      kmsKey: given(located, 'kms_key_id', reading),
      place: located,
    }));
}

function given(located: Located, name: string, reading: Reading): string | undefined {
  return reading.isGiven(located, name) ? reading.text(located, name) : undefined;
}
