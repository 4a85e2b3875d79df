import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { init, type InitIo, type InitOptions } from '../../cli/commands/init';
import { openQuestions } from '../../cli/questions';
import { deploymentOfAnswers } from '../../core/project/fields';
import { PROJECT_PACKAGES, type ProjectPackage } from '../../core/project/files';
import { STEPS } from '../../core/journey/steps';
import { EXPECTATIONS, type StepResult } from '../../core/rehearsal/result';
import { cli } from '../support/cli';
import { ACCOUNT_A, ACCOUNT_B, ACCOUNT_C } from '../support/deployments';
import { linkOurselves, linkPeers } from '../support/installed';
import { temporaryFolder } from '../support/temporary-folder';
import type { Installed } from '../../runner/project/install-packages';
import type { ProjectRehearsal } from '../../runner/project/rehearse-project';

const OPTIONS: InitOptions = {
  fileSystemAccount: ACCOUNT_A,
  bucketAccount: ACCOUNT_B,
  keyAccount: ACCOUNT_C,
  region: 'us-east-1',
};

const versions = Object.fromEntries(PROJECT_PACKAGES.map((name) => [name, '^1.0.0'])) as Record<
  ProjectPackage,
  string
>;

/** Runs the command, with somebody at the terminal who types lines, or nobody. */
async function run(
  cwd: string,
  directory: string,
  options: InitOptions,
  lines?: readonly string[],
  changes: Partial<InitIo> = {},
) {
  const output = { stdout: '', stderr: '' };
  const rest = [...(lines ?? [])];
  const io: InitIo = {
    cwd,
    stdout: (text) => (output.stdout += text),
    stderr: (text) => (output.stderr += text),
    region: 'eu-central-1',
    versions,
    rehearse: () => Promise.resolve({ status: 'not-installed' }),
    install: () => assert.fail('nobody asked for it'),
    ...(lines && { ask: () => Promise.resolve(rest.shift()) }),
    ...changes,
  };
  const exitCode = await init(directory, options, io);
  return { exitCode, ...output };
}

