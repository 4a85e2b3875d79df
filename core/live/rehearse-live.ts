/** The seven steps, rehearsed on what live accounts say. */
import { isAllowed } from '../rehearsal/steps/part';
import { rehearse } from '../rehearsal/rehearse';
import type { FindingResult, Rehearsal, StepResult } from '../rehearsal/result';
import type { ReadWorld } from '../rehearsal/world/read-world';
import { liveChecks } from './checks';
import { valueOf, type Evidence } from './evidence';
import type { LiveCheck } from './live-check';
import { liveWorld } from './world';

export interface LiveRehearsal {
  readonly read: ReadWorld;
  readonly rehearsal: Rehearsal;
  readonly checks: readonly LiveCheck[];
}

/** @param throughStep 1 to 7 */
export function rehearseLive(
  evidence: Evidence,
  throughStep = 7,
  read: ReadWorld = liveWorld(evidence),
): LiveRehearsal {
  const linked = read.world.links.map(({ bucket }) => bucket.name);
  const checks = liveChecks(evidence, linked);
  const { steps } = rehearse(read, throughStep);
  return {
    read,
    checks,
    rehearsal: {
      throughStep,
      steps: steps
        .map((step) => withoutPlaces(step))
        .map((step) => withoutGuess(step, evidence))
        .map((step) =>
          withChecks(
            step,
            checks.filter(({ step: number }) => number === step.step),
          ),
        ),
    },
  };
}

/** Nothing of this stands in a file. */
function withoutPlaces(step: StepResult): StepResult {
  return { ...step, findings: step.findings.map(({ rule, message }): FindingResult => ({ rule, message })) };
}

const NO_KEY = /^No key is in view/;

/** Which key is meant, a bucket that names none does not say: then step 3 is what is wrong. */
function withoutGuess(step: StepResult, { buckets, keys }: Evidence): StepResult {
  const isOnly = step.findings.every(({ rule, message }) => rule !== 'rehearsal-key' || NO_KEY.test(message));
  const isMeant = step.findings.some(({ message }) => NO_KEY.test(message));
  if (!isMeant || !isOnly || keys.length > 0 || !buckets.some(({ encryption }) => isTold(encryption)))
    return step;
  const findings = step.findings.map((one) =>
    NO_KEY.test(one.message)
      ? { ...one, message: 'Which key is meant is not known: the bucket names none. Name it with --key.' }
      : one,
  );
  const others = step.findings.some(
    ({ rule, message }) =>
      !NO_KEY.test(message) && rule.startsWith('rehearsal-') && rule !== 'rehearsal-view',
  );
  const isDenied = others || step.requests.some((request) => isAllowed(request) === false);
  return isDenied ? { ...step, findings } : { ...step, findings, outcome: 'unknown', asExpected: null };
}

function isTold(encryption: Evidence['buckets'][number]['encryption']): boolean {
  return encryption.status === 'absent' || valueOf(encryption) !== undefined;
}

function withChecks(step: StepResult, checks: readonly LiveCheck[]): StepResult {
  if (checks.length === 0) return step;
  const own = checks.map(({ message }): FindingResult => ({ rule: 'live', message }));
  // Said in the words of live accounts, it need not be said in Terraform's.
  const isKeySaid = checks.some(({ layer }) => layer === 'key');
  const others = step.findings.filter(({ rule }) => !(isKeySaid && rule === 'rehearsal-key'));
  const findings = [...own, ...others];
  if (checks.some(({ holds }) => holds === false))
    return { ...step, findings, outcome: 'fails', asExpected: false };
  if (step.asExpected !== true) return { ...step, findings };
  return { ...step, findings, outcome: 'unknown', asExpected: null };
}
