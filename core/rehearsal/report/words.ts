/** Words that the reports share. */
import type { RequestResult, StepResult } from '../result';

export type Mark = 'as expected' | 'NOT as expected' | 'unknown';

export function markOf({ asExpected }: Pick<StepResult, 'asExpected'>): Mark {
  return asExpected === null ? 'unknown' : asExpected ? 'as expected' : 'NOT as expected';
}

/** Who sends a request, in a few words. */
export function whoOf(principal: string): string {
  const account = /^arn:[^:]*:[^:]*::([^:]*):/.exec(principal)?.[1] ?? '';
  if (principal.includes('AWSServiceRoleForFSxS3Access_')) return "the file system's role";
  if (principal.includes('${administrator}')) return `an administrator of ${account}`;
  return principal.slice(principal.lastIndexOf(':') + 1);
}

/** What a request is about, in a few words. */
export function whatOf({ resource }: Pick<RequestResult, 'resource'>): string {
  if (resource.includes(':kms:')) return 'the key';
  return resource.includes('/') ? 'an object' : 'the bucket';
}

/** Whether a step needs a look: it is not as expected, or not known to be. */
export function needsLook({ asExpected }: StepResult): boolean {
  return asExpected !== true;
}

/** Requests that say why a step is as it is: those denied or unknown, each action once. */
export function decisive(step: StepResult): RequestResult[] {
  const asked = step.requests.filter(({ decision }) =>
    step.expected === 'fails' && step.asExpected === false && step.outcome === 'works'
      ? true
      : decision !== 'allowed',
  );
  return [...new Map(asked.map((one) => [`${one.principal} ${one.action} ${one.resource}`, one])).values()];
}

/** A sentence that counts what is as expected. */
export function summaryOf(steps: readonly StepResult[]): string {
  const count = (mark: Mark) => steps.filter((step) => markOf(step) === mark).length;
  const parts = (['as expected', 'NOT as expected', 'unknown'] as const)
    .map((mark) => [mark, count(mark)] as const)
    .filter(([, number]) => number > 0)
    .map(([mark, number]) => `${number} ${mark}`);
  return `${steps.length} ${steps.length === 1 ? 'step' : 'steps'}: ${parts.join(', ')}.`;
}
