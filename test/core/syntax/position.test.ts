import assert from 'node:assert/strict';
import { LineIndex } from '../../../core/syntax/position';

describe('positions', () => {
  const cases: { it: string; text: string; at: string; line: number; column: number }[] = [
    { it: 'the first character', text: 'x', at: 'x', line: 1, column: 1 },
    { it: 'behind LF', text: 'a\n bx', at: 'x', line: 2, column: 3 },
    { it: 'behind CRLF', text: 'a\r\n bx', at: 'x', line: 2, column: 3 },
    { it: 'behind CR', text: 'a\r bx', at: 'x', line: 2, column: 3 },
    { it: 'behind all three', text: 'a\rb\r\nc\nx', at: 'x', line: 4, column: 1 },
    { it: 'behind an empty line', text: '\r\n\r\nx', at: 'x', line: 3, column: 1 },
    { it: 'behind a byte order mark', text: '\uFEFF ax', at: 'x', line: 1, column: 3 },
    { it: 'on the line after a byte order mark', text: '\uFEFF\nax', at: 'x', line: 2, column: 2 },
    { it: 'behind tabs, each one column', text: '\t\tx', at: 'x', line: 1, column: 3 },
    { it: 'behind non-ASCII letters', text: 'é漢x', at: 'x', line: 1, column: 3 },
    { it: 'behind a surrogate pair, two columns', text: '😀x', at: 'x', line: 1, column: 3 },
  ];
  for (const { it: name, text, at, line, column } of cases) {
    it(name, () => {
      const lines = new LineIndex(text);
      const offset = text.indexOf(at);
      assert.deepEqual(lines.positionAt(offset), { line, column });
      assert.equal(lines.offsetAt({ line, column }), offset);
    });
  }

  it('the end of the text is a position too', () => {
    assert.deepEqual(new LineIndex('a\n').positionAt(2), { line: 2, column: 1 });
  });
  it('an offset outside the text is moved to its end', () => {
    assert.deepEqual(new LineIndex('ab').positionAt(99), { line: 1, column: 3 });
    assert.deepEqual(new LineIndex('ab').positionAt(-1), { line: 1, column: 1 });
  });
  it('a column behind the line is its end, before the line break', () => {
    const lines = new LineIndex('ab\r\ncd\ref\n');
    assert.equal(lines.offsetAt({ line: 1, column: 99 }), 2);
    assert.equal(lines.offsetAt({ line: 2, column: 99 }), 6);
    assert.equal(lines.offsetAt({ line: 3, column: 99 }), 9);
    assert.equal(lines.offsetAt({ line: 9, column: 1 }), 10);
  });
  it('gives the text of a line without its break', () => {
    const lines = new LineIndex('\uFEFFab\r\ncd');
    assert.deepEqual(
      [1, 2, 3].map((line) => lines.lineText(line)),
      ['ab', 'cd', ''],
    );
    assert.equal(lines.lineCount, 2);
  });
});
