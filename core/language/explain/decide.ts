/** Decides the requests of a subject, with it and without it. */
import { evaluateAccess, type Explanation } from '../../access/evaluate';
import type { AccessGrant, AccessPolicies } from '../../access/request';
import type { Pointer } from '../../access/policy';
import type { StatementTrace } from '../../access/trace-types';
import { isRecord } from '../../json-value';
import type { Statement } from '../../model/statement';
import { explainAsk, policiesOf, type Ask } from '../../rehearsal/requests/ask';
import { withOpenKeys } from '../../rehearsal/requests/context';
import { grantsOfKey } from '../../rehearsal/steps/grants-in-force';
import type { HeldPolicy, WorldGrant } from '../../rehearsal/world/world';
import { statementsOf } from '../../policies/statements';
import { isSameGrant, mapPolicies, policyOf, statementAt } from './held';
import type { Candidate } from './candidate';
import type { StatementSubject, Subject } from './subject';
import type { View } from './view';

export interface Decided {
  readonly candidate: Candidate;
  readonly explanation: Explanation;
  /** The grants that were looked at, in the order of the trace. */
  readonly grants: readonly WorldGrant[];
}

/** What is tried out on a request. */
export interface Trial {
  readonly resourcePolicy?: unknown;
  readonly identityPolicies?: readonly unknown[];
  readonly grants?: readonly AccessGrant[];
}

/** Who an administrator is settles nothing that is asked here: the account is what counts. */
const OPEN_NAME = /\$\{administrator\}, /;

/** Decides a request with the grants; unknown where only one that may not come about would allow it. */
export function decide(candidate: Candidate): Decided {
  const { ask, grants } = candidate;
  const { certain, possible } = grants;
  const sure = explainWith(ask, certain);
  if (possible.length === 0 || sure.decision === 'allowed')
    return { candidate, explanation: sure, grants: certain };
  const all = [...certain, ...possible];
  const best = explainWith(ask, all);
  if (best.decision !== 'allowed') return { candidate, explanation: best, grants: all };
  const names = possible.map((_, index) => `grants[${certain.length + index}]`).join(', ');
  const { message: _, denial: __, ...rest } = best;
  return {
    candidate,
    grants: all,
    explanation: {
      ...rest,
      decision: 'unknown',
      because: ['grant'],
      reasons: [`${names} would allow it, and whether it can be created is not known.`],
    },
  };
}

/** Decides a request with another resource policy or with more grants. */
export function tryOut({ candidate, grants }: Decided, trial: Trial): Explanation['decision'] {
  const { request, deciders } = candidate.ask;
  const policies = policiesOf({ request, deciders: { ...deciders, grants } });
  const changed: AccessPolicies = {
    ...policies,
    ...(trial.resourcePolicy === undefined ? {} : { resourcePolicy: trial.resourcePolicy }),
    ...(trial.identityPolicies === undefined ? {} : { identityPolicies: trial.identityPolicies }),
    grants: [...(policies.grants ?? []), ...(trial.grants ?? [])],
  };
  return evaluateAccess(withOpenKeys(request, changed), changed).decision;
}

/** The same request in a world without the subject; undefined for one that there would not be. */
export function withoutSubject(candidate: Candidate, subject: Subject, view: View): Candidate | undefined {
  if (subject.kind === 'grant') {
    const { certain, possible } = candidate.grants;
    const others = (grants: readonly WorldGrant[]) => grants.filter((grant) => !isSameGrant(grant, subject));
    return candidate.isRole
      ? { ...candidate, grants: { certain: others(certain), possible: others(possible) } }
      : undefined;
  }
  return withoutStatement(candidate, subject, view);
}

function withoutStatement(
  candidate: Candidate,
  subject: StatementSubject,
  { model, world }: View,
): Candidate {
  const { ask, link, isRole, grants } = candidate;
  const change = (held: HeldPolicy) =>
    policyOf(held, model) === subject.policy ? removeStatement(held, subject) : held;
  const { resourcePolicy } = ask.deciders;
  const key = link.key && { ...link.key, policy: change(link.key.policy) };
  const isOnKey = isRole && ask.request.action.startsWith('kms:');
  return {
    ...candidate,
    ask: {
      ...ask,
      deciders: {
        ...ask.deciders,
        ...(resourcePolicy && { resourcePolicy: change(resourcePolicy) }),
        identityPolicies: ask.deciders.identityPolicies.map(change),
      },
    },
    grants: key && isOnKey ? grantsOfKey({ ...link, key }, key, mapPolicies(world, change)) : grants,
  };
}

function removeStatement(held: HeldPolicy, subject: StatementSubject): HeldPolicy {
  const { document } = held;
  const statements = statementsOf(document);
  const kept = statements.filter((_, index) => statementOf(subject, statements, index) !== subject.statement);
  return isRecord(document) ? { ...held, document: { ...document, Statement: kept } } : held;
}

function statementOf(
  { policy }: StatementSubject,
  statements: readonly unknown[],
  index: number,
): Statement | undefined {
  const statement = statements[index];
  const sid = isRecord(statement) && typeof statement['Sid'] === 'string' ? statement['Sid'] : undefined;
  return statementAt(policy, { index, sid, count: statements.length });
}

/** How the subject's own statement met a request. */
export function traceOfSubject(
  { candidate, explanation }: Decided,
  subject: StatementSubject,
  view: View,
): StatementTrace | undefined {
  return explanation.trace.statements.find(({ pointer, index }) => {
    const held = heldAt(pointer, candidate.ask);
    return (
      policyOf(held, view.model) === subject.policy &&
      statementOf(subject, statementsOf(held?.document), index) === subject.statement
    );
  });
}

/** The policy that a place in the evaluator's input stands in. */
export function heldAt([name, index]: Pointer, { deciders }: Ask): HeldPolicy | undefined {
  if (name === 'resourcePolicy') return deciders.resourcePolicy;
  return name === 'identityPolicies' ? deciders.identityPolicies[Number(index)] : undefined;
}

const CALLER_KEYS = /^(kms:CallerAccount|aws:PrincipalAccount|aws:PrincipalArn)$/i;

/**
 * The requests that a statement is about: its actions, and of those the ones whose callers it fits best. Where it
 * fits nobody's, all of its actions: that may be the mistake.
 */
export function concerned(decided: readonly Decided[], subject: Subject, view: View): Decided[] {
  if (subject.kind === 'grant') return [...decided];
  const near = decided.flatMap((one) => {
    const trace = traceOfSubject(one, subject, view);
    return trace && isAbout(trace) ? [{ one, fit: fitOf(trace) }] : [];
  });
  const best = Math.max(...near.map(({ fit }) => fit));
  return near.filter(({ fit }) => fit === best).map(({ one }) => one);
}

function isAbout({ elements, problem }: StatementTrace): boolean {
  return (
    problem !== undefined || elements.some(({ element, matches }) => element === 'Action' && matches !== 'no')
  );
}

function fitOf({ elements }: StatementTrace): number {
  const callers = elements.filter(
    ({ element, key }) => element === 'Principal' || (key !== undefined && CALLER_KEYS.test(key)),
  );
  return Math.min(2, ...callers.map(({ matches }) => ({ yes: 2, unknown: 1, no: 0 })[matches]));
}

function explainWith({ request, deciders }: Ask, grants: readonly WorldGrant[]): Explanation {
  const explanation = explainAsk({ request, deciders: { ...deciders, grants } });
  return { ...explanation, reasons: explanation.reasons.map((reason) => reason.replace(OPEN_NAME, '')) };
}
