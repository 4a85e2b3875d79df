/** What to change in the policy of a bucket or a key, as the policy would be and as a diff. */
import { adopt } from '../adopt/adopt';
import { resolveDeployment, type ResolvedDeployment } from '../deployment/resolve';
import { isRecord } from '../json-value';
import { fileSystemBucketStatements } from '../policies/bucket-policy';
import { statementsForExistingKey } from '../policies/key-policy';
import { statementsOf } from '../policies/statements';
import { decideAsk, type Ask } from '../rehearsal/requests/ask';
import { rehearse } from '../rehearsal/rehearse';
import type { RequestResult } from '../rehearsal/result';
import type { ReadWorld } from '../rehearsal/world/read-world';
import type { World, WorldKey, WorldLink } from '../rehearsal/world/world';
import { accountOf } from './account-of';
import type { Change } from './change';
import { diffJson } from './diff';
import { valueOf, type Evidence } from './evidence';
import { mendPolicy } from './mend-policy';
import { except, withoutGone } from './merge-policy';
import { NO_LINK, type BrokenLink } from './broken-link';

type Document = Readonly<Record<string, unknown>>;

/** What a change is made from. */
export interface Scene {
  readonly link: WorldLink;
  readonly read: ReadWorld;
  readonly evidence: Evidence;
}

/** A policy of one owner, and the world with another in its place. */
interface Held {
  readonly account: 'B' | 'C';
  /** For example `the policy of data`. */
  readonly name: string;
  readonly region: string;
  readonly before: Document | undefined;
  readonly put: (policy: Document | undefined) => ReadWorld;
  /** Puts the policy, from a file. */
  readonly command: (file: string) => string;
}

export function bucketPolicyChange(broken: BrokenLink, scene: Scene): Change[] {
  const { link, read, evidence } = scene;
  const { name } = link.bucket;
  const facts = evidence.buckets.find((one) => one.name === name)?.policy;
  if (!facts || facts.status === 'unknown') return [];
  const held: Held = {
    account: 'B',
    name: `the policy of ${name}`,
    region: link.bucket.region,
    before: valueOf(facts),
    put: (policy) => withBucketPolicy(read, name, policy),
    command: (file) => `aws s3api put-bucket-policy --bucket ${name} --policy file://${file}`,
  };
  if (isExplicit(broken)) return exceptions(broken, held, link);
  // Account A as a whole: FSx looks at the access of whoever applies an association's settings again, too.
  const of = deploymentOf(evidence, link);
  const bucket = of?.buckets.find(({ bucketName }) => bucketName === name);
  return of && bucket ? mended(held, fileSystemBucketStatements(of, bucket)) : [];
}

/** @param asksOf requests beside those of the steps that the policy has to allow */
export function keyPolicyChange(
  broken: BrokenLink,
  scene: Scene,
  asksOf: (key: WorldKey) => Ask[] = () => [],
): Change[] {
  const { link, read, evidence } = scene;
  const { key } = link;
  const facts = evidence.keys.find(({ arn }) => arn === key?.arn)?.policy;
  if (!key || facts?.status !== 'seen') return [];
  const held: Held = {
    account: 'C',
    name: `the policy of ${key.arn}`,
    region: key.region,
    before: facts.value,
    put: (policy) => withKeyPolicy(read, key.arn, policy),
    command: (file) =>
      `aws kms put-key-policy --key-id ${key.arn} --region ${key.region} --policy-name default --policy file://${file}`,
  };
  if (isExplicit(broken)) return exceptions(broken, held, link, asksOf);
  const of = exactDeploymentOf(evidence, link);
  const bucket = of?.buckets.find(({ bucketName }) => bucketName === link.bucket.name);
  return of && bucket ? mended(held, statementsForExistingKey(of, bucket.key), asksOf) : [];
}

function isExplicit({ denied }: BrokenLink): boolean {
  return denied.length > 0 && denied[0]?.denial === 'explicit';
}

function mended(
  held: Held,
  wanted: readonly unknown[],
  asksOf: (key: WorldKey) => Ask[] = () => [],
): Change[] {
  const denied = (policy: Document | undefined): number =>
    requestsWith(held, policy, asksOf).filter(({ decision }) => decision === 'denied').length;
  const after = mendPolicy(held.before, wanted, { region: held.region, denied });
  const [before, statements] = [statementsOf(held.before), statementsOf(after)];
  const isLonger = statements.length > before.length;
  const isCorrected = before.some((statement) => !statements.includes(statement));
  const what =
    isLonger && isCorrected
      ? `Correct ${held.name}, and add what is missing:`
      : isLonger
        ? `Add what is missing to ${held.name}:`
        : `Correct ${held.name}:`;
  return changeOf(held, what, after);
}

