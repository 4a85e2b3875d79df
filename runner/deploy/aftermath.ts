/** What a deploy that did not come to its end has left, in words. */
import { ACCOUNTS } from '../../core/journey/steps';
import type { RunProblem } from '../../core/journey/plan';
import type { ProblemContext } from './problems';
import type { ResourceOutcome } from './progress';
import { importCommand, isMadeTwice } from './take-in';

const DONE = { create: 'created', update: 'changed', delete: 'destroyed' } as const;
const DOING = { create: 'being created', update: 'being changed', delete: 'being destroyed' } as const;

/** Of what is done only so many are named: what is not done is what somebody looks for. */
const MAX_NAMED = 5;

/** A failed deploy's problem, with what it did before it failed. */
export function withWhatIsDone(
  problem: RunProblem,
  changes: readonly ResourceOutcome[],
  context: ProblemContext,
): RunProblem {
  const done = doneOf(changes);
  if (done === '') return problem;
  const goesOn = `What is done stays: the next ${context.verb} of ${ACCOUNTS[context.account].stack} goes on from there.`;
  return {
    ...problem,
    kind: problem.kind === 'other' ? 'partial-apply' : problem.kind,
    message: `${problem.message} Before that: ${done}.`,
    nextAction: `${problem.nextAction} ${goesOn}`,
  };
}

export interface Interruption {
  changes: readonly ResourceOutcome[];
  /** Addresses in the state afterwards; undefined: it could not be read. */
  inState: ReadonlySet<string> | undefined;
  /** Whether Terraform was ended in spite of what it was doing. */
  isEscalated: boolean;
  output: string;
}

/** What an interrupted deploy has done, was doing, and has perhaps made without writing it down. */
export function interruption(
  { changes, inState, isEscalated, output }: Interruption,
  context: ProblemContext,
): RunProblem {
  const { stack } = ACCOUNTS[context.account];
  const unfinished = changes.filter(({ state }) => state !== 'done');
  const done = doneOf(changes);
  const doing = unfinished.map(({ address, action }) => `${address} was ${DOING[action]}`).join(', ');
  const lost = unfinished.filter(
    ({ address, action }) => action === 'create' && isMadeTwice(address) && !inState?.has(address),
  );
  const hasBegun = changes.length > 0;
  return {
    kind: hasBegun ? 'partial-apply' : 'other',
    message: hasBegun
      ? `Interrupted. ${[done, doing].filter((part) => part !== '').join('; ')}.`
      : 'Interrupted before anything was changed.',
    nextAction: [
      `${context.verb === 'deploy' ? 'Deploy' : 'Destroy'} ${stack} again: it goes on from what is there.`,
      ...(lost.length > 0 ? [lookFirst(lost, context)] : []),
      ...(isEscalated
        ? [
            `If that finds the state locked, Terraform could not unlock it: when no terraform works on ${stack} any more, \`terraform force-unlock ID\` in ${context.folder} lifts the lock; the message has the ID.`,
          ]
        : []),
    ].join(' '),
    output,
  };
}

function lookFirst(lost: readonly ResourceOutcome[], { accountId, folder }: ProblemContext): string {
  const named = lost.map(({ address }) => address).join(', ');
  const commands = lost.map(({ address }) => `\`${importCommand(address)}\``).join(', ');
  return `Look first whether account ${accountId} has ${named} already: AWS may have made it without an answer reaching Terraform, and then it would be made a second time. What is there is taken in with ${commands} in ${folder}.`;
}

function doneOf(changes: readonly ResourceOutcome[]): string {
  const done = changes.filter(({ state }) => state === 'done');
  const named = done.slice(0, MAX_NAMED).map(({ address, action }) => `${address} is ${DONE[action]}`);
  const more = done.length - named.length;
  return [...named, ...(more > 0 ? [`and ${more} more are done`] : [])].join(', ');
}
