/** The paths of the picture, each with the requests that decide it. */
import type { Proof } from '../../../core/journey/proof';
import { pathsOf, type AccessPath } from '../../../core/rehearsal/report/paths';
import type { RequestResult, StepResult } from '../../../core/rehearsal/result';
import type { PathState } from '../../shared/board-state';

export function pathStates(
  steps: readonly StepResult[],
  proofOf: (step: number) => Proof | undefined,
): PathState[] {
  return pathsOf(steps).map((path) => {
    const { step, label, from, to, verdict, asExpected } = path;
    return {
      id: `${step} ${from}${to} ${label}`,
      ...{ step, label, from, to, asExpected },
      predicted: verdict,
      proved: proofOf(step)?.status,
      requests: requestsOf(path, steps).map(({ principal, action, resource, decision, reasons }) => ({
        ...{ principal, action, resource, decision, reasons },
      })),
    };
  });
}

/** Those of its step to the service at its end; where its label names actions, only those. */
function requestsOf({ step, to, label }: AccessPath, steps: readonly StepResult[]): readonly RequestResult[] {
  const service = to === 'B' ? 's3:' : 'kms:';
  const requests = (steps.find(({ step: number }) => number === step)?.requests ?? []).filter(({ action }) =>
    action.startsWith(service),
  );
  const named = requests.filter(({ action }) => label.includes(action.slice(service.length)));
  return named.length > 0 ? named : requests;
}
