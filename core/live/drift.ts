/** What is live against what the stacks say, by meaning: statement by statement, setting by setting. */
import { importEvents } from '../rehearsal/steps/association-checks';
import type { ReadWorld } from '../rehearsal/world/read-world';
import { keyOfBucket } from '../rehearsal/world/links';
import type { World, WorldBucket, WorldGrant, WorldKey, WorldLink } from '../rehearsal/world/world';
import { sidOf, statementsOf } from '../policies/statements';
import { bucketLeftAlone, type LeftAlone } from './left-alone';
import { meaningOf } from './policies/policy-meaning';

/** One difference. */
export interface Drift {
  account: 'A' | 'B' | 'C';
  /** What differs, such as `policy of bucket data`. */
  what: string;
  /** `missing`: only the stacks have it; `extra`: only the account has it; `other`: both, and not the same. */
  kind: 'missing' | 'extra' | 'other';
  /** What the stacks say, as text. */
  stacks?: string;
  /** What is live, as text. */
  live?: string;
}

export interface DriftReport {
  drifts: Drift[];
  /** What could not be compared, and why, in sentences. */
  open: string[];
}

/**
 * Of each linked bucket.
 * @param left what the deployment leaves to others, where there is one
 */
export function driftOf(stacks: ReadWorld, live: ReadWorld, left?: LeftAlone): DriftReport {
  const drifts: Drift[] = [];
  const open: string[] = [];
  for (const link of live.world.links) {
    const existing = left?.buckets.get(link.bucket.name);
    const planned = plannedFor(link, stacks.world);
    if (existing) open.push(bucketLeftAlone(link.bucket.name, existing));
    else if (!planned.bucket) {
      open.push(`The stacks have no bucket ${link.bucket.name}.`);
      continue;
    }
    const found: Found = { same: sameNames(planned, link), drifts, open };
    if (planned.bucket) {
      const what = `policy of bucket ${link.bucket.name}`;
      comparePolicy('B', what, policyOf(planned.bucket), policyOf(link.bucket), found);
      compareEncryption(planned.bucket, link.bucket, found);
    }
    if (planned.key?.place && link.key) {
      const [wanted, there] = [planned.key.policy.document, link.key.policy.document];
      comparePolicy('C', `policy of key ${link.key.id}`, wanted, there, found);
    }
    if (link.key && left?.grants.has(link.key.arn) === true) {
      open.push(`The grant on ${link.key.arn} is there already, and left to whoever made it.`);
    } else {
      // A key that was there first has its own ARN in the stacks, too.
      const key = planned.key?.arn ?? link.key?.arn;
      compareGrants(
        stacks.world.grants.filter((grant) => grant.key === key),
        live.world.grants.filter((grant) => grant.key === link.key?.arn),
        found,
      );
    }
    if (planned.link) compareAssociation([planned.link, stacks], [link, live], found);
  }
  return { drifts, open: [...new Set(open)] };
}

/** What the stacks have of a live link: where they do not make it, the bucket may be theirs all the same. */
interface Planned {
  link: WorldLink | undefined;
  bucket: WorldBucket | undefined;
  key: WorldKey | undefined;
}

function plannedFor({ bucket: { name } }: WorldLink, world: World): Planned {
  const link = world.links.find(({ bucket }) => bucket.name === name);
  const bucket = link?.bucket ?? world.buckets.find((one) => one.name === name);
  return { link, bucket, key: link?.key ?? (bucket && keyOfBucket(bucket, world)) };
}

interface Found {
  /** A text of the stacks' with the names that the live accounts have. */
  same: (text: string) => string;
  drifts: Drift[];
  open: string[];
}

/** What is known after apply has made-up names in the stacks: the live ones stand for them. */
function sameNames(planned: Planned, link: WorldLink): (text: string) => string {
  const pairs: [string, string][] = [
    ...(planned.link
      ? ([[planned.link.fileSystem.id, link.fileSystem.id]] satisfies [string, string][])
      : []),
    ...(planned.key && link.key ? ([[planned.key.arn, link.key.arn]] satisfies [string, string][]) : []),
  ];
  return (text) => pairs.reduce((all, [from, to]) => all.replaceAll(from, to), text);
}

function policyOf({ policy }: WorldBucket): unknown {
  return policy?.document;
}

function comparePolicy(
  account: 'B' | 'C',
  what: string,
  planned: unknown,
  live: unknown,
  { same, drifts, open }: Found,
): void {
  if (typeof live === 'string') {
    open.push(`The ${what} could not be read.`);
    return;
  }
  // Stacks that leave the policy to its owner have none to compare.
  if (planned === undefined || typeof planned === 'string') return;
  const wanted = statementsOf(JSON.parse(same(JSON.stringify(planned))));
  const found = statementsOf(live);
  const foundMeanings = found.map(meaningOf);
  const wantedMeanings = wanted.map(meaningOf);
  const isIn = (meaning: string, all: readonly string[]) => all.some((one) => isSame(one, meaning));
  wanted.forEach((statement, at) => {
    if (isIn(wantedMeanings[at] ?? '', foundMeanings)) return;
    drifts.push({ account, what, kind: 'missing', stacks: statementText(statement) });
  });
  found.forEach((statement, at) => {
    if (isIn(foundMeanings[at] ?? '', wantedMeanings)) return;
    drifts.push({ account, what, kind: 'extra', live: statementText(statement) });
  });
}

