/** The rehearsal of the seven steps as an outcome. */
import { codeSpan, escapeMarkdown, proseOf, tableOf } from '../language/explain/markdown';
import { decisive, markOf, needsLook, summaryOf, whatOf, whoOf } from '../rehearsal/report/words';
import type { Rehearsal, RequestResult, StepResult } from '../rehearsal/result';
import type { OutcomeResource, Tag } from './api/task-result-outcome';
import { MAX_BODY, MAX_DESCRIPTION } from './limits';
import { cut, fitParagraphs } from './texts';

const MOST_REASONS = 3;

/** @param companions workspaces whose last plans were rehearsed with it */
export function rehearsalOutcome({ steps }: Rehearsal, companions: readonly string[]): OutcomeResource {
  return {
    type: 'task-result-outcomes',
    attributes: {
      'outcome-id': 'rehearsal',
      description: cut(`Rehearsal, ${summaryOf(steps)}`, MAX_DESCRIPTION),
      tags: { Status: [statusOf(steps)] },
      body: fitParagraphs(
        [tableOfSteps(steps), view(companions), ...steps.filter(needsLook).flatMap(details)],
        MAX_BODY,
      ),
    },
  };
}

/** What is not known is not well. */
function statusOf(steps: readonly StepResult[]): Tag {
  if (steps.some(({ asExpected }) => asExpected === false))
    return { label: 'Not as expected', level: 'warning' };
  const isKnown = steps.every(({ asExpected }) => asExpected === true);
  return isKnown ? { label: 'As expected', level: 'none' } : { label: 'Not known', level: 'info' };
}

function tableOfSteps(steps: readonly StepResult[]): string {
  return tableOf(
    ['step', 'account', 'what it does', 'expected', 'will be', ''],
    steps.map((step) => [
      String(step.step),
      step.account,
      escapeMarkdown(step.title),
      step.expected,
      step.outcome,
      markOf(step),
    ]),
  );
}

function view(companions: readonly string[]): string {
  return companions.length > 0
    ? `Rehearsed with the last plans of ${companions.map(codeSpan).join(', ')}: as old as those are.`
    : 'Rehearsed with this plan alone: what other workspaces hold is not known.';
}

/** Why a step is as it is: a paragraph of its own for what was asked, and for what was seen. */
function details(step: StepResult): string[] {
  const asked = decisive(step).map(requestOf);
  const seen = step.findings.map(({ message }) => `- ${proseOf(message)}`);
  const lines = [...asked, ...seen];
  if (lines.length === 0) return [];
  return [`**Step ${step.step}, ${escapeMarkdown(step.title)}: ${markOf(step)}**`, ...lines];
}

function requestOf(request: RequestResult): string {
  const { action, principal, decision, reasons } = request;
  const kind = decision === 'unknown' ? 'not known' : decision;
  const why = reasons.filter((reason) => !reason.startsWith('User: ')).slice(0, MOST_REASONS);
  const head = `- ${codeSpan(action)} on ${whatOf(request)} by ${escapeMarkdown(whoOf(principal))}: ${kind}`;
  return [head, ...why.map((reason) => `  - ${proseOf(reason)}`)].join('\n');
}
