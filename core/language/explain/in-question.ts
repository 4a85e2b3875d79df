/** Which requests are told, and in which order: those of whom the statement names first. */
import { parseArn } from '../../facts/arns';
import { isKnownText } from '../../rehearsal/world/text';
import { traceOfSubject, type Decided } from './decide';
import type { StatementSubject, Subject } from './subject';
import type { View } from './view';

export interface InQuestion {
  readonly told: readonly Decided[];
  /** What was left out, and why: sentences. */
  readonly leftOut: readonly string[];
}

/** More would not be read. */
const MAX_REQUESTS = 8;

export function inQuestion(decided: readonly Decided[], subject: Subject, view: View): InQuestion {
  const all = distinct(decided);
  const { told, guessed } =
    subject.kind === 'grant' ? { told: all, guessed: [] } : byPrincipal(all, subject, view);
  const more = told.length - MAX_REQUESTS;
  return {
    told: told.slice(0, MAX_REQUESTS),
    leftOut: [
      ...(subject.kind === 'grant' ? [] : whyLeftOut(guessed, subject, view)),
      ...(more > 0 ? [`${more} more ${more === 1 ? 'request' : 'requests'} like these.`] : []),
    ],
  };
}

function distinct(decided: readonly Decided[]): Decided[] {
  const keyOf = ({ candidate: { title, ask }, explanation: { decision } }: Decided) =>
    [title, ask.request.action, ask.request.resource, decision].join('\n');
  return [...new Map(decided.toReversed().map((one) => [keyOf(one), one])).values()].toReversed();
}

/**
 * Callers that the statement's Principal means come first; others only where something else in view makes them
 * users. Where it means none of them, that may be the mistake, and all are told.
 */
function byPrincipal(
  all: readonly Decided[],
  subject: StatementSubject,
  view: View,
): { told: Decided[]; guessed: Decided[] } {
  const named = all.filter((one) => isNamed(one, subject, view));
  if (named.length === 0) return { told: [...all], guessed: [] };
  const others = all.filter((one) => !named.includes(one));
  return {
    told: [...named, ...others.filter((one) => isUser(one, view))],
    guessed: others.filter((one) => !isUser(one, view)),
  };
}

function isNamed(decided: Decided, subject: StatementSubject, view: View): boolean {
  const principal = traceOfSubject(decided, subject, view)?.elements.find(
    ({ element }) => element === 'Principal',
  );
  return principal?.matches !== 'no';
}

/** Whether other statements, a grant or a linked bucket in view make the caller's account a user. */
function isUser(decided: Decided, { world }: View): boolean {
  const account = accountOf(decided);
  const { explanation } = decided;
  return (
    explanation.decision !== 'denied' ||
    explanation.trace.statements.some(
      ({ effect, elements }) =>
        effect === 'Allow' &&
        elements.some(({ element, matches }) => element === 'Principal' && matches === 'yes'),
    ) ||
    world.grants.some((grant) => grant.account === account) ||
    world.links.some(({ fileSystem, bucket }) => [fileSystem.account, bucket.account].includes(account))
  );
}

function accountOf({ candidate }: Decided): string {
  return parseArn(candidate.ask.request.principal)?.account ?? '';
}

/** What is left out of each account, and why. */
function whyLeftOut(guessed: readonly Decided[], subject: StatementSubject, view: View): string[] {
  const of = subject.policy.kind === 'bucket' ? 'the bucket' : 'the key';
  const byAccount = new Map(guessed.map((one) => [accountOf(one), one]));
  return [...byAccount].map(([account, one]) => {
    const who = isKnownText(account) ? `account ${account}` : 'an account that is not in view';
    const conditions = traceOfSubject(one, subject, view)?.elements.flatMap(({ key, wanted }) =>
      key !== undefined && wanted.includes(account) ? [key] : [],
    );
    const only = conditions?.length ? ` (only its condition ${conditions.join(' and ')} does)` : '';
    return `requests of ${who}. The Principal of this statement does not name it${only}, and nothing else in these files makes it a user of ${of}.`;
  });
}
