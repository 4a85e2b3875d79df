import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { planOfPolicies } from './many-policies';
import { NO_CONFIG } from '../../../core/lint/config';
import { MAX_CHECK_MS, STOP_CHECKS_MS } from '../../../core/run-task/limits';
import { workerFile } from '../../../runner/run-task/worker-file';
import { temporaryFolder } from '../../support/temporary-folder';
import { builtWorker } from './built-worker';
import { planText, start as startServer, type Setting } from './start';

describe('the thread that checks plans', function () {
  this.timeout(60_000);
  let setting: Setting;
  /** Threads of this process, in the order in which they were started. */
  let threads: Worker[] = [];
  const onWorker = (worker: Worker) => threads.push(worker);

  beforeEach(() => {
    threads = [];
    process.on('worker', onWorker);
  });
  afterEach(async () => {
    process.off('worker', onWorker);
    await setting.close();
    for (const { threadId } of threads) assert.equal(threadId, GONE);
  });

  async function start(changes?: Parameters<typeof startServer>[0]): Promise<Setting> {
    setting = await startServer(changes);
    return setting;
  }

  /** Sends a task, and resolves when its check has begun. */
  async function begin(name: string, text = planText('literals/c')): Promise<void> {
    setting.hcp.plans.set(name, text);
    const begun = setting.clock.begins(MAX_CHECK_MS);
    assert.equal(await setting.send(setting.hcp.payload(name)), 200);
    await begun;
  }

  it('leaves the server free to answer while 2,000 policies are checked', async () => {
    const { hcp, url } = await start();
    await begin('large', planOfPolicies(2000));
    const events: string[] = [];
    void hcp.final('large').then(({ status }) => events.push(`large ${status}`));
    // So many in a row that a check in between would have come to its end.
    for (let asked = 0; asked < 20; asked++) {
      const response = await fetch(url.replace('/run-task', '/healthz'));
      events.push(`healthz ${response.status} ${await response.text()}`);
    }
    for (const name of ['second', 'third']) {
      hcp.plans.set(name, planText('literals/c'));
      events.push(`${name} ${await setting.send(hcp.payload(name))}`);
    }
    await setting.server.idle();
    const callbacks = hcp.callbacks.filter(({ status }) => status !== 'running').map(({ task }) => task);
    assert.deepEqual(events, [
      ...Array.from({ length: 20 }, () => 'healthz 200 ok\n'),
      'second 200',
      'third 200',
      'large passed',
    ]);
    // One at a time, first come, first served, in the same thread.
    assert.deepEqual(callbacks, ['large', 'second', 'third']);
    assert.equal(threads.length, 1);
  });

  it('is ended when a check takes too long, and the next plan has another one', async () => {
    const { hcp, clock } = await start({ worker: builtWorker('misbehaving') });
    await setting.run('before', planText('literals/c'));
    await begin('goes-on-for-ever');
    hcp.plans.set('waits', planText('literals/c'));
    assert.equal(await setting.send(hcp.payload('waits')), 200);
    clock.expire(MAX_CHECK_MS);
    const { status, message } = await hcp.final('goes-on-for-ever');
    assert.deepEqual(
      [status, message],
      ['failed', 'The check of the plan took more than 120 seconds and was ended.'],
    );
    assert.equal((await hcp.final('waits')).status, 'passed');
    assert.equal((await setting.run('after', planText('literals/c'))).status, 'passed');
    assert.equal(threads.length, 2);
    assert.equal(threads[0]?.threadId, GONE);
  });

  const BROKE = 'The check of the plan broke: this is a mistake of the run task, please report it.';
  const DIES: readonly (readonly [name: string, workspace: string, message: string, logged: RegExp])[] = [
    ['ends', 'exits', BROKE, /^exits: the check broke: The thread ended with the exit code 7\.$/m],
    ['throws an error', 'throws', BROKE, /^throws: the check broke: Error: thrown outside of the check$/m],
    [
      'needs too much memory',
      'takes-all-memory',
      'The check of the plan needed more than 64 MiB of memory and was ended.',
      /^takes-all-memory: The check of the plan needed more than 64 MiB of memory and was ended\.$/m,
    ],
  ];
  for (const [name, workspace, expected, line] of DIES) {
    it(`fails the task whose check ${name}, and no other`, async () => {
      const { logged } = await start({ worker: builtWorker('misbehaving'), checkMemoryMiB: 64 });
      const [before, died, after] = [
        await setting.run('before', planText('literals/c')),
        await setting.run(workspace, planText('literals/c')),
        await setting.run('after', planText('literals/c')),
      ];
      assert.deepEqual([died.status, died.message, died.outcomes], ['failed', expected, []]);
      assert.deepEqual([before.status, after.status], ['passed', 'passed']);
      assert.match(logged.join('\n'), line);
      assert.equal(threads.length, 2);
    });
  }

  it('outlives an error in a check', async () => {
    // Nobody can configure this.
    const { logged } = await start({ config: { ...NO_CONFIG, rules: null as never } });
    for (const name of ['first', 'second']) {
      const { status, message } = await setting.run(name, planText('literals/c'));
      assert.deepEqual([status, message], ['failed', BROKE]);
      assert.match(logged.join('\n'), new RegExp(`^${name}: the check broke: TypeError: .+\\n +at `, 'm'));
    }
    assert.equal(threads.length, 1);
  });

  it('is ended when the server is stopped and the check takes too long; each task is told', async () => {
    const { hcp, clock, server } = await start({ worker: builtWorker('misbehaving') });
    await setting.run('before', planText('literals/c'));
    await begin('goes-on-for-ever');
    // Its plan is there, and it waits for the thread.
    hcp.plans.set('waits', planText('literals/c'));
    assert.equal(await setting.send(hcp.payload('waits')), 200);
    const stopped = server.stop();
    await clock.begins(STOP_CHECKS_MS);
    clock.expire(STOP_CHECKS_MS);
    await stopped;
    const finals = hcp.callbacks.filter(({ task, status }) => task !== 'before' && status !== 'running');
    const told = 'The run task server was stopped before it had checked the plan. Run this task again.';
    assert.deepEqual(finals.map(({ task, status, message }) => [task, status, message]).sort(), [
      ['goes-on-for-ever', 'failed', told],
      ['waits', 'failed', told],
    ]);
    assert.deepEqual(
      threads.map(({ threadId }) => threadId),
      [GONE],
    );
  });

  it('may end its check after the server is told to stop', async () => {
    const { hcp, server } = await start();
    await begin('large', planOfPolicies(500));
    await server.stop();
    assert.equal((await hcp.final('large')).status, 'passed');
    assert.equal(threads.length, 1);
  });

  it('is started with the first plan', async () => {
    const { url } = await start();
    await fetch(url.replace('/run-task', '/healthz'));
    assert.equal(threads.length, 0);
    await setting.run('first', planText('literals/c'));
    assert.equal(threads.length, 1);
  });

  it('is missed at once where its program is not', async () => {
    await start();
    const folder = temporaryFolder();
    const path = join(folder, 'run-task-worker.js');
    assert.throws(() => workerFile(folder), {
      message: `${path} is missing: the program cannot check plans without it.`,
    });
  });
});

/** What Node.js says of a thread that has ended. */
const GONE = -1;
