import assert from 'node:assert/strict';
import fc from 'fast-check';
import web from '../vscode/host/web-assert';

class Point {
  constructor(
    readonly line: number,
    readonly character: number,
  ) {}
}

/** Whether an assertion holds. */
function holds(assertion: () => void): boolean {
  try {
    assertion();
    return true;
  } catch {
    return false;
  }
}

/** Values that only a careful comparison tells apart. */
const PAIRS: readonly (readonly [actual: unknown, expected: unknown])[] = [
  [0, -0],
  [NaN, NaN],
  [1, '1'],
  [null, undefined],
  [null, {}],
  [[], {}],
  [[1, 2], [1]],
  [[1], [1]],
  [{ a: undefined }, {}],
  [{}, { a: undefined }],
  [{ a: undefined }, { b: undefined }],
  [{ a: [{ b: 1 }] }, { a: [{ b: 1 }] }],
  [{ a: [{ b: 1 }] }, { a: [{ b: 2 }] }],
  [new Point(1, 2), new Point(1, 2)],
  [new Point(1, 2), new Point(1, 3)],
  [new Point(1, 2), { line: 1, character: 2 }],
];

describe('assertions of the suites in a browser', () => {
  for (const [actual, expected] of PAIRS) {
    it(`compare ${JSON.stringify(actual)} to ${JSON.stringify(expected)} as Node.js does`, () => {
      for (const name of ['equal', 'notEqual', 'deepEqual'] as const) {
        const [ours, theirs] = [web, assert].map((module) =>
          holds(() => {
            module[name](actual, expected);
          }),
        );
        assert.equal(ours, theirs, name);
      }
    });
  }

  it('compare any two JSON values as Node.js does', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        for (const pair of [
          [one, other],
          [one, structuredClone(one)],
        ]) {
          const [ours, theirs] = [web, assert].map((module) =>
            holds(() => {
              module.deepEqual(pair[0], pair[1]);
            }),
          );
          assert.equal(ours, theirs);
        }
      }),
    );
  });

  it('do not compare what holds its content elsewhere', () => {
    assert.throws(() => {
      web.deepEqual(new Map(), new Map());
    }, /Map cannot be compared here/);
  });

  it('match texts, and refuse what is rejected otherwise or not at all', async () => {
    assert.ok(
      holds(() => {
        web.match('ab', /b/);
      }),
    );
    assert.ok(
      !holds(() => {
        web.match('a', /b/);
      }),
    );
    assert.ok(
      !holds(() => {
        web.doesNotMatch('ab', /b/);
      }),
    );
    assert.ok(
      !holds(() => {
        web.ok('');
      }),
    );
    await web.rejects(() => Promise.reject(new Error('it is not found')), /not found/);
    for (const run of [() => Promise.resolve(), () => Promise.reject(new Error('other'))])
      await assert.rejects(web.rejects(run, /not found/));
  });
});
