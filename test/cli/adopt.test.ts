import assert from 'node:assert/strict';
import { CreatePolicyCommand, IAMClient } from '@aws-sdk/client-iam';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { adopt } from '../../cli/commands/adopt';
import { diagnoseLive } from '../../cli/commands/diagnose-live';
import { init } from '../../cli/commands/init';
import { rehearse } from '../../cli/commands/rehearse';
import type { LiveCommandOptions, LiveIo } from '../../cli/live-options';
import { parseDeployment } from '../../core/deployment/parse';
import type { DeploymentInput } from '../../core/deployment/schema';
import { grantAdministratorPolicy } from '../../core/policies/grant-administrator-policy';
import { PROJECT_PACKAGES, type ProjectPackage } from '../../core/project/files';
import { rehearseProject } from '../../runner/project/rehearse-project';
import { DISK } from '../../runner/project/write-project';
import { cli } from '../support/cli';
import { linkOurselves, linkPeers } from '../support/installed';
import { needs } from '../support/requirements';
import { onlyResource, readStack, synthesizeSample, type Synthesized } from '../support/synthesize';
import { liveAccounts, liveTestIo, type LiveAccounts } from './live-accounts';

const VERSIONS = Object.fromEntries(PROJECT_PACKAGES.map((name) => [name, '^1.0.0'])) as Record<
  ProjectPackage,
  string
>;

