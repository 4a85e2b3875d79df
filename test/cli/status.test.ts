import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deploy } from '../../cli/commands/deploy';
import { status } from '../../cli/commands/status';
import { steps } from '../../cli/commands/steps';
import { temporaryFolder } from '../support/temporary-folder';
import { WalkTerminal } from './walk-terminal';

/** Sandboxes that `deploy` refuses: a file in the folder, and what is said and advised. */
const REFUSED: [
  what: string,
  file: string,
  content: object,
  why: (folder: string, project: string) => string,
  todo: (folder: string) => string,
][] = [
  [
    'it is that of another project',
    'project.json',
    { projectId: 'id-of-other', folder: '/projects/other' },
    (folder, project) =>
      `The sandbox in ${folder} is that of another project, id-of-other (/projects/other): the state of its stacks is in there. This is ${project}. Nothing was changed.`,
    (folder) =>
      `Give this project a sandbox of its own: --sandbox with another folder, or without one for that of the project. Or empty this one, where what it holds is not needed any more: \`npx fsx-lustre-kms sandbox --data ${folder} --reset\`.`,
  ],
  [
    'it has other accounts',
    'accounts.json',
    { ids: { fileSystem: '111111111111', bucket: '222222222222', key: '444444444444' } },
    (folder) =>
      `The sandbox in ${folder} has the accounts 111111111111, 222222222222 and 444444444444, and cdktf.json here 111111111111, 222222222222 and 333333333333. Nothing was changed.`,
    (folder) =>
      `End that sandbox where it runs, and start it in this folder with --reset: \`npx fsx-lustre-kms sandbox --data ${folder} --reset\`. It then has the accounts of cdktf.json, and nothing in them.`,
  ],
];

describe('fsx-lustre-kms status', () => {
  it('shows who is signed in, the stacks, their outputs, and what costs money', async () => {
    const terminal = new WalkTerminal();
    await terminal.run((io) => deploy('1', { yes: true }, io));
    const { exitCode, stdout, stderr } = await terminal.run((io) => status({}, io));
    assert.deepEqual([exitCode, stderr], [0, '']);
    assert.equal(
      stdout,
      `AWS, us-east-1: cdktf.json is at step 1 of 7

account  id            holds                       signed in as
C        333333333333  KMS key                     arn:aws:iam::333333333333:user/me
B        222222222222  S3 bucket                   arn:aws:iam::222222222222:user/me
A        111111111111  FSx for Lustre file system  arn:aws:iam::111111111111:user/me

stack                  account           state         resources  since
account-c-key          C (333333333333)  not deployed  -          -
account-b-bucket       B (222222222222)  deployed      2          2026-11-25T10:00:01.000Z
account-a-file-system  A (111111111111)  not deployed  -          -

Outputs of account-b-bucket:
  bucket_output = value

What costs money now:
  S3 bucket, for what it holds, each version of an object, and for requests
    ends by emptying it of all versions, then destroying account-b-bucket

Next: npx fsx-lustre-kms verify 1   (nobody has looked whether it works)
`,
    );
  });

  it('ends with 1 when an account is not reached or another one, and says what to do', async () => {
    const terminal = new WalkTerminal();
    terminal.world.identities = terminal.world.identities.map(({ account, expectedId }) => ({
      ...{ account, expectedId, status: 'expired' },
      ...{ message: 'The session has expired.', nextAction: 'aws sso login --profile team' },
    }));
    const { exitCode, stdout } = await terminal.run((io) => status({}, io));
    assert.equal(exitCode, 1);
    assert.match(stdout, /nobody: the credentials have expired\n/);
    assert.match(stdout, /^ {2}A: The session has expired\.\n {5}What to do: aws sso login --profile team$/m);
    assert.match(stdout, /^Nothing that this journey has deployed costs money now\.$/m);
  });

  it('asks nobody in a sandbox that does not run, and starts none', async () => {
    const terminal = new WalkTerminal();
    const { exitCode, stdout } = await terminal.run((io) => status({ sandbox: true }, io));
    assert.equal(exitCode, 0);
    assert.match(stdout, /^The sandbox does not run now; deploy, verify and destroy start it\.$/m);
    assert.deepEqual(terminal.world.calls, []);
  });

  for (const [what, file, content, why, todo] of REFUSED) {
    it(`says in place of what is next why deploy would refuse: ${what}`, async () => {
      const terminal = new WalkTerminal();
      const folder = temporaryFolder();
      writeFileSync(join(folder, file), JSON.stringify(content));
      const refusal = { message: why(folder, terminal.folder), nextAction: todo(folder) };
      const said = `${refusal.message}\nWhat to do: ${refusal.nextAction}\n`;
      const refused = await terminal.run((io) => deploy('1', { sandbox: folder, yes: true }, io));
      assert.deepEqual([refused.exitCode, refused.stdout, refused.stderr], [2, '', said]);

      const shown = await terminal.run((io) => status({ sandbox: folder }, io));
      assert.deepEqual([shown.exitCode, shown.stderr], [0, '']);
      assert.match(shown.stdout, /^The sandbox does not run now\.$/m);
      assert.doesNotMatch(shown.stdout, /Next:/);
      assert.ok(
        shown.stdout.endsWith(`\nNothing that this journey has deployed costs money now.\n\n${said}`),
        shown.stdout,
      );
      const listed = await terminal.run((io) => steps({ sandbox: folder }, io));
      assert.equal(listed.exitCode, 0);
      assert.doesNotMatch(listed.stdout, /Next:/);
      assert.ok(listed.stdout.endsWith(`object with C's key\n\n${said}`), listed.stdout);

      for (const command of [status, steps]) {
        const { document } = await terminal.runJson((io) => command({ sandbox: folder, json: true }, io));
        assert.deepEqual([document['next'], document['refusal']], [null, refusal]);
      }
      assert.deepEqual(terminal.world.calls, []);
      assert.deepEqual(readdirSync(folder), [file]);
    });
  }

  it('names the deploy where the sandbox is that of the project', async () => {
    const terminal = new WalkTerminal();
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'project.json'), JSON.stringify({ projectId: terminal.folder, folder: '/x' }));
    const { stdout } = await terminal.run((io) => status({ sandbox: folder }, io));
    assert.ok(
      stdout.endsWith(`Next: npx fsx-lustre-kms deploy 1 --sandbox ${folder}   (its turn has come)\n`),
      stdout,
    );
  });

  it('says once what helps all three accounts', async () => {
    const terminal = new WalkTerminal();
    terminal.world.identities = terminal.world.identities.map(({ account, expectedId }, index) => ({
      ...{ account, expectedId, status: 'expired', message: `Account ${index} has expired.` },
      nextAction: index === 0 ? 'Renew the first.' : 'Renew the others.',
    }));
    const { exitCode, stdout } = await terminal.run((io) => status({}, io));
    assert.equal(exitCode, 1);
    assert.match(
      stdout,
      /\n {2}C: Account 0 has expired\.\n {5}What to do: Renew the first\.\n {2}B: Account 1 has expired\.\n {2}A: Account 2 has expired\.\n {5}What to do: Renew the others\.\n\n/,
    );
  });

  it('is one document for programs', async () => {
    const terminal = new WalkTerminal();
    const { document, events } = await terminal.runJson((io) => status({ json: true }, io));
    assert.deepEqual(Object.keys(document), [
      'target',
      'throughStep',
      'identities',
      'stacks',
      'costs',
      'next',
    ]);
    assert.deepEqual(
      events.map(({ event }) => event),
      ['identities'],
    );
  });
});
