import assert from 'node:assert/strict';
import fc from 'fast-check';
import { childAt, childrenOf, escapeXml, parseXml, textAt, toXml } from '../../../sandbox/gateway/xml';

describe('XML', () => {
  it('is read: elements, texts, entities, CDATA, name spaces, attributes left aside', () => {
    const root = parseXml(
      '<?xml version="1.0"?><!-- a < b -->\n<a:Root xmlns="x"><Item k=">">1 &lt;&#65;&#x42;&amp;</Item><Item/><Text><![CDATA[<raw>&]]></Text></a:Root>',
    );
    assert.equal(root?.name, 'Root');
    assert.deepEqual(
      childrenOf(root, 'Item').map(({ text }) => text),
      ['1 <AB&', ''],
    );
    assert.equal(textAt(root, 'Text'), '<raw>&');
    assert.equal(childAt(root, 'Text', 'Nothing'), undefined);
  });

  for (const text of [
    '',
    'text',
    '<a>',
    '<a></b>',
    '</a>',
    '<a><b></a></b>',
    '<a',
    '<a>1 < 2</a>',
    '<a/><',
  ]) {
    it(`is not: ${JSON.stringify(text)}`, () => {
      assert.equal(parseXml(text), undefined);
    });
  }

  it('is refused when it is nested without end', () => {
    assert.equal(parseXml(`${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`), undefined);
  });

  it('is written: lists as several elements, nothing for what is undefined', () => {
    assert.equal(
      toXml({ A: { B: ['x', 1], C: undefined, D: true }, E: '<&"\'>' }),
      '<A><B>x</B><B>1</B><D>true</D></A><E>&lt;&amp;&quot;&apos;&gt;</E>',
    );
    assert.equal(escapeXml('a\u0000\u001f\ud800b\t\u{1f600}'), 'ab\t\u{1f600}');
  });

  it('comes back as it was written, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const kept = Array.from(text)
          .filter((character) => escapeXml(character) !== '')
          .join('');
        assert.equal(textAt(parseXml(toXml({ Root: { Text: text } })), 'Text'), kept);
      }),
    );
  });

  it('never makes the parser throw or hang', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '/',
      'a',
      '"',
      "'",
      '=',
      '&',
      ';',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?',
      '?>',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        parseXml(pieces.join(''));
      }),
    );
  });
});
