import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isWorthRetrying, retryAfterMs, waitMs } from '../../../core/run-task/retry';

const NOW = Date.UTC(2026, 10, 25, 12);

describe('another try', () => {
  it('is made after 429 and 5xx alone', () => {
    const codes = [200, 204, 301, 307, 400, 401, 404, 408, 409, 422, 429, 500, 502, 503, 504, 599];
    assert.deepEqual(codes.filter(isWorthRetrying), [429, 500, 502, 503, 504, 599]);
  });

  it('is made twice as late each time, up to a minute', () => {
    assert.deepEqual(
      [1, 2, 3, 4, 5, 6, 7, 8, 9].map((tries) => waitMs(tries, 1)),
      [1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000],
    );
    assert.equal(waitMs(1, 0), 500);
  });

  it('is never made before the time that was asked for, nor later than that needs', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(),
        (tries, random, asked) => {
          const ms = waitMs(tries, random, asked);
          assert.ok(ms >= Math.min(asked, 300_000) && ms <= 300_000);
        },
      ),
    );
  });

  const HEADERS: readonly (readonly [string | null, number | undefined])[] = [
    ['7', 7000],
    [' 0 ', 0],
    ['Wed, 25 Nov 2026 12:01:00 GMT', 60_000],
    ['Wed, 25 Nov 2026 11:00:00 GMT', 0],
    ['-1', undefined],
    ['1.5', undefined],
    ['soon', undefined],
    ['Sooner', undefined],
    ['', undefined],
    [null, undefined],
  ];
  for (const [header, ms] of HEADERS) {
    it(`Retry-After ${JSON.stringify(header)}: ${ms ?? 'nothing'}`, () => {
      assert.equal(retryAfterMs(header, NOW), ms);
    });
  }
});
