import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ensureSandbox, runningSandbox } from '../../runner/ensure-sandbox';
import { temporaryFolder } from '../support/temporary-folder';

/**
 * What stands for the command line: a program with the arguments of `sandbox`, whose body begins with these names.
 * `say(line)` prints it, `own()` puts this process into the folder as its sandbox does.
 */
function fakeCli(body: string): string {
  const file = join(temporaryFolder(), 'cli.js');
  writeFileSync(
    file,
    `const { writeFileSync, mkdirSync } = require('node:fs');
    const http = require('node:http');
    const folder = process.argv[process.argv.indexOf('--data') + 1];
    writeFileSync(${JSON.stringify(`${file}.log`)}, JSON.stringify({ args: process.argv.slice(2), cwd: process.cwd(), node: process.env.ELECTRON_RUN_AS_NODE }));
    const serve = (then) => {
      const server = http.createServer((_request, response) => response.writeHead(403, { 'x-amz-request-id': '1' }).end());
      server.listen(0, '127.0.0.1', () => {
        const endpoint = 'http://127.0.0.1:' + server.address().port;
        mkdirSync(folder + '/aws', { recursive: true });
        writeFileSync(folder + '/aws/config', '[profile x]\\nendpoint_url = ' + endpoint + '\\n');
        writeFileSync(folder + '/sandbox.pid', String(process.pid));
        then(endpoint);
      });
    };
    ${body}`,
  );
  return file;
}

const READY = `serve((endpoint) => console.log(JSON.stringify({ endpoint })));
  process.on('SIGTERM', () => process.exit(0));`;

describe('ensuring a sandbox', function () {
  this.timeout(30_000);
  let folder: string;
  let project: string;
  const started: ChildProcess[] = [];
  beforeEach(() => {
    folder = join(temporaryFolder(), 'box');
    project = temporaryFolder();
  });
  afterEach(() => {
    for (const child of started.splice(0)) child.kill('SIGKILL');
  });

  const pidIn = () => Number(readFileSync(join(folder, 'sandbox.pid'), 'utf8'));
  const runs = (pid: number) => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };

  it('starts one in the project, and ends it', async () => {
    const cli = fakeCli(READY);
    const messages: string[] = [];
    const onMessage = (message: string) => messages.push(message);
    const sandbox = await ensureSandbox({ folder, project, cli, onMessage });
    assert.equal(sandbox.status, 'running');
    assert.equal(sandbox.isOwn, true);
    assert.deepEqual(messages, ['Starting the sandbox …']);
    assert.deepEqual(JSON.parse(readFileSync(`${cli}.log`, 'utf8')), {
      args: ['sandbox', '--json', '--port', '0', '--data', folder, '--until-input-ends'],
      cwd: project,
      node: '1',
    });
    assert.equal(await runningSandbox(folder), sandbox.endpoint);
    const pid = pidIn();
    await sandbox.stop();
    assert.equal(runs(pid), false);
    assert.equal(await runningSandbox(folder), undefined);
    await sandbox.stop();
  });

  it('takes the one that runs, and leaves it running', async () => {
    const first = await ensureSandbox({ folder, project, cli: fakeCli(READY) });
    assert.equal(first.status, 'running');
    const second = await ensureSandbox({ folder, project, cli: '/nowhere' });
    assert.deepEqual(second.status === 'running' && [second.endpoint, second.isOwn], [first.endpoint, false]);
    assert.equal(second.status, 'running');
    await second.stop();
    assert.equal(await runningSandbox(folder), first.endpoint);
    await first.stop();
  });

  it('takes the one that somebody else has started at the same time', async () => {
    // The other one owns the folder, and is ready only after ours was refused.
    const other = spawn(process.execPath, [
      fakeCli("process.stdin.once('data', () => serve(() => console.log('up')))"),
      '--data',
      folder,
    ]);
    started.push(other);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'sandbox.pid'), String(other.pid));
    const cli = fakeCli(
      "console.error('box is in use by the sandbox with process id 7.'); process.exitCode = 2;",
    );
    const ensured = ensureSandbox({ folder, project, cli });
    other.stdin.write('go\n');
    const sandbox = await ensured;
    assert.deepEqual(sandbox.status === 'running' && sandbox.isOwn, false);
    assert.equal(pidIn(), other.pid);
  });

  const REFUSED: [what: string, body: string, message: string, nextAction: RegExp][] = [
    [
      'moto is missing',
      "console.error('moto_server is not on the PATH'); process.exitCode = 2;",
      'moto_server is not on the PATH',
      /pipx install 'moto\[server\]'/,
    ],
    [
      'it says something else',
      "console.error('one'); console.error('two'); process.exitCode = 2;",
      'one\ntwo',
      /^Set right what it says/,
    ],
    ['it says nothing', '', 'The sandbox has ended before it was ready.', /^Set right/],
    [
      'it says what is no JSON',
      "console.log('hello')",
      'The sandbox has ended before it was ready.',
      /^Set right/,
    ],
  ];
  for (const [what, body, message, nextAction] of REFUSED) {
    it(`is refused when ${what}`, async () => {
      const sandbox = await ensureSandbox({ folder, project, cli: fakeCli(body) });
      assert.equal(sandbox.status, 'refused');
      assert.equal(sandbox.message, message);
      assert.match(sandbox.nextAction, nextAction);
    });
  }

  it('is cancelled while it starts, and leaves nothing', async () => {
    const controller = new AbortController();
    const cli = fakeCli(
      "serve(() => undefined); process.on('SIGTERM', () => process.exit(0)); setInterval(() => {}, 1000);",
    );
    const ensured = ensureSandbox({
      folder,
      project,
      cli,
      signal: controller.signal,
      onMessage: () => {
        setImmediate(() => {
          controller.abort();
        });
      },
    });
    assert.deepEqual(await ensured, { status: 'cancelled' });
    assert.equal(await runningSandbox(folder), undefined);
  });

  it('takes no other program for it that has got its port or its process id', async () => {
    const server = createServer((_request, response) => response.end('hello')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    mkdirSync(join(folder, 'aws'), { recursive: true });
    writeFileSync(join(folder, 'aws/config'), `endpoint_url = http://127.0.0.1:${port}\n`);
    writeFileSync(join(folder, 'sandbox.pid'), String(process.pid));
    assert.equal(await runningSandbox(folder), undefined);
    server.close();
    for (const pid of ['', 'x', '-1', '0', '1.5']) {
      writeFileSync(join(folder, 'sandbox.pid'), pid);
      assert.equal(await runningSandbox(folder), undefined);
    }
  });

  it('asks no address but one of this machine', async () => {
    mkdirSync(join(folder, 'aws'), { recursive: true });
    writeFileSync(join(folder, 'aws/config'), 'endpoint_url = http://169.254.169.254:80\n');
    writeFileSync(join(folder, 'sandbox.pid'), String(process.pid));
    assert.equal(await runningSandbox(folder), undefined);
  });
});
