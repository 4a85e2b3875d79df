import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import {
  CreateAliasCommand,
  CreateGrantCommand,
  CreateKeyCommand,
  DecryptCommand,
  DescribeKeyCommand,
  EncryptCommand,
  ListGrantsCommand,
} from '@aws-sdk/client-kms';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { startSandbox, type RunningSandbox, type SandboxOptions } from '../../sandbox/sandbox';
import { findMoto, INSTALL_MOTO } from '../../sandbox/moto/find';
import { startMoto } from '../../sandbox/moto/process';
import { needs } from '../support/requirements';
import { errorOf, kmsClient, ready, stsClient } from './clients';
import { allow, iam, makeUser, query, trust } from './signed';

const quiet = () => undefined;

/** Processes of this one that run moto, by their command lines. */
function motoProcesses(): string[] {
  const table = execFileSync('ps', ['-eo', 'pid=,pgid=,ppid=,args='], { encoding: 'utf8' });
  return table
    .split('\n')
    .filter((line) => line.includes('moto_server') && line.split(/\s+/).includes(String(process.pid)));
}

describe('the sandbox as a process', function () {
  this.timeout(120_000);
  let folder: string;
  let running: RunningSandbox[] = [];

  /** Starts one that is stopped at the end of the test, however that ends. */
  async function start(options: Partial<SandboxOptions> = {}): Promise<RunningSandbox> {
    const sandbox = await ready(options);
    running.push(sandbox);
    return sandbox;
  }

  before(function () {
    needs(this, 'moto');
  });
  afterEach(async () => {
    for (const sandbox of running) await sandbox.stop();
    running = [];
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sandbox-test-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('leaves no process, no port and no folder behind when it is stopped', async () => {
    const controller = new AbortController();
    const sandbox = await start({ signal: controller.signal });
    assert.equal(motoProcesses().length, 1);
    const { folder: state } = sandbox.world.store;
    assert.ok(existsSync(state));
    controller.abort();
    assert.deepEqual(await sandbox.ended, { status: 'stopped' });
    assert.deepEqual(motoProcesses(), []);
    assert.equal(existsSync(state), false);
    await assert.rejects(fetch(sandbox.endpoint));
    await sandbox.stop();
  });

  it('says that a port is in use, and ends', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const started = await startSandbox({ port, dataDir: folder, log: quiet });
    assert.deepEqual(started, {
      status: 'port-in-use',
      message: `Port ${port} of 127.0.0.1 is in use; give another with --port.`,
    });
    assert.deepEqual(motoProcesses(), []);
    await new Promise((resolve) => other.close(resolve));
  });

  it('ends with a message when moto dies', async () => {
    const sandbox = await start({ dataDir: folder });
    const [line = ''] = motoProcesses();
    process.kill(Number(line.trim().split(/\s+/)[0]), 'SIGKILL');
    const end = await sandbox.ended;
    assert.match(
      end.status === 'moto-died' ? end.message : end.status,
      /^moto, which the sandbox stands on, has ended\./,
    );
    await assert.rejects(fetch(sandbox.endpoint));
  });

  it('is cancelled while it starts', async () => {
    const started = await startSandbox({ port: 0, log: quiet, signal: AbortSignal.abort() });
    assert.deepEqual(started, { status: 'cancelled' });
    assert.deepEqual(motoProcesses(), []);
  });

  it('takes no folder that holds something else, or that another sandbox has', async () => {
    writeFileSync(join(folder, 'thesis.txt'), 'mine');
    for (const reset of [false, true]) {
      assert.deepEqual(await startSandbox({ port: 0, dataDir: folder, reset, log: quiet }), {
        status: 'data-unusable',
        message: `${folder} holds other files: give the sandbox an empty folder, or one of its own.`,
      });
    }
    assert.deepEqual(readdirSync(folder), ['thesis.txt']);
    rmSync(join(folder, 'thesis.txt'));
    const sandbox = await start({ dataDir: folder });
    const second = await startSandbox({ port: 0, dataDir: folder, log: quiet });
    assert.equal(
      second.status === 'data-unusable' ? second.message : second.status,
      `${folder} is in use by the sandbox with process id ${process.pid}.`,
    );
    await sandbox.stop();
  });

  it('has everything again after a restart, and nothing after a reset', async () => {
    const first = await start({ dataDir: folder });
    const owner = kmsClient(first, first.accounts.key);
    const { KeyMetadata: key } = await owner.send(new CreateKeyCommand({ Description: 'kept' }));
    await owner.send(new CreateAliasCommand({ AliasName: 'alias/kept', TargetKeyId: key?.Arn }));
    const encrypted = await owner.send(
      new EncryptCommand({ KeyId: key?.Arn, Plaintext: Buffer.from('kept') }),
    );
    const user = await makeUser(first, first.accounts.key, 'kept', allow('kms:ListGrants'));
    const made = await owner.send(
      new CreateGrantCommand({
        KeyId: key?.Arn,
        GranteePrincipal: 'arn:aws:iam::333333333333:user/kept',
        Operations: ['Decrypt'],
      }),
    );
    await iam(first, first.accounts.fileSystem, 'CreateRole', {
      RoleName: 'kept',
      AssumeRolePolicyDocument: trust('arn:aws:iam::111111111111:root'),
    });
    const { Credentials: session } = await stsClient(first, first.accounts.fileSystem).send(
      new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::111111111111:role/kept', RoleSessionName: 'kept' }),
    );
    const vpc = await query(first, first.accounts.fileSystem, 'ec2', 'CreateVpc', {
      CidrBlock: '10.1.0.0/16',
    });
    const vpcId = /<vpcId>([^<]+)/.exec(vpc.text)?.[1] ?? '';
    await first.stop();
    assert.equal(existsSync(join(folder, 'sandbox.pid')), false);

    const again = await start({ dataDir: folder });
    assert.deepEqual(again.accounts, first.accounts);
    const grantee = kmsClient(again, user);
    const { Grants: grants } = await grantee.send(new ListGrantsCommand({ KeyId: key?.Arn }));
    const { KeyMetadata: behind } = await kmsClient(again, again.accounts.key).send(
      new DescribeKeyCommand({ KeyId: 'alias/kept' }),
    );
    assert.equal(behind?.Description, 'kept');
    assert.deepEqual(
      grants?.map(({ GrantId: id }) => id),
      [made.GrantId],
    );
    const decrypted = await grantee.send(new DecryptCommand({ CiphertextBlob: encrypted.CiphertextBlob }));
    assert.equal(Buffer.from(decrypted.Plaintext ?? []).toString(), 'kept');
    const keys = {
      accessKeyId: session?.AccessKeyId ?? '',
      secretAccessKey: session?.SecretAccessKey ?? '',
      sessionToken: session?.SessionToken ?? '',
    };
    const identity = await stsClient(again, keys).send(new GetCallerIdentityCommand({}));
    assert.equal(identity.Arn, 'arn:aws:sts::111111111111:assumed-role/kept/kept');
    const found = await query(again, again.accounts.fileSystem, 'ec2', 'DescribeVpcs', { 'VpcId.1': vpcId });
    assert.match(found.text, /<cidrBlock>10\.1\.0\.0\/16<\/cidrBlock>/);
    await again.stop();

    const other = { fileSystem: '444444444444', bucket: '555555555555', key: '666666666666' };
    const refused = await startSandbox({ port: 0, dataDir: folder, accounts: other, log: quiet });
    assert.equal(
      refused.status === 'data-unusable' ? refused.message : refused.status,
      `${folder} has the accounts 111111111111, 222222222222 and 333333333333; empty it with --reset to use others.`,
    );
    const empty = await start({ dataDir: folder, accounts: other, reset: true });
    const fresh = kmsClient(empty, empty.accounts.key);
    assert.equal(empty.accounts.key.id, '666666666666');
    const gone = await errorOf(fresh.send(new ListGrantsCommand({ KeyId: key?.KeyId })));
    assert.equal(gone.name, 'NotFoundException');
    await empty.stop();
  });

  it('writes no secret into its log', async () => {
    const lines: string[] = [];
    const sandbox = await start({ log: (line) => lines.push(line) });
    const user = await makeUser(sandbox, sandbox.accounts.key, 'secretive');
    await query(sandbox, user, 'ec2', 'DescribeVpcs');
    const client = kmsClient(sandbox, sandbox.accounts.key);
    const { KeyMetadata: key } = await client.send(new CreateKeyCommand({}));
    await client.send(new EncryptCommand({ KeyId: key?.Arn, Plaintext: Buffer.from('plaintext') }));
    const text = lines.join('\n');
    assert.match(text, /^kms Encrypt 200$/m);
    assert.match(text, /^ec2 DescribeVpcs 403 UnauthorizedOperation$/m);
    const kept = Object.values(sandbox.accounts).map(({ secretAccessKey }) => secretAccessKey);
    for (const secret of [...kept, user.secretAccessKey, 'plaintext', 'cGxhaW50ZXh0']) {
      assert.ok(!text.includes(secret));
    }
    await sandbox.stop();
  });
});

describe('where moto comes from', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sandbox-path-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const put = (name: string, script = '#!/bin/sh\n') => {
    writeFileSync(join(folder, name), script);
    chmodSync(join(folder, name), 0o755);
  };

  it('is the PATH, then uv, pipx and Docker, and nowhere', () => {
    const found = () => {
      const result = findMoto(['', '/does/not/exist', folder].join(delimiter));
      return result.status === 'found'
        ? [result.moto.command, ...result.moto.args].join(' ')
        : result.message;
    };
    assert.equal(found(), INSTALL_MOTO);
    put('docker');
    assert.equal(found(), 'docker motoserver/moto:5.2.1');
    put('pipx');
    assert.equal(found(), 'pipx run --spec moto[server]==5.2.1 moto_server');
    put('uvx');
    assert.equal(found(), 'uvx --from moto[server]==5.2.1 moto_server');
    put('moto_server');
    assert.equal(found(), 'moto_server');
    chmodSync(join(folder, 'moto_server'), 0o644);
    assert.equal(found(), 'uvx --from moto[server]==5.2.1 moto_server');
  });

  it('is asked for a free port, and says why it does not start', async () => {
    put('broken', '#!/bin/sh\necho "no module named moto" >&2\nexit 1\n');
    const command = join(folder, 'broken');
    assert.deepEqual(await startMoto({ command, args: [], kind: 'direct' }), {
      status: 'failed',
      message: 'moto ended before it listened: no module named moto',
    });
    put('silent', '#!/bin/sh\nexec sleep 60\n');
    const started = await startMoto(
      { command: join(folder, 'silent'), args: [], kind: 'direct' },
      { timeoutMs: 50 },
    );
    assert.deepEqual(started, { status: 'failed', message: 'moto did not listen within 0.05 s.' });
    put(
      'docker',
      `#!/bin/sh\necho "$@" > ${join(folder, 'said')}\necho ' * Running on http://127.0.0.1:5000' >&2\nexec sleep 60\n`,
    );
    const inside = await startMoto({ command: join(folder, 'docker'), args: ['image'], kind: 'container' });
    assert.ok(inside.status === 'running');
    const port = new URL(inside.moto.url).port;
    assert.match(
      readFileSync(join(folder, 'said'), 'utf8'),
      new RegExp(
        `^run --rm --name \\S+ -p 127\\.0\\.0\\.1:${port}:5000 -e MOTO_IAM_LOAD_MANAGED_POLICIES=true .*image$`,
        'm',
      ),
    );
    await inside.moto.stop();
  });
});
