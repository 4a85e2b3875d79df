/** What stands at the top of a report: what was asked, what it comes to, and what the subject changes. */
import { codeSpan, listOf, tableOf } from './markdown';
import type { Subject } from './subject';
import { marked, titleOf } from './titles';
import { DECISIONS, deciderOf, type Told } from './together';
import type { Words } from './words';

/** What was asked, and what it comes to. */
export function askedLine(told: readonly Told[], words: Words): string {
  const requests = told.map(({ decided }) => decided.candidate.ask.request);
  const actions = [...new Set(requests.map(({ action }) => action))];
  const resources = [...new Set(requests.map(({ resource }) => words.exact(resource)))];
  return `Asked: ${listOf(actions.map(codeSpan))} on ${listOf(resources.map(codeSpan))}. **${countOf(told)}**`;
}

function countOf(told: readonly Told[]): string {
  const counts = (['denied', 'unknown', 'allowed'] as const).flatMap((decision) => {
    const count = told.filter(({ decided }) => decided.explanation.decision === decision).length;
    return count > 0 ? [{ count, word: DECISIONS[decision] }] : [];
  });
  const [first] = counts;
  if (told.length === 1) return `1 request, ${first?.word ?? ''}.`;
  const each = counts.map(({ count, word }) => `${count} ${word}`).join(', ');
  return `${told.length} requests${counts.length === 1 ? `, all ${first?.word ?? ''}` : `: ${each}`}.`;
}

/** A row for each request: who does what, the decision, what decides. */
export function requestTable(told: readonly Told[]): string {
  const rows = told.map((one) => {
    const { explanation } = one.decided;
    return [titleOf(one), marked(explanation.decision), deciderOf(explanation)];
  });
  return tableOf(['Request', 'Decision', 'Decided by'], rows);
}

/** What the subject changes, where that is the same for every request; else each group says it. */
export function withoutLine(told: readonly Told[], subject: Subject): string | undefined {
  const changes = new Set(told.map(({ without }) => without));
  const [only] = changes;
  if (changes.size !== 1 || (only !== '' && told.length === 1)) return undefined;
  const name = nameOf(subject);
  if (only === '' || only === undefined) return `**Without ${name}:** nothing changes.`;
  return `**Without ${name}:** all ${only}.`;
}

/** The subject in a sentence. */
export function nameOf({ kind }: Subject): string {
  return kind === 'grant' ? 'this grant' : 'this statement';
}
