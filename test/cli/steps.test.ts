import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deploy } from '../../cli/commands/deploy';
import { steps } from '../../cli/commands/steps';
import { verify } from '../../cli/commands/verify';
import { WalkTerminal } from './walk-terminal';

describe('fsx-lustre-kms steps', () => {
  it('shows the seven steps, and what is next', async () => {
    const terminal = new WalkTerminal();
    await terminal.run((io) => deploy('1', { yes: true }, io));
    await terminal.run((io) => verify('1', {}, io));
    const { exitCode, stdout, stderr } = await terminal.run((io) => steps({}, io));
    assert.deepEqual([exitCode, stderr], [0, '']);
    assert.equal(
      stdout,
      `AWS: cdktf.json is at step 1 of 7

step  account  what it does                                          deploys                                  state   what proves it
1     B        Bucket policy for account A                           account-b-bucket                         proved  GetBucketPolicy lets account A's role list and read
2     C        Key shared with accounts A and B                      account-c-key                            next    DescribeKey answers accounts A and B; the key policy is as they need it
3     B        Default encryption with the key                       account-b-bucket                         later   GetBucketEncryption: aws:kms with C's full key ARN
4     A, B     File system, association, client; upload of test.txt  account-b-bucket, account-a-file-system  later   HeadObject shows C's key, the association is AVAILABLE, ls lists the file
5     A        Reading fails, and CloudTrail says why                nothing                                  later   cat fails; CloudTrail in account A has the role's denied Decrypt
6     A, C     Grant for the service-linked role; reading works      account-c-key, account-a-file-system     later   ListGrants has the role's grant; cat prints the content
7     A        Export with lfs hsm_*                                 nothing                                  later   hsm_state has archived and not dirty; HeadObject shows the object with C's key

Next: npx fsx-lustre-kms deploy 2   (its turn has come)
`,
    );
  });

  it('is one document for programs', async () => {
    const terminal = new WalkTerminal();
    const { exitCode, document, events } = await terminal.runJson((io) =>
      steps({ json: true, sandbox: 'my box' }, io),
    );
    assert.deepEqual([exitCode, events], [0, []]);
    const {
      target,
      throughStep,
      next,
      steps: listed,
    } = document as {
      target: unknown;
      throughStep: number;
      next: unknown;
      steps: Record<string, unknown>[];
    };
    assert.deepEqual(target, { kind: 'sandbox', folder: join(terminal.folder, 'my box') });
    assert.equal(throughStep, 1);
    assert.deepEqual(next, {
      kind: 'deploy',
      step: 1,
      reason: 'next',
      command: "npx fsx-lustre-kms deploy 1 --sandbox 'my box'",
    });
    assert.equal(listed.length, 7);
    assert.deepEqual(listed[3], {
      ...{ step: 4, id: 'upload-and-mount', title: 'File system, association, client; upload of test.txt' },
      ...{
        accounts: ['A', 'B'],
        deploys: ['account-b-bucket', 'account-a-file-system'],
        state: 'later',
        deployed: false,
      },
      provedBy: "HeadObject shows C's key, the association is AVAILABLE, ls lists the file",
      ...{ proof: null, action: null },
    });
  });

  it('starts nothing, in the sandbox neither', async () => {
    const terminal = new WalkTerminal();
    await terminal.run((io) => steps({ sandbox: true }, io));
    assert.deepEqual(terminal.world.calls, []);
  });

  it('shows colours where they are wanted, and none for programs', async () => {
    const terminal = new WalkTerminal();
    terminal.colours = true;
    assert.ok((await terminal.run((io) => steps({}, io))).stdout.includes('\u001b[36m'));
    assert.ok(!(await terminal.run((io) => steps({ json: true }, io))).stdout.includes('\u001b'));
  });

  for (const [what, text, told] of [
    ['is no JSON', '{', /cdktf\.json is not JSON: .*\nWhat to do: Correct cdktf\.json\.\n$/],
    [
      'has no deployment',
      '{"app":"x"}',
      /^cdktf\.json has no deployment in context\.fsxLustreKms\.\nWhat to do: /,
    ],
  ] as const) {
    it(`ends with 2 when cdktf.json ${what}`, async () => {
      const terminal = new WalkTerminal();
      writeFileSync(join(terminal.folder, 'cdktf.json'), text);
      const { exitCode, stdout, stderr } = await terminal.run((io) => steps({}, io));
      assert.deepEqual([exitCode, stdout], [2, '']);
      assert.match(stderr, told);
      const { document } = await terminal.runJson((io) => steps({ json: true }, io));
      assert.equal(document['status'], 'refused');
    });
  }

  it('says what of the journey could not be read, and keeps control characters off the terminal', async () => {
    const terminal = new WalkTerminal();
    await terminal.run((io) => verify('1', {}, io));
    writeFileSync(join(terminal.folder, '.fsx-lustre-kms/journey.json'), '{"ways":{"\\u001b[31m":{}}}');
    const { exitCode, stderr } = await terminal.run((io) => steps({}, io));
    assert.equal(exitCode, 0);
    assert.match(stderr, /^The journey file: ways: .* is not known\n$/);
    assert.ok(!stderr.includes('\u001b'));
  });
});
