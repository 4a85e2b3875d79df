import assert from 'node:assert/strict';
import { diagnoseLive } from '../../../../core/live/diagnosis';
import { healthyEvidence, ROLE_ARN } from '../healthy-evidence';

type Statement = Readonly<Record<string, unknown>>;

const OF_ROLE = { ArnLike: { 'aws:PrincipalArn': ROLE_ARN } };

const isOurs = ({ Sid: sid }: Statement): boolean => String(sid).startsWith('FileSystem');

/** A bucket policy as a diagnosis would have it. */
function mended(lifecycle: string, before: (statements: readonly Statement[]) => Statement[]): Statement[] {
  const evidence = healthyEvidence();
  const [{ policy } = { policy: undefined }] = evidence.buckets;
  assert.ok(policy?.status === 'seen' && evidence.associations.status === 'seen');
  policy.value = { ...policy.value, Statement: before(policy.value['Statement'] as Statement[]) };
  for (const one of evidence.associations.value) one.lifecycle = lifecycle;
  const [first] = diagnoseLive(evidence).broken?.changes ?? [];
  return (first?.policy as { Statement: Statement[] }).Statement;
}

const conditionsOf = (statements: readonly Statement[]) =>
  statements.filter(isOurs).map(({ Condition: condition }) => condition);

describe('what a bucket policy lacks', () => {
  const none = (statements: readonly Statement[]) => statements.filter((one) => !isOurs(one));

  it('is added for the role alone where it alone is denied', () => {
    assert.deepEqual(conditionsOf(mended('AVAILABLE', none)), [OF_ROLE, OF_ROLE]);
  });

  it('is added for account A where whoever applies the settings of the association is denied as well', () => {
    assert.deepEqual(conditionsOf(mended('MISCONFIGURED', none)), [undefined, undefined]);
  });

  it("goes into an owner's list of callers, and nobody else does", () => {
    const deployer = 'arn:aws:iam::111111111111:role/Deployer';
    const limited = (statements: readonly Statement[]) =>
      statements.map((one) =>
        isOurs(one) ? { ...one, Condition: { ArnLike: { 'aws:PrincipalArn': deployer } } } : one,
      );
    const both = { ArnLike: { 'aws:PrincipalArn': [deployer, ROLE_ARN] } };
    assert.deepEqual(conditionsOf(mended('AVAILABLE', limited)), [both, both]);
  });
});
