import type { RunProblem } from '../../core/journey/plan';
import type { Check, Proof } from '../../core/journey/proof';
import { ACCOUNTS, type AccountRole } from '../../core/journey/steps';
import type { Identity } from '../accounts/identity';

/**
 * Why nothing may be deployed into an account: somebody is signed in to another account than cdktf.json says, into any
 * of the three, or nobody is signed in to this one. Undefined: it may be.
 */
export function identityProblem(
  identities: readonly Identity[],
  account: AccountRole,
): RunProblem | undefined {
  const other = otherAccount(identities);
  const own = identities.find((identity) => identity.account === account);
  const found = other ?? (own?.status === 'matches' ? undefined : own);
  if (found) return problemOf(found);
  if (own) return undefined;
  return {
    kind: 'other',
    message: `Nobody looked who is signed in to account ${ACCOUNTS[account].letter}.`,
    nextAction: 'Try again.',
    output: '',
  };
}

type OtherAccount = Extract<Identity, { status: 'other-account' }>;

/** The first account that is another one than cdktf.json says. */
export function otherAccount(identities: readonly Identity[]): OtherAccount | undefined {
  return identities.find((identity) => identity.status === 'other-account');
}

/** A proof that was not taken: what another account answers says nothing of a step. */
export function unprovable(step: number, other: OtherAccount, now: Date): Proof {
  const { account, message, nextAction } = other;
  const check = { id: 'identity', account, title: `The account is ${other.expectedId}` } as const;
  const checks: Check[] = [
    { ...check, status: 'unknown', message: `${message} ${nextAction}`, evidence: [] },
  ];
  return { step, status: 'unknown', at: now.toISOString(), checks };
}

function problemOf(identity: Identity): RunProblem | undefined {
  switch (identity.status) {
    case 'matches':
      return undefined;
    case 'other-account':
      return {
        kind: 'wrong-account',
        message: identity.message,
        nextAction: identity.nextAction,
        output: identity.arn,
      };
    case 'expired':
    case 'missing':
    case 'refused':
    case 'unreachable':
      return {
        kind: KINDS[identity.status],
        message: identity.message,
        nextAction: identity.nextAction,
        output: identity.message,
      };
  }
}

const KINDS = {
  expired: 'credentials-expired',
  missing: 'credentials-missing',
  refused: 'access-denied',
  unreachable: 'other',
} as const;
