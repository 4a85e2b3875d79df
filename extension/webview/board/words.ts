/** States in words and in a sign each: no colour says anything alone. */
import type { CheckStatus } from '../../../core/journey/proof';
import type { StepState as StepStatus } from '../../../core/journey/step-states';
import type { IdentityStatus, PathState } from '../../shared/board-state';
import type { IconName } from './icons';

export interface Sign {
  readonly icon: IconName;
  /** Class of its colour. */
  readonly tone: 'good' | 'bad' | 'doubtful' | 'ahead' | 'quiet';
  readonly words: string;
}

export const STEP_SIGNS: Readonly<Record<StepStatus, Sign>> = {
  proved: { icon: 'pass', tone: 'good', words: 'Proved' },
  failed: { icon: 'fail', tone: 'bad', words: 'Proof failed' },
  unproved: { icon: 'deployed', tone: 'ahead', words: 'Deployed, not proved' },
  outdated: { icon: 'outdated', tone: 'doubtful', words: 'Changed since its proof' },
  next: { icon: 'next', tone: 'ahead', words: 'Next' },
  later: { icon: 'later', tone: 'quiet', words: 'Later' },
};

export const CHECK_SIGNS: Readonly<Record<CheckStatus, Sign>> = {
  passed: { icon: 'pass', tone: 'good', words: 'Passed' },
  failed: { icon: 'fail', tone: 'bad', words: 'Failed' },
  unknown: { icon: 'unknown', tone: 'doubtful', words: 'Not known' },
};

export const IDENTITY_SIGNS: Readonly<Record<IdentityStatus, Sign>> = {
  unchecked: { icon: 'later', tone: 'quiet', words: 'Not checked' },
  matches: { icon: 'pass', tone: 'good', words: 'This account' },
  'other-account': { icon: 'fail', tone: 'bad', words: 'Another account' },
  expired: { icon: 'fail', tone: 'bad', words: 'Credentials expired' },
  missing: { icon: 'fail', tone: 'bad', words: 'No credentials' },
  refused: { icon: 'fail', tone: 'bad', words: 'Refused' },
  unreachable: { icon: 'unknown', tone: 'doubtful', words: 'Not reached' },
};

/** What the rehearsal says of a path. */
export function predictionOf({ predicted, asExpected, step }: PathState): Sign {
  // Default encryption is a setting, and no request that is allowed or denied.
  const [yes, no] = step === 3 ? ['right', 'wrong'] : ['allowed', 'denied'];
  switch (predicted) {
    case 'allowed':
      return asExpected === false
        ? { icon: 'fail', tone: 'bad', words: `${yes}, and should not be` }
        : { icon: 'pass', tone: 'good', words: yes };
    case 'denied':
      return asExpected === true
        ? { icon: 'pass', tone: 'good', words: `${no}, as it should be` }
        : { icon: 'fail', tone: 'bad', words: no };
    case 'unknown':
      return { icon: 'unknown', tone: 'doubtful', words: 'not known' };
    case 'none':
      return { icon: 'later', tone: 'quiet', words: 'not in view' };
  }
}

/** What counts of a path: what was proved, and before that what is predicted. */
export function toneOf(path: PathState): Sign['tone'] {
  return path.proved === undefined ? predictionOf(path).tone : CHECK_SIGNS[path.proved].tone;
}

/** A time as people here write it. */
export function when(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : date.toLocaleString();
}
