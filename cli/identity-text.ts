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
  for (const identity of identities) {
    if (identity.status === 'matches') continue;
    report.say(report.paint(`  ${ACCOUNTS[identity.account].letter}: ${lines(identity.message)}`, 'yellow'));
    report.say(`     What to do: ${lines(identity.nextAction)}`);
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
