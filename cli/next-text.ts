import { shellWord } from '../core/diagnose/changes/shell';
import type { NextAction, StepAction } from '../core/journey/step-states';
import type { Target } from '../core/journey/target';
import { ownCommand } from '../core/own-command';
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

/** `Next: npx fsx-lustre-kms deploy 4 --sandbox   (its turn has come)` */
export function nextLine(next: NextAction, options: WalkCommandOptions): string {
  return `Next: ${nextCommand(next, options)}   (${reasonOf(next)})`;
}

/** The command that does it, in the shell of the user. */
export function nextCommand(next: NextAction, options: WalkCommandOptions): string {
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
