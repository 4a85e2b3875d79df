import type { BucketFacts, Evidence, KeyFacts } from '../../../core/live/evidence';

const WHY = { status: 'unknown', why: 'AccessDenied' } as const;

const TOP = ['fileSystem', 'role', 'associations'] as const;
const OF_BUCKET = [
  'owner',
  'region',
  'policy',
  'encryption',
  'restrictsPublic',
  'accountRestrictsPublic',
  'isPublic',
  'ownership',
  'payer',
] as const satisfies (keyof BucketFacts)[];
const OF_KEY = ['metadata', 'policy', 'grants'] as const satisfies (keyof KeyFacts)[];

/** Facts that somebody may not be allowed to read. */
export const FACTS = [
  ...TOP,
  ...OF_BUCKET.map((name) => `bucket.${name}` as const),
  ...OF_KEY.map((name) => `key.${name}` as const),
];
export type FactName = (typeof FACTS)[number];

/** The evidence of somebody who may not read some facts, as the collection would have it. */
export function mask(evidence: Evidence, hidden: ReadonlySet<FactName>): Evidence {
  const open = <T extends object>(one: T, names: readonly (keyof T & string)[], prefix: string): T => ({
    ...one,
    ...Object.fromEntries(
      names
        .filter((name) => hidden.has(`${prefix}${name}` as FactName))
        // What was not asked for, nobody refuses.
        .filter((name) => (one[name] as { status?: unknown }).status !== 'unknown')
        .map((name) => [name, WHY]),
    ),
  });
  const top = open(evidence, TOP, '');
  const { named } = evidence;
  // Without an association nobody knows of the bucket, and without its encryption nobody knows of the key.
  const buckets = hidden.has('associations')
    ? top.buckets.filter(({ name }) => named.buckets.includes(name))
    : top.buckets;
  const isKeySeen = buckets.length > 0 && !hidden.has('bucket.encryption');
  const keys = isKeySeen ? top.keys : top.keys.filter(({ arn }) => named.keys.includes(arn));
  return {
    ...top,
    buckets: buckets
      .map((one) => open(one, OF_BUCKET, 'bucket.'))
      // That it exists is seen from whatever S3 tells of it.
      .map((one) => (isAnySeen(one) ? one : { ...one, exists: WHY })),
    keys: keys.map((one) => open(one, OF_KEY, 'key.')),
  };
}

function isAnySeen({ region, policy, encryption }: BucketFacts): boolean {
  return [region, policy, encryption].some(({ status }) => status !== 'unknown');
}

/** Each fact by itself, all of them, and halves that differ from call to call of `next`, the same in each run. */
export function hiddenSets(halves: number): ReadonlySet<FactName>[] {
  let state = 12_345;
  const next = (): boolean => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31 < 0.5;
  };
  return [
    new Set(FACTS),
    ...FACTS.map((name) => new Set([name])),
    ...Array.from({ length: halves }, () => new Set(FACTS.filter(() => next()))),
  ];
}
