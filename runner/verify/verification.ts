/** What one proof works with: where it looks, how long it waits, and how it stops. */
import type { ResolvedDeployment } from '../../core/deployment/resolve';
import type { Check, CheckStatus, Evidence, Left } from '../../core/journey/proof';
import type { AccountRole } from '../../core/journey/steps';
import type { Target } from '../../core/journey/target';
import type { AccountClients } from './clients';

/** How long a proof waits for what AWS does in its own time, in milliseconds. */
export interface Limits {
  /** For an event to come to CloudTrail's history: about 5 minutes on average (CloudTrail User Guide). */
  trailMs: number;
  /** For a new grant to count: usually less than 5 minutes (KMS Developer Guide, "Eventual consistency"). */
  grantMs: number;
  /** For a file to be exported, or for AWS to say why it is not. */
  exportMs: number;
  /** For file system and association to become AVAILABLE. */
  lifecycleMs: number;
  /** For the client to boot, install, mount, and show imported names. */
  clientMs: number;
  /** For one command on the client. */
  commandMs: number;
}

const MINUTE_MS = 60_000;

export const LIMITS: Readonly<Limits> = {
  trailMs: 15 * MINUTE_MS,
  grantMs: 5 * MINUTE_MS,
  exportMs: 15 * MINUTE_MS,
  lifecycleMs: 15 * MINUTE_MS,
  clientMs: 10 * MINUTE_MS,
  commandMs: 5 * MINUTE_MS,
};

/** Outputs of the stacks that are deployed, by account. */
export type StackOutputs = Partial<Record<AccountRole, Readonly<Record<string, string>>>>;

export interface Verification {
  readonly deployment: ResolvedDeployment;
  readonly outputs: StackOutputs;
  readonly target: Target;
  readonly clients: (account: AccountRole) => AccountClients;
  /** Profile that the account's credentials come from, if one is named. */
  readonly profileOf: (account: AccountRole) => string | undefined;
  readonly signal: AbortSignal;
  readonly limits: Limits;
  readonly now: () => Date;
  /** Resolves after the time, or when the signal has been raised. */
  readonly sleep: (ms: number) => Promise<void>;
  /** Tells how the check that is being taken goes. */
  readonly progress: (check: Pick<Check, 'id' | 'title'>, message: string) => void;
}

/** How a check ended. */
export interface Outcome {
  status: CheckStatus;
  message: string;
  evidence: Evidence[];
  leaves?: Left;
}

/** The checks of one step, in the order in which they are taken. */
export type ProveStep = (on: Verification) => Promise<Check[]>;

/** What a check is about, before it is taken. */
export type CheckSubject = Pick<Check, 'id' | 'account' | 'title'>;

/** A check that says how it goes while it is taken. */
export type TakeCheck = (say: (message: string) => void) => Promise<Outcome>;

/** Takes a check, unless the proof has been interrupted. */
export async function take(on: Verification, subject: CheckSubject, run: TakeCheck): Promise<Check> {
  if (on.signal.aborted) return { ...subject, ...unknown('It was interrupted before this was looked at.') };
  on.progress(subject, 'Looking.');
  const outcome = await run((message) => {
    on.progress(subject, message);
  });
  return { ...subject, ...outcome };
}

/** Takes checks one after another. */
export async function takeAll(checks: readonly (() => Promise<Check>)[]): Promise<Check[]> {
  const taken: Check[] = [];
  for (const next of checks) taken.push(await next());
  return taken;
}

export function passed(message: string, ...evidence: Evidence[]): Outcome {
  return { status: 'passed', message, evidence };
}

export function failed(message: string, ...evidence: Evidence[]): Outcome {
  return { status: 'failed', message, evidence };
}

export function unknown(message: string, ...evidence: Evidence[]): Outcome {
  return { status: 'unknown', message, evidence };
}

/** An answer of AWS's as evidence: a text as it is, anything else as JSON in lines. */
export function evidenceOf(
  on: Verification,
  { account, action, title }: { account: AccountRole; action: string; title: string },
  answer: unknown,
): Evidence {
  const { accounts, region } = on.deployment;
  const source = `${action} in ${accounts[account].id}, ${region}`;
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer, undefined, 2);
  return { title, source, text };
}

/** A policy in lines; a text that is no JSON as it is. */
export function inLines(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}
