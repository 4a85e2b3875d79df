/** Parts of the evidence, each read by its owner, as one. */
import {
  unseenBucket,
  unseenKey,
  type BucketFacts,
  type Evidence,
  type Fact,
  type KeyFacts,
  type Refusal,
} from './evidence';

export type Merged =
  { status: 'merged'; evidence: Evidence } | { status: 'other-file-system'; fileSystemId: string };

/**
 * Puts parts together. What one has seen beats what another could not read; of two that have seen it, the one that
 * was collected last counts.
 */
export function mergeEvidence(first: Evidence, others: readonly Evidence[]): Merged {
  const stranger = others.find(({ fileSystemId }) => fileSystemId !== first.fileSystemId);
  if (stranger) return { status: 'other-file-system', fileSystemId: stranger.fileSystemId };
  // Oldest first: what comes later replaces it.
  const parts = [first, ...others].sort((a, b) => Date.parse(a.collectedAt) - Date.parse(b.collectedAt));
  const all = <T>(of: (part: Evidence) => Fact<T>) => parts.map(of).reduce(better);
  const names = unique(parts.flatMap(({ buckets }) => buckets.map(({ name }) => name)));
  const arns = unique(parts.flatMap(({ keys }) => keys.map(({ arn }) => arn)));
  return {
    status: 'merged',
    evidence: {
      ...first,
      fileSystem: all((part) => part.fileSystem),
      role: all((part) => part.role),
      associations: all((part) => part.associations),
      buckets: names.map((name) => mergeBucket(name, parts)),
      keys: arns.map((arn) => mergeKey(arn, parts)),
      named: {
        buckets: unique(parts.flatMap(({ named }) => named.buckets)),
        keys: unique(parts.flatMap(({ named }) => named.keys)),
      },
      refusals: mergeRefusals(parts),
      log: all((part) => part.log),
    },
  };
}

function better<T>(earlier: Fact<T>, later: Fact<T>): Fact<T> {
  return later.status === 'unknown' ? earlier : later;
}

function mergeBucket(name: string, parts: readonly Evidence[]): BucketFacts {
  const found = parts.flatMap(({ buckets }) => buckets.filter((one) => one.name === name));
  const all = <T>(of: (part: BucketFacts) => Fact<T>) => found.map(of).reduce(better);
  const [only = unseenBucket(name, '')] = found;
  if (found.length < 2) return only;
  return {
    name,
    exists: all((one) => one.exists),
    owner: all((one) => one.owner),
    region: all((one) => one.region),
    policy: all((one) => one.policy),
    encryption: all((one) => one.encryption),
    restrictsPublic: all((one) => one.restrictsPublic),
    accountRestrictsPublic: all((one) => one.accountRestrictsPublic),
    isPublic: all((one) => one.isPublic),
    ownership: all((one) => one.ownership),
    payer: all((one) => one.payer),
  };
}

function mergeKey(arn: string, parts: readonly Evidence[]): KeyFacts {
  const found = parts.flatMap(({ keys }) => keys.filter((one) => one.arn === arn));
  const all = <T>(of: (part: KeyFacts) => Fact<T>) => found.map(of).reduce(better);
  const [only = unseenKey(arn, '')] = found;
  if (found.length < 2) return only;
  return {
    arn,
    metadata: all((one) => one.metadata),
    policy: all((one) => one.policy),
    grants: all((one) => one.grants),
  };
}

/** Those of all parts: each account has its own history. */
function mergeRefusals(parts: readonly Evidence[]): Evidence['refusals'] {
  const facts = parts.map(({ refusals }) => refusals);
  const all = facts.flatMap((one) => (one.status === 'seen' ? one.value : []));
  if (!facts.some(({ status }) => status === 'seen')) return facts.reduce(better);
  const distinct = new Map<string, Refusal>();
  for (const one of all) distinct.set(`${one.time ?? ''}\n${one.message}`, one);
  return { status: 'seen', value: [...distinct.values()] };
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
