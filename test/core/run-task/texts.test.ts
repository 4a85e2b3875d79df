import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cut, fitParagraphs } from '../../../core/run-task/texts';

describe('texts that have to fit', () => {
  it('are cut between characters', () => {
    assert.equal(cut('abc', 3), 'abc');
    assert.equal(cut('abcd', 3), 'ab…');
    assert.equal(cut('a😀bc', 3), 'a…');
  });

  it('say how many paragraphs are left out', () => {
    const long = 'x'.repeat(60);
    assert.equal(fitParagraphs([long, long, long], 200), [long, long, long].join('\n\n'));
    assert.equal(fitParagraphs([long, long, long], 150), `${long}\n\n${long}\n\n… and 1 more.`);
    assert.equal(fitParagraphs(['y'.repeat(300), long], 100), `${'y'.repeat(84)}…\n\n… and 1 more.`);
  });

  it('are never longer than the limit, and begin as they did', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme', maxLength: 300 })),
        fc.integer({ min: 100, max: 800 }),
        (paragraphs, max) => {
          const text = fitParagraphs(paragraphs, max);
          assert.ok(text.length <= max);
          assert.equal(/\p{Surrogate}/u.test(text), false);
          assert.ok(text.startsWith(cut(paragraphs[0] ?? '', 50).slice(0, -2)));
          if (paragraphs.join('\n\n').length <= max) assert.equal(text, paragraphs.join('\n\n'));
        },
      ),
    );
  });
});
