/** What a check comes to: the final result of a task. */
import type { Tool } from '../lint/format/report';
import { summaryOf } from '../rehearsal/report/words';
import type { OutcomeResource } from './api/task-result-outcome';
import type { TaskResult } from './api/task-result';
import type { PlanCheck, PlanFinding } from './check-plan';
import { findingOutcomes, moreOutcome } from './finding-outcomes';
import { MAX_MESSAGE, MAX_OUTCOMES } from './limits';
import { rehearsalOutcome } from './rehearsal-outcome';
import { cut, plural } from './texts';

/** Before a plan there is nothing to check. */
export const NOTHING_TO_CHECK: TaskResult = {
  status: 'passed',
  message: 'Nothing to check before the plan: let this run task run after it (post-plan).',
  outcomes: [],
};

/**
 * The result of a check. Only errors in what the plan changes fail: warnings, what stands as it stood, and what is
 * not known do not. It is the same for advisory and mandatory tasks: what comes of it is HCP Terraform's to decide.
 */
export function resultOf(check: PlanCheck, tool: Tool): TaskResult {
  const fails = check.findings.filter((finding) => finding.fails);
  return {
    status: fails.length > 0 ? 'failed' : 'passed',
    message: messageOf(check, fails),
    outcomes: outcomesOf(check, tool),
  };
}

function messageOf(check: PlanCheck, fails: readonly PlanFinding[]): string {
  const { findings, rehearsal, companions, changed, standing, isShort, failures } = check;
  const standingErrors = findings.filter(({ severity, fails: failing }) => severity === 'error' && !failing);
  const warnings = findings.filter(({ severity }) => severity === 'warning');
  const counts = [
    plural(fails.length, 'error'),
    plural(warnings.length, 'warning'),
    ...(standingErrors.length > 0
      ? [`${plural(standingErrors.length, 'error')} in what is not changed`]
      : []),
  ];
  const beside =
    companions.length > 0 ? `with the last plans of ${companions.join(', ')}` : 'of this plan alone';
  const sentences = [
    ...(isShort ? ['The plan ended with an error, so it may be short of something.'] : []),
    `${counts.join(', ')} (${plural(changed, 'resource')} changed, ${standing} as they were).`,
    ...(rehearsal ? [`Rehearsal ${beside}: ${summaryOf(rehearsal.steps)}`] : []),
    ...(failures.length > 0
      ? [`Not checked, as the rule broke: ${failures.map(({ rule }) => rule).join(', ')}.`]
      : []),
    // For callers that take no outcomes, and for whoever reads no further.
    ...fails.map(({ rule, address, message }) => `${address ?? rule}: ${message}`),
  ];
  return cut(sentences.join(' '), MAX_MESSAGE);
}

/** What fails first, then the rehearsal, then the rest; what is too much is summed up in the last one. */
function outcomesOf({ findings, rehearsal, companions }: PlanCheck, tool: Tool): OutcomeResource[] {
  const ranked = findingOutcomes(findings, tool);
  const failing = ranked.filter(({ rank }) => rank === 0);
  const others = ranked.filter(({ rank }) => rank > 0);
  const rehearsed = rehearsal ? [rehearsalOutcome(rehearsal, companions)] : [];
  const room = MAX_OUTCOMES - rehearsed.length;
  const isTooMuch = ranked.length > room;
  const shown = isTooMuch ? room - 1 : room;
  const outcomes = (some: typeof ranked) => some.map(({ outcome }) => outcome);
  return [
    ...outcomes(failing.slice(0, shown)),
    ...rehearsed,
    ...outcomes(others.slice(0, Math.max(0, shown - failing.length))),
    ...(isTooMuch ? [moreOutcome(ranked.slice(shown), tool)] : []),
  ];
}
