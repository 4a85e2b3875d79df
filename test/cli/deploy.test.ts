import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deploy, type DeployOptions } from '../../cli/commands/deploy';
import { status } from '../../cli/commands/status';
import { problemWith } from '../runner/journey/fake-parts';
import { WalkTerminal } from './walk-terminal';

const SIGNED_IN = `account  id            holds                       signed in as
C        333333333333  KMS key                     arn:aws:iam::333333333333:user/me
B        222222222222  S3 bucket                   arn:aws:iam::222222222222:user/me
A        111111111111  FSx for Lustre file system  arn:aws:iam::111111111111:user/me

`;

const POLICY = { Version: '2012-10-17', Statement: [{ Sid: 'List', Effect: 'Allow' }] };

const run = (terminal: WalkTerminal, what: string, options: DeployOptions = {}) =>
  terminal.run((io) => deploy(what, options, io));

const throughStepOf = ({ folder }: WalkTerminal) =>
  /"throughStep": (\d)/.exec(readFileSync(join(folder, 'cdktf.json'), 'utf8'))?.[1];

describe('fsx-lustre-kms deploy', () => {
  it('says who is signed in, what it would do and costs, asks, deploys, and says what is next', async () => {
    const terminal = new WalkTerminal();
    terminal.answers = ['yes'];
    const { exitCode, stdout, stderr } = await run(terminal, '1');
    assert.deepEqual([exitCode, stderr], [0, '']);
    assert.deepEqual(terminal.questions, ['Type yes to deploy account-b-bucket: ']);
    assert.equal(
      stdout,
      `${SIGNED_IN}account-b-bucket, account B (222222222222): 2 to create
    + create  aws_s3_bucket.data
    + create  aws_s3_bucket_policy.data
  Costs money from then on, until it is destroyed:
    S3 bucket: for what it holds, each version of an object, and for requests
  created aws_s3_bucket.data (2 s)
  created aws_s3_bucket_policy.data (2 s)
account-b-bucket is deployed: 2 created.
  bucket_output = value

Next: npx fsx-lustre-kms verify 1   (nobody has looked whether it works)
`,
    );
  });

  it('prints a policy to hand over in lines that can be read and copied', async () => {
    const terminal = new WalkTerminal();
    terminal.world.bucketOutputs = { bucket_policy_statements_data: JSON.stringify(POLICY) };
    const { stdout } = await run(terminal, '1', { yes: true });
    const printed = `
  bucket_output = value
  bucket_policy_statements_data =
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Sid": "List",
          "Effect": "Allow"
        }
      ]
    }

`;
    assert.ok(stdout.includes(`account-b-bucket is deployed: 2 created.${printed}Next: `), stdout);
    const later = await terminal.run((io) => status({}, io));
    assert.ok(later.stdout.includes(`\n\nOutputs of account-b-bucket:${printed}What costs `), later.stdout);
    const { document } = await terminal.runJson((io) => deploy('1', { yes: true, json: true }, io));
    const [stack] = document['stacks'] as { outputs: unknown }[];
    assert.deepEqual(stack?.outputs, { bucket_output: 'value', ...terminal.world.bucketOutputs });
  });

  it('deploys what a step needs, one stack after another, and raises throughStep', async () => {
    const terminal = new WalkTerminal();
    const { exitCode, stdout } = await run(terminal, 'upload-and-mount', { yes: true, sandbox: true });
    assert.equal(exitCode, 0);
    assert.equal(throughStepOf(terminal), '4');
    assert.deepEqual(
      terminal.world.calls.filter((call) => /^(deploy|sandbox)/.test(call)),
      [
        'sandbox starts',
        'deploy account-c-key',
        'deploy account-b-bucket',
        'deploy account-a-file-system',
        'sandbox stops',
      ],
    );
    assert.match(stdout, /Next: npx fsx-lustre-kms verify 1 --sandbox /);
  });

  it('says quickly that nothing changes, without asking', async () => {
    const terminal = new WalkTerminal();
    await run(terminal, '1', { yes: true });
    terminal.answers = [];
    const { exitCode, stdout } = await run(terminal, '1');
    assert.equal(exitCode, 0);
    assert.match(stdout, /^account-b-bucket, account B \(222222222222\): nothing changes$/m);
    assert.doesNotMatch(stdout, /is deployed/);
  });

  it('deploys one stack by its name, with throughStep as it is', async () => {
    const terminal = new WalkTerminal({ throughStep: 2 });
    assert.equal((await run(terminal, 'account-c-key', { yes: true })).exitCode, 0);
    assert.deepEqual([terminal.standing('key'), terminal.standing('bucket')], [['aws_kms_key.data'], []]);
    assert.equal(throughStepOf(terminal), '2');
  });

  it('says when a stack has nothing to hold yet', async () => {
    const terminal = new WalkTerminal();
    const { exitCode, stdout } = await run(terminal, 'account-c-key', { yes: true });
    assert.equal(exitCode, 0);
    assert.match(stdout, /^account-c-key has nothing to hold yet\.$/m);
  });

  it('says when cdktf.json is further than the step, and how to begin there', async () => {
    const terminal = new WalkTerminal({ throughStep: 7 });
    const { stdout } = await run(terminal, '1', { yes: true, sandbox: 'x' });
    assert.match(
      stdout,
      /^cdktf\.json is at step 7 already: the stacks hold what the steps up to it need\.\nTo begin at step 1: npx fsx-lustre-kms deploy 1 --back --sandbox x$/m,
    );
  });

  for (const step of ['5', '7']) {
    it(`has nothing to deploy at step ${step}, and names the proof`, async () => {
      const terminal = new WalkTerminal();
      await run(terminal, '6', { yes: true, sandbox: true });
      await run(terminal, '6', { yes: true });
      terminal.world.calls.length = 0;
      const { exitCode, stdout } = await run(terminal, step, { sandbox: true });
      assert.equal(exitCode, 0);
      assert.match(
        stdout,
        /^Step \d \(.*\) has nothing to deploy: it only looks\.\nNext: npx fsx-lustre-kms verify \d --sandbox\n$/,
      );
      assert.deepEqual(terminal.world.calls, []);
      const { document } = await terminal.runJson((io) => deploy(step, { json: true }, io));
      assert.deepEqual(
        [document['status'], (document['next'] as { kind: string }).kind],
        ['nothing-to-deploy', 'verify'],
      );
    });

    it(`says at step ${step} what comes before it, where that is not deployed`, async () => {
      const terminal = new WalkTerminal();
      const { exitCode, stdout } = await run(terminal, step, { sandbox: true });
      assert.equal(exitCode, 0);
      assert.match(
        stdout,
        /: it only looks\.\nWhat it looks at is not deployed yet\.\nNext: npx fsx-lustre-kms deploy 1 --sandbox {3}\(its turn has come\)\n$/,
      );
      const { document } = await terminal.runJson((io) => deploy(step, { json: true }, io));
      assert.deepEqual(
        [document['status'], (document['next'] as { kind: string }).kind],
        ['nothing-to-deploy', 'deploy'],
      );
    });
  }

  const WRONG: [what: string, argument: string, options: DeployOptions, told: RegExp][] = [
    [
      'a step that does not exist',
      '8',
      { yes: true },
      /^8 is no step \(1 to 7, or bucket-policy, .*\) and no stack \(account-c-key, /,
    ],
    ['a name from elsewhere', 'constructor', { yes: true }, /^constructor is no step/],
    ['control characters, which stay off the terminal', '\u001b[2J', { yes: true }, /^\u241b\[2J is no step/],
    ['nobody to ask', '1', {}, /^Nobody can be asked here: give --yes to deploy without a question\.\n$/],
    ['a program that cannot be asked', '1', { json: true }, /^Nobody can be asked here/],
    ['--back to a stack', 'account-c-key', { back: true, yes: true }, /^--back goes back to a step/],
    ['--confirm without --back', '1', { confirm: 'x', yes: true }, /^--confirm goes with --back/],
    ['--allow-destroy alone', '1', { allowDestroy: true }, /^--allow-destroy goes with --yes/],
  ];
  for (const [what, argument, options, told] of WRONG) {
    it(`ends with 2 for ${what}, and does nothing`, async () => {
      const terminal = new WalkTerminal();
      const { exitCode, stdout, stderr } = await run(terminal, argument, options);
      assert.deepEqual([exitCode, stdout, terminal.world.calls], [2, '', []]);
      assert.match(stderr, told);
    });
  }

  for (const answer of ['', 'no', 'y', 'YES', 'account-b-bucket', undefined]) {
    it(`deploys nothing for the answer ${String(answer)}`, async () => {
      const terminal = new WalkTerminal();
      terminal.answers = [answer];
      const { exitCode, stderr } = await run(terminal, '1');
      assert.equal(exitCode, 1);
      assert.match(stderr, /^account-b-bucket was not deployed\. Nothing of it was changed\.\n/);
      assert.deepEqual(terminal.standing('bucket'), []);
    });
  }

  it('stops everything when somebody is signed in to another account', async () => {
    const terminal = new WalkTerminal();
    const [key, ...rest] = terminal.world.identities;
    assert.ok(key);
    const other = { id: '999999999999', arn: 'arn:other', message: 'Not that one.', nextAction: 'Sign in.' };
    const identity = {
      account: key.account,
      expectedId: key.expectedId,
      status: 'other-account',
      ...other,
    } as const;
    terminal.world.identities = [identity, ...rest];
    const { exitCode, stdout, stderr } = await run(terminal, '1', { yes: true });
    assert.equal(exitCode, 1);
    assert.match(stdout, /^C {8}333333333333 {2}KMS key {21}another account\n/m);
    assert.equal(stderr, 'Not that one.\nWhat to do: Sign in.\n');
    assert.deepEqual([terminal.world.calls, throughStepOf(terminal)], [[], '1']);
  });

  it('says why a plan failed, with what Terraform said, and goes no further', async () => {
    const terminal = new WalkTerminal();
    terminal.world.planProblem = problemWith('state-locked', 'The state is locked.');
    const { exitCode, stderr } = await run(terminal, '4', { yes: true });
    assert.equal(exitCode, 1);
    assert.equal(stderr, 'The state is locked.\n    what Terraform said\nWhat to do: Do this.\n');
    assert.deepEqual(terminal.world.calls, ['synthesize', 'plan deploy account-c-key']);
  });

  it('says why the stacks could not be synthesized', async () => {
    const terminal = new WalkTerminal();
    terminal.world.synthesis = { status: 'failed', message: 'It does not compile.' };
    const { exitCode, stderr } = await run(terminal, '1', { yes: true });
    assert.equal(exitCode, 1);
    assert.equal(
      stderr,
      'It does not compile.\nWhat to do: Nothing was deployed. Try again when that is set right.\n',
    );
  });

  it('says that it was interrupted while it asked who is signed in, not that nobody is', async () => {
    const terminal = new WalkTerminal();
    const cancel = new AbortController();
    terminal.signal = cancel.signal;
    const { checkIdentities } = terminal.world.parts;
    terminal.world.parts.checkIdentities = (...asked) => {
      cancel.abort();
      return checkIdentities(...asked);
    };
    const { exitCode, stdout, stderr } = await run(terminal, '1', { yes: true });
    assert.deepEqual(
      [exitCode, stdout, stderr],
      [1, '', 'Interrupted. Nothing was changed.\nWhat to do: Deploy it again when you are ready.\n'],
    );
    const { document } = await terminal.runJson((io) => deploy('1', { yes: true, json: true }, io));
    assert.equal(document['status'], 'interrupted');
    assert.deepEqual(terminal.world.calls, []);
  });

  it('ends with the first stack that was not deployed, and the next deploy goes on', async () => {
    const terminal = new WalkTerminal();
    const standing = () =>
      (['key', 'bucket', 'fileSystem'] as const).map((account) => terminal.standing(account).length);
    terminal.world.stopAfter = {
      changes: 1,
      status: 'interrupted',
      problem: problemWith('other', 'Half is there.'),
    };
    const half = await run(terminal, '4', { yes: true });
    assert.equal(half.exitCode, 1);
    assert.match(half.stderr, /^Half is there\.\n/);
    assert.doesNotMatch(half.stdout, /Next:/);
    assert.deepEqual(standing(), [1, 1, 0]);
    assert.equal((await run(terminal, '4', { yes: true })).exitCode, 0);
    assert.deepEqual(standing(), [1, 4, 2]);
  });

  describe('what would be destroyed', () => {
    async function atStep6(): Promise<WalkTerminal> {
      const terminal = new WalkTerminal();
      await run(terminal, '6', { yes: true });
      terminal.world.calls.length = 0;
      return terminal;
    }

    it('is not destroyed by --yes alone', async () => {
      const terminal = await atStep6();
      const { exitCode, stdout, stderr } = await run(terminal, '5', {
        back: true,
        confirm: 'read-fails',
        yes: true,
      });
      assert.equal(exitCode, 1);
      assert.match(
        stdout,
        /^account-a-file-system, account A \(111111111111\): 1 to DESTROY\n {4}- DESTROY aws_kms_grant\.data$/m,
      );
      assert.match(
        stderr,
        /^account-a-file-system was not deployed: something of it would be destroyed or replaced, and --yes alone does not allow that\.\nWhat to do: .*--allow-destroy/,
      );
      assert.ok(terminal.standing('fileSystem').includes('aws_kms_grant.data'));
    });

    it('goes with --allow-destroy: back, A before C', async () => {
      const terminal = await atStep6();
      const { exitCode } = await run(terminal, '5', {
        back: true,
        confirm: 'read-fails',
        yes: true,
        allowDestroy: true,
      });
      assert.equal(exitCode, 0);
      assert.deepEqual(
        terminal.world.calls.filter((call) => call.startsWith('deploy')),
        ['deploy account-a-file-system', 'deploy account-c-key'],
      );
      assert.ok(!terminal.standing('fileSystem').includes('aws_kms_grant.data'));
      assert.equal(throughStepOf(terminal), '5');
    });

    it('has the step typed, and the name of a stack that loses data', async () => {
      const terminal = await atStep6();
      terminal.answers = ['default-encryption', 'yes'];
      const { exitCode, stdout } = await run(terminal, '3', { back: true });
      assert.equal(exitCode, 1);
      assert.deepEqual(terminal.questions, [
        'Type default-encryption to go back: ',
        'Type account-a-file-system to deploy account-a-file-system: ',
      ]);
      assert.match(stdout, /^ {2}With it goes what is in aws_fsx_lustre_file_system\.lustre\.$/m);
      assert.equal(terminal.standing('fileSystem').length, 3);
    });

    for (const [what, answers, options] of [
      ['the wrong step is typed', ['6'], {}],
      ['nothing is typed', [undefined], {}],
      ['the wrong one is given', undefined, { confirm: 'grant', yes: true }],
    ] as const) {
      it(`changes nothing, cdktf.json neither, when ${what}`, async () => {
        const terminal = await atStep6();
        terminal.answers = answers && [...answers];
        const { exitCode, stderr } = await run(terminal, '5', { back: true, ...options });
        assert.equal(exitCode, 1);
        assert.match(stderr, /^Not confirmed\. Nothing was changed\.\n/);
        assert.deepEqual([terminal.world.calls, throughStepOf(terminal)], [[], '6']);
      });
    }

    it('is nothing where nothing is deployed: going back lowers throughStep alone', async () => {
      const terminal = new WalkTerminal({ throughStep: 7 });
      const { exitCode, stdout } = await run(terminal, '1', {
        back: true,
        confirm: 'bucket-policy',
        yes: true,
      });
      assert.equal(exitCode, 0);
      assert.match(stdout, /^Nothing of these is deployed: only cdktf\.json changes\.$/m);
      assert.equal(throughStepOf(terminal), '1');
    });
  });

  it('shows one line of what is going on, on a terminal', async () => {
    const terminal = new WalkTerminal();
    terminal.liveWidth = 60;
    const { stderr, stdout } = await run(terminal, '1', { yes: true });
    const shown = stderr.split('\r\u001b[K').filter(Boolean);
    assert.ok(shown.includes('  account-b-bucket: creating aws_s3_bucket.data …'), stderr);
    assert.ok(shown.every((line) => line.length < 60));
    assert.ok(stderr.endsWith('\r\u001b[K'), 'the line is taken away in the end');
    assert.match(stdout, /^ {2}created aws_s3_bucket\.data \(2 s\)$/m);
  });

  it('is one document for programs, and a line for each event', async () => {
    const terminal = new WalkTerminal();
    const { exitCode, document, events } = await terminal.runJson((io) =>
      deploy('1', { yes: true, json: true }, io),
    );
    assert.equal(exitCode, 0);
    const { status, throughStep, next, stacks } = document as {
      status: string;
      throughStep: number;
      next: { command: string };
      stacks: { stack: string; status: string; plan: { changes: unknown[] }; outputs: unknown }[];
    };
    assert.deepEqual([status, throughStep, next.command], ['deployed', 1, 'npx fsx-lustre-kms verify 1']);
    assert.deepEqual(
      stacks.map(({ stack, status: end, plan, outputs }) => [stack, end, plan.changes.length, outputs]),
      [['account-b-bucket', 'deployed', 2, { bucket_output: 'value' }]],
    );
    assert.deepEqual(
      events.map(({ event, state }) => [event, state].filter(Boolean).join(' ')),
      ['identities', 'resource begun', 'resource done', 'resource begun', 'resource done', 'stack'],
    );
  });

  it('for programs tells a problem in the document too', async () => {
    const terminal = new WalkTerminal();
    terminal.world.planProblem = problemWith('credentials-expired', 'Expired.');
    const { exitCode, document, events } = await terminal.runJson((io) =>
      deploy('1', { yes: true, json: true }, io),
    );
    assert.equal(exitCode, 1);
    assert.equal(document['status'], 'failed');
    assert.deepEqual(
      (document['stacks'] as { problem: { kind: string } }[])[0]?.problem.kind,
      'credentials-expired',
    );
    assert.deepEqual(events.at(-1), {
      event: 'problem',
      kind: 'credentials-expired',
      message: 'Expired.',
      nextAction: 'Do this.',
    });
  });
});
