import assert from 'node:assert/strict';
import { pathsOf } from '../../../../core/rehearsal/report/paths';
import { changePolicy, rehearseStacks, stacksOf, type Stacks } from '../rehearse-stacks';

/** Each path with its verdict, and with who asks for what on it. */
function drawn(stacks: Stacks): Record<string, [verdict: string, asks: string[]]> {
  const { steps } = rehearseStacks(stacks);
  return Object.fromEntries(
    pathsOf(steps).map(({ step, from, to, label, verdict, requests }) => {
      const asks = requests.map(({ principal, action }) => {
        const isRole = principal.includes('AWSServiceRoleForFSxS3Access_');
        return `${isRole ? 'role' : 'other'} ${action}`;
      });
      return [`${step} ${from}${to} ${label}`, [verdict, [...new Set(asks)].sort()]];
    }),
  );
}

describe('the paths between the accounts', () => {
  it('have the requests that decide them, and no others', () => {
    const paths = drawn(stacksOf());
    assert.deepEqual(paths['5 AC Decrypt, no grant yet'], ['denied', ['role kms:Decrypt']]);
    assert.deepEqual(paths['6 AC CreateGrant'], ['allowed', ['other kms:CreateGrant']]);
    assert.deepEqual(paths['6 AC Decrypt with the grant'], ['allowed', ['role kms:Decrypt']]);
    assert.deepEqual(paths['6 AB GetObject'], ['allowed', ['role s3:GetObject']]);
    assert.deepEqual(paths['4 BB PutObject (upload)'], ['allowed', ['other s3:PutObject']]);
    assert.deepEqual(paths['4 BC GenerateDataKey'], ['allowed', ['other kms:GenerateDataKey']]);
    assert.equal(paths['3 BB default encryption']?.[0], 'allowed');
  });

  it('change with one statement', () => {
    const stacks = stacksOf();
    const before = drawn(stacks);
    changePolicy(stacks.key, 'aws_kms_key', (statements) =>
      statements.filter(({ Action }) => !JSON.stringify(Action).includes('kms:CreateGrant')),
    );
    const after = drawn(stacks);
    assert.deepEqual(after['6 AC CreateGrant'], ['denied', ['other kms:CreateGrant']]);
    assert.deepEqual(after['6 AB GetObject'], before['6 AB GetObject']);
  });
});
