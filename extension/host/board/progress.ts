/** What is shown of a stack while it is planned or changed. */
import type { RunEvent } from '../../../core/journey/plan';
import type { ProgressState } from '../../shared/board-state';

/** Lines of the log that are kept for the board; the output channel has all. */
const MAX_LINES = 200;
const MAX_LINE = 500;

const PHASES = {
  init: 'Getting the provider ready',
  plan: 'Planning',
  apply: 'Applying',
  outputs: 'Reading outputs',
} as const;

export const NO_PROGRESS: ProgressState = { phase: '', running: true, resources: [], log: [] };

/** The progress after an event. */
export function progressAfter(progress: ProgressState, event: RunEvent): ProgressState {
  switch (event.kind) {
    case 'phase':
      return { ...progress, phase: PHASES[event.phase] };
    case 'line':
      return { ...progress, log: [...progress.log, event.text.slice(0, MAX_LINE)].slice(-MAX_LINES) };
    case 'resource': {
      const { address, action, state, seconds } = event;
      const before = progress.resources.findIndex((one) => one.address === address && one.action === action);
      const resource = {
        ...{ address, action, state },
        seconds: seconds ?? progress.resources[before]?.seconds,
      };
      const resources =
        before < 0 ? [...progress.resources, resource] : progress.resources.with(before, resource);
      return { ...progress, resources };
    }
  }
}

/** The progress when it is over. */
export function progressEnded(progress: ProgressState | undefined, phase: string): ProgressState {
  return { ...(progress ?? NO_PROGRESS), phase, running: false };
}
