import assert from 'node:assert/strict';
import { interruption } from '../../../runner/deploy/aftermath';
import type { ResourceOutcome } from '../../../runner/deploy/progress';

const CONTEXT = {
  account: 'fileSystem',
  accountId: '111111111111',
  target: { kind: 'aws' },
  folder: '/stacks/account-a-file-system',
  verb: 'deploy',
} as const;

const done = (count: number): ResourceOutcome[] =>
  Array.from({ length: count }, (_, index) => ({
    address: `aws_subnet.s${index + 1}`,
    action: 'create',
    state: 'done',
  }));

describe('what an interrupted deploy has done', () => {
  const cases: [count: number, message: string][] = [
    [0, 'Interrupted. aws_fsx_lustre_file_system.fs was being created.'],
    [1, 'Interrupted. aws_subnet.s1 is created; aws_fsx_lustre_file_system.fs was being created.'],
    [
      5,
      'Interrupted. aws_subnet.s1 is created, aws_subnet.s2 is created, aws_subnet.s3 is created, aws_subnet.s4 is created, aws_subnet.s5 is created; aws_fsx_lustre_file_system.fs was being created.',
    ],
    [
      27,
      'Interrupted. aws_subnet.s1 is created, aws_subnet.s2 is created, aws_subnet.s3 is created, aws_subnet.s4 is created, aws_subnet.s5 is created, and 22 more are done; aws_fsx_lustre_file_system.fs was being created.',
    ],
  ];
  for (const [count, message] of cases) {
    it(`is told when it is ${count}`, () => {
      const fileSystem = 'aws_fsx_lustre_file_system.fs';
      const changes: ResourceOutcome[] = [
        ...done(count),
        { address: fileSystem, action: 'create', state: 'begun' },
      ];
      const inState = new Set(changes.map(({ address }) => address));
      const problem = interruption({ changes, inState, isEscalated: false, output: '' }, CONTEXT);
      assert.equal(problem.message, message);
      assert.equal(problem.nextAction, 'Deploy account-a-file-system again: it goes on from what is there.');
    });
  }

  it('is to be looked for when it is in no state', () => {
    const changes: ResourceOutcome[] = [
      { address: 'aws_vpc.network', action: 'create', state: 'begun' },
      { address: 'aws_s3_bucket_policy.policy', action: 'create', state: 'begun' },
    ];
    const { nextAction } = interruption(
      { changes, inState: new Set(), isEscalated: false, output: '' },
      CONTEXT,
    );
    assert.equal(
      nextAction,
      'Deploy account-a-file-system again: it goes on from what is there. Look first whether account 111111111111 has aws_vpc.network already: AWS may have made it without an answer reaching Terraform, and then it would be made a second time. What is there is taken in with `terraform import aws_vpc.network ID` in /stacks/account-a-file-system.',
    );
  });
});
