/** The paths of the picture, each with what was predicted, what was proved, and why. */
import type { Proof } from '../../../core/journey/proof';
import { pathsOf } from '../../../core/rehearsal/report/paths';
import type { StepResult } from '../../../core/rehearsal/result';
import type { PathState } from '../../shared/board-state';

export function pathStates(
  steps: readonly StepResult[],
  proofOf: (step: number) => Proof | undefined,
): PathState[] {
  return pathsOf(steps).map(({ step, label, from, to, verdict, asExpected, requests }) => ({
    id: `${step} ${from}${to} ${label}`,
    ...{ step, label, from, to, asExpected },
    predicted: verdict,
    proved: proofOf(step)?.status,
    requests: requests.map(({ principal, action, resource, decision, reasons }) => ({
      ...{ principal, action, resource, decision, reasons },
    })),
  }));
}
