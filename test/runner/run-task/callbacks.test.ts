import assert from 'node:assert/strict';
import { MAX_CALLBACK_MS, MAX_UPDATE_MS, UPDATE_EVERY_MS } from '../../../core/run-task/limits';
import type { Check } from '../../../runner/run-task/tasks';
import type { Handler } from './hcp-terraform';
import { start, type Setting } from './start';

const PASSED: Check = () => Promise.resolve({ status: 'passed', message: 'well', outcomes: [] });

/** What answers final results; updates are taken. @param answers in turn, the last one from then on */
function finals(setting: Setting, ...answers: readonly Handler[]): () => number {
  let tries = 0;
  setting.hcp.onCallback = (request, response) => {
    if (setting.hcp.callbacks.at(-1)?.status === 'running') response.writeHead(200).end();
    else answers[Math.min(tries++, answers.length - 1)]?.(request, response);
  };
  return () => tries;
}

const status =
  (code: number, headers: Record<string, string> = {}): Handler =>
  (_request, response) => {
    response.writeHead(code, headers).end('{"errors":[]}');
  };
const noConnection: Handler = (request) => request.socket.destroy();

describe('callbacks of the run task server', () => {
  let setting: Setting;
  beforeEach(async () => {
    setting = await start({ check: PASSED });
  });
  afterEach(async () => {
    await setting.close();
  });

  async function taskDone(): Promise<string> {
    assert.equal(await setting.send(setting.hcp.payload('p')), 200);
    await setting.server.idle();
    return setting.logged.at(-1) ?? '';
  }

  it('say that the plan is being checked, then what came of it', async () => {
    await taskDone();
    assert.deepEqual(
      setting.hcp.callbacks.map(({ status: state, message }) => [state, message]),
      [
        ['running', 'The plan is being checked.'],
        ['passed', 'well'],
      ],
    );
  });

  const GIVEN_UP = [301, 302, 307, 308, 400, 401, 403, 404, 405, 409, 410, 413, 415, 422];
  for (const code of GIVEN_UP) {
    it(`are given up after ${code}`, async () => {
      const tries = finals(setting, status(code, { location: `http://${setting.hcp.archive}/` }));
      assert.equal(await taskDone(), `p: passed, given up after 1 of 10 tries: answered ${code}.`);
      assert.deepEqual([tries(), setting.hcp.fetched], [1, []]);
    });
  }

  const AGAIN: readonly (readonly [string, Handler])[] = [
    ...[429, 500, 502, 503, 504].map((code) => [String(code), status(code)] as const),
    ['no connection', noConnection],
  ];
  for (const [name, answer] of AGAIN) {
    it(`are sent again after ${name}, ten times in all`, async () => {
      const tries = finals(setting, answer);
      assert.match(await taskDone(), /^p: passed, given up after 10 of 10 tries: /);
      assert.equal(tries(), 10);
      assert.deepEqual(setting.clock.waits, [600, 1200, 2400, 4800, 9600, 19200, 36000, 36000, 36000]);
    });

    it(`are taken at the tenth try after ${name}`, async () => {
      finals(setting, ...Array.from({ length: 9 }, () => answer), status(200));
      assert.equal(await taskDone(), 'p: passed, told to HCP Terraform at try 10.');
    });
  }

  for (const code of [200, 201, 202, 204]) {
    it(`are taken with ${code}`, async () => {
      finals(setting, status(code));
      assert.equal(await taskDone(), 'p: passed, told to HCP Terraform.');
    });
  }

  it('wait as long as the answer asks for', async () => {
    const date = new Date(setting.clock.now() + 7000 + 90_000).toUTCString();
    finals(setting, status(429, { 'retry-after': '7' }), status(503, { 'retry-after': date }), status(200));
    await taskDone();
    assert.deepEqual(setting.clock.waits, [7000, 90_000]);
  });

  it('are sent again when there is no answer in time', async () => {
    const silent: Handler = () => {
      setting.clock.expire(MAX_CALLBACK_MS);
    };
    const tries = finals(setting, silent, status(200));
    assert.equal(await taskDone(), 'p: passed, told to HCP Terraform at try 2.');
    assert.equal(tries(), 2);
    assert.ok(setting.logged.some((line) => line.endsWith('try 1 of 10: no answer in 30 seconds.')));
  });

  it('of one task do not hold up another', async () => {
    let release = () => {};
    setting.hcp.onCallback = (request, response) => {
      if (request.url?.includes('/slow/')) release = () => response.writeHead(200).end();
      else response.writeHead(200).end();
    };
    await setting.send(setting.hcp.payload('slow'));
    await setting.send(setting.hcp.payload('quick'));
    assert.equal((await setting.hcp.final('quick')).status, 'passed');
    assert.equal(
      setting.hcp.callbacks.some(({ task, status: state }) => task === 'slow' && state !== 'running'),
      false,
    );
    setting.hcp.onCallback = undefined;
    release();
    await setting.server.idle();
    assert.equal((await setting.hcp.final('slow')).status, 'passed');
  });

  for (const [name, answer] of [
    ['401', status(401)],
    ['500', status(500)],
    ['no connection', noConnection],
  ] as const) {
    it(`an update that is not taken (${name}) does not matter`, async () => {
      setting.hcp.onCallback = (request, response) => {
        if (setting.hcp.callbacks.at(-1)?.status === 'running') answer(request, response);
        else response.writeHead(200).end();
      };
      assert.equal(await taskDone(), 'p: passed, told to HCP Terraform.');
      assert.deepEqual(setting.clock.waits, []);
    });
  }

  it('an update that hangs is left after a while, and the final result comes after it', async () => {
    setting.hcp.onCallback = (_request, response) => {
      if (setting.hcp.callbacks.at(-1)?.status === 'running') setting.clock.expire(MAX_UPDATE_MS);
      else response.writeHead(200).end();
    };
    assert.equal(await taskDone(), 'p: passed, told to HCP Terraform.');
  });
});

describe('updates of a task on its way', () => {
  let setting: Setting;
  afterEach(async () => {
    await setting.close();
  });

  it('come every four minutes while it waits and while it is checked', async () => {
    const ends: (() => void)[] = [];
    setting = await start({
      checksAtOnce: 1,
      check: async () => {
        await new Promise<void>((resolve) => ends.push(resolve));
        return { status: 'passed', message: 'well', outcomes: [] };
      },
    });
    const { hcp, clock } = setting;
    /** The updates of a task, when there are as many. */
    const updates = async (task: string, count: number) => {
      const found = () => hcp.callbacks.filter((one) => one.task === task && one.status === 'running');
      while (found().length < count) await new Promise((resolve) => setImmediate(resolve));
      return found().map(({ message }) => message);
    };
    await setting.send(hcp.payload('first'));
    await updates('first', 1);
    await setting.send(hcp.payload('second'));
    clock.expire(UPDATE_EVERY_MS);
    assert.deepEqual(await updates('first', 2), ['The plan is being checked.', 'The plan is being checked.']);
    assert.deepEqual(await updates('second', 1), ['The plan waits for its check, as number 1.']);
    clock.expire(UPDATE_EVERY_MS);
    assert.equal((await updates('second', 2)).length, 2);
    ends.shift()?.();
    await hcp.final('first');
    assert.equal((await updates('second', 3)).at(-1), 'The plan is being checked.');
    ends.shift()?.();
    await hcp.final('second');
    assert.equal(clock.running(UPDATE_EVERY_MS), 0);
  });
});
