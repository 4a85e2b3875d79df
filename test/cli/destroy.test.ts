import assert from 'node:assert/strict';
import { deploy } from '../../cli/commands/deploy';
import { destroy } from '../../cli/commands/destroy';
import { problemWith } from '../runner/journey/fake-parts';
import { WalkTerminal } from './walk-terminal';

async function deployed(): Promise<WalkTerminal> {
  const terminal = new WalkTerminal();
  await terminal.run((io) => deploy('6', { yes: true }, io));
  terminal.world.calls.length = 0;
  return terminal;
}

const standing = (terminal: WalkTerminal) =>
  (['fileSystem', 'bucket', 'key'] as const).map((account) => terminal.standing(account).length);

describe('fsx-lustre-kms destroy', () => {
  it('names what goes and costs, has the bucket typed, and takes A, B and C', async () => {
    const terminal = await deployed();
    terminal.answers = ['team-data'];
    const { exitCode, stdout, stderr } = await terminal.run((io) => destroy({}, io));
    assert.deepEqual([exitCode, stderr], [0, '']);
    assert.deepEqual(terminal.questions, ['Type team-data to go on: ']);
    const [, text = ''] = stdout.split(/^A {8}1.*\n\n/m);
    assert.equal(
      text,
      `account-a-file-system, account A (111111111111): 3 to DESTROY
    - DESTROY aws_fsx_lustre_file_system.lustre
    - DESTROY aws_instance.client
    - DESTROY aws_kms_grant.data
  With it goes what is in aws_fsx_lustre_file_system.lustre.

account-b-bucket, account B (222222222222): 4 to DESTROY
    - DESTROY aws_s3_bucket.data
    - DESTROY aws_s3_bucket_policy.data
    - DESTROY aws_s3_bucket_server_side_encryption_configuration.data
    - DESTROY aws_s3_object.test
  With it goes what is in aws_s3_bucket.data.

account-c-key, account C (333333333333): 1 to DESTROY
    - DESTROY aws_kms_key.data
  With it goes what is in aws_kms_key.data.

What costs money until then:
  KMS key: ends by destroying account-c-key, which schedules its deletion in 30 days: it is not billed while it waits
  S3 bucket: ends by emptying it of all versions, then destroying account-b-bucket
  FSx for Lustre file system, 1200 GiB: ends by destroying account-a-file-system
  EC2 instance m6i.large: ends by destroying account-a-file-system

In this order:
  account-a-file-system: files that were not exported are lost. It takes more than ten minutes.
  account-b-bucket: its buckets are emptied, and deleted.
    team-data: every version of every object in it, first
  account-c-key: what it encrypts cannot be read any more. The key can be saved while its deletion waits.

  destroyed aws_fsx_lustre_file_system.lustre (2 s)
  destroyed aws_instance.client (2 s)
  destroyed aws_kms_grant.data (2 s)
  looking whether anything of account-a-file-system is left
account-a-file-system is gone: nothing of it is left.
  team-data: 3 versions and 0 delete markers are gone
  destroyed aws_s3_bucket.data (2 s)
  destroyed aws_s3_bucket_policy.data (2 s)
  destroyed aws_s3_bucket_server_side_encryption_configuration.data (2 s)
  looking whether anything of account-b-bucket is left
account-b-bucket is gone: nothing of it is left.
  destroyed aws_kms_key.data (2 s)
  looking whether anything of account-c-key is left
account-c-key is gone: nothing of it is left.

All is gone, and nothing of it costs money any more. The key waits for its deletion, which is not billed.
cdktf.json is still at step 6. To begin again: npx fsx-lustre-kms deploy 1 --back
`,
    );
    assert.deepEqual(standing(terminal), [0, 0, 0]);
  });

  for (const [what, answers, confirm] of [
    ['another name is typed', ['team-dat'], []],
    ['yes is typed', ['yes'], []],
    ['nothing is typed', [undefined], []],
    ['another name is given', undefined, ['other']],
    ['another name is given, though somebody could be asked', ['team-data'], ['other']],
  ] as const) {
    it(`destroys nothing when ${what}`, async () => {
      const terminal = await deployed();
      terminal.answers = answers && [...answers];
      const { exitCode, stderr } = await terminal.run((io) => destroy({ confirm }, io));
      assert.equal(exitCode, 1);
      assert.equal(
        stderr,
        'Not confirmed: team-data. Nothing was destroyed.\nWhat to do: Type team-data, or give --confirm team-data.\n',
      );
      assert.deepEqual([standing(terminal), terminal.world.objects], [[3, 4, 1], 3]);
    });
  }

  it('asks nothing with --yes, and takes the bucket that is named', async () => {
    const terminal = await deployed();
    terminal.answers = [];
    const { exitCode } = await terminal.run((io) => destroy({ yes: true, confirm: ['team-data'] }, io));
    assert.deepEqual([exitCode, standing(terminal)], [0, [0, 0, 0]]);
  });

  for (const confirm of [[], ['other']]) {
    it(`destroys nothing with --yes where the bucket is not named, but ${confirm.join() || 'nothing'}`, async () => {
      const terminal = await deployed();
      const { exitCode, stderr } = await terminal.run((io) => destroy({ yes: true, confirm }, io));
      assert.equal(exitCode, 1);
      assert.equal(
        stderr,
        'Not confirmed: team-data. Nothing was destroyed.\nWhat to do: Look at the plan above. If it is meant, give --confirm team-data too.\n',
      );
      assert.deepEqual([standing(terminal), terminal.world.objects], [[3, 4, 1], 3]);
    });
  }

  it('has the stack of a key named with --yes, where no bucket goes', async () => {
    const terminal = new WalkTerminal({ throughStep: 2 });
    await terminal.run((io) => deploy('account-c-key', { yes: true }, io));
    const unnamed = await terminal.run((io) => destroy({ yes: true }, io));
    assert.equal(unnamed.exitCode, 1);
    assert.match(unnamed.stderr, /give --confirm account-c-key too\.\n$/);
    assert.deepEqual(standing(terminal), [0, 0, 1]);
    // Names of what is gone by now do no harm: a script can give them all, and be run again.
    const confirm = ['team-data', 'account-a-file-system', 'account-c-key'];
    assert.equal((await terminal.run((io) => destroy({ yes: true, confirm }, io))).exitCode, 0);
    assert.deepEqual(standing(terminal), [0, 0, 0]);
  });

  it('needs no name with --yes for what holds neither data nor keys', async () => {
    const terminal = await deployed();
    for (const account of ['fileSystem', 'bucket'] as const) terminal.world.stands[account].clear();
    terminal.world.stands.bucket.set('aws_s3_bucket_policy.data', '{}');
    terminal.world.stands.key.clear();
    const { exitCode, stderr } = await terminal.run((io) => destroy({ yes: true }, io));
    assert.deepEqual([exitCode, standing(terminal)], [0, [0, 0, 0]], stderr);
  });

  it('has the name of the first stack typed where no bucket goes', async () => {
    const terminal = new WalkTerminal({ throughStep: 2 });
    await terminal.run((io) => deploy('account-c-key', { yes: true }, io));
    terminal.answers = ['account-c-key'];
    assert.equal((await terminal.run((io) => destroy({}, io))).exitCode, 0);
    assert.deepEqual(terminal.questions, ['Type account-c-key to go on: ']);
  });

  it('says when there is nothing', async () => {
    const terminal = new WalkTerminal();
    const { exitCode, stdout } = await terminal.run((io) => destroy({ confirm: ['team-data'] }, io));
    assert.equal(exitCode, 0);
    assert.match(stdout, /^Nothing stands: there is nothing to clean up\.$/m);
  });

  it('ends with 2 where nobody can be asked and nothing is confirmed', async () => {
    const terminal = await deployed();
    const { exitCode, stderr } = await terminal.run((io) => destroy({}, io));
    assert.equal(exitCode, 2);
    assert.equal(
      stderr,
      'Nobody can be asked here: give --yes, and --confirm with the name of the bucket that goes.\n',
    );
    assert.deepEqual(terminal.world.calls, []);
  });

  it('stops before anything when somebody is signed in to another account', async () => {
    const terminal = await deployed();
    terminal.world.identities = terminal.world.identities.map((identity) =>
      identity.account === 'key'
        ? {
            account: 'key',
            expectedId: identity.expectedId,
            status: 'other-account',
            id: '9',
            arn: 'arn:x',
            message: 'Not that one.',
            nextAction: 'Sign in.',
          }
        : identity,
    );
    const { exitCode, stderr } = await terminal.run((io) => destroy({ confirm: ['team-data'] }, io));
    assert.deepEqual([exitCode, stderr], [1, 'Not that one.\nWhat to do: Sign in.\n']);
    assert.deepEqual(terminal.world.calls, []);
  });

  it('says what is left when it stops half-way, and goes on the next time', async () => {
    const terminal = await deployed();
    terminal.world.stopAfter = {
      changes: 2,
      status: 'failed',
      problem: problemWith('partial-apply', 'Half is gone.'),
    };
    const half = await terminal.runJson((io) => destroy({ confirm: ['team-data'], json: true }, io));
    assert.equal(half.exitCode, 1);
    assert.deepEqual([half.document['status'], half.document['destroyed']], ['failed', []]);
    const again = await terminal.runJson((io) => destroy({ confirm: ['team-data'], json: true }, io));
    assert.deepEqual(again.document, {
      status: 'clean',
      destroyed: ['account-a-file-system', 'account-b-bucket', 'account-c-key'],
    });
    assert.deepEqual(standing(terminal), [0, 0, 0]);
  });
});
