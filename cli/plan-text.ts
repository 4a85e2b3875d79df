import type { Cost } from '../core/journey/costs';
import { countChanges, type ChangeAction, type StackPlan } from '../core/journey/plan';
import { ACCOUNTS } from '../core/journey/steps';
import { printable } from '../core/lint/format/text';
import type { Paint, Style } from './paint';

/** In the order in which they are told: what takes something away last, where the question follows. */
const ACTIONS: readonly {
  action: ChangeAction;
  sign: string;
  counted: string;
  done: string;
  style: Style;
}[] = [
  { action: 'create', sign: '  + create ', counted: 'to create', done: 'created', style: 'green' },
  { action: 'update', sign: '  ~ change ', counted: 'to change', done: 'changed', style: 'yellow' },
  { action: 'replace', sign: '-/+ REPLACE', counted: 'to REPLACE', done: 'replaced', style: 'red' },
  { action: 'delete', sign: '  - DESTROY', counted: 'to DESTROY', done: 'destroyed', style: 'red' },
];

/** What of a stack is lost for good when it goes: a person types the stack's name for it. */
const HOLDS_DATA: readonly string[] = ['aws_fsx_lustre_file_system', 'aws_kms_key', 'aws_s3_bucket'];

/** What a plan would do, as lines: counts, and the name of each resource. */
export function planLines(plan: StackPlan, costs: readonly Cost[], paint: Paint): string[] {
  const { stack, account, accountId, changes } = plan;
  const head = `${stack}, account ${ACCOUNTS[account].letter} (${accountId}): ${countsText(plan)}`;
  const rows = ACTIONS.flatMap(({ action, sign, style }) =>
    changes
      .filter((change) => change.action === action)
      .map(({ address, isUnfinished }) => {
        const why = isUnfinished ? ' (its creation was cut off)' : '';
        return paint(`  ${sign} ${printable(address)}${why}`, style);
      }),
  );
  const lost = dataLost(plan);
  return [
    paint(head, 'bold'),
    ...rows,
    ...(lost.length > 0 ? [paint(`  With it goes what is in ${lost.join(', ')}.`, 'red')] : []),
    ...(costs.length > 0 ? ['  Costs money from then on, until it is destroyed:'] : []),
    ...costs.map(({ what, billed }) => `    ${printable(what)}: ${printable(billed)}`),
  ];
}

/** `2 to create, 1 to DESTROY` */
export function countsText(plan: StackPlan): string {
  return counted(plan, 'counted');
}

/** `2 created, 1 destroyed` */
export function doneText(plan: StackPlan): string {
  return counted(plan, 'done');
}

function counted({ changes, outputsOnly }: StackPlan, tense: 'counted' | 'done'): string {
  const counts = countChanges(changes);
  const parts = ACTIONS.filter(({ action }) => counts[action] > 0).map(
    (facts) => `${counts[facts.action]} ${facts[tense]}`,
  );
  if (parts.length > 0) return parts.join(', ');
  return outputsOnly ? 'nothing changes but its outputs' : 'nothing changes';
}

/** Whether a plan takes something away that is whole, or holds data. */
export function destroys(plan: StackPlan): boolean {
  const takesWhole = plan.changes.some(
    ({ action, isUnfinished }) => action === 'delete' || (action === 'replace' && !isUnfinished),
  );
  return takesWhole || dataLost(plan).length > 0;
}

/** Addresses of what holds data or keys, and would be destroyed or replaced. */
export function dataLost({ changes }: StackPlan): string[] {
  return changes
    .filter(({ action, type }) => (action === 'delete' || action === 'replace') && HOLDS_DATA.includes(type))
    .map(({ address }) => printable(address));
}