describe('adopt', function () {
  this.timeout(60_000);
  let live: LiveAccounts;

  before(async function () {
    needs(this, 'moto');
    live = await liveAccounts();
  });
  after(() => (live as LiveAccounts | undefined)?.stop());

  it('writes what is there, and says what it could not know', async () => {
    const { io, written, path } = liveTestIo();
    assert.equal(await adopt('.', live.options, io), 0, written.stderr);
    assert.equal(
      written.stdout,
      `${path('cdktf.json')} written.\nNext: npx fsx-lustre-kms init keeps it and writes the rest.\n`,
    );
    const { context } = JSON.parse(readFileSync(path('cdktf.json'), 'utf8')) as {
      context: { fsxLustreKms: Record<string, unknown> };
    };
    const { fsxLustreKms: deployment } = context;
    const { fileSystem } = live.setUp;
    assert.deepEqual(
      { ...deployment, accounts: undefined },
      {
        accounts: undefined,
        region: 'us-east-1',
        namePrefix: fileSystem.id,
        fileSystem: { existingId: fileSystem.id, existingMountName: fileSystem.mountName },
        client: { enabled: false },
        keys: [{ name: 'data', existingArn: live.setUp.keyArn, existingGrant: true }],
        buckets: [
          {
            name: 'data',
            bucketName: 'linked-bucket',
            existing: {},
            key: 'data',
            bucketKeyEnabled: false,
            fileSystemPath: '/',
            autoImport: ['NEW', 'CHANGED', 'DELETED'],
            autoExport: [],
          },
        ],
      },
    );
    assert.equal(parseDeployment(deployment).status, 'valid');
    assert.match(written.stderr, /What could not be known\n {2}- Which instance has it mounted/);
    assert.match(
      written.stderr,
      /\n {2}- The file system's role has its grant on arn:\S+ already \(\w+\): the stacks make none/,
    );
  });

  it('is completed by init, in a folder that both make: the stacks are rehearsed and synthesized', async () => {
    const { io, written, path, cwd } = liveTestIo();
    assert.equal(await adopt('my project', live.options, io), 0, written.stderr);
    assert.match(
      written.stdout,
      /\nNext: npx fsx-lustre-kms init 'my project' keeps it and writes the rest\.\n$/,
    );
    const folder = path('my project');
    const before = readFileSync(join(folder, 'cdktf.json'));
    linkPeers(folder);
    linkOurselves(folder);
    written.stdout = '';
    const ask = () => assert.fail('nothing is left to ask');
    const install = () => assert.fail('they are installed');
    const initIo = {
      ...io,
      ask,
      install,
      region: 'eu-west-1',
      versions: VERSIONS,
      rehearse: rehearseProject,
    };
    assert.equal(await init('my project', { region: 'us-east-1' }, initIo), 0, written.stderr);
    assert.match(
      written.stdout,
      /^Written in .*: main\.ts, package\.json, tsconfig\.json, \.gitignore\n\ncdktf\.json was there and is kept/,
    );
    // All of it is there already: the stacks alone have nothing to say, and the accounts have.
    assert.match(
      written.stdout,
      /\n\nWhat the seven steps will do is not in the stacks: others have made it, .*\n\nThe stacks make nothing, as all of it is there already: there is nothing to deploy\. .*\n\nNext:\n {2}cd 'my project'\n {2}npx fsx-lustre-kms synth\n {2}npx fsx-lustre-kms rehearse --live\n$/,
    );
    assert.deepEqual(readFileSync(join(folder, 'cdktf.json')), before);
    assert.deepEqual(readdirSync(cwd), ['my project']);
    const synth = await cli(folder, 'synth');
    assert.equal(synth.exitCode, 0, synth.stderr);
    const stack = readStack(join(folder, 'cdktf.out'), 'fileSystem');
    assert.equal(stack.output?.['file_system_id']?.value, live.setUp.fileSystem.id);
    assert.equal(stack.resource, undefined, 'a grant is there: neither another nor a policy is made');
    written.stdout = '';
    const { endpointUrl } = live.options;
    assert.equal(await rehearse({ live: true, endpointUrl, events: false }, { ...io, cwd: folder }), 0);
    assert.match(
      written.stdout,
      /\n7 steps: 7 as expected\.\n\nDrift: what is live says what the stacks say\.\n {2}\? {2}Bucket linked-bucket was there before the stacks: they manage neither its policy nor its default encryption\.\n {2}\? {2}The grant on arn:\S+ is there already, and left to whoever made it\.\n$/,
    );
  });

  it('takes no name that the project has which made the file system', async () => {
    const { setUp, sandbox, options } = live;
    const { region, endpoint, accounts } = sandbox;
    const iam = new IAMClient({ region, endpoint, credentials: { ...accounts.fileSystem } });
    const make = (PolicyName: string) =>
      iam.send(
        new CreatePolicyCommand({
          PolicyName,
          PolicyDocument: JSON.stringify(grantAdministratorPolicy([setUp.keyArn])),
        }),
      );
    const names = ({ stacks }: Synthesized) =>
      ['aws_iam_policy', 'aws_kms_grant'].map((type) => onlyResource(stacks.fileSystem, type)['name']);
    const [policy = '', grantName = ''] = names(synthesizeSample()).map(String);
    await make(policy);
    // It is not enough, so that the stacks make one.
    await setUp.grantOnly({ Name: grantName, Operations: ['Decrypt'] });
    const { io, written } = liveTestIo();
    assert.equal(await adopt('.', { ...options, dryRun: true }, io), 0, written.stderr);
    assert.match(
      written.stderr,
      /\(fsx-lustre-kms-data\) are not enough: they do not give it kms:GenerateDataKey\. Step 6 creates fs-\w+-data beside them\.\n {2}- The stack of account A makes the IAM policy fs-\w+-grants too/,
    );
    const { context } = JSON.parse(written.stdout) as { context: { fsxLustreKms: DeploymentInput } };
    const { id } = setUp.fileSystem;
    const [own = '', ...others] = names(synthesizeSample(context.fsxLustreKms)).map(String);
    assert.deepEqual([own, ...others], [`${id}-grants`, `${id}-data`]);
    await assert.rejects(make(policy), { name: 'EntityAlreadyExistsException' });
    assert.equal((await make(own)).Policy?.PolicyName, own);
    iam.destroy();
    await setUp.mend();
  });

  it('does not promise what init would refuse', async () => {
    const { io, written, path } = liveTestIo();
    writeFileSync(path('package.json'), '{}');
    writeFileSync(path('.gitignore'), '');
    assert.equal(await adopt('.', live.options, io), 0, written.stderr);
    assert.match(
      written.stdout,
      /\nFor a project of its own, move it into a folder without package\.json: `npx fsx-lustre-kms init` keeps it there and writes the rest\.\n$/,
    );
  });

  it('has the profile of whoever asked in its commands: that of the account, else that of account A', async () => {
    const { bucketProfile: _, keyProfile: __, ...options } = live.options;
    const { io, written } = liveTestIo();
    const more = { key: [live.setUp.keyArn], bucketAccount: live.sandbox.accounts.bucket.id, dryRun: true };
    assert.equal(await adopt('.', { ...options, ...more }, io), 0, written.stderr);
    const commands = written.stderr.split('\n').filter((line) => / aws \w+ /.test(line));
    assert.notEqual(commands.length, 0);
    const asked = `--profile ${options.profile ?? ''} --endpoint-url ${options.endpointUrl ?? ''}`;
    for (const line of commands) assert.ok(line.endsWith(asked), line);
  });

  describe('says why cdktf.json is not written, and leaves nothing', () => {
    const right =
      'Give a folder in which it can be: `npx fsx-lustre-kms adopt FOLDER` with the same options; or --dry-run, which prints what it would be.';

    for (const [code, why] of [
      ['EROFS', (folder: string) => `${folder} can only be read`],
      ['EACCES', (folder: string) => `writing in ${folder} is not allowed`],
      ['ENOSPC', (folder: string) => `no space is left in ${folder}`],
    ] as const) {
      it(code, async () => {
        const { io, written, path, cwd } = liveTestIo();
        // Whoever runs the tests as root may write everywhere.
        const createFile = () => Promise.reject(Object.assign(new Error(`${code}: injected`), { code }));
        assert.equal(await adopt('new', live.options, io, { ...DISK, createFile }), 2);
        assert.deepEqual(written, {
          stdout: '',
          stderr: `${path('new/cdktf.json')} is not written: ${why(path('new'))}. ${right}\n`,
        });
        assert.deepEqual(readdirSync(cwd), []);
      });
    }

    it('a file where the folder is to be', async () => {
      const { io, written, path, cwd } = liveTestIo();
      writeFileSync(path('file'), '');
      assert.equal(await adopt('file/project', live.options, io), 2);
      assert.deepEqual(written, {
        stdout: '',
        stderr: `${path('file/project/cdktf.json')} is not written: ${path('file')} is no folder, or one above it is none. ${right}\n`,
      });
      assert.deepEqual(readdirSync(cwd), ['file']);
    });
  });

  it('leaves a cdktf.json that is there as it is', async () => {
    const { io, written, path } = liveTestIo();
    writeFileSync(path('cdktf.json'), '{}');
    assert.equal(await adopt('.', live.options, io), 2);
    assert.match(written.stderr, /cdktf\.json is there already, and is left as it is/);
    assert.equal(readFileSync(path('cdktf.json'), 'utf8'), '{}');
  });

  it('has the stack set what is not set: an encryption that is another, a policy that is not there', async () => {
    const { setUp, options } = live;
    await setUp.encryptWith({ SSEAlgorithm: 'AES256' });
    await setUp.deleteBucketPolicy();
    const { io, written } = liveTestIo();
    assert.equal(await adopt('.', { ...options, key: [setUp.keyArn], dryRun: true }, io), 0, written.stderr);
    assert.match(written.stdout, /"existing": \{\s+"managePolicy": true,\s+"manageEncryption": true\s+\}/);
    await setUp.mend();
  });

  it('does not guess the account of a bucket that it may not look at', async () => {
    const { bucketProfile: _, keyProfile: __, ...options } = live.options;
    const short = liveTestIo();
    assert.equal(await adopt('.', { ...options, key: [live.setUp.keyArn] }, short.io), 2);
    assert.match(short.written.stderr, /The account of the buckets is not known: .* --bucket-account\./);
    const told = liveTestIo();
    const more = { key: [live.setUp.keyArn], bucketAccount: live.sandbox.accounts.bucket.id };
    assert.equal(await adopt('.', { ...options, ...more }, told.io), 0, told.written.stderr);
  });
});

