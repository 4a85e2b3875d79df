import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { adopt } from '../../../core/adopt/adopt';
import { seen, type Evidence } from '../../../core/live/evidence';
import { ACCOUNTS, type AccountRole } from '../../../core/journey/steps';
import { synthesizeSample } from '../../support/synthesize';
import { healthyEvidence } from '../live/healthy-evidence';

/** Accounts in which nobody has set anything but the three things that are adopted. */
function bareEvidence(): Evidence {
  const evidence = healthyEvidence();
  const absent = { status: 'absent' as const };
  return {
    ...evidence,
    associations: seen([]),
    role: absent,
    buckets: evidence.buckets.map((bucket) => ({ ...bucket, policy: absent, encryption: absent })),
    keys: evidence.keys.map((key) => ({ ...key, grants: seen([]) })),
    named: {
      buckets: evidence.buckets.map(({ name }) => name),
      keys: evidence.keys.map(({ arn }) => arn),
    },
  };
}

/** Types of what the stacks of an adopted deployment make, each with the letter of its account. */
function made(evidence: Evidence): string[] {
  const adopted = adopt(evidence);
  assert.equal(adopted.status, 'adopted', JSON.stringify(adopted));
  const { stacks } = synthesizeSample(adopted.input);
  return (Object.keys(stacks) as AccountRole[])
    .flatMap((account) =>
      Object.keys(stacks[account].resource ?? {}).map((type) => `${type} ${ACCOUNTS[account].letter}`),
    )
    .sort();
}

describe('what the stacks of an adopted deployment make', () => {
  it('is nothing where all is there', () => {
    assert.deepEqual(made(healthyEvidence()), []);
  });

  it('is what the documentation lists', () => {
    const page = readFileSync('docs/diagnose.md', 'utf8');
    const listed = [...page.matchAll(/^\| `(aws_\w+)` +\| ([ABC]) /gm)].map(
      ([, type = '', letter = '']) => `${type} ${letter}`,
    );
    assert.deepEqual(made(bareEvidence()), listed.sort());
  });
});
