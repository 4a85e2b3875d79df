import assert from 'node:assert/strict';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import { faultsOf } from '../../cli/commands/sandbox';
import { cli } from '../support/cli';
import { cdktfProject } from '../support/project';
import { needs } from '../support/requirements';
import { temporaryFolder } from '../support/temporary-folder';

const ACCOUNT_KEYS = { accessKeyId: /^AKIA[A-Z0-9]{16}$/, secretAccessKey: /^[A-Za-z0-9/+]{40}$/ };

interface WayIn {
  endpoint: string;
  region: string;
  accounts: Record<string, { id: string; accessKeyId: string; secretAccessKey: string }>;
}

describe('fsx-lustre-kms sandbox', function () {
  this.timeout(120_000);
  let started: ChildProcess[] = [];

  before(function () {
    needs(this, 'moto');
  });
  afterEach(() => {
    for (const child of started) child.kill('SIGTERM');
    started = [];
  });

  function start(cwd: string, ...args: string[]) {
    const child = spawn(process.execPath, [join(process.cwd(), 'dist', 'cli.js'), 'sandbox', ...args], {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    started.push(child);
    const closed = once(child, 'close') as Promise<[number | null, string | null]>;
    const logged: string[] = [];
    child.stderr.setEncoding('utf8').on('data', (piece: string) => logged.push(piece));
    const log = () => logged.join('');
    const printed: string[] = [];
    const lines = createInterface(child.stdout).on('line', (line) => printed.push(line));
    return { child, closed, log, printed, firstLine: once(lines, 'line') as Promise<[string]> };
  }

  /** Starts one on a free port with --json, and waits until it says that it is ready. */
  async function startJson(cwd: string, ...args: string[]) {
    const run = start(cwd, '--port', '0', '--json', ...args);
    const [line] = await run.firstLine;
    return { ...run, line, wayIn: JSON.parse(line) as WayIn };
  }

  it('prints one line of JSON: address, Region, and an administrator in each account', async () => {
    const { line, wayIn, child, closed, printed } = await startJson(temporaryFolder());
    assert.deepEqual(Object.keys(wayIn), ['endpoint', 'region', 'accounts']);
    assert.match(wayIn.endpoint, /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.equal(wayIn.region, 'us-east-1');
    assert.deepEqual(
      Object.entries(wayIn.accounts).map(([name, { id }]) => [name, id]),
      [
        ['fileSystem', '111111111111'],
        ['bucket', '222222222222'],
        ['key', '333333333333'],
      ],
    );
    for (const account of Object.values(wayIn.accounts)) {
      assert.deepEqual(Object.keys(account), ['id', 'accessKeyId', 'secretAccessKey']);
      assert.match(account.accessKeyId, ACCOUNT_KEYS.accessKeyId);
      assert.match(account.secretAccessKey, ACCOUNT_KEYS.secretAccessKey);
    }
    child.kill('SIGTERM');
    await closed;
    assert.deepEqual(printed, [line]);
  });

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    it(`ends with 0 at ${signal}, with no child left and the port free`, async () => {
      const { child, closed, wayIn } = await startJson(temporaryFolder());
      const [moto] = childrenOf(child);
      assert.match(moto?.command ?? '', /moto_server/);
      const asked = Date.now();
      child.kill(signal);
      child.kill(signal);
      assert.deepEqual(await closed, [0, null]);
      assert.ok(Date.now() - asked < 10_000);
      assert.deepEqual(processesOfGroup(moto?.group), []);
      const server = createServer().listen(Number(new URL(wayIn.endpoint).port), '127.0.0.1');
      await once(server, 'listening');
      server.close();
    });
  }

  it('is interrupted while it starts', async () => {
    const { child, closed, printed, log } = start(temporaryFolder(), '--port', '0');
    await until(() => childrenOf(child).length > 0);
    child.kill('SIGINT');
    assert.deepEqual(await closed, [0, null]);
    assert.deepEqual([printed, log()], [[], '']);
  });

  it('ends with 2 and one line on stderr when the port is in use', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { closed, log, printed } = start(temporaryFolder(), '--port', String(port));
    assert.deepEqual(await closed, [2, null]);
    assert.equal(log(), `Port ${port} of 127.0.0.1 is in use; give another with --port.\n`);
    assert.deepEqual(printed, []);
    server.close();
  });

  it('ends with 1 and a message when moto dies', async () => {
    const { child, closed, log, wayIn } = await startJson(temporaryFolder());
    const [moto] = childrenOf(child);
    process.kill(-(moto?.group ?? NaN), 'SIGKILL');
    assert.deepEqual(await closed, [1, null]);
    assert.match(log(), /^moto, which the sandbox stands on, has ended\.$/m);
    await assert.rejects(fetch(wayIn.endpoint));
  });

  it('ends as on an interrupt when nobody reads its log any more, and leaves no moto behind', async () => {
    const { child, closed, wayIn } = await startJson(temporaryFolder());
    const [moto] = childrenOf(child);
    child.stderr.destroy();
    await fetch(`${wayIn.endpoint}/bucket/key`).catch(() => undefined);
    assert.deepEqual(await closed, [0, null]);
    await until(() => processesOfGroup(moto?.group).length === 0);
  });

  it('says how to use it, with profiles that keep the keys out of the Terraform', async () => {
    const folder = temporaryFolder();
    const data = join(folder, 'state');
    const { printed, firstLine, child, closed } = start(folder, '--port', '0', '--data', 'state');
    await firstLine;
    await until(() => printed.some((line) => line.includes('account-a-file-system --skip-provider-lock')));
    const [head = ''] = printed;
    const endpoint = /http:\/\/127\.0\.0\.1:\d+/.exec(head)?.[0] ?? '';
    assert.equal(
      head,
      `Three AWS accounts at ${endpoint}, us-east-1, until you press Ctrl+C. Their state: ${data}`,
    );
    assert.equal(
      printed[1],
      "Accounts 111111111111, 222222222222, 333333333333, the sample's: no ./cdktf.json here has a deployment",
    );
    // It would keep `aws s3control` from the address of its own that the profiles have.
    assert.ok(!printed.some((line) => line.includes('AWS_ENDPOINT_URL')));
    assert.ok(printed.includes(`  export FSX_LUSTRE_KMS_SANDBOX='${data}'`));
    const config = readFileSync(join(data, 'aws', 'config'), 'utf8');
    assert.equal(config.split(`endpoint_url = ${endpoint}\n`).length, 4);
    const credentials = readFileSync(join(data, 'aws', 'credentials'), 'utf8');
    assert.equal(statSync(join(data, 'aws', 'credentials')).mode & 0o077, 0);
    const [row = ''] = printed.filter((line) => line.startsWith('C (KMS key)'));
    const [accessKeyId = '', secretAccessKey = ''] = row.split(/ +/).slice(-2);
    assert.ok(
      credentials.includes(
        `[account-c-key]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`,
      ),
    );
    child.kill('SIGINT');
    await closed;
    assert.ok(existsSync(join(data, 'aws', 'config')), 'a folder that was given stays');
  });

  it('takes the stacks of synth --sandbox, in its own folder and without a key', async () => {
    const project = cdktfProject();
    const data = temporaryFolder();
    const { wayIn } = await startJson(project, '--data', data);
    const { exitCode, stdout } = await cli(project, 'synth', '--sandbox', data);
    assert.equal(exitCode, 0);
    assert.match(stdout, /^account-c-key +333333333333 +KMS key +2 /m);
    assert.equal(existsSync(join(project, 'cdktf.out')), false);
    const terraform = readFileSync(join(data, 'cdktf.out', 'stacks', 'account-c-key', 'cdk.tf.json'), 'utf8');
    assert.match(terraform, /"profile": "account-c-key"/);
    for (const { accessKeyId, secretAccessKey } of Object.values(wayIn.accounts)) {
      assert.ok(!terraform.includes(accessKeyId) && !terraform.includes(secretAccessKey));
    }
  });

  it('ends synth --sandbox with 2 for a folder that no sandbox has', async () => {
    const folder = temporaryFolder();
    const end = await cli(cdktfProject(), 'synth', '--sandbox', folder);
    assert.equal(end.exitCode, 2);
    assert.equal(
      end.stderr,
      `${folder} is no sandbox's folder; \`npx fsx-lustre-kms sandbox\` prints which one is.\n`,
    );
  });

  it("takes the accounts and the Region of the folder's cdktf.json", async () => {
    const folder = cdktfProject({
      accounts: {
        fileSystem: { id: '444444444444' },
        bucket: { id: '555555555555' },
        key: { id: '555555555555' },
      },
      region: 'eu-west-1',
    });
    const data = temporaryFolder();
    const { wayIn, child, closed } = await startJson(folder, '--data', data);
    assert.equal(wayIn.region, 'eu-west-1');
    assert.equal(wayIn.accounts['fileSystem']?.id, '444444444444');
    assert.deepEqual(wayIn.accounts['bucket'], wayIn.accounts['key']);
    child.kill('SIGTERM');
    await closed;
    const again = await startJson(temporaryFolder(), '--data', data);
    assert.deepEqual(
      [again.wayIn.region, again.wayIn.accounts],
      ['eu-west-1', wayIn.accounts],
      'it keeps them where another folder has no deployment',
    );
  });

  it('ends with 2 when cdktf.json has mistakes, or a Region of another partition', async () => {
    const mistaken = await cli(cdktfProject({ accounts: {} }), 'sandbox', '--port', '0');
    assert.equal(mistaken.exitCode, 2);
    assert.match(mistaken.stderr, /accounts\.fileSystem/);
    const china = await cli(cdktfProject({ region: 'cn-north-1' }), 'sandbox', '--port', '0');
    assert.equal(china.exitCode, 2);
    assert.equal(
      china.stderr,
      'cdktf.json: region is cn-north-1, and the sandbox has the partition aws alone.\n',
    );
  });

  it('ends with 2 on wrong usage', async () => {
    for (const args of [
      ['--port', 'x'],
      ['--port', '65536'],
      ['--requests-per-second', '0'],
      ['--nothing'],
    ]) {
      const end = await cli(temporaryFolder(), 'sandbox', ...args);
      assert.deepEqual([end.exitCode, end.stdout], [2, ''], args.join(' '));
      assert.match(end.stderr, /^error: /);
    }
  });

  it('ends with 2 for a folder that holds something else', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'thesis.txt'), 'mine');
    const end = await cli(folder, 'sandbox', '--port', '0', '--data', '.', '--reset');
    assert.equal(end.exitCode, 2);
    assert.equal(
      end.stderr,
      `${folder} holds other files: give the sandbox an empty folder, or one of its own.\n`,
    );
  });

  it('makes go wrong what the options name, and nothing without them', () => {
    const none = { misconfiguredAssociations: false, expiredSessions: false };
    for (const [options, faults] of [
      [{}, none],
      [{ requestsPerSecond: 5 }, { ...none, requestsPerSecond: 5 }],
      [{ lifecycleDelay: 90 }, { ...none, lifecycleDelayMs: 90_000 }],
      [{ lifecycleDelay: 0 }, { ...none, lifecycleDelayMs: 0 }],
      [{ grantDelay: 300 }, { ...none, grantDelayMs: 300_000 }],
      [{ misconfiguredAssociations: true }, { ...none, misconfiguredAssociations: true }],
      [{ expiredSessions: true }, { ...none, expiredSessions: true }],
    ] as const) {
      assert.deepEqual(faultsOf(options), faults);
    }
  });

  it('throttles when it is told to, and says so in its log without a secret', async () => {
    const { wayIn, child, closed, log } = await startJson(temporaryFolder(), '--requests-per-second', '1');
    const { key } = wayIn.accounts;
    assert.ok(key);
    const client = new KMSClient({
      endpoint: wayIn.endpoint,
      region: wayIn.region,
      credentials: { accessKeyId: key.accessKeyId, secretAccessKey: key.secretAccessKey },
      maxAttempts: 1,
    });
    const answers = await Promise.allSettled([1, 2, 3, 4].map(() => client.send(new ListKeysCommand({}))));
    const refused = answers.flatMap((answer) =>
      answer.status === 'rejected' ? [(answer.reason as Error).name] : [],
    );
    assert.ok(refused.length >= 1);
    assert.deepEqual([...new Set(refused)], ['ThrottlingException']);
    child.kill('SIGTERM');
    await closed;
    const lines = log();
    assert.match(lines, /^kms ListKeys 400 ThrottlingException$/m);
    assert.ok(!lines.includes(key.secretAccessKey));
  });
});

interface Running {
  group: number;
  parent: number;
  command: string;
}

function processes(): Running[] {
  const table = execFileSync('ps', ['-eo', 'pgid=,ppid=,stat=,args='], { encoding: 'utf8' });
  return table.split('\n').flatMap((line) => {
    const [, group, parent, state, command] = /^ *(\d+) +(\d+) +(\S+) +(.*)$/.exec(line) ?? [];
    const isRunning = state !== undefined && !state.startsWith('Z');
    return isRunning ? [{ group: Number(group), parent: Number(parent), command: command ?? '' }] : [];
  });
}

function childrenOf({ pid }: ChildProcess): Running[] {
  return processes().filter(({ parent }) => parent === pid);
}

function processesOfGroup(group: number | undefined): Running[] {
  return processes().filter((running) => running.group === group);
}

/** Looks again and again until something is so; the test's own time limit ends it. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}
