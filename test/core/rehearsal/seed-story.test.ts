import assert from 'node:assert/strict';
import { ACCOUNT_A } from '../../support/deployments';
import {
  changePolicy,
  notAsExpected,
  rehearseStacks,
  setAttributes,
  stacksOf,
  stepOf,
  verdicts,
} from './rehearse-stacks';

const SESSION = `arn:aws:sts::${ACCOUNT_A}:assumed-role/AWSServiceRoleForFSxS3Access_fs-00000000000000001/FSx`;
const KEY = 'arn:aws:kms:us-east-1:333333333333:key/00000000-0000-4000-8000-000000000001';

describe("the seed's story, over the synthesized stacks", function () {
  this.timeout(60_000);

  it('goes as the seven steps say', () => {
    const { steps, throughStep } = rehearseStacks(stacksOf());
    assert.equal(throughStep, 7);
    assert.deepEqual(
      steps.map(({ step, account, expected, outcome, asExpected }) => [
        step,
        account,
        expected,
        outcome,
        asExpected,
      ]),
      [
        [1, 'B', 'works', 'works', true],
        [2, 'C', 'works', 'works', true],
        [3, 'B', 'works', 'works', true],
        [4, 'A', 'works', 'works', true],
        [5, 'A', 'fails', 'fails', true],
        [6, 'A', 'works', 'works', true],
        [7, 'A', 'works', 'works', true],
      ],
    );
  });

  it('step 5 is denied in the words that CloudTrail will carry, S3 and KMS apart', () => {
    const [s3, kms, ...more] = stepOf(rehearseStacks(stacksOf({ throughStep: 5 })), 5).requests;
    assert.deepEqual(more, []);
    assert.deepEqual([s3?.action, s3?.decision], ['s3:GetObject', 'allowed']);
    assert.deepEqual(
      [kms?.principal, kms?.action, kms?.resource, kms?.decision, kms?.denial],
      [SESSION, 'kms:Decrypt', KEY, 'denied', 'implicit'],
    );
    assert.equal(
      kms?.reasons[0],
      `User: ${SESSION} is not authorized to perform: kms:Decrypt on resource: ${KEY} because no identity-based policy allows the kms:Decrypt action`,
    );
  });

  for (const throughStep of [1, 2, 3, 4, 5, 6, 7]) {
    it(`stacks deployed through step ${throughStep} do what was reached`, () => {
      const rehearsal = rehearseStacks(stacksOf({ throughStep }), {}, throughStep);
      assert.deepEqual(verdicts(rehearsal), Array<boolean>(throughStep).fill(true));
    });
  }

  it('without the grant of step 6 the read stays denied, and the export fails in silence', () => {
    const rehearsal = rehearseStacks(stacksOf({ throughStep: 5 }));
    assert.deepEqual(notAsExpected(rehearsal), [6, 7]);
    assert.match(
      stepOf(rehearsal, 7)
        .findings.map(({ message }) => message)
        .join('\n'),
      /in silence/,
    );
  });

  it('without GenerateDataKey in the grant only the export fails, in silence', () => {
    const stacks = stacksOf();
    setAttributes(stacks.fileSystem, 'aws_kms_grant', { operations: ['Decrypt', 'DescribeKey'] });
    const rehearsal = rehearseStacks(stacks);
    assert.deepEqual(notAsExpected(rehearsal), [7]);
    const { requests, findings } = stepOf(rehearsal, 7);
    assert.deepEqual(
      requests.map(({ action, decision }) => [action, decision]),
      [
        ['s3:PutObject', 'allowed'],
        ['kms:GenerateDataKey', 'denied'],
        ['kms:Decrypt', 'allowed'],
      ],
    );
    assert.match(
      requests[1]?.reasons.join('\n') ?? '',
      /its operations \(Decrypt, DescribeKey\) do not cover kms:GenerateDataKey/,
    );
    assert.match(findings.map(({ message }) => message).join('\n'), /`lfs hsm_archive` prints no error/);
  });

  it('without Decrypt in the grant the read fails, and an export in parts too', () => {
    const stacks = stacksOf();
    setAttributes(stacks.fileSystem, 'aws_kms_grant', { operations: ['GenerateDataKey'] });
    assert.deepEqual(notAsExpected(rehearseStacks(stacks)), [6, 7]);
  });

  describe('a second bucket with a key of its own', () => {
    const two = () =>
      stacksOf({
        keys: [{ name: 'data' }, { name: 'more' }],
        buckets: [
          { name: 'data', key: 'data', fileSystemPath: '/data' },
          { name: 'more', key: 'more', fileSystemPath: '/more' },
        ],
      });

    it('works with its own grant', () => {
      assert.deepEqual(notAsExpected(rehearseStacks(two())), []);
    });

    it('cannot be read when only the first key has a grant', () => {
      const stacks = two();
      const resources = stacks.fileSystem.resource ?? {};
      const grants = Object.entries(resources['aws_kms_grant'] ?? {});
      resources['aws_kms_grant'] = Object.fromEntries(grants.filter(([name]) => !name.includes('more')));
      const rehearsal = rehearseStacks(stacks);
      assert.deepEqual(notAsExpected(rehearsal), [6, 7]);
      assert.match(
        stepOf(rehearsal, 6).findings[0]?.message ?? '',
        /^No grant on .*, the key of .*-more, is in view/,
      );
    });
  });

  describe("a key in the file system's own account", () => {
    const accounts = {
      fileSystem: { id: ACCOUNT_A },
      bucket: { id: '222222222222' },
      key: { id: ACCOUNT_A },
    };

    it('is read without a grant: step 5 works, and says why', () => {
      const rehearsal = rehearseStacks(stacksOf({ accounts }));
      assert.deepEqual(notAsExpected(rehearsal), [5]);
      assert.equal(stepOf(rehearsal, 5).outcome, 'works');
      assert.match(
        stepOf(rehearsal, 5).findings[0]?.message ?? '',
        /without a grant: a key in the file system's own account/,
      );
    });

    it('is denied as long as the statement of step 6 is not there', () => {
      assert.deepEqual(verdicts(rehearseStacks(stacksOf({ accounts, throughStep: 5 }), {}, 5)), [
        true,
        true,
        true,
        true,
        true,
      ]);
    });
  });

  it('with Bucket Keys an object-only condition hits the upload; without them it does not', () => {
    const objectsOnly = (stacks: ReturnType<typeof stacksOf>) => {
      changePolicy(stacks.key, 'aws_kms_key', (statements) =>
        statements.map((statement) => {
          const condition = structuredClone(statement['Condition']) as
            Record<string, Record<string, unknown>> | undefined;
          const arns = condition?.['StringLike']?.['kms:EncryptionContext:aws:s3:arn'];
          if (!condition || !Array.isArray(arns)) return statement;
          condition['StringLike'] = {
            'kms:EncryptionContext:aws:s3:arn': arns.filter((arn) => String(arn).endsWith('/*')),
          };
          return { ...statement, Condition: condition };
        }),
      );
      return stacks;
    };
    const rehearsal = rehearseStacks(objectsOnly(stacksOf()));
    assert.deepEqual(notAsExpected(rehearsal), [4]);
    assert.match(
      stepOf(rehearsal, 4)
        .requests.flatMap(({ reasons }) => reasons)
        .join('\n'),
      /kms:EncryptionContext:aws:s3:arn/,
    );
    assert.deepEqual(notAsExpected(rehearseStacks(objectsOnly(stacksOf()), { bucketKeys: false })), []);
  });
});
