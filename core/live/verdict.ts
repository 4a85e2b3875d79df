/** The first link of the chain that is broken, and what is in the way of saying so. */
import type { StepResult } from '../rehearsal/result';
import { accountOf } from './account-of';
import { brokenOf, chainOf, failingChecks, type BrokenLink } from './broken-link';
import type { Evidence } from './evidence';
import type { LiveRehearsal } from './rehearse-live';
import { hiddenLink, toldLink } from './told-link';

export interface Verdict {
  /** Undefined where nothing is seen to be broken. */
  broken: BrokenLink | undefined;
  /** Steps that are not known. */
  unknownSteps: number[];
  /** Sentences worth knowing that break nothing. */
  notes: string[];
}

export function verdictOf(live: LiveRehearsal, evidence: Evidence): Verdict {
  const chain = chainOf(live);
  return {
    broken: brokenLinks(live, evidence)[0],
    unknownSteps: chain.filter(({ asExpected }) => asExpected === null).map(({ step }) => step),
    notes: chain.flatMap((step) => (step.asExpected === false ? (idleDescribe(step, live) ?? []) : [])),
  };
}

/** Every link that is broken, the first one first; later ones may only follow from it. */
export function brokenLinks(live: LiveRehearsal, evidence: Evidence): BrokenLink[] {
  const chain = chainOf(live);
  const seen = chain
    .filter((step) => step.asExpected === false && idleDescribe(step, live) === undefined)
    .map((step) => brokenOf(step, live));
  const hidden = hiddenLink(seen[0], live, evidence);
  const told = toldLink(evidence, live.rehearsal.steps);
  // What no policy in sight shows comes first where it comes earlier, or where all else is well.
  return [...(told ? [told] : []), ...(hidden ? [hidden] : []), ...seen].sort(
    (a, b) => a.step - b.step || Number(a === told) - Number(b === told),
  );
}

/**
 * DescribeKey is how step 2 shows that a key is shared. Where all use of it works, its denial is in nobody's way.
 */
function idleDescribe(step: StepResult, live: LiveRehearsal): string | undefined {
  const denied = step.requests.filter(({ decision }) => decision === 'denied');
  const isOther =
    failingChecks(step, live).length > 0 ||
    live.checks.some(({ step: number, holds }) => number === step.step && holds === false);
  const isAlone = step.step === 2 && denied.length > 0 && !isOther;
  if (!isAlone || denied.some(({ action }) => action !== 'kms:DescribeKey')) return undefined;
  const accounts = denied.map(({ principal }) => accountOf(principal));
  const isUseDenied = chainOf(live)
    .filter(({ step: number }) => number > 2)
    .flatMap(({ requests }) => requests)
    .some(
      ({ action, decision, principal }) =>
        action.startsWith('kms:') && decision === 'denied' && accounts.includes(accountOf(principal)),
    );
  if (isUseDenied) return undefined;
  return `kms:DescribeKey is denied to ${accounts.join(' and ')}: nothing of the chain needs it, but nobody there can look at the key.`;
}
