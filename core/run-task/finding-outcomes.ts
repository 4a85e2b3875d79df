/** Findings as outcomes: one for each rule, with every place where it found something. */
import { codeSpan, escapeMarkdown, proseOf } from '../language/explain/markdown';
import { pageOf, type Tool } from '../lint/format/report';
import { RULES } from '../rules/registry';
import type { Severity } from '../rules/rule';
import type { OutcomeResource, Tag } from './api/task-result-outcome';
import type { ChangeKind } from './changes';
import type { PlanFinding } from './check-plan';
import { GRANT_FINDING } from './grant-findings';
import { MAX_BODY, MAX_DESCRIPTION, MAX_OUTCOME_ID } from './limits';
import { cut, fitParagraphs, plural } from './texts';

const SEVERITY_TAGS: Readonly<Record<Severity, Tag>> = {
  error: { label: 'Error', level: 'error' },
  warning: { label: 'Warning', level: 'warning' },
  note: { label: 'Note', level: 'info' },
};
const CHANGES: Readonly<Record<ChangeKind, string>> = {
  created: 'is created',
  updated: 'is updated',
  replaced: 'is replaced',
  read: 'is read while the plan is applied',
  deleted: 'is deleted',
  standing: 'is not changed by this plan',
};

/** An outcome and how much it matters: 0 fails the task; then errors in what stands, warnings, notes. */
export interface RankedOutcome {
  readonly rank: number;
  readonly rule: string;
  readonly findings: readonly PlanFinding[];
  readonly outcome: OutcomeResource;
}

/** In the order of what matters most. */
export function findingOutcomes(findings: readonly PlanFinding[], tool: Tool): RankedOutcome[] {
  const byRule = new Map<string, PlanFinding[]>();
  for (const finding of findings) {
    const known = byRule.get(finding.rule);
    if (known) known.push(finding);
    else byRule.set(finding.rule, [finding]);
  }
  return [...byRule]
    .map(([rule, found]) => {
      const sorted = found.toSorted((a, b) => rankOf(a) - rankOf(b));
      return { rank: rankOf(sorted[0]), rule, findings: sorted, outcome: outcomeOf(rule, sorted, tool) };
    })
    .sort((a, b) => a.rank - b.rank);
}

function rankOf(finding: PlanFinding | undefined): number {
  if (finding?.fails) return 0;
  return finding?.severity === 'error' ? 1 : finding?.severity === 'warning' ? 2 : 3;
}

function outcomeOf(rule: string, findings: readonly PlanFinding[], tool: Tool): OutcomeResource {
  const severity = findings[0]?.severity ?? 'note';
  const page = pageFor(rule, tool);
  const title = titleOf(rule);
  const places = findings.length > 1 ? ` (${plural(findings.length, 'place')})` : '';
  return {
    type: 'task-result-outcomes',
    attributes: {
      'outcome-id': cut(rule, MAX_OUTCOME_ID),
      description: cut(`${title}${places}`, MAX_DESCRIPTION),
      tags: { Status: [statusOf(findings)], Severity: [SEVERITY_TAGS[severity]] },
      body: bodyOf(rule, findings, page),
      ...(page === undefined ? {} : { url: page }),
    },
  };
}

function statusOf(findings: readonly PlanFinding[]): Tag {
  if (findings.some(({ fails }) => fails)) return { label: 'Failed', level: 'error' };
  const isError = findings.some(({ severity }) => severity === 'error');
  return isError ? { label: 'Not changed here', level: 'warning' } : { label: 'Passed', level: 'none' };
}

function bodyOf(rule: string, findings: readonly PlanFinding[], page: string | undefined): string {
  const meta = RULES.find((one) => one.meta.id === rule)?.meta;
  const link = page === undefined ? [] : [`[${rule}](${page}): why, and how to mend it.`];
  const paragraphs = [
    ...link,
    ...findings.map(paragraphOf),
    ...(meta ? [`**How to mend it.** ${meta.fix}`] : []),
  ];
  return fitParagraphs(paragraphs, MAX_BODY);
}

function paragraphOf({ address, change, message }: PlanFinding): string {
  const head = address === undefined ? '' : `**${codeSpan(address)}**`;
  const what = change === undefined ? '' : ` (${CHANGES[change]})`;
  return `${head}${what}${head === '' ? '' : ': '}${proseOf(message)}`;
}

/** What is left out, each rule with its page. */
export function moreOutcome(left: readonly RankedOutcome[], tool: Tool): OutcomeResource {
  const findings = left.flatMap((one) => one.findings);
  const lines = left.map(({ rule, findings: found }) => {
    const page = pageFor(rule, tool);
    const name = page === undefined ? escapeMarkdown(rule) : `[${rule}](${page})`;
    const addresses = found.flatMap(({ address }) => (address === undefined ? [] : [codeSpan(address)]));
    return `${name}: ${proseOf(titleOf(rule))}. ${addresses.join(', ')}`.trim();
  });
  const worst = findings.some(({ fails }) => fails);
  return {
    type: 'task-result-outcomes',
    attributes: {
      'outcome-id': 'more',
      description: `${plural(findings.length, 'more finding')} of ${plural(left.length, 'rule')}`,
      tags: { Status: [worst ? { label: 'Failed', level: 'error' } : { label: 'More', level: 'info' }] },
      body: fitParagraphs(lines, MAX_BODY),
    },
  };
}

function pageFor(rule: string, tool: Tool): string | undefined {
  return rule === GRANT_FINDING ? undefined : pageOf(tool, rule);
}

function titleOf(rule: string): string {
  if (rule === GRANT_FINDING) return 'A grant that KMS denies, or that does not let the file system read';
  return RULES.find(({ meta }) => meta.id === rule)?.meta.title ?? rule;
}
