import assert from 'node:assert/strict';
import { allowedCalls, allowedSince } from '../../../core/diagnose/refusals/allowed-calls';
import { diagnoseText } from '../../../core/diagnose/diagnose';
import { refusalsOf, type DenialSighting } from '../../../core/diagnose/refusals/refusal';
import { sceneOf } from '../../../core/diagnose/scene';
import { filesShown } from '../../../core/diagnose/symptoms/files-shown';
import { symptomOf } from '../../../core/diagnose/symptoms/symptoms';
import { trailEventsOf, type TrailEvent } from '../../../core/evidence/cloudtrail-event';
import { fileLinesIn } from '../../../core/evidence/file-lines';
import { event, KEY, noPolicy, refusal } from './texts';

const DENIED = refusal('kms:Decrypt', noPolicy('identity-based', 'kms:Decrypt'));

/** Events of CloudTrail that count how often they are looked at. */
function counted(count: number, changes: (index: number) => object, message?: string) {
  let reads = 0;
  const made = Array.from({ length: count }, (_, index) => event('Decrypt', message, changes(index)));
  const events = trailEventsOf(made).events.map(
    (one) =>
      new Proxy<TrailEvent>(one, {
        get: (target, name) => {
          reads += 1;
          return target[name as keyof TrailEvent];
        },
      }),
  );
  return { events, reads: () => reads };
}

/** What of one thing twice as many are: twice as much to do, and a little for what is done once. */
function assertLinear(work: (count: number) => number): void {
  const [once, twice] = [work(200), work(400)];
  assert.ok(once > 0);
  assert.ok(twice <= 2.05 * once, `${once} steps for 200, ${twice} for 400`);
}

const ofFile = (index: number, hour: number) => ({
  eventTime: `2026-11-24T${hour}:00:00Z`,
  eventID: `e-${hour}-${index}`,
  requestParameters: {
    keyId: KEY,
    encryptionContext: { 'aws:s3:arn': `arn:aws:s3:::linked-bucket/${index}` },
  },
});

describe('many of one thing', () => {
  for (const [name, file] of [
    ['of many files', (index: number) => index],
    ['of one file', () => 0],
  ] as const) {
    it(`refusals ${name} that are over: each event is looked at a few times, however many there are`, () => {
      assertLinear((count) => {
        const refused = counted(count, (index) => ofFile(file(index), 10), DENIED);
        const allowed = counted(count, (index) => ofFile(file(index), 11));
        const calls = allowedCalls(allowed.events);
        for (const one of refused.events) assert.equal(allowedSince(one, calls), '2026-11-24T11:00:00Z');
        return refused.reads() + allowed.reads();
      });
    });
  }

  it('the same refusal, in as many events', () => {
    assertLinear((count) => {
      const { events, reads } = counted(count, (index) => ofFile(index, 10), DENIED);
      const sightings = events.map((one): DenialSighting => {
        const { denial } = one;
        assert.ok(denial?.status === 'denied');
        return { kind: 'denial', denial, event: one };
      });
      const [group, ...others] = refusalsOf(sightings);
      assert.equal(group?.events.length, count);
      assert.deepEqual(others, []);
      return reads();
    });
  });

  it('an event that stands in the text twice is one, and those without an id are each their own', () => {
    const [one] = trailEventsOf(event('Decrypt', DENIED)).events;
    assert.ok(one?.denial?.status === 'denied');
    const { denial } = one;
    const of = (id: string): DenialSighting => ({ kind: 'denial', denial, event: { ...one, id } });
    assert.equal(refusalsOf([of('a'), of('a'), of('b')])[0]?.events.length, 2);
    assert.equal(refusalsOf([of(''), of('')])[0]?.events.length, 2);
  });

  it('files that could not be read, and keys that refuse: no refusal repeats them all', () => {
    const sentencesFor = (count: number): number => {
      const keys = Array.from({ length: count }, (_, index) =>
        refusal('kms:Decrypt', noPolicy('identity-based', 'kms:Decrypt'), {
          resource: KEY.replace('2a1bae3d', String(10_000_000 + index)),
        }),
      );
      const files = Array.from({ length: count }, (_, index) => `cat: /fsx/${index}: No data available`);
      const result = diagnoseText([...keys, ...files].join('\n\n'));
      assert.equal(result.status, 'broken');
      assert.equal(result.diagnoses.length, count);
      for (const { sure } of result.diagnoses)
        assert.equal(sure.filter((sentence) => sentence.includes('It fits this refusal.')).length, 100);
      assert.equal(result.diagnoses[0].sure.at(-1), `${count - 100} more like these fit it.`);
      return result.diagnoses.reduce((sum, { sure }) => sum + sure.length, 0);
    };
    assertLinear(sentencesFor);
  });

  it('files of one state are one diagnosis that names them all', () => {
    const states = Array.from({ length: 2000 }, (_, index) => `/fsx/${index}: (0x00000000)`);
    const result = diagnoseText(states.join('\n'));
    assert.equal(result.status, 'broken');
    assert.equal(result.diagnoses.length, 1);
    assert.equal(result.diagnoses[0].sure.length, 2001);
  });

  for (const [name, front] of [
    ['the newest first', (index: number) => new Date(Date.UTC(2026, 10, 26) - index * 60_000).toISOString()],
    ['of as many machines', (index: number) => `node${index}:`],
  ] as const) {
    it(`states of one file, ${name}: all of them are there, and each is looked at a few times`, () => {
      assertLinear((count) => {
        let reads = 0;
        const states = Array.from({ length: count }, (_, index) => `${front(index)} /fsx/a: (0x00000000)`);
        const lines = fileLinesIn(states.join('\n')).map(
          (one) =>
            new Proxy(one, {
              get: (target, key) => {
                reads += 1;
                return Reflect.get(target, key) as unknown;
              },
            }),
        );
        const [files, scene] = [filesShown(lines), sceneOf([], undefined)];
        assert.equal(lines.filter((one) => symptomOf(one, files, scene)).length, count);
        return reads;
      });
    });
  }
});