function statementText(statement: unknown): string {
  const sid = sidOf(statement);
  return `${sid === undefined ? '' : `${sid}: `}${JSON.stringify(statement)}`;
}

/** Whether two texts can be the same: what one does not know, `${…}`, is anything. */
function isSame(a: string, b: string): boolean {
  if (a === b) return true;
  return [
    [a, b],
    [b, a],
  ].some(([open = '', text = '']) => {
    if (!open.includes('${')) return false;
    const pattern = open
      .split(/\$\{[^}]*\}/)
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('[^"]*');
    return new RegExp(`^${pattern}$`, 's').test(text);
  });
}

function compareEncryption(planned: WorldBucket, live: WorldBucket, { same, drifts, open }: Found): void {
  const what = `default encryption of bucket ${live.name}`;
  if (live.encryption === 'unknown') {
    open.push(`The ${what} could not be read.`);
    return;
  }
  if (typeof planned.encryption === 'string') return;
  const { algorithm = '', key = '', bucketKey } = planned.encryption;
  const wanted = `${algorithm} ${same(key)}, Bucket Key ${bucketKey === true ? 'on' : 'off'}`;
  const found =
    live.encryption === 'none'
      ? 'AES256'
      : `${live.encryption.algorithm ?? ''} ${live.encryption.key ?? ''}, Bucket Key ${live.encryption.bucketKey === true ? 'on' : 'off'}`;
  if (!isSame(wanted, found)) drifts.push({ account: 'B', what, kind: 'other', stacks: wanted, live: found });
}

function compareGrants(planned: readonly WorldGrant[], live: readonly WorldGrant[], found: Found): void {
  const { same, drifts, open } = found;
  if (live.some(({ isThere }) => isThere === 'maybe')) {
    open.push('The grants could not be read.');
    return;
  }
  const textOf = (grant: WorldGrant) => {
    const { grantee, operations, equals, subset } = grant;
    const constraint = equals ?? subset;
    const only = constraint ? `, only with ${JSON.stringify(constraint)}` : '';
    return `${[...operations].sort().join(', ')} for ${grantee}${only}`;
  };
  const wanted = planned.map((grant) => same(textOf(grant)));
  const there = live.map(textOf);
  for (const text of wanted.filter((one) => !there.some((other) => isSame(one, other))))
    drifts.push({ account: 'A', what: 'grant', kind: 'missing', stacks: text });
  for (const text of there.filter((one) => !wanted.some((other) => isSame(one, other))))
    drifts.push({ account: 'A', what: 'grant', kind: 'extra', live: text });
}

function compareAssociation(
  [planned, stacks]: readonly [WorldLink, ReadWorld],
  [link, live]: readonly [WorldLink, ReadWorld],
  { drifts }: Found,
): void {
  if (!planned.place || !link.place) {
    if (!planned.place || link.place) return;
    const stacksPath = `s3://${planned.bucket.name}/${planned.prefix}`;
    drifts.push({ account: 'A', what: 'association', kind: 'missing', stacks: stacksPath });
    return;
  }
  const textOf = ({ prefix, fileSystemPath = '?', place }: WorldLink, { reading }: ReadWorld) => {
    const events = place && importEvents(place, reading);
    const imports = events === undefined ? '${events}' : [...events].sort().join(', ') || 'nothing';
    return `${fileSystemPath} with /${prefix.replace(/\/$/, '')}, importing ${imports}`;
  };
  const [wanted, found] = [textOf(planned, stacks), textOf(link, live)];
  if (isSame(wanted, found)) return;
  drifts.push({ account: 'A', what: 'association', kind: 'other', stacks: wanted, live: found });
}

/** The report for a terminal. */
export function driftText({ drifts, open }: DriftReport): string {
  const lines = drifts.flatMap(({ account, what, kind, stacks, live }) => [
    `  ${account}  ${what}: ${KIND_TEXT[kind]}`,
    ...(stacks === undefined ? [] : [`       stacks  ${stacks}`]),
    ...(live === undefined ? [] : [`       live    ${live}`]),
  ]);
  const head =
    drifts.length === 0
      ? 'Drift: what is live says what the stacks say.'
      : `Drift: ${drifts.length} ${drifts.length === 1 ? 'difference' : 'differences'} between what is live and what the stacks say.`;
  const rest = open.map((sentence) => `  ?  ${sentence}`);
  return `${[head, ...lines, ...rest].join('\n')}\n`;
}

const KIND_TEXT: Readonly<Record<Drift['kind'], string>> = {
  missing: 'in the stacks, and not live',
  extra: 'live, and not in the stacks',
  other: 'not the same',
};
