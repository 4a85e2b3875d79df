import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyJourney } from '../../../core/journey/journey';
import { recordStack } from '../../../core/journey/record';
import { changeJourneyFile, readJourneyFile } from '../../../runner/journey/journey-file';
import { takeLock } from '../../../runner/journey/lock-file';
import { temporaryFolder } from '../../support/temporary-folder';

const DESTROYED = { status: 'destroyed', at: '2026-11-25T10:00:00.000Z' } as const;

describe('the journey file', function () {
  this.timeout(60_000);
  let folder: string;
  const path = (name: string) => join(folder, '.fsx-lustre-kms', name);
  const names = () => readdirSync(path('')).sort();
  const change = (limitMs?: number) =>
    changeJourneyFile(folder, (journey) => recordStack(journey, 'aws', 'key', DESTROYED), limitMs);
  beforeEach(() => {
    folder = temporaryFolder();
  });

  it('that is not there is an empty journey, and reading makes none', async () => {
    assert.deepEqual(await readJourneyFile(folder), {
      journey: emptyJourney(),
      status: 'good',
      problems: [],
    });
    assert.deepEqual(readdirSync(folder), []);
  });

  it('is written with its folder, which Git leaves out', async () => {
    const written = await change();
    assert.equal(written.status, 'written');
    assert.deepEqual((await readJourneyFile(folder)).journey, written.journey);
    assert.deepEqual(names(), ['.gitignore', 'journey.json']);
    assert.equal(readFileSync(path('.gitignore'), 'utf8'), '*\n');
  });

  it('leaves the folder of others as it is', async () => {
    mkdirSync(path(''));
    await change();
    assert.deepEqual(names(), ['journey.json']);
  });

  it('that is broken is kept beside, under the next number', async () => {
    mkdirSync(path(''));
    for (const [number, broken] of ['{', 'null', '{"ways":7}'].entries()) {
      writeFileSync(path('journey.json'), broken);
      const written = await change();
      assert.equal(written.status, 'written');
      assert.equal(written.movedAside, path(`journey.json.broken-${number + 1}`));
      assert.equal(readFileSync(path(`journey.json.broken-${number + 1}`), 'utf8'), broken);
      assert.equal((await readJourneyFile(folder)).status, 'good');
    }
  });

  it('of a newer version is not written', async () => {
    mkdirSync(path(''));
    writeFileSync(path('journey.json'), '{"version":9}');
    const refused = await change();
    assert.equal(refused.status, 'refused');
    assert.equal(refused.nextAction, 'Update fsx-lustre-kms.');
    assert.equal(readFileSync(path('journey.json'), 'utf8'), '{"version":9}');
    assert.deepEqual(names(), ['journey.json']);
  });

  it('that another process writes for too long is not written', async () => {
    await change();
    const before = readFileSync(path('journey.json'), 'utf8');
    assert.equal((await takeLock(path('journey.json.lock'), 'hangs')).status, 'taken');
    const refused = await change(0);
    assert.equal(refused.status, 'refused');
    assert.match(refused.message, new RegExp(`is being written by process ${process.pid} on `));
    assert.equal(readFileSync(path('journey.json'), 'utf8'), before);
  });

  it('gives its lock back when a change throws', async () => {
    await assert.rejects(
      changeJourneyFile(folder, () => {
        throw new Error('no');
      }),
    );
    assert.equal((await change(0)).status, 'written');
  });

  it('loses nothing when three processes write at once, and is never half there', async () => {
    const count = 40;
    const children = ['key', 'bucket', 'fileSystem'].map((account) =>
      spawn(
        process.execPath,
        ['--import', 'tsx', 'test/runner/journey/journey-writer.ts', folder, account, String(count)],
        { stdio: 'inherit' },
      ),
    );
    const ends = Promise.all(children.map((child) => once(child, 'close') as Promise<[number]>));
    const running = new Set(children);
    for (const child of children) child.once('close', () => running.delete(child));
    while (running.size > 0) {
      assert.deepEqual((await readJourneyFile(folder)).problems, []);
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.deepEqual(await ends, [
      [0, null],
      [0, null],
      [0, null],
    ]);
    const { journey } = await readJourneyFile(folder);
    const { key, bucket, fileSystem } = journey.ways.aws?.stacks ?? {};
    assert.deepEqual(
      [key, bucket, fileSystem].map((record) => record?.resources),
      [count, count, count],
    );
    assert.deepEqual(names(), ['.gitignore', 'journey.json']);
  });
});
