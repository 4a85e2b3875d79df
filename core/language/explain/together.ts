/** Requests that are told together: same caller, same decision, same reasons but for the name of the action. */
import type { Explanation } from '../../access/evaluate';
import { LAYER_NAMES } from '../../access/reasons';
import type { WorldGrant } from '../../rehearsal/world/world';
import { decide, withoutSubject, type Decided } from './decide';
import { grantsOutOfForce } from './grants-out-of-force';
import { listOf } from './markdown';
import { conditionRemedy, reasonsFor, type Reasons } from './own-statement';
import { remedyFor, type Remedy } from './remedy';
import type { Subject } from './subject';
import type { View } from './view';

/** What there is to tell of a request, in the evaluator's words. */
export interface Told {
  readonly decided: Decided;
  readonly reasons: Reasons;
  readonly outOfForce: readonly WorldGrant[];
  readonly remedy: Remedy | undefined;
  /** Whether the statement's own conditions could be put right, and that alone would not do. */
  readonly needsMore: boolean;
  /** What it comes to without the subject, as the end of a sentence; empty where that changes nothing. */
  readonly without: string;
}

/** Requests as one. */
export interface Group {
  readonly first: Told;
  readonly members: readonly Told[];
  readonly actions: readonly string[];
}

export const DECISIONS: Readonly<Record<Explanation['decision'], string>> = {
  allowed: 'allowed',
  denied: 'denied',
  unknown: 'not known',
};

export function tell(decided: Decided, subject: Subject, view: View): Told {
  const own = subject.kind === 'statement' ? conditionRemedy(decided, subject, view) : undefined;
  const remedy = remedyFor(decided);
  const isEnough = own?.decision === 'allowed' && remedy !== undefined;
  return {
    decided,
    reasons: reasonsFor(decided, subject, view),
    outOfForce: grantsOutOfForce(decided, view),
    remedy: isEnough ? own : remedy,
    needsMore: own?.decision === 'denied',
    without: withoutIt(decided, subject, view),
  };
}

/** Groups in the order of their first requests. */
export function together(told: readonly Told[]): Group[] {
  const groups = new Map<string, Told[]>();
  for (const one of told) {
    const key = keyOf(one);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap((members) => {
    const [first] = members;
    return first ? [{ first, members, actions: [...new Set(members.map(actionOf))] }] : [];
  });
}

/** A text of a group's first request, said of all its actions. */
export function saidOfAll(text: string, { first, actions }: Group): string {
  if (actions.length === 1) return text;
  return withoutAction(text, actionOf(first))
    .replaceAll(ACTION, () => listOf(actions))
    .replaceAll(OPERATION, () => listOf(actions.map(operationOf)));
}

/** Which layers decide, and by what. */
export function deciderOf({ decision, denial, because }: Explanation): string {
  const layers = because.map((layer) => LAYER_NAMES[layer]).join(', ');
  if (layers === '') return 'nothing in view';
  if (decision === 'allowed') return `Allow in ${layers}`;
  if (decision === 'unknown') return `depends on ${layers}`;
  return denial === 'explicit' ? `Deny in ${layers}` : `no Allow in ${layers}`;
}

/** What the subject changes: the decision, or the layers that make it. */
function withoutIt({ candidate, explanation }: Decided, subject: Subject, view: View): string {
  const other = withoutSubject(candidate, subject, view);
  if (!other) return '';
  const after = decide(other).explanation;
  const isSame = after.decision === explanation.decision;
  if (isSame && deciderOf(after) === deciderOf(explanation)) return '';
  return `${DECISIONS[after.decision]}${isSame ? ' as well' : ''} (${deciderOf(after)})`;
}

/** What makes two requests one to a reader. */
function keyOf(told: Told): string {
  const { decided, reasons, outOfForce, remedy, needsMore, without } = told;
  const { candidate, explanation } = decided;
  const { request } = candidate.ask;
  const texts = [reasons.first ?? '', ...reasons.others, remedy?.text ?? ''];
  return JSON.stringify([
    request.principal,
    request.resource,
    candidate.isRole,
    explanation.decision,
    deciderOf(explanation),
    texts.map((text) => withoutAction(text, request.action)),
    outOfForce.map(({ name }) => name),
    remedy?.decision,
    needsMore,
    without,
  ]);
}

/** Stand for an action, and for the operation of a grant with its name; neither is in any sentence. */
const ACTION = '\u0001';
const OPERATION = '\u0002';

function withoutAction(text: string, action: string): string {
  return replaceWord(replaceWord(text, action, ACTION), operationOf(action), OPERATION);
}

function replaceWord(text: string, word: string, by: string): string {
  return text.replaceAll(word, (found, at: number) =>
    /[\w:]$/.test(text.slice(0, at)) || /^[\w*]/.test(text.slice(at + word.length)) ? found : by,
  );
}

function actionOf({ decided }: Told): string {
  return decided.candidate.ask.request.action;
}

function operationOf(action: string): string {
  return action.slice(action.indexOf(':') + 1);
}
