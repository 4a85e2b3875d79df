import assert from 'node:assert/strict';
import { timeIn, withoutTimes } from '../../../core/evidence/line-time';

describe('the time in front of a line', () => {
  const TIMES: [front: string, kind: string, ms: number][] = [
    ['2026-11-26T10:00:01.5Z ', 'zone', Date.UTC(2026, 10, 26, 10, 0, 1, 500)],
    ['2026-11-26 10:00:01,250 +0100', 'zone', Date.UTC(2026, 10, 26, 9, 0, 1, 250)],
    ['26/Nov/2026:10:00:00 -0530 ', 'zone', Date.UTC(2026, 10, 26, 15, 30)],
    ['1764150000003 ', 'zone', 1_764_150_000_003],
    ['1764150000.25 ', 'zone', 1_764_150_000_250],
    ['1764150000 ', 'zone', 1_764_150_000_000],
    ['2026/11/26 10:00 ', 'no zone', Date.UTC(2026, 10, 26, 10)],
    ['Nov  6 10:00:01 host kernel: ', 'year', Date.UTC(2000, 10, 6, 10, 0, 1)],
    ['11/12/2026 10:00:00 PM ', '11/12/2026', 22 * 3_600_000],
    ['[12:02 AM] ', 'half day', 120_000],
    ['10:02 ', 'day', 36_120_000],
  ];
  for (const [front, kind, ms] of TIMES) {
    it(front, () => {
      const time = timeIn(front);
      assert.deepEqual([time?.kind, time?.ms], [kind, ms]);
    });
  }

  it('none', () => {
    assert.equal(timeIn('job-1 | '), undefined);
  });
});

describe('a text without the times in front of its lines', () => {
  const TEXTS: [name: string, text: string, rest: string][] = [
    [
      'of the same minute',
      '2026-11-26T10:00:59Z is not\n2026-11-26T10:01:02Z authorized\n12:ab',
      'is not\nauthorized\n12:ab',
    ],
    ['of a process', 'Nov 26 10:00:02 host app[1]: is not', 'is not'],
    ['of days', '2026-11-20T10:00:00Z is not\n2026-11-26T10:00:00Z authorized', "is not\n\n'\nauthorized"],
    [
      'of two forms',
      '2026-11-26T10:00:00Z is not\n2026-11-26 10:00:00 authorized',
      "is not\n\n'\nauthorized",
    ],
    [
      'in JSON, which are left',
      '{"eventTime":\n"2026-11-26T10:00:01Z"}',
      '{"eventTime":\n"2026-11-26T10:00:01Z"}',
    ],
  ];
  for (const [name, text, rest] of TEXTS) {
    it(name, () => {
      assert.equal(withoutTimes(text), rest);
    });
  }
});
