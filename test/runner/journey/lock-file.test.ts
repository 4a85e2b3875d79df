import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { lockOwner, takeLock, waitForLock } from '../../../runner/journey/lock-file';
import { temporaryFolder } from '../../support/temporary-folder';

/** A process id that is nobody's. */
async function endedPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'close');
  return child.pid ?? NaN;
}

const text = (changes: Record<string, unknown>) =>
  JSON.stringify({
    ...{ id: 'before', pid: process.pid, host: hostname(), what: 'works', since: '2026-11-25T10:00:00.000Z' },
    ...changes,
  });

describe('a lock file', function () {
  this.timeout(30_000);
  let file: string;
  beforeEach(() => {
    file = join(temporaryFolder(), 'deploy.lock');
  });
  const left = () => readdirSync(join(file, '..'));

  it('has one owner at a time, also in one process', async () => {
    const first = await takeLock(file, 'first');
    assert.equal(first.status, 'taken');
    const second = await takeLock(file, 'second');
    assert.equal(second.status, 'held');
    assert.deepEqual([second.owner?.pid, second.owner?.what], [process.pid, 'first']);
    assert.equal((await lockOwner(file))?.what, 'first');
    await first.release();
    assert.deepEqual([await lockOwner(file), left()], [undefined, []]);
    assert.equal((await takeLock(file, 'second')).status, 'taken');
  });

  it('is given to one of many who ask at the same time', async () => {
    const all = await Promise.all(Array.from({ length: 50 }, (_, number) => takeLock(file, String(number))));
    assert.equal(all.filter(({ status }) => status === 'taken').length, 1);
    assert.deepEqual(left(), ['deploy.lock']);
  });

  it('of an owner that has ended goes to one of many who find it', async () => {
    const pid = await endedPid();
    for (let round = 0; round < 20; round += 1) {
      writeFileSync(file, text({ id: `ended ${round}`, pid }));
      assert.equal(await lockOwner(file), undefined);
      const all = await Promise.all(Array.from({ length: 20 }, () => takeLock(file, 'next')));
      const taken = all.filter((lock) => lock.status === 'taken');
      // Those who are slow may find it held by a quick one, and never take it away from that.
      assert.ok(taken.length <= 1, `${taken.length} have it`);
      const last = taken[0] ?? (await waitForLock(file, 'next', 5000));
      assert.equal(last.status, 'taken');
      await last.release();
      assert.deepEqual(left(), []);
    }
  });

  for (const [what, changes] of [
    ['a process that runs', { pid: process.ppid }],
    ['another machine, where nobody can look', { pid: 1, host: 'elsewhere' }],
  ] as const) {
    it(`stays with ${what}`, async () => {
      writeFileSync(file, text(changes));
      const lock = await takeLock(file, 'next');
      assert.equal(lock.status, 'held');
      assert.equal(lock.owner?.what, 'works');
      assert.equal(readFileSync(file, 'utf8'), text(changes));
    });
  }

  for (const broken of ['', 'x', '{}', '[]', text({ pid: -1 }), text({ pid: 'x' }), text({ id: '' })]) {
    it(`that is not understood (${broken.slice(0, 20)}) is somebody's until it is old`, async () => {
      writeFileSync(file, broken);
      assert.deepEqual(await takeLock(file, 'next'), { status: 'held', owner: undefined });
      utimesSync(file, 0, 0);
      assert.equal((await takeLock(file, 'next')).status, 'taken');
    });
  }

  it('with an id from elsewhere makes no path of it', async () => {
    writeFileSync(file, text({ id: '../../../escape', pid: await endedPid() }));
    assert.equal((await takeLock(file, 'next')).status, 'taken');
    assert.deepEqual(left(), ['deploy.lock']);
  });

  it('released late does not take away the lock of another', async () => {
    const first = await takeLock(file, 'first');
    assert.equal(first.status, 'taken');
    writeFileSync(file, text({ what: 'another' }));
    await first.release();
    assert.equal((await lockOwner(file))?.what, 'another');
  });

  it('of a process that is killed is free', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'test/runner/journey/lock-taker.ts', file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [said] = (await once(child.stdout, 'data')) as [Buffer];
    assert.equal(said.toString(), 'taken\n');
    const held = await takeLock(file, 'next');
    assert.deepEqual([held.status, held.status === 'held' && held.owner?.pid], ['held', child.pid]);
    child.kill('SIGKILL');
    await once(child, 'close');
    assert.equal((await takeLock(file, 'next')).status, 'taken');
  });

  it('is waited for', async () => {
    const first = await takeLock(file, 'first');
    assert.equal(first.status, 'taken');
    const waiting = waitForLock(file, 'second', 10_000);
    await first.release();
    assert.equal((await waiting).status, 'taken');
    assert.equal((await waitForLock(file, 'third', 0)).status, 'held');
  });
});