describe('fsx-lustre-kms init', function () {
  this.timeout(60_000);

  it('writes a project into a folder that it makes, and says what comes next', async () => {
    const cwd = temporaryFolder();
    const { exitCode, stdout, stderr } = await run(cwd, 'my-lustre', OPTIONS);
    assert.equal(exitCode, 0, stderr);
    assert.equal(
      stdout,
      `Written in ${join(cwd, 'my-lustre')}: cdktf.json, main.ts, package.json, tsconfig.json, .gitignore

Not rehearsed: its packages are not installed yet.

Next:
  cd my-lustre
  npm install
  npx fsx-lustre-kms synth
  npx fsx-lustre-kms rehearse --through-step 1
  npx fsx-lustre-kms deploy 1
`,
    );
    assert.deepEqual(readdirSync(join(cwd, 'my-lustre')).sort(), [
      '.gitignore',
      'cdktf.json',
      'main.ts',
      'package.json',
      'tsconfig.json',
    ]);
  });

  it('asks at a terminal, and takes what was typed', async () => {
    const cwd = temporaryFolder();
    const lines = [ACCOUNT_A, ACCOUNT_B, ACCOUNT_C, '', '', 'team-c', '', '', '', 'genomics'];
    const { exitCode, stderr } = await run(cwd, '.', {}, lines);
    assert.equal(exitCode, 0, stderr);
    const { context } = JSON.parse(readFileSync(join(cwd, 'cdktf.json'), 'utf8')) as { context: unknown };
    assert.deepEqual(context, {
      fsxLustreKms: {
        accounts: {
          fileSystem: { id: ACCOUNT_A },
          bucket: { id: ACCOUNT_B },
          key: { id: ACCOUNT_C, profile: 'team-c' },
        },
        region: 'eu-central-1',
        keys: [{ name: 'data' }],
        buckets: [{ name: 'data', bucketName: 'genomics', existing: {}, key: 'data' }],
        throughStep: 1,
      },
    });
  });

  it('asks nothing with --yes, and nothing where nobody is', async () => {
    for (const lines of [[], undefined]) {
      const cwd = temporaryFolder();
      const { exitCode, stderr } = await run(cwd, '.', { yes: true, region: 'us-east-1' }, lines);
      assert.equal(exitCode, 2);
      assert.match(stderr, /^3 mistakes in the options\n\n {2}--file-system-account\n {4}is missing\n/);
      assert.deepEqual(readdirSync(cwd), []);
    }
  });

  it('says what is wrong with an option before it asks for the others', async () => {
    const cwd = temporaryFolder();
    const { exitCode, stderr } = await run(cwd, '.', { region: 'eu-wset-1' }, [ACCOUNT_A]);
    assert.equal(exitCode, 2);
    assert.match(
      stderr,
      /^1 mistake in the options\n\n {2}--region "eu-wset-1"\n {4}is not the name of an AWS Region\n/,
    );
    assert.match(stderr, /right: "eu-west-1"/);
  });

  it('says what is wrong with an answer, and names no option to somebody who answers questions', async () => {
    const { stderr } = await run(temporaryFolder(), '.', {}, ['1234']);
    assert.equal(
      stderr,
      `"1234" does not have the right form
    why:   AWS account ids have 12 digits; as a number, leading zeros would be lost.
    right: twelve digits, such as 111111111111

Nothing was written.
`,
    );
  });

  it('writes nothing when the answers stop', async () => {
    const cwd = temporaryFolder();
    const { exitCode, stderr } = await run(cwd, '.', {}, [ACCOUNT_A]);
    assert.equal(exitCode, 2);
    assert.equal(stderr, '\nNothing was written.\n');
    assert.deepEqual(readdirSync(cwd), []);
  });

  it('overwrites nothing: lists what is in the way, before it asks anything', async () => {
    const cwd = temporaryFolder();
    for (const name of ['main.ts', 'package.json', 'README.md']) writeFileSync(join(cwd, name), '{}');
    const { exitCode, stdout, stderr } = await run(cwd, '.', {}, []);
    assert.equal(exitCode, 2);
    assert.equal(stdout, '');
    assert.equal(
      stderr,
      `Nothing was written: files in ${cwd} are in the way, and none is overwritten.
  main.ts is there already
  package.json is there already, and not of a CDKTF project
`,
    );
    assert.deepEqual(readdirSync(cwd).sort(), ['README.md', 'main.ts', 'package.json']);
  });

  it('does not write over a project that it has made before', async () => {
    const cwd = temporaryFolder();
    assert.equal((await run(cwd, '.', OPTIONS)).exitCode, 0);
    const before = readFileSync(join(cwd, 'cdktf.json'), 'utf8');
    const { exitCode, stderr } = await run(cwd, '.', { ...OPTIONS, region: 'eu-west-1' });
    assert.equal(exitCode, 2);
    assert.match(stderr, /\n {2}cdktf\.json has a deployment \(context\.fsxLustreKms\) already\n$/);
    assert.equal(readFileSync(join(cwd, 'cdktf.json'), 'utf8'), before);
  });

  describe('in a folder with nothing but a cdktf.json that has a deployment', () => {
    /** With blanks and an order of its own, so that whoever writes it anew is seen. */
    const ADOPTED = JSON.stringify(
      {
        app: 'node --import tsx main.ts',
        language: 'typescript',
        context: { mine: 1, fsxLustreKms: { ...deploymentOfAnswers(OPTIONS), throughStep: 7 } },
      },
      null,
      3,
    );
    const adopted = (text = ADOPTED) => {
      const cwd = temporaryFolder();
      writeFileSync(join(cwd, 'cdktf.json'), text);
      return cwd;
    };
    const noQuestions = { ask: () => assert.fail('nothing is left to ask') };

    it('keeps it, asks nothing, and writes the rest', async () => {
      const cwd = adopted();
      const folders: string[] = [];
      const { exitCode, stdout, stderr } = await run(cwd, '.', {}, undefined, {
        ...noQuestions,
        rehearse: (folder) => {
          folders.push(folder);
          return Promise.resolve({ status: 'not-installed' });
        },
      });
      assert.equal(exitCode, 0, stderr);
      assert.equal(
        stdout,
        `Written in ${cwd}: main.ts, package.json, tsconfig.json, .gitignore

cdktf.json was there and is kept as it is: the project has its deployment.

Not rehearsed: its packages are not installed yet.

Next:
  npm install
  npx fsx-lustre-kms synth
  npx fsx-lustre-kms rehearse --through-step 7
  npx fsx-lustre-kms deploy 1
`,
      );
      assert.deepEqual(folders, [cwd]);
      assert.equal(readFileSync(join(cwd, 'cdktf.json'), 'utf8'), ADOPTED);
      assert.deepEqual(readdirSync(cwd).sort(), [
        '.gitignore',
        'cdktf.json',
        'main.ts',
        'package.json',
        'tsconfig.json',
      ]);
    });

    it('takes options that say the same', async () => {
      const cwd = adopted();
      const { exitCode, stderr } = await run(cwd, '.', OPTIONS, undefined, noQuestions);
      assert.equal(exitCode, 0, stderr);
      assert.equal(readFileSync(join(cwd, 'cdktf.json'), 'utf8'), ADOPTED);
    });

    it('writes nothing where an option says something else', async () => {
      const cwd = adopted();
      const options = { ...OPTIONS, region: 'eu-west-1' };
      const { exitCode, stdout, stderr } = await run(cwd, '.', options, undefined, noQuestions);
      assert.deepEqual([exitCode, stdout], [2, '']);
      assert.equal(
        stderr,
        `1 mistake in the options

  --region "eu-west-1"
    is not what the cdktf.json that is there has: "us-east-1"
    why:   that file is kept as it is, and the project is made from it.
    right: "us-east-1", or leave --region out; to have another, change context.fsxLustreKms.region in that file first
`,
      );
      assert.deepEqual(readdirSync(cwd), ['cdktf.json']);
    });

    const WRONG: readonly (readonly [name: string, text: string, why: string])[] = [
      [
        'does not parse',
        ADOPTED.replace('"typescript",', '"typescript"'),
        'cdktf.json is not JSON (4:4, a comma is missing)',
      ],
      [
        'is not ours',
        '{ "language": "python", "app": "python main.py" }',
        'cdktf.json is there already, without a deployment (context.fsxLustreKms) in it',
      ],
      [
        'has a mistake',
        ADOPTED.replace(`"${ACCOUNT_C}"`, '"3"'),
        'cdktf.json has a mistake: context.fsxLustreKms.accounts.key.id "3" does not have the right form; right: twelve digits in quotes, such as "111111111111"',
      ],
    ];
    for (const [name, text, why] of WRONG) {
      it(`says why it cannot be kept where it ${name}`, async () => {
        const cwd = adopted(text);
        const { exitCode, stderr } = await run(cwd, '.', {}, undefined, noQuestions);
        assert.equal(exitCode, 2);
        assert.equal(
          stderr,
          `Nothing was written: files in ${cwd} are in the way, and none is overwritten.\n  ${why}\n`,
        );
        assert.deepEqual(readdirSync(cwd), ['cdktf.json']);
        assert.equal(readFileSync(join(cwd, 'cdktf.json'), 'utf8'), text);
      });
    }

    it('leaves it alone where one of the others cannot be written', async () => {
      const cwd = adopted();
      // A name that is taken, but by nothing that could be read as a file.
      symlinkSync(join(cwd, 'nowhere'), join(cwd, 'tsconfig.json'));
      const { exitCode, stderr } = await run(cwd, '.', {}, undefined, noQuestions);
      assert.equal(exitCode, 2);
      assert.match(stderr, /\n {2}tsconfig\.json is there already\n$/);
      assert.deepEqual(readdirSync(cwd).sort(), ['cdktf.json', 'tsconfig.json']);
      assert.equal(readFileSync(join(cwd, 'cdktf.json'), 'utf8'), ADOPTED);
    });
  });

  it('says so when a file stands where the folder is to be', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'file'), '');
    const { exitCode, stderr } = await run(cwd, join('file', 'project'), OPTIONS);
    assert.equal(exitCode, 2);
    assert.match(stderr, /^Nothing was written: .*cdktf\.json cannot be used \(ENOTDIR/);
  });

  it('gives a CDKTF project what it lacks, and says the rest', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'package.json'), JSON.stringify({ dependencies: { cdktf: '^0.21.0' } }));
    writeFileSync(join(cwd, 'main.ts'), 'const app = new App();\napp.synth();\n');
    writeFileSync(join(cwd, 'cdktf.json'), JSON.stringify({ app: 'npx ts-node main.ts' }));
    const { exitCode, stdout } = await run(cwd, '.', OPTIONS);
    assert.equal(exitCode, 0);
    assert.match(stdout, /^Written in .*: tsconfig\.json, \.gitignore\n/);
    assert.match(stdout, /\ncdktf\.json: add the deployment to its context:\n {2}\{\n/);
    assert.match(
      stdout,
      /\nmain\.ts: add the stacks to your app, before app\.synth\(\):\n {2}import \{ addThreeAccounts/,
    );
    assert.match(
      stdout,
      /\npackage\.json: install what is missing:\n {2}npm install --save-dev @cdktf\/provider-aws@\^1\.0\.0 constructs@\^1\.0\.0 fsx-lustre-kms@\^1\.0\.0\n/,
    );
    assert.equal(readFileSync(join(cwd, 'main.ts'), 'utf8'), 'const app = new App();\napp.synth();\n');
  });

  it('says to rehearse on the accounts where the file system is there already', async () => {
    const options = { ...OPTIONS, existingFileSystem: 'fs-0123456789abcdef0' };
    const { exitCode, stdout } = await run(temporaryFolder(), '.', options);
    assert.equal(exitCode, 0);
    assert.match(
      stdout,
      /\n {2}npx fsx-lustre-kms synth\n {2}npx fsx-lustre-kms rehearse --live\n {2}npx fsx-lustre-kms deploy 1\n$/,
    );
  });

  it('takes itself from a tarball, as seen from here', async () => {
    const cwd = temporaryFolder();
    await run(cwd, 'a/b', { ...OPTIONS, package: './fsx-lustre-kms-0.1.0.tgz' });
    const { devDependencies } = JSON.parse(readFileSync(join(cwd, 'a', 'b', 'package.json'), 'utf8')) as {
      devDependencies: Record<string, string>;
    };
    assert.equal(devDependencies['fsx-lustre-kms'], 'file:../../fsx-lustre-kms-0.1.0.tgz');
  });

  describe('--json', () => {
    const json = async (cwd: string, options: InitOptions) => {
      const { exitCode, stdout, stderr } = await run(cwd, 'p', { ...options, json: true });
      assert.equal(stderr, '');
      return { exitCode, outcome: JSON.parse(stdout) as Record<string, unknown> };
    };

    it('says what was written', async () => {
      const cwd = temporaryFolder();
      assert.deepEqual(await json(cwd, OPTIONS), {
        exitCode: 0,
        outcome: {
          status: 'written',
          folder: join(cwd, 'p'),
          written: ['cdktf.json', 'main.ts', 'package.json', 'tsconfig.json', '.gitignore'],
          install: null,
          kept: [],
          byHand: [],
          rehearsal: { status: 'not-installed' },
          making: null,
          next: [
            'cd p',
            'npm install',
            'npx fsx-lustre-kms synth',
            'npx fsx-lustre-kms rehearse --through-step 1',
            'npx fsx-lustre-kms deploy 1',
          ],
        },
      });
    });

    it('says what is wrong', async () => {
      const { exitCode, outcome } = await json(temporaryFolder(), { ...OPTIONS, keyAccount: '3' });
      assert.equal(exitCode, 2);
      assert.deepEqual(outcome, {
        status: 'invalid',
        mistakes: [
          {
            option: '--key-account',
            problem: 'does not have the right form',
            reason: 'AWS account ids have 12 digits; as a number, leading zeros would be lost.',
            right: 'twelve digits, such as 111111111111',
          },
        ],
      });
    });

    it('says what is in the way', async () => {
      const cwd = temporaryFolder();
      mkdirSync(join(cwd, 'p'));
      writeFileSync(join(cwd, 'p', 'cdktf.json'), '{}');
      const { exitCode, outcome } = await json(cwd, OPTIONS);
      assert.equal(exitCode, 2);
      assert.deepEqual(outcome['files'], [
        { file: 'cdktf.json', why: 'is there already, without a deployment (context.fsxLustreKms) in it' },
      ]);
    });
  });

  describe('--install', () => {
    const INSTALL = { ...OPTIONS, install: true };
    const DONE: ProjectRehearsal = { status: 'failed', message: 'the stub of a rehearsal' };
    /** Packages that are there once they are installed. */
    const packages = (end: Installed) => {
      const calls: string[] = [];
      const changes: Partial<InitIo> = {
        install: (folder) => {
          calls.push(`install ${folder}`);
          return Promise.resolve(end);
        },
        rehearse: () => {
          const isThere = end.status === 'installed' && calls.some((call) => call.startsWith('install'));
          calls.push('rehearse');
          return Promise.resolve(isThere ? DONE : { status: 'not-installed' });
        },
      };
      return { calls, changes };
    };

    it('installs what is not there, and rehearses', async () => {
      const cwd = temporaryFolder();
      const { calls, changes } = packages({ status: 'installed' });
      const { exitCode, stdout } = await run(cwd, 'p', INSTALL, undefined, changes);
      assert.equal(exitCode, 0);
      assert.deepEqual(calls, ['rehearse', `install ${join(cwd, 'p')}`, 'rehearse']);
      assert.match(
        stdout,
        /\nIt could not be rehearsed:\n {2}the stub of a rehearsal\n\nNext:\n {2}cd p\n {2}npx fsx-lustre-kms synth\n/,
      );
    });

    it('says what npm said, and leaves the project as it is written', async () => {
      const cwd = temporaryFolder();
      const { calls, changes } = packages({ status: 'failed', message: 'npm error code ETARGET' });
      const { exitCode, stdout } = await run(cwd, '.', INSTALL, undefined, changes);
      assert.equal(exitCode, 0);
      assert.deepEqual(calls, ['rehearse', `install ${cwd}`]);
      assert.match(stdout, /\n\nnpm install failed:\n {2}npm error code ETARGET\n\nNext:\n {2}npm install\n/);
      assert.ok(existsSync(join(cwd, 'cdktf.json')));
    });

    it('says that it was interrupted', async () => {
      const { changes } = packages({ status: 'cancelled' });
      const { stdout } = await run(temporaryFolder(), '.', INSTALL, undefined, changes);
      assert.match(stdout, /\n\nnpm install was interrupted\.\n\nNext:\n {2}npm install\n/);
    });

    it('installs nothing where all is there, or into a package.json that lacks our lines', async () => {
      const there: Partial<InitIo> = { rehearse: () => Promise.resolve(DONE) };
      assert.equal((await run(temporaryFolder(), '.', INSTALL, undefined, there)).exitCode, 0);
      const cwd = temporaryFolder();
      writeFileSync(join(cwd, 'package.json'), '{"dependencies":{"cdktf":"0.21.0"}}');
      const { exitCode, stdout } = await run(cwd, '.', INSTALL);
      assert.equal(exitCode, 0);
      assert.match(stdout, /\npackage\.json: /);
    });
  });

  it('says once where the seven steps are, if none of them is in the stacks', async () => {
    const steps = STEPS.map(({ number, title, id }): StepResult => ({
      step: number,
      title,
      account: 'A',
      expected: EXPECTATIONS[id].expected,
      outcome: 'unknown',
      asExpected: null,
      requests: [],
      findings: [{ rule: 'rehearsal-view', message: 'Give the Terraform of all three accounts.' }],
    }));
    const { stdout } = await run(temporaryFolder(), '.', OPTIONS, undefined, {
      rehearse: () => Promise.resolve({ status: 'rehearsed', rehearsal: { throughStep: 7, steps } }),
    });
    assert.match(
      stdout,
      /\n\nWhat the seven steps will do is not in the stacks: others have made it, and `rehearse --live` reads it from the accounts\.\n\nNext:\n/,
    );
    assert.doesNotMatch(stdout, /Give the Terraform/);
  });

  it('shows what could not be rehearsed', async () => {
    const cwd = temporaryFolder();
    const { exitCode, stdout } = await run(cwd, '.', OPTIONS, undefined, {
      rehearse: () => Promise.resolve({ status: 'failed', message: 'main.ts:1\nno such module' }),
    });
    assert.equal(exitCode, 0);
    assert.match(stdout, /\nIt could not be rehearsed:\n {2}main\.ts:1\n {2}no such module\n/);
  });
});

