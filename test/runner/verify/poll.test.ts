import assert from 'node:assert/strict';
import { duration, pause, poll } from '../../../runner/verify/poll';
import type { Verification } from '../../../runner/verify/verification';

/** A clock that only sleeping moves, as far as polling looks at it. */
function clock(signal = new AbortController().signal): { on: Verification; slept: number[] } {
  let nowMs = 0;
  const slept: number[] = [];
  const sleep = (ms: number): Promise<void> => {
    nowMs += ms;
    slept.push(ms);
    return Promise.resolve();
  };
  return { on: { signal, sleep, now: () => new Date(nowMs) } as unknown as Verification, slept };
}

const waiting = () => Promise.resolve({ status: 'waiting', why: 'Not yet.' } as const);
const say = () => undefined;

describe('polling', () => {
  it('looks ever more seldom, the last time at the limit', async () => {
    const { on, slept } = clock();
    const said: string[] = [];
    const ended = await poll(on, { limitMs: 40_000, say: (message) => said.push(message) }, waiting);
    assert.deepEqual(ended, { status: 'timed-out', waitedMs: 40_000 });
    assert.deepEqual(slept, [2_000, 3_000, 4_500, 6_750, 10_125, 13_625]);
    assert.deepEqual(said.slice(0, 2), [
      'Not yet. Waited 0 s of at most 40 s.',
      'Not yet. Waited 2 s of at most 40 s.',
    ]);
  });

  it('looks once where the limit is nothing', async () => {
    const { on, slept } = clock();
    assert.deepEqual(await poll(on, { limitMs: 0, say }, waiting), { status: 'timed-out', waitedMs: 0 });
    assert.deepEqual(slept, []);
  });

  it('ends with what is found', async () => {
    const { on } = clock();
    let looks = 0;
    const look = () => (looks++ < 2 ? waiting() : Promise.resolve({ status: 'done', end: looks } as const));
    assert.deepEqual(await poll(on, { limitMs: 60_000, say }, look), { status: 'done', end: 3 });
  });

  it('does not look once it is interrupted', async () => {
    const { on } = clock(AbortSignal.abort());
    const look = () => Promise.reject(new Error('it looked'));
    assert.deepEqual(await poll(on, { limitMs: 60_000, say }, look), { status: 'cancelled' });
  });
});

describe('a pause', () => {
  it('ends when the signal is raised, also one that was raised before', async () => {
    const interrupt = new AbortController();
    const paused = pause(3_600_000, interrupt.signal);
    interrupt.abort();
    await paused;
    await pause(3_600_000, interrupt.signal);
  });

  it('ends by itself', () => pause(1, new AbortController().signal));
});

describe('a duration', () => {
  const TEXTS: [ms: number, text: string][] = [
    [0, '0 s'],
    [59_400, '59 s'],
    [60_000, '1 min'],
    [150_000, '2 min 30 s'],
    [900_000, '15 min'],
  ];
  for (const [ms, text] of TEXTS) {
    it(text, () => {
      assert.equal(duration(ms), text);
    });
  }
});
