/** What the statement that is asked about does to a request, and which change of its conditions would be enough. */
import { describe } from '../../access/element-text';
import { nameOf as traceName } from '../../access/reasons';
import type { ElementTrace, StatementTrace } from '../../access/trace-types';
import { isRecord } from '../../json-value';
import { statementsOf } from '../../policies/statements';
import { heldAt, traceOfSubject, tryOut, type Decided } from './decide';
import type { Remedy } from './remedy';
import { reasonsOf } from './reasons';
import type { StatementSubject, Subject } from './subject';
import type { View } from './view';

/** Reasons of a decision, in the evaluator's words. */
export interface Reasons {
  /** How the statement at the cursor fails: what is to be read first. */
  readonly first: string | undefined;
  readonly others: readonly string[];
}

/** The reasons of a decision, with what they say of the subject's own statement first. */
export function reasonsFor(decided: Decided, subject: Subject, view: View): Reasons {
  const reasons = reasonsOf(decided);
  const trace = subject.kind === 'statement' ? traceOfSubject(decided, subject, view) : undefined;
  if (!trace) return { first: undefined, others: reasons };
  const name = traceName(trace);
  const said = reasons.find((reason) => reason.startsWith(`${name} `));
  const others = reasons.filter((reason) => reason !== said);
  if (trace.problem !== undefined)
    return { first: said ?? `${name} has no effect: ${trace.problem}.`, others };
  if (trace.applies === 'no') return { first: failing(name, said, trace), others };
  if (reasons.some((reason) => reason.includes(name))) return { first: undefined, others: reasons };
  return { first: undefined, others: [`${name} ${metWith(trace, decided)}.`, ...reasons] };
}

/** `… names kms:Decrypt, but its condition … fails` as what it means: the statement does not apply. */
function failing(name: string, said: string | undefined, { elements }: StatementTrace): string {
  const at = said?.indexOf(', but ') ?? -1;
  const why = said === undefined || at < 0 ? undefined : said.slice(at + ', but '.length);
  const failed = elements.filter(({ matches }) => matches === 'no').map(describe);
  return `${name} does not apply: ${why ?? `${failed.join('; and ')}.`}`;
}

function metWith({ applies, effect, elements }: StatementTrace, { explanation }: Decided): string {
  if (applies === 'yes') {
    const enough = explanation.decision === 'denied' ? `, and its ${effect} is not what is missing` : '';
    return `applies to this request${enough}`;
  }
  const open = elements.filter(({ matches }) => matches !== 'yes').map(describe);
  return `may apply: ${open.join('; and ') || 'its Effect is not known'}`;
}

/** Condition keys whose right value is what the request carries, neither wider nor narrower. */
const EXACT_KEYS = /^(kms:CallerAccount|kms:ViaService|aws:PrincipalAccount)$/i;
/** Operators that a value more can satisfy. */
const POSITIVE = /^(ForA(ny|ll)Values?:)?String(Equals|EqualsIgnoreCase|Like)(IfExists)?$/i;

/**
 * The change of the statement's own conditions, tried out; undefined where something else in it fails, or where
 * what would be right is more than what this one request carries.
 */
export function conditionRemedy(decided: Decided, subject: StatementSubject, view: View): Remedy | undefined {
  if (decided.explanation.denial !== 'implicit') return undefined;
  const trace = traceOfSubject(decided, subject, view);
  if (trace?.effect !== 'Allow' || trace.applies !== 'no' || trace.problem !== undefined) return undefined;
  const failed = trace.elements.filter(({ matches }) => matches === 'no');
  if (!failed.every(isExact)) return undefined;
  const document = failed.reduce(
    (changed: unknown, element) => withFound(changed, trace.index, element),
    heldAt(trace.pointer, decided.candidate.ask)?.document,
  );
  const text = `In this statement ${failed.map(changeOf).join(', and ')}.`;
  const [place, index] = trace.pointer;
  if (place === 'resourcePolicy') return { text, decision: tryOut(decided, { resourcePolicy: document }) };
  const identityPolicies = decided.candidate.ask.deciders.identityPolicies.map((held, at) =>
    at === Number(index) ? document : held.document,
  );
  return { text, decision: tryOut(decided, { identityPolicies }) };
}

function isExact({ operator, key, found }: ElementTrace): boolean {
  if (operator === undefined || key === undefined) return false;
  return POSITIVE.test(operator) && EXACT_KEYS.test(key) && (found?.length ?? 0) > 0;
}

/** A single value is taken for wrong; of several each may be right for another caller. */
function changeOf({ key = '', wanted, found = [] }: ElementTrace): string {
  return wanted.length > 1
    ? `add ${quoted(found)} to the values of ${key}`
    : `write ${key} = ${quoted(found)} instead of ${quoted(wanted)}`;
}

/** The document with that change. */
function withFound(document: unknown, position: number, element: ElementTrace): unknown {
  if (!isRecord(document)) return document;
  const { operator = '', key = '', wanted, found = [] } = element;
  const values = wanted.length > 1 ? [...wanted, ...found] : found;
  const Statement = statementsOf(document).map((statement, index) => {
    if (index !== position || !isRecord(statement) || !isRecord(statement['Condition'])) return statement;
    const { [operator]: keys } = statement['Condition'];
    if (!isRecord(keys)) return statement;
    return { ...statement, Condition: { ...statement['Condition'], [operator]: { ...keys, [key]: values } } };
  });
  return { ...document, Statement };
}

function quoted(values: readonly string[]): string {
  return values.map((value) => JSON.stringify(value)).join(' or ');
}
