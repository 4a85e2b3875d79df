import { ACCOUNTS } from '../../../core/journey/steps';
import type { Random } from './random';

/**
 * When and how a command is interrupted. A moment is counted from something that the command says, so that a slow
 * machine is interrupted in the same places as a quick one.
 */
export interface Moment {
  after:
    /** It was started. */
    | { kind: 'start' }
    | { kind: 'phase'; phase: 'init' | 'plan' | 'apply' }
    /**
     * The n-th resource, from 1, of a stack or of a type is being created or changed; or, where there are fewer, all of
     * them are.
     */
    | { kind: 'begun'; nth: number; stack?: string; type?: string };
  delayMs: number;
  /** A second interrupt follows, so much later. */
  secondMs?: number;
  /** To the process group, as a terminal's Ctrl+C goes; else to the process alone. */
  toGroup: boolean;
}

export type Beginnings = readonly (readonly [Moment['after'], longestDelayMs: number])[];

/** Begun resources stand there more often: there is most to lose. */
const ANYWHERE: Beginnings = [
  [{ kind: 'start' }, 4000],
  [{ kind: 'phase', phase: 'init' }, 1500],
  [{ kind: 'phase', phase: 'plan' }, 3000],
  [{ kind: 'phase', phase: 'apply' }, 6000],
  [{ kind: 'begun', nth: 1 }, 50],
  [{ kind: 'begun', nth: 1 }, 1000],
  [{ kind: 'begun', nth: 2 }, 50],
  [{ kind: 'begun', nth: 3 }, 500],
];

/** While account A's network is made, long before its file system. */
export const IN_THE_NETWORK: Beginnings = [1, 3, 5, 7, 9].map((nth) => [
  { kind: 'begun', nth, stack: ACCOUNTS.fileSystem.stack },
  500,
]);

/** While the file system is made, for which the provider waits half a minute before it looks. */
export const IN_THE_FILE_SYSTEM: Beginnings = [
  [{ kind: 'begun', nth: 1, type: 'aws_fsx_lustre_file_system' }, 15_000],
];

/** Longest time to a second interrupt; short enough to meet Terraform while it ends. */
const SECOND_MS = 1500;

export function randomMoment(random: Random, beginnings = ANYWHERE): Moment {
  const [after, longestDelayMs] = random.one(beginnings);
  return {
    after,
    delayMs: random.below(longestDelayMs + 1),
    ...(random.below(3) === 0 ? { secondMs: random.below(SECOND_MS + 1) } : {}),
    toGroup: random.below(2) === 0,
  };
}

/** In words, for the name of a test and its messages. */
export function momentText({ after, delayMs, secondMs, toGroup }: Moment): string {
  const what =
    after.kind === 'start'
      ? 'the start'
      : after.kind === 'phase'
        ? `the phase ${after.phase}`
        : `resource ${after.nth}${ofWhat(after.type ?? after.stack)} is begun`;
  const second = secondMs === undefined ? '' : `, again after ${secondMs} ms`;
  return `${delayMs} ms after ${what}${second}${toGroup ? ', to the process group' : ''}`;
}

function ofWhat(name: string | undefined): string {
  return name === undefined ? '' : ` of ${name}`;
}
