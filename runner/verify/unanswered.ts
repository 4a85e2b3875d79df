/** What is said when AWS gave no answer: what is missing, who can give it, and what to do. */
import { readAccessDenied, type DeniedLayer } from '../../core/evidence/access-denied';
import { ACCOUNTS, type AccountRole } from '../../core/journey/steps';
import type { Unanswered } from './ask';
import { unknown, type Outcome, type Verification } from './verification';

/** The outcome of a check that could not be looked at. */
export function unanswered(on: Verification, asked: Unanswered): Outcome {
  return unknown(reasonOf(on, asked));
}

/** Why there is no answer, and what to do about it. */
export function reasonOf(on: Verification, asked: Unanswered): string {
  const { account, action, resource } = asked;
  const where = accountName(on, account);
  switch (asked.status) {
    case 'cancelled':
      return 'It was interrupted before this was seen.';
    case 'refused':
      return `Not looked at: ${action} on ${resource} is refused to the identity used in ${where}. ${giver(on, asked)} AWS: ${asked.message}`;
    case 'missing':
      return `${action}: ${resource} is not there (${asked.code}).`;
    case 'no-way-in':
      return `Not looked at: ${asked.message} ${asked.nextAction}`;
    case 'error':
      return `Not looked at: ${action} on ${resource} in ${where} ended with ${asked.code}: ${asked.message}`;
  }
}

export function accountName(on: Verification, account: AccountRole): string {
  return `account ${ACCOUNTS[account].letter} (${on.deployment.accounts[account].id})`;
}

const ORGANIZATION: readonly (DeniedLayer | undefined)[] = ['scp', 'rcp'];

/** Who can give a permission. */
function giver(on: Verification, { account, action, message }: Unanswered & { status: 'refused' }): string {
  const read = readAccessDenied(message);
  const layer = read.status === 'denied' ? read.layer : undefined;
  if (ORGANIZATION.includes(layer))
    return 'An administrator of the organization can give it: one of its policies refuses.';
  if (layer === 'resource-based') return `The owner of the resource can give it, in the resource's policy.`;
  return `An administrator of ${accountName(on, account)} can give ${action} in an identity policy.`;
}