/** What becomes of the requests of the steps, and of others, with a policy. */
function requestsWith(
  held: Held,
  policy: Document | undefined,
  asksOf: (key: WorldKey) => Ask[],
): (RequestResult & { step?: number })[] {
  const read = held.put(policy);
  const { world } = read;
  const ofSteps = rehearse(read, 7)
    .steps.filter(({ step }) => step !== NO_LINK)
    .flatMap(({ step, requests }) => requests.map((request) => ({ ...request, step })));
  return [...ofSteps, ...world.keys.flatMap(asksOf).map((ask) => decideAsk(ask, world))];
}

/**
 * Excepts the file system's role from the denies that hit it, if that is what mends it; where others are hit too, their
 * accounts, since nobody here knows who it will be.
 */
function exceptions(
  broken: BrokenLink,
  held: Held,
  link: WorldLink,
  asksOf: (key: WorldKey) => Ask[] = () => [],
): Change[] {
  const { before } = held;
  if (!before) return [];
  const deniedAfter = (policy: Document) =>
    requestsWith(held, policy, asksOf).filter(
      ({ step, denial }) => denial === 'explicit' && (step === undefined || step === broken.step),
    ).length;
  const { roleArn, partition } = link.fileSystem;
  const accounts = [...new Set(broken.denied.map(({ principal }) => accountOf(principal)))];
  const [ofRole, ofAll] = [[roleArn], accounts.map((id) => `arn:${partition}:iam::${id}:*`)].map((spared) => {
    const policy = spare(before, spared, deniedAfter);
    return { policy, left: deniedAfter(policy) };
  });
  if (!ofRole || !ofAll) return [];
  return ofAll.left < ofRole.left
    ? changeOf(
        held,
        `Except account ${accounts.join(' and ')} from the deny, as nobody here knows who of it calls; name them instead of all where you do:`,
        ofAll.policy,
      )
    : changeOf(held, "Except the file system's role from the deny:", ofRole.policy);
}

/** Several denies may hit one request: a caller is excepted from all, and then from none that does not matter. */
function spare(
  before: Document,
  spared: readonly string[],
  deniedAfter: (policy: Document) => number,
): Document {
  const denies = statementsOf(before).flatMap((statement, index) =>
    isRecord(statement) && statement['Effect'] === 'Deny' ? [index] : [],
  );
  const without = (indexes: readonly number[]) =>
    indexes.reduce((policy, index) => spared.reduce((one, arn) => except(one, index, arn), policy), before);
  const goal = deniedAfter(without(denies));
  const needed = denies.reduce<readonly number[]>((kept, index) => {
    const fewer = kept.filter((one) => one !== index);
    return deniedAfter(without(fewer)) <= goal ? fewer : kept;
  }, denies);
  return without(needed);
}

function changeOf({ account, before, command }: Held, sentence: string, after: Document): Change[] {
  if (diffJson(before, after).length === 0) return [];
  const { policy, gone } = withoutGone(after);
  const what =
    gone.length === 0
      ? sentence
      : `${sentence.replace(/:$/, '')}, without ${gone.join(' and ')}: who that was is deleted, and no policy that names it can be put.`;
  const file = account === 'B' ? 'bucket-policy.json' : 'key-policy.json';
  return [{ account, what, policy, diff: diffJson(before, policy), file, command: command(file) }];
}

/** The deployment that the accounts amount to. */
function deploymentOf(evidence: Evidence, link: WorldLink): ResolvedDeployment | undefined {
  const arn = link.key?.arn;
  const adopted = adopt(
    arn === undefined ? evidence : { ...evidence, named: { ...evidence.named, keys: [arn] } },
  );
  return adopted.status === 'adopted' ? resolveDeployment(adopted.deployment) : undefined;
}

/** The same, with the role by its name where it is there: KMS refuses a policy that names nobody. */
function exactDeploymentOf(evidence: Evidence, link: WorldLink): ResolvedDeployment | undefined {
  const resolved = deploymentOf(evidence, link);
  const { status } = evidence.role;
  const isThere = status === 'seen' || (status === 'unknown' && link.isThere === true);
  if (!resolved || !isThere) return resolved;
  return { ...resolved, role: { match: 'exact', arn: link.fileSystem.roleArn } };
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
