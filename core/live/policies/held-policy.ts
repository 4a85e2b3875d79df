/** The policy of a bucket or a key as it is, and what becomes of the requests with another in its place. */
import { decideAsk, type Ask } from '../../rehearsal/requests/ask';
import { rehearse } from '../../rehearsal/rehearse';
import type { RequestResult } from '../../rehearsal/result';
import type { ReadWorld } from '../../rehearsal/world/read-world';
import type { World, WorldKey, WorldLink } from '../../rehearsal/world/world';
import { NO_LINK } from '../broken-link';
import type { Change } from '../change';
import { changedStatements } from './changed-statements';
import { diffJson } from './diff';
import { valueOf, type Evidence } from '../evidence';
import { withoutGone } from './merge-policy';

export type Document = Readonly<Record<string, unknown>>;

/** What a change is made from. */
export interface Scene {
  readonly link: WorldLink;
  readonly read: ReadWorld;
  readonly evidence: Evidence;
}

/** A policy of one owner, and the world with another in its place. */
export interface HeldPolicy {
  readonly account: 'B' | 'C';
  /** For example `the policy of data`. */
  readonly name: string;
  readonly region: string;
  /** Undefined where there is none. */
  readonly before: Document | undefined;
  readonly put: (policy: Document | undefined) => ReadWorld;
  /** Puts the policy, from a file. */
  readonly command: (file: string) => string;
}

/** @returns undefined where nobody could read it */
export function heldBucketPolicy({ link, read, evidence }: Scene): HeldPolicy | undefined {
  const { name, region } = link.bucket;
  const facts = evidence.buckets.find((one) => one.name === name)?.policy;
  if (!facts || facts.status === 'unknown') return undefined;
  return {
    account: 'B',
    name: `the policy of ${name}`,
    region,
    before: valueOf(facts),
    put: (policy) => withBucketPolicy(read, name, policy),
    command: (file) => `aws s3api put-bucket-policy --bucket ${name} --policy file://${file}`,
  };
}

/** @returns undefined where nobody could read it */
export function heldKeyPolicy({ link: { key }, read, evidence }: Scene): HeldPolicy | undefined {
  const facts = evidence.keys.find(({ arn }) => arn === key?.arn)?.policy;
  if (!key || facts?.status !== 'seen') return undefined;
  const { arn, region } = key;
  return {
    account: 'C',
    name: `the policy of ${arn}`,
    region,
    before: facts.value,
    put: (policy) => withKeyPolicy(read, arn, policy),
    command: (file) =>
      `aws kms put-key-policy --key-id ${arn} --region ${region} --policy-name default --policy file://${file}`,
  };
}

/** What becomes of a request, and the step that it is of. */
export type Decided = RequestResult & { readonly step?: number };

/** What becomes of the requests of the steps, and of others, with a policy. */
export function requestsWith(
  held: HeldPolicy,
  policy: Document | undefined,
  asksOf: (key: WorldKey) => Ask[],
): Decided[] {
  const read = held.put(policy);
  const { world } = read;
  const ofSteps = rehearse(read, 7)
    .steps.filter(({ step }) => step !== NO_LINK)
    .flatMap(({ step, requests }) => requests.map((request) => ({ ...request, step })));
  return [...ofSteps, ...world.keys.flatMap(asksOf).map((ask) => decideAsk(ask, world))];
}

/** @returns none where nothing differs */
export function changeOf(
  { account, name, before, command }: HeldPolicy,
  sentence: string,
  after: Document,
): Change[] {
  if (diffJson(before, after).length === 0) return [];
  const { policy, gone } = withoutGone(after);
  const what =
    gone.length === 0
      ? sentence
      : `${sentence.replace(/:$/, '')}, without ${gone.join(' and ')}: who that was is deleted, and no policy that names it can be put.`;
  const kind = account === 'B' ? 'bucket' : 'key';
  const file = `${kind}-policy.json`;
  const forms = changedStatements({ before, after }, `${kind}_policy_change`, name);
  return [{ account, what, policy, diff: diffJson(before, policy), file, command: command(file), ...forms }];
}

function withBucketPolicy(read: ReadWorld, name: string, document: Document | undefined): ReadWorld {
  const policy = document && { document, name: `policy of bucket ${name}` };
  const change = <T extends World['buckets'][number]>(one: T): T =>
    one.name === name ? { ...one, policy } : one;
  return {
    ...read,
    world: {
      ...read.world,
      buckets: read.world.buckets.map(change),
      links: read.world.links.map((link) => ({ ...link, bucket: change(link.bucket) })),
    },
  };
}

function withKeyPolicy(read: ReadWorld, arn: string, document: unknown): ReadWorld {
  const change = (one: WorldKey): WorldKey =>
    one.arn === arn ? { ...one, policy: { ...one.policy, document } } : one;
  return {
    ...read,
    world: {
      ...read.world,
      keys: read.world.keys.map(change),
      links: read.world.links.map((link) => ({ ...link, key: link.key && change(link.key) })),
    },
  };
}
