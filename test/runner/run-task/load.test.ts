import assert from 'node:assert/strict';
import { once } from 'node:events';
import { STOP_CHECKS_MS, STOP_MS } from '../../../core/run-task/limits';
import { deferred } from './deferred';
import { planText, start as startServer, type Setting } from './start';

/** Those that a test has started. */
const settings: Setting[] = [];
async function closeAll(): Promise<void> {
  for (const setting of settings.splice(0)) await setting.close();
}

async function start(changes: Parameters<typeof startServer>[0]): Promise<Setting> {
  const setting = await startServer(changes);
  settings.push(setting);
  return setting;
}

describe('many tasks at once', function () {
  this.timeout(120_000);
  afterEach(closeAll);

  it('of 1,000, each is answered with 200 and has one final result', async () => {
    const setting = await start({ checksAtOnce: 8 });
    const { hcp } = setting;
    // One in seven plans is not there, and every fifth callback and plan fails at first.
    let calls = 0;
    const failed = new Set<string>();
    const failOnce = (url: string) => ++calls % 5 === 0 && !failed.has(url) && failed.add(url);
    hcp.onCallback = (request, response) => {
      response.writeHead(failOnce(request.url ?? '') ? 503 : 200).end();
    };
    const text = planText('literals/c');
    const names = Array.from({ length: 1000 }, (_, index) => `task-${index}`);
    for (const [index, name] of names.entries()) if (index % 7 !== 0) hcp.plans.set(name, text);
    let most = 0;
    hcp.onArchive = (request, response) => {
      most = Math.max(most, ++open);
      response.once('close', () => open--);
      const plan = hcp.plans.get((request.url ?? '').replace('/object/', ''));
      response.writeHead(plan === undefined ? 404 : 200).end(plan);
    };
    let open = 0;
    const statuses = await Promise.all(
      names.map((name, index) => setting.send(hcp.payload(name, { organization_name: `o-${index}` }))),
    );
    assert.deepEqual(new Set(statuses), new Set([200]));
    await setting.server.idle();
    const finals = hcp.callbacks.filter(({ status }) => status !== 'running');
    const taken = new Map(finals.map(({ task, status }) => [task, status]));
    assert.equal(taken.size, 1000);
    for (const [index, name] of names.entries()) {
      assert.equal(taken.get(name), index % 7 === 0 ? 'failed' : 'passed', name);
    }
    assert.ok(most <= 8, `${most} plans were fetched at once`);
  });
});

describe('a server that is stopped', () => {
  afterEach(closeAll);

  /** Six tasks: two are being checked, four wait. */
  async function busy(check: (signal: AbortSignal) => Promise<void>): Promise<Setting> {
    let begun = 0;
    const all = deferred();
    const setting = await start({
      checksAtOnce: 2,
      check: async (_task, signal) => {
        if (++begun === 2) all.resolve();
        await check(signal);
        return signal.aborted
          ? { status: 'failed', message: 'ended', outcomes: [] }
          : { status: 'passed', message: 'well', outcomes: [] };
      },
    });
    for (let index = 1; index <= 6; index++) {
      assert.equal(await setting.send(setting.hcp.payload(`task-${index}`)), 200);
    }
    await all.promise;
    return setting;
  }
  const finalsOf = ({ hcp }: Setting) =>
    Object.fromEntries(
      hcp.callbacks.filter(({ status }) => status !== 'running').map(({ task, status }) => [task, status]),
    );
  const STOPPED = /^The run task server was stopped before it had checked the plan\. Run this task again\.$/;

  it('reports what waits as failed, and lets end what is being checked', async () => {
    const end = deferred();
    const setting = await busy(() => end.promise);
    const stopped = setting.server.stop();
    const waiting = await setting.hcp.final('task-6');
    assert.match(waiting.message, STOPPED);
    await assert.rejects(setting.send(setting.hcp.payload('late')));
    end.resolve();
    await stopped;
    const [passed, failed] = ['passed', 'failed'] as const;
    assert.deepEqual(finalsOf(setting), {
      'task-1': passed,
      'task-2': passed,
      'task-3': failed,
      'task-4': failed,
      'task-5': failed,
      'task-6': failed,
    });
  });

  it('ends checks that take too long, and reports them as failed', async () => {
    const setting = await busy(async (signal) => {
      await once(signal, 'abort');
    });
    const stopped = setting.server.stop();
    await setting.hcp.final('task-6');
    setting.clock.expire(STOP_CHECKS_MS);
    await stopped;
    assert.deepEqual(new Set(Object.values(finalsOf(setting))), new Set(['failed']));
    assert.match((await setting.hcp.final('task-1')).message, STOPPED);
  });

  it('ends in time even if nobody takes the results, and says how many were lost', async () => {
    const [end, all] = [deferred(), deferred()];
    const setting = await busy(() => end.promise);
    const { hcp, clock, logged } = setting;
    const hanging = new Set<string>();
    hcp.onCallback = () => {
      const last = hcp.callbacks.at(-1);
      if (last && last.status !== 'running') hanging.add(last.task);
      if (hanging.size === 6) all.resolve();
    };
    const stopped = setting.server.stop();
    end.resolve();
    await all.promise;
    clock.expire(STOP_CHECKS_MS);
    clock.expire(STOP_MS);
    await stopped;
    assert.ok(logged.includes('6 results could not be told.'), logged.join('\n'));
    hcp.onCallback = undefined;
  });

  it('does not wait minutes for another try', async () => {
    const setting = await busy(() => Promise.resolve());
    await setting.server.idle();
    let tries = 0;
    setting.hcp.onCallback = (_request, response) =>
      response.writeHead(++tries < 3 ? 503 : 200, { 'retry-after': '300' }).end();
    await setting.send(setting.hcp.payload('late'));
    await setting.server.stop();
    assert.equal((await setting.hcp.final('late')).task, 'late');
  });

  it('frees its port', async () => {
    const setting = await busy(() => Promise.resolve());
    await setting.server.stop();
    await assert.rejects(fetch(setting.url.replace('/run-task', '/healthz')));
  });
});
