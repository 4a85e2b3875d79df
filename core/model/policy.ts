/** Policies as rules look at them, with what they are attached to. */
import { contentOf, entryOf, itemsOf, textOf } from '../syntax/inspect';
import type { Located } from '../syntax/project';
import type { SourceFile } from '../syntax/source-file';
import type { ObjectValue } from '../syntax/value';
import { onceOf, type Once } from './once';
import { readStatement, type Statement } from './statement';

/**
 * What a policy is attached to:
 * - `key`, `bucket`: a resource that has it
 * - `identity`: a user, group or role; `trust`: who may assume a role
 * - `guard`: it only narrows: SCP, RCP, endpoint policy, permissions boundary, session policy
 * - `unknown`: the file does not show it
 */
export type PolicyKind = 'key' | 'bucket' | 'identity' | 'trust' | 'guard' | 'unknown';

export interface Policy {
  /** Works something out of the policy, and keeps it for those who ask again. */
  readonly once: Once<Policy>;
  readonly kind: PolicyKind;
  readonly file: SourceFile;
  readonly node: ObjectValue;
  readonly statements: readonly Statement[];
  /** False when there may be more statements than the file shows. */
  readonly complete: boolean;
  readonly version: string | undefined;
  /** The `aws_iam_policy_document` that makes it: such a policy has the element names of a data source. */
  readonly madeBy: Located | undefined;
  /** The resources that have it: none where the files do not show one, two where keys share a document. */
  readonly holders: readonly Located[];
}

/** Reads a policy. @param kind what it is attached to, where that is known; else it is guessed from what it says */
export function readPolicy(
  node: ObjectValue,
  {
    file,
    kind,
    holders = [],
    madeBy,
  }: Pick<Policy, 'file'> & Partial<Pick<Policy, 'kind' | 'holders' | 'madeBy'>>,
): Policy {
  const list = contentOf(entryOf(node, 'Statement'));
  const items = itemsOf(list).filter((item) => item.kind === 'object');
  // Of a file that is being typed nothing is said to be missing: it may be what is typed next.
  const statements = items.map((item, index) =>
    readStatement(file.wellFormed ? item : { ...item, complete: false }, index),
  );
  const policy: Policy = {
    once: onceOf(() => policy),
    kind: kind ?? guessKind(statements, file.path),
    file,
    node,
    statements,
    complete:
      node.complete &&
      (list?.kind === 'object' ||
        (list?.kind === 'list' && list.complete && items.length === list.items.length)),
    version: textOf(entryOf(node, 'Version')),
    madeBy,
    holders,
  };
  return policy;
}

/** Names of files with policies that only narrow what others allow. */
const GUARD_FILE =
  /\b(scp|rcp|boundary|boundaries|session|endpoint|vpce|service[-_. ]?control|resource[-_. ]?control)\b|guardrail/i;

/** What a policy is for, by what it says: only a resource's policy has principals, and its actions name the service. */
function guessKind(statements: readonly Statement[], path: string): PolicyKind {
  if (statements.length === 0) return 'unknown';
  if (GUARD_FILE.test(path.replaceAll('_', '-'))) return 'guard';
  const hasPrincipal = statements.some(
    ({ principalEntry, notPrincipalEntry }) => principalEntry ?? notPrincipalEntry,
  );
  const services = new Set(statements.flatMap(servicesOf));
  if (!hasPrincipal) return 'identity';
  // A resource's policy that allows nothing would lock everybody out: this one narrows others.
  if (statements.every(({ effect }) => effect === 'Deny') && !services.has('s3')) return 'guard';
  if (services.size !== 1) return 'unknown';
  return services.has('kms')
    ? 'key'
    : services.has('s3')
      ? 'bucket'
      : services.has('sts')
        ? 'trust'
        : 'unknown';
}

/** The services whose actions a statement names. */
function servicesOf({ action, notAction }: Statement): string[] {
  return [...(action?.items ?? []), ...(notAction?.items ?? [])].flatMap((item) => {
    const text = textOf(item);
    return text === undefined
      ? []
      : [text.includes(':') ? text.slice(0, text.indexOf(':')).toLowerCase() : '*'];
  });
}
