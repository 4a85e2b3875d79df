import { isRecord } from '../json-value';
import { knownPartition, type Caller } from './caller';
import { splitArn } from './arn-pattern';
import { sameText, subjectOf, type Subject } from './pattern';
import { referencesIn, textOf, textsOf } from './text';
import { and, FALSE, not, or, TRUE, UNKNOWN, type Truth } from './truth';

/** How far a principal element covers a caller. */
export interface PrincipalMatch {
  /** It names the user, the session or everyone: a boundary's or session policy's silence does not limit it. */
  direct: Truth;
  /** It names the caller's role: limited by boundary and session policy. */
  role: Truth;
  /** It names the caller's account: in an Allow it delegates to the account's identity policies. */
  account: Truth;
}

export interface CompiledPrincipal {
  /** As the policy writes them. */
  wanted: readonly string[];
  references: readonly string[];
  entries: readonly Entry[];
}

type Entry =
  | { kind: 'everyone' }
  | { kind: 'account'; account: Subject; partition: string | undefined }
  | { kind: 'arn'; arn: Subject; account: Subject }
  | { kind: 'service'; name: Subject }
  | { kind: 'unresolved'; text: Subject }
  | { kind: 'nobody' };

const NONE: PrincipalMatch = { direct: FALSE, role: FALSE, account: FALSE };
const DIRECT: PrincipalMatch = { direct: TRUE, role: FALSE, account: FALSE };
const OPEN: PrincipalMatch = { direct: UNKNOWN, role: UNKNOWN, account: UNKNOWN };

/**
 * Compiles a `Principal` or `NotPrincipal` element. Account ids and `…:root` mean the account; wildcards inside
 * an ARN are no wildcards.
 * Source: IAM User Guide, "AWS JSON policy elements: Principal".
 * @returns undefined when it is none of the forms that AWS takes
 */
export function compilePrincipal(element: unknown): CompiledPrincipal | undefined {
  const whole = textOf(element);
  if (whole !== undefined) {
    if (whole === '*') return { wanted: ['*'], references: [], entries: [{ kind: 'everyone' }] };
    const references = referencesIn(whole);
    if (references.length === 0) return undefined;
    return { wanted: [whole], references, entries: [{ kind: 'unresolved', text: subjectOf(whole) }] };
  }
  if (!isRecord(element)) return undefined;
  const wanted: string[] = [];
  const entries: Entry[] = [];
  for (const [type, value] of Object.entries(element)) {
    const texts = textsOf(value);
    if (texts === undefined || !['AWS', 'Service', 'Federated', 'CanonicalUser'].includes(type))
      return undefined;
    wanted.push(...texts);
    entries.push(...texts.map((text) => entryOf(type, text)));
  }
  return { wanted, entries, references: wanted.flatMap(referencesIn) };
}

function entryOf(type: string, text: string): Entry {
  if (type === 'Service') return { kind: 'service', name: subjectOf(text) };
  if (type !== 'AWS') return { kind: 'nobody' };
  if (text === '*') return { kind: 'everyone' };
  if (/^\d{12}$/.test(text)) {
    return { kind: 'account', account: subjectOf(text), partition: undefined };
  }
  const [, partition, service, , account = '', resource = ''] = splitArn(text) ?? [];
  if (service === undefined) {
    return referencesIn(text).length > 0 ? { kind: 'unresolved', text: subjectOf(text) } : { kind: 'nobody' };
  }
  if (service === 'iam' && resource === 'root') {
    return { kind: 'account', account: subjectOf(account), partition: knownPartition(partition) };
  }
  if (`${service}${resource.split('/')[0] ?? ''}`.includes('${'))
    return { kind: 'unresolved', text: subjectOf(text) };
  return { kind: 'arn', arn: subjectOf(text), account: subjectOf(account) };
}

/** How a principal element covers a caller; the greatest of its entries. */
export function matchPrincipal(principal: CompiledPrincipal, caller: Caller): PrincipalMatch {
  let best = NONE;
  for (const entry of principal.entries) {
    const found = matchEntry(entry, caller);
    if (found !== NONE) best = best === NONE ? found : joined(best, found);
  }
  return best;
}

function joined(a: PrincipalMatch, b: PrincipalMatch): PrincipalMatch {
  return { direct: or(a.direct, b.direct), role: or(a.role, b.role), account: or(a.account, b.account) };
}

function matchEntry(entry: Entry, caller: Caller): PrincipalMatch {
  switch (entry.kind) {
    case 'everyone':
      return DIRECT;
    case 'nobody':
      return NONE;
    case 'service':
      return caller.kind === 'service' ? { ...NONE, direct: sameText(entry.name, caller.subject) } : NONE;
    case 'account': {
      const same = caller.account ? sameText(entry.account, caller.account) : FALSE;
      const elsewhere = (entry.partition ?? caller.partition) !== (caller.partition ?? entry.partition);
      if (same === FALSE || elsewhere) return NONE;
      return caller.kind === 'root' ? { ...NONE, direct: same } : { ...NONE, account: same };
    }
    case 'unresolved':
      return matchUnresolved(entry.text, caller);
    case 'arn':
      return matchArn(entry.arn, entry.account, caller);
  }
}

function matchArn(arn: Subject, account: Subject, caller: Caller): PrincipalMatch {
  if (!caller.account) return NONE;
  if (caller.kind === 'unresolved') {
    const possible = and(sameText(arn, caller.subject), sameText(account, caller.account));
    return possible === FALSE
      ? NONE
      : { direct: possible === TRUE ? UNKNOWN : possible, role: possible, account: FALSE };
  }
  const named = caller.kind === 'role' ? FALSE : sameText(arn, caller.subject);
  const role = caller.role ? sameText(arn, caller.role) : FALSE;
  return named === FALSE && role === FALSE ? NONE : { direct: named, role, account: FALSE };
}

/** A reference alone may be an ARN, an account or everyone; the same reference as the caller's is the caller. */
function matchUnresolved(text: Subject, caller: Caller): PrincipalMatch {
  if (!caller.account) return { ...NONE, direct: UNKNOWN };
  const names = (subject: Subject | undefined) => subject !== undefined && sameText(text, subject) === TRUE;
  if (names(caller.role) || (caller.kind === 'unresolved' && names(caller.subject)))
    return { ...OPEN, role: TRUE };
  if (names(caller.subject)) return { ...OPEN, direct: TRUE };
  if (names(caller.account)) return { ...OPEN, account: TRUE };
  const parts = splitArn(text.text);
  if (parts && sameText(subjectOf(parts[4] ?? ''), caller.account) === FALSE) return NONE;
  return OPEN;
}

/** Whether a principal element covers a caller in any way: what counts in a Deny. */
export function covers({ direct, role, account }: PrincipalMatch): Truth {
  return or(direct, or(role, account));
}

/**
 * Whether a `NotPrincipal` leaves a caller uncovered, so that its statement applies. A Deny spares a user, role
 * or session only when its account stands in the list as well.
 * Source: IAM User Guide, "AWS JSON policy elements: NotPrincipal".
 */
export function notListed(principal: CompiledPrincipal, caller: Caller, effect: 'Allow' | 'Deny'): Truth {
  const { direct, role, account } = matchPrincipal(principal, caller);
  const named = or(direct, role);
  if (effect === 'Allow') return not(or(named, account));
  const everyone = principal.entries.some((entry) => entry.kind === 'everyone');
  const needsAccount = caller.account !== undefined && caller.kind !== 'root' && !everyone;
  return not(needsAccount ? and(named, account) : named);
}
