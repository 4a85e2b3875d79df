import { shellWord } from '../core/diagnose/changes/shell';
import type { NextAction, StepAction } from '../core/journey/step-states';
import type { Target } from '../core/journey/target';
import { ownCommand } from '../core/own-command';
import type { WalkView } from '../runner/journey/walk-types';
import { lines } from './report';
import type { WalkCommandOptions } from './walk-io';

const REASONS: Readonly<Record<StepAction['reason'], string>> = {
  next: 'its turn has come',
  partial: 'a deploy of it has ended half-way; it goes on where that stopped',
  changed: 'what is synthesized differs from what is deployed',
  'not-verified': 'nobody has looked whether it works',
  failed: 'its proof failed',
  outdated: 'a stack of it has changed since its proof',
  unknown: 'its proof could not say',
};

type Ahead = Pick<WalkView, 'next' | 'refusal'>;

/**
 * `Next: npx fsx-lustre-kms deploy 4 --sandbox   (its turn has come)`; where that would be refused, what it would say
 * instead.
 */
export function nextLine({ next, refusal }: Ahead, options: WalkCommandOptions): string {
  if (refusal) return lines(`${refusal.message}\nWhat to do: ${refusal.nextAction}`);
  return `Next: ${nextCommand(next, options)}   (${reasonOf(next)})`;
}

/** The same as members of a JSON document. */
export function nextMembers({ next, refusal }: Ahead, options: WalkCommandOptions): object {
  if (refusal) return { next: null, refusal };
  return { next: { ...next, command: nextCommand(next, options) } };
}

/** The command that does it, in the shell of the user. */
function nextCommand(next: NextAction, options: WalkCommandOptions): string {
  const what = next.kind === 'destroy' ? 'destroy' : `${next.kind} ${next.step}`;
  return ownCommand(`${what}${sandboxArgument(options)}`);
}

function reasonOf(next: NextAction): string {
  if (next.kind !== 'destroy') return REASONS[next.reason];
  return next.reason === 'begun'
    ? 'the clean-up was begun'
    : 'all steps were shown; clean up when you are done';
}

/** ` --sandbox`, as the user has given it. */
export function sandboxArgument({ sandbox }: WalkCommandOptions): string {
  if (sandbox === undefined) return '';
  return sandbox === true ? ' --sandbox' : ` --sandbox ${shellWord(sandbox)}`;
}

/** Where the walk goes, for a heading. */
export function targetText(target: Target): string {
  return target.kind === 'aws' ? 'AWS' : `sandbox in ${target.folder}`;
}
