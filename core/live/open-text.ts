/** What nobody could read, for a terminal: what was refused in one way is told once. */
import { readAccessDenied } from '../evidence/access-denied';
import { bundleCommand, type OpenFact } from './commands';
import type { Evidence } from './evidence';
import { wrap } from './wrap';

/** @returns none where all could be read; else one part of a text */
export function openText(
  open: readonly OpenFact[],
  { evidence, endpointUrl }: { evidence: Evidence; endpointUrl?: string | undefined },
): string[] {
  if (open.length === 0) return [];
  const groups = new Map<string, OpenFact[]>();
  for (const fact of open) {
    const reason = sharedReason(fact.why);
    groups.set(reason, [...(groups.get(reason) ?? []), fact]);
  }
  const accounts = [...new Set(open.map(({ account }) => account))];
  return [
    [
      'Not known; the owner of each reads it with',
      ...[...groups].flatMap(([reason, facts]) => groupLines(reason, facts)),
      '  or saves all of it for you to add with --with FILE:',
      ...accounts.map((account) => `      $ ${bundleCommand(evidence, account, endpointUrl)}`),
    ].join('\n'),
  ];
}

function groupLines(reason: string, facts: readonly OpenFact[]): string[] {
  const [first] = facts;
  if (first && facts.length === 1) return factLines(`- ${first.what}: ${first.why}`, first);
  return [...wrap(`${reason}:`, '  '), ...facts.flatMap((fact) => factLines(`- ${fact.what}`, fact))];
}

function factLines(text: string, { command }: OpenFact): string[] {
  return [...wrap(text, '  '), `      $ ${command}`];
}

/** The same for every call that AWS refuses to one caller by the policies of one type. */
function sharedReason(why: string): string {
  const denial = readAccessDenied(why);
  if (denial.status !== 'denied' || denial.principal === undefined) return why;
  const [how] = /\b(?:because no|with an explicit deny) .*$/s.exec(why) ?? [];
  return how === undefined
    ? why
    : `AWS refuses this to ${denial.principal}, ${how.replace(/allows the \S+ action/, 'allows it')}`;
}
