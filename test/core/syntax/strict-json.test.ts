import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseTree, type Node, type ParseError } from 'jsonc-parser';
import { strictJsonTree } from '../../../core/syntax/strict-json';

/** A node as data: its parent and the place of a colon are not read. */
function data(node: Node | undefined): unknown {
  if (!node) return undefined;
  const { type, offset, length, children } = node;
  const value: unknown = node.value;
  return { type, offset, length, value, children: children?.map(data) };
}

/** What `jsonc-parser` makes of a text, where it finds nothing wrong. */
function slowly(text: string): unknown {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: false, disallowComments: true });
  return errors.length === 0 ? withoutValues(data(tree)) : 'errors';
}

/** Texts are decoded from the source, so that their nodes need no value. */
function withoutValues(tree: unknown): unknown {
  return JSON.parse(
    JSON.stringify(tree, (_, node: { type?: string; value?: unknown } | undefined) =>
      node?.type === 'string' ? { ...node, value: undefined } : node,
    ),
  );
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('JSON to the letter', () => {
  for (const text of [
    '',
    ' ',
    '{',
    '{"a" 1}',
    '{"a": 1,}',
    '[1,]',
    '[1 2]',
    '{a: 1}',
    "{'a': 1}",
    '"a\nb"',
    '"\\x"',
    '"\\u12g4"',
    '"a',
    '01',
    '1.',
    '.5',
    '+1',
    '-',
    'NaN',
    'truely',
    '{} {}',
    '{} // end',
    '/* head */ {}',
    '\uFEFF{}',
    '\u00A0{}',
  ]) {
    it(`leaves ${JSON.stringify(text)} to the other parser`, () => {
      assert.equal(strictJsonTree(text), undefined);
    });
  }

  it('gives the nodes where they stand', () => {
    assert.deepEqual(data(strictJsonTree(' {"a":\t[1e2, "\\"\\u00e9"]}\r\n')), {
      type: 'object',
      offset: 1,
      length: 24,
      value: undefined,
      children: [
        {
          type: 'property',
          offset: 2,
          length: 22,
          value: undefined,
          children: [
            { type: 'string', offset: 2, length: 3, value: undefined, children: undefined },
            {
              type: 'array',
              offset: 7,
              length: 17,
              value: undefined,
              children: [
                { type: 'number', offset: 8, length: 3, value: 100, children: undefined },
                { type: 'string', offset: 13, length: 10, value: undefined, children: undefined },
              ],
            },
          ],
        },
      ],
    });
  });

  it('takes what JSON.parse takes, and finds in it what jsonc-parser finds', () => {
    const valid = fc
      .tuple(fc.jsonValue({ noUnicodeString: false }), fc.constantFrom(undefined, 1, '\t', '\r\n'))
      .map(([value, space]) => JSON.stringify(value, null, space));
    const changed = fc
      .tuple(valid, fc.nat(), fc.nat({ max: 2 }), fc.constantFrom('', ',', '"', '\\', '}', '0', '/**/', '\n'))
      .map(([text, at, length, put]) => {
        const start = at % (text.length + 1);
        return text.slice(0, start) + put + text.slice(start + length);
      });
    fc.assert(
      fc.property(fc.oneof(valid, changed), (text) => {
        const tree = strictJsonTree(text);
        assert.equal(tree !== undefined, isJson(text));
        if (tree) assert.deepEqual(withoutValues(data(tree)), slowly(text));
      }),
      { numRuns: 1000 },
    );
  });
});
