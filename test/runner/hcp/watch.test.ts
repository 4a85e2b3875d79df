import assert from 'node:assert/strict';
import type { Snapshot, WorkspaceSummary } from '../../../core/hcp/snapshot';
import { Watch } from '../../../runner/hcp/watch';
import { TestClock } from './test-clock';

type State = WorkspaceSummary['state'];

function snapshotOf(state: State): Snapshot {
  return { status: 'read', host: 'h', workspaces: [{ account: 'key', name: 'c', url: 'u', state }] };
}

const QUIET = snapshotOf({ status: 'read', run: undefined });
const FAILED = snapshotOf({ status: 'failed', reason: 'the answer 500' });
const SIGNED_OUT: Snapshot = { status: 'signed-out', host: 'h' };

describe('looking at HCP Terraform again and again', () => {
  let clock: TestClock;
  let looks: number;
  let answer: Snapshot;
  let seen: Snapshot[];
  let watch: Watch;

  beforeEach(() => {
    clock = new TestClock();
    looks = 0;
    answer = QUIET;
    seen = [];
    watch = new Watch({
      clock,
      random: () => 0,
      read: () => {
        looks++;
        return Promise.resolve(answer);
      },
      onSnapshot: (snapshot) => seen.push(snapshot),
    });
  });

  /** Lets what has been answered be taken. */
  const settle = () => new Promise((done) => setImmediate(done));

  it('begins when it comes into sight, and goes on while it is there', async () => {
    clock.pass(600_000);
    assert.equal(looks, 0);
    watch.show(true);
    await settle();
    assert.deepEqual([looks, clock.waits], [1, [60_000]]);
    clock.pass(60_000);
    await settle();
    assert.deepEqual([looks, seen], [2, [QUIET, QUIET]]);
  });

  it('rests when it is out of sight', async () => {
    watch.show(true);
    await settle();
    watch.show(false);
    assert.deepEqual(clock.waits, []);
    watch.show(true);
    await settle();
    assert.equal(looks, 2);
  });

  it('looks when it is told to, in sight or not, and does not go on where nobody sees it', async () => {
    assert.deepEqual(await watch.look(), QUIET);
    assert.deepEqual([looks, clock.waits], [1, []]);
  });

  it('waits longer after each failure, and as usual after a success', async () => {
    answer = FAILED;
    watch.show(true);
    const waits: number[] = [];
    for (let times = 0; times < 6; times++) {
      await settle();
      const [wait = 0] = clock.waits;
      waits.push(wait);
      clock.pass(wait);
    }
    assert.deepEqual(waits, [60_000, 120_000, 240_000, 480_000, 900_000, 900_000]);
    answer = QUIET;
    await settle();
    clock.pass(900_000);
    await settle();
    assert.deepEqual(clock.waits, [60_000]);
  });

  it('does not ask again before somebody signs in', async () => {
    answer = SIGNED_OUT;
    watch.show(true);
    await settle();
    assert.deepEqual([seen, clock.waits], [[SIGNED_OUT], []]);
  });

  it('ends what is on its way when it leaves sight, and shows nothing of it', async () => {
    let ended = false;
    const endless = new Watch({
      clock,
      random: () => 0,
      read: (_before, signal) =>
        new Promise((done) => {
          signal.addEventListener('abort', () => {
            ended = true;
            done(undefined);
          });
        }),
      onSnapshot: (snapshot) => seen.push(snapshot),
    });
    endless.show(true);
    await settle();
    assert.equal(ended, false);
    endless.show(false);
    await settle();
    assert.deepEqual([ended, seen, clock.waits], [true, [], []]);
  });

  it('answers with what the newest look saw', async () => {
    const waiting: ((snapshot: Snapshot) => void)[] = [];
    const slow = new Watch({
      clock,
      random: () => 0,
      read: () => new Promise((done) => waiting.push(done)),
      onSnapshot: (snapshot) => seen.push(snapshot),
    });
    const first = slow.look();
    const second = slow.look();
    waiting[0]?.(SIGNED_OUT);
    await settle();
    waiting[1]?.(QUIET);
    assert.deepEqual(await Promise.all([first, second]), [QUIET, QUIET]);
    assert.deepEqual(seen, [QUIET]);
  });

  it('looks no more when it is disposed', async () => {
    watch.show(true);
    await settle();
    watch.dispose();
    assert.deepEqual(clock.waits, []);
    await watch.look();
    assert.equal(looks, 1);
  });
});
