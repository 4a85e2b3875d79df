import { ACCOUNTS } from '../core/journey/steps';
import type { Identity } from '../runner/accounts/identity';
import type { Report } from './report';
import { lines } from './report';
import { formatTable } from './table';
import { printable } from '../core/lint/format/text';

/** Says who is signed in to the three accounts, and what to do where it is not the right one. */
export function sayIdentities(identities: readonly Identity[], report: Report): void {
  report.event({ event: 'identities', identities });
  const rows = identities.map((identity) => [
    ACCOUNTS[identity.account].letter,
    identity.expectedId,
    ACCOUNTS[identity.account].holds,
    identity.status === 'matches' ? printable(identity.arn) : NOT[identity.status],
  ]);
  report.say(formatTable([['account', 'id', 'holds', 'signed in as'], ...rows]));
  const others = identities.flatMap((identity) => (identity.status === 'matches' ? [] : [identity]));
  for (const [index, { account, message, nextAction }] of others.entries()) {
    report.say(report.paint(`  ${ACCOUNTS[account].letter}: ${lines(message)}`, 'yellow'));
    // What helps all of them is said once, below the last.
    if (others.slice(index + 1).some((later) => later.nextAction === nextAction)) continue;
    report.say(`     What to do: ${lines(nextAction)}`);
  }
  report.say();
}

const NOT = {
  'other-account': 'another account',
  expired: 'nobody: the credentials have expired',
  missing: 'nobody: there are no credentials',
  refused: 'nobody: it was refused',
  unreachable: 'not known: it was not reached',
} as const;
