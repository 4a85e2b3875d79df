import assert from 'node:assert/strict';
import { matchesWildcard } from '../../../core/facts/wildcards';

describe('matchesWildcard', () => {
  const cases: [pattern: string, text: string, matches: boolean][] = [
    ['', 'a', false],
    ['?', '', false],
    ['a?', 'a', false],
    ['*a', 'ab', false],
    ['a*b*c', 'abcb', false],
    ['A', 'a', false],
    ['a.c', 'abc', false],
    ['', '', true],
    ['*', '', true],
    ['**', 'abc', true],
    ['a*', 'a', true],
    ['a?c', 'abc', true],
    ['*b*', 'abc', true],
    ['a*b*c', 'abcbc', true],
    ['a*?', 'ab', true],
    ['*:FSx', 'AROAEXAMPLE:FSx', true],
  ];
  for (const [pattern, text, matches] of cases) {
    it(`'${pattern}' ${matches ? 'covers' : 'does not cover'} '${text}'`, () => {
      assert.equal(matchesWildcard(pattern, text), matches);
    });
  }
});
