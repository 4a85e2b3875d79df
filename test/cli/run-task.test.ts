import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { planOfPolicies } from '../runner/run-task/many-policies';
import { startHcpTerraform, TOKEN, type HcpTerraform } from '../runner/run-task/hcp-terraform';
import { KEY, planText, signatureOf } from '../runner/run-task/start';
import { cli } from '../support/cli';
import { temporaryFolder } from '../support/temporary-folder';

const READY = /^Run task server at (http:\/\/127\.0\.0\.1:\d+\/run-task), until interrupted\.$/;

/** A folder with a key file that ends as editors end it. */
function folderWithKey(): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'key'), `${KEY.toString()}\n`);
  return folder;
}

describe('fsx-lustre-kms run-task', function () {
  this.timeout(60_000);
  let hcp: HcpTerraform;
  let started: ChildProcess[] = [];
  beforeEach(async () => {
    hcp = await startHcpTerraform();
  });
  afterEach(() => {
    for (const child of started) child.kill('SIGKILL');
    started = [];
    hcp.close();
    assert.deepEqual(hcp.violations, []);
  });

  async function start(cwd = folderWithKey(), ...more: string[]) {
    const args = [
      'run-task',
      '--port',
      '0',
      '--key-file',
      'key',
      '--allow-host',
      hcp.api,
      '--allow-host',
      hcp.archive,
    ];
    const child = spawn(process.execPath, [join(process.cwd(), 'dist', 'cli.js'), ...args, ...more], {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    started.push(child);
    const closed = once(child, 'close') as Promise<[number | null, string | null]>;
    const logged: string[] = [];
    child.stderr.setEncoding('utf8').on('data', (piece: string) => logged.push(piece));
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    const url = READY.exec(line)?.[1];
    assert.ok(url !== undefined, line);
    const send = async (payload: unknown) => {
      const body = JSON.stringify(payload);
      const headers = { 'x-tfc-task-signature': signatureOf(body), connection: 'close' };
      return (await fetch(url, { method: 'POST', body, headers })).status;
    };
    return { child, closed, url, send, log: () => logged.join('') };
  }

  it('checks a plan from its request to its result', async () => {
    const { url, send, log } = await start();
    assert.equal((await fetch(url.replace('/run-task', '/healthz'))).status, 200);
    assert.equal(await send({ payload_version: 1, access_token: 'test-token' }), 200);
    hcp.plans.set('all', planText('one-plan/plan'));
    assert.equal(await send(hcp.payload('all')), 200);
    const { status, message } = await hcp.final('all');
    assert.equal(status, 'passed');
    assert.match(message, /7 steps: 7 as expected\.$/);
    assert.equal(log().includes(TOKEN), false);
    assert.match(log(), /^all: post_plan of all in research, run-1\.$/m);
  });

  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    it(`ends with 0 at ${signal} in the middle of tasks, each of which is told`, async () => {
      const { child, closed, send, log } = await start(folderWithKey(), '--concurrency', '2');
      let held = 0;
      const holding = new Promise<void>((resolve) => {
        hcp.onPlan = (_request, response) => {
          // Answered when the server has been told to stop.
          void stopped.then(() => response.writeHead(200).end(planText('literals/c')));
          if (++held === 2) resolve();
        };
      });
      let stop = () => {};
      const stopped = new Promise<void>((resolve) => (stop = resolve));
      const names = Array.from({ length: 20 }, (_, index) => `task-${index}`);
      for (const name of names) assert.equal(await send(hcp.payload(name)), 200);
      await holding;
      child.kill(signal);
      child.kill(signal);
      // What waits is reported while the two that are being checked go on.
      await hcp.final('task-19');
      stop();
      assert.deepEqual(await closed, [0, null], log());
      const finals = hcp.callbacks.filter(({ status }) => status !== 'running');
      assert.deepEqual(new Set(finals.map(({ task }) => task)), new Set(names));
      assert.equal(finals.length, names.length);
      assert.deepEqual(
        finals
          .filter(({ status }) => status === 'passed')
          .map(({ task }) => task)
          .sort(),
        ['task-0', 'task-1'],
      );
      assert.match(log(), /Stopping: no new tasks are taken\./);
    });
  }

  it('answers while it checks 800 policies in a thread, and waits for the result at SIGTERM', async () => {
    const { child, closed, url, send, log } = await start();
    const fetched = new Promise<unknown>((resolve) => {
      hcp.onArchive = (_request, response) => {
        response.writeHead(200).end(planOfPolicies(800));
        resolve(once(response, 'close'));
      };
    });
    assert.equal(await send(hcp.payload('large')), 200);
    await fetched;
    const events: string[] = [];
    const final = hcp.final('large').then(({ status }) => events.push(status));
    for (let asked = 0; asked < 20; asked++) {
      const { status } = await fetch(url.replace('/run-task', '/healthz'), {
        headers: { connection: 'close' },
      });
      events.push(String(status));
    }
    child.kill('SIGTERM');
    assert.deepEqual(await closed, [0, null], log());
    await final;
    assert.deepEqual(events, [...Array.from({ length: 20 }, () => '200'), 'passed']);
  });

  const WRONG: readonly (readonly [
    name: string,
    files: Record<string, string>,
    args: string[],
    message: RegExp,
  ])[] = [
    ['no key file is named', {}, [], /required option '--key-file <file>'/],
    [
      'the key file is missing',
      {},
      ['--key-file', 'none'],
      /^The key file .*none cannot be read: there is no file \/.*none\.\n$/,
    ],
    [
      'the key file is empty',
      { key: '' },
      ['--key-file', 'key'],
      /^The key file .*key is empty\. Put the HMAC key of the run task into it\.\n$/,
    ],
    ['the key file has nothing but a newline', { key: '\r\n' }, ['--key-file', 'key'], /key is empty\./],
    ['the key file is a folder', {}, ['--key-file', '.'], /cannot be read: \/.* is a folder\.\n$/],
    [
      'a host is no host',
      { key: 'k' },
      ['--key-file', 'key', '--allow-host', 'https://a/'],
      /^--allow-host https:\/\/a\/: it is HOST or HOST:PORT/,
    ],
    ['a port is none', { key: 'k' }, ['--key-file', 'key', '--port', '70000'], /from 0 to 65535/],
    [
      'a companion is missing',
      { key: 'k' },
      ['--key-file', 'key', '--companion', 'none.json'],
      /none\.json cannot be read/,
    ],
    [
      'a companion is no plan',
      { key: 'k', 'x.json': '{}' },
      ['--key-file', 'key', '--companion', 'x.json'],
      /x\.json is no plan\. Make one with `terraform show -json PLAN/,
    ],
    [
      'the folder for plans is a file',
      { key: 'k' },
      ['--key-file', 'key', '--data', 'key'],
      /key cannot be used/,
    ],
    [
      'the configuration is wrong',
      { key: 'k', '.fsx-lustre-kms.json': '{"rules":{"no-rule":"off"}}' },
      ['--key-file', 'key'],
      /no-rule/,
    ],
  ];
  for (const [name, files, args, message] of WRONG) {
    it(`ends with 2 when ${name}`, async () => {
      const folder = temporaryFolder();
      for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
      const { exitCode, stderr, stdout } = await cli(folder, 'run-task', ...args);
      assert.equal(exitCode, 2);
      assert.match(stderr, message);
      assert.equal(stdout, '');
    });
  }

  it('ends with 2 when the port is in use', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { exitCode, stderr } = await cli(
      folderWithKey(),
      'run-task',
      '--key-file',
      'key',
      '--port',
      String(port),
    );
    server.close();
    assert.equal(exitCode, 2);
    assert.equal(
      stderr,
      `127.0.0.1:${port} cannot be listened at (EADDRINUSE); give another --port or --host.\n`,
    );
  });

  it('takes rules as the configuration of its folder has them', async () => {
    const folder = folderWithKey();
    chmodSync(join(folder, 'key'), 0o600);
    writeFileSync(join(folder, '.fsx-lustre-kms.json'), '{"rules":{"fsx-deployment-type":"warning"}}');
    const { send } = await start(folder);
    hcp.plans.set('a', planText('literals/a').replace('"SCRATCH_2"', '"SCRATCH_1"'));
    await send(hcp.payload('a'));
    const { status, message } = await hcp.final('a');
    assert.equal(status, 'passed');
    assert.match(message, /^0 errors, 1 warning /);
  });
});
