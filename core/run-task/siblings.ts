/** Which workspaces' plans belong together: those that are about the same buckets, keys and accounts. */
import { MAX_COMPANIONS } from './limits';

/** What a plan is about. */
export interface Marks {
  /** Twelve digits each. */
  readonly accounts: ReadonlySet<string>;
  /** Buckets, keys and file systems, by names that are unique in the world. */
  readonly names: ReadonlySet<string>;
}

const ACCOUNTS = /(?<![\w-])\d{12}(?![\w-])/g;
const NAMES = [
  /arn:aws[a-z-]*:s3:::([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])/g,
  /s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])/g,
  /"bucket":\s*"([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])"/g,
  /(arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+)/g,
  /\b(fs-[0-9a-f]{8,17})\b/g,
];
/** Deployments side by side share one account, as that of the keys; those that share two are one. */
const SHARED_ACCOUNTS = 2;

/** @param text of a plan, as JSON */
export function marksOf(text: string): Marks {
  return {
    accounts: new Set(text.match(ACCOUNTS) ?? []),
    names: new Set(NAMES.flatMap((pattern) => [...text.matchAll(pattern)].map(([, name]) => name ?? ''))),
  };
}

export function areSiblings(a: Marks, b: Marks): boolean {
  return shared(a.names, b.names) > 0 || shared(a.accounts, b.accounts) >= SHARED_ACCOUNTS;
}

/** Those that belong to a plan, directly or by one another; the nearest ones where there are too many. */
export function siblingsOf<T extends { readonly marks: Marks }>(own: Marks, others: readonly T[]): T[] {
  const found: T[] = [];
  let edge: readonly Marks[] = [own];
  while (edge.length > 0 && found.length < MAX_COMPANIONS) {
    const next = others.filter(
      (other) => !found.includes(other) && edge.some((marks) => areSiblings(marks, other.marks)),
    );
    found.push(...next);
    edge = next.map(({ marks }) => marks);
  }
  return found.slice(0, MAX_COMPANIONS);
}

function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let count = 0;
  for (const one of a) if (b.has(one)) count++;
  return count;
}