describe('the command line of fsx-lustre-kms init', function () {
  this.timeout(60_000);
  const accounts = [
    ...['--file-system-account', ACCOUNT_A, '--bucket-account', ACCOUNT_B, '--key-account', ACCOUNT_C],
    ...['--region', 'us-east-1'],
  ];

  it('rehearses all seven steps where everything is installed, and leaves no stacks behind', async () => {
    const folder = temporaryFolder();
    linkPeers(folder);
    linkOurselves(folder);
    const { exitCode, stdout, stderr } = await cli(folder, 'init', ...accounts);
    assert.equal(exitCode, 0, stderr);
    assert.match(stdout, /\n7 steps: 7 as expected\.\n\nNext:\n {2}npx fsx-lustre-kms synth\n/);
    assert.ok(!existsSync(join(folder, 'cdktf.out')));
  });

  it('has an option for every field, and writes the versions that it is tested with', async () => {
    const cwd = temporaryFolder();
    const { exitCode, stderr } = await cli(
      cwd,
      ...['init', 'x', '--yes', '--package', './own.tgz', ...accounts],
      ...[
        '--file-system-profile',
        'a',
        '--bucket-profile',
        'b',
        '--key-profile',
        'c',
        '--new-bucket',
        'genomics',
      ],
      ...['--existing-key', `arn:aws:kms:us-east-1:${ACCOUNT_C}:key/1234abcd-12ab-34cd-56ef-1234567890ab`],
      ...['--existing-file-system', 'fs-0123456789abcdef0'],
    );
    assert.equal(exitCode, 0, stderr);
    const read = (name: string) =>
      JSON.parse(readFileSync(join(cwd, 'x', name), 'utf8')) as Record<string, unknown>;
    const { devDependencies: tested } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      devDependencies: Record<string, string>;
    };
    assert.deepEqual(
      read('package.json')['devDependencies'],
      Object.fromEntries(
        PROJECT_PACKAGES.map((name) => [
          name,
          name === 'fsx-lustre-kms' ? 'file:../own.tgz' : `^${tested[name] ?? ''}`,
        ]),
      ),
    );
    const { fsxLustreKms } = read('cdktf.json')['context'] as { fsxLustreKms: Record<string, unknown> };
    assert.deepEqual(fsxLustreKms['fileSystem'], { existingId: 'fs-0123456789abcdef0' });
    assert.deepEqual(fsxLustreKms['buckets'], [{ name: 'data', bucketName: 'genomics', key: 'data' }]);
  });

  it('asks nobody where there is no terminal', async () => {
    const cwd = temporaryFolder();
    const { exitCode, stderr } = await cli(cwd, 'init');
    assert.equal(exitCode, 2);
    assert.match(stderr, /^4 mistakes in the options\n/);
    assert.deepEqual(readdirSync(cwd), []);
  });
});

describe('questions at a terminal', () => {
  it('are asked one after another, until no more lines come', async () => {
    const input = new PassThrough();
    const output = new PassThrough();
    const questions = openQuestions(input, output);
    const first = questions.ask('one? ');
    input.write('  1 \n');
    assert.equal(await first, '1');
    const second = questions.ask('two? ');
    input.end();
    assert.equal(await second, undefined);
    assert.equal(await questions.ask('three? '), undefined);
    assert.equal(String(output.read()), 'one? two? ');
    questions.close();
  });
});
