/** Requests of a statement that names none of the actions of the seven steps. */
import { matchActions } from '../../facts/actions';
import { isRecord } from '../../json-value';
import type { Ask } from '../../rehearsal/requests/ask';
import { describeKey } from '../../rehearsal/requests/kms';
import { asActor, getObject, listBucket } from '../../rehearsal/requests/s3';
import { objectOf } from '../../rehearsal/steps/objects';
import { actorOf } from '../../rehearsal/world/actors';
import { administratorOf } from '../../rehearsal/world/places';
import type { Actor, WorldKey, WorldLink } from '../../rehearsal/world/world';
import { statementsOf } from '../../policies/statements';
import { distinctActors, nameOfBucket, plain, whoIs, type Candidate } from './candidate';
import { positionOf } from './held';
import type { StatementSubject } from './subject';
import type { View } from './view';

/** More would not be read. */
const MAX_ACTIONS = 3;

const ASKED_OF_KEYS = [
  'kms:Decrypt',
  'kms:GenerateDataKey',
  'kms:DescribeKey',
  'kms:CreateGrant',
  'kms:PutKeyPolicy',
];
const ASKED_OF_BUCKETS = ['s3:ListBucket', 's3:GetObject', 's3:PutObject'];

/** Other actions of a statement on the key, by those who may be meant. */
export function othersOnKey(link: WorldLink, subject: StatementSubject, view: View): Candidate[] {
  const { key, creator, bucket } = link;
  if (!key) return [];
  const statement = statementsOf(key.policy.document)[positionOf(subject)];
  const actors = distinctActors([creator, bucket.uploader, administratorOfKey(key, view)]);
  return otherActions(statement, ASKED_OF_KEYS).flatMap((action) =>
    actors.map((actor) =>
      plain(`${whoIs(actor)} sends this request to the key`, onKey(actor, action, key), link),
    ),
  );
}

/** The same on a bucket and its objects. */
export function othersOnBucket(link: WorldLink, subject: StatementSubject): Candidate[] {
  const { bucket, creator } = link;
  const statement = statementsOf(bucket.policy?.document)[positionOf(subject)];
  const actors = distinctActors([creator, bucket.uploader]);
  return otherActions(statement, ASKED_OF_BUCKETS).flatMap((action) =>
    actors.map((actor) => {
      const ask = isOnObjects(action)
        ? getObject(asActor(actor), link, objectOf(link))
        : listBucket(asActor(actor), link);
      const title = `${whoIs(actor)} sends this request to ${nameOfBucket(link)}`;
      return plain(title, { ...ask, request: { ...ask.request, action } }, link);
    }),
  );
}

/** Who works in the key's account. */
export function administratorOfKey({ account, place }: WorldKey, { reading }: View): Actor {
  return place
    ? actorOf(place, reading)
    : { principal: administratorOf(account, 'aws'), account, identityPolicies: [] };
}

/** A request that somebody sends to the key. */
export function onKey(actor: Actor, action: string, key: WorldKey): Ask {
  const ask = describeKey(actor, key);
  return { ...ask, request: { ...ask.request, action } };
}

/**
 * Actions that a statement names, for wildcards one that they cover.
 * @param asked those that are asked about anyway; a statement that covers one of them needs no others
 */
function otherActions(statement: unknown, asked: readonly string[]): string[] {
  if (!isRecord(statement)) return [];
  const { Action: named } = statement;
  const texts = (Array.isArray(named) ? (named as unknown[]) : [named]).filter(
    (item) => typeof item === 'string',
  );
  const covered = texts.map((text) => matchActions(text).map(({ name }) => name));
  if (covered.flat().some((name) => asked.includes(name))) return [];
  return [...new Set(covered.flatMap((names) => names.slice(0, 1)))].slice(0, MAX_ACTIONS);
}

/** Whether an action of Amazon S3 is on objects; else it is on the bucket. */
function isOnObjects(action: string): boolean {
  return /Object|MultipartUpload(Parts)?$/.test(action) && !action.includes('Bucket');
}