describe('--with of a file that cannot be read', () => {
  const takes =
    "It takes a file that another owner saved with --bundle, or one with AWS's sentences about refused calls.";
  const parts: [what: string, name: string, why: (folder: string) => string][] = [
    ['it is not there', 'none.json', (at) => `there is no file ${join(at, 'none.json')}`],
    ['it is a folder', 'parts', (at) => `${join(at, 'parts')} is a folder`],
    [
      'a file stands for its folder',
      'file/a',
      (at) => `${join(at, 'file')} is no folder, or one above it is none`,
    ],
  ];
  const commands = {
    adopt: (options: LiveCommandOptions, io: LiveIo) => adopt('.', options, io),
    'diagnose --file-system': diagnoseLive,
    'rehearse --live': (options: LiveCommandOptions, io: LiveIo) => rehearse({ ...options, live: true }, io),
  };
  for (const [command, run] of Object.entries(commands)) {
    for (const [what, name, why] of parts) {
      it(`is said by ${command}: ${what}`, async () => {
        const { io, written, path, cwd } = liveTestIo();
        mkdirSync(path('parts'));
        writeFileSync(path('file'), '');
        const options = { fileSystem: 'fs-0123456789abcdef0', region: 'us-east-1', with: [name] };
        assert.equal(await run(options, io), 2);
        const stderr = `--with ${name} cannot be read: ${why(cwd)}. ${takes}\n`;
        assert.deepEqual(written, { stdout: '', stderr });
        assert.deepEqual(readdirSync(cwd).sort(), ['file', 'parts']);
      });
    }
  }
});
