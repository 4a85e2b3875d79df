import assert from 'node:assert/strict';
import { entryOf, findEntry, tokenRange } from '../../../core/syntax/inspect';
import { LineIndex } from '../../../core/syntax/position';
import { dig, marked, plain, read } from './support';

const STATEMENT = '"Statement": []';

describe('JSON', () => {
  describe('gives what can be known', () => {
    const cases: { it: string; text: string; root: unknown }[] = [
      {
        it: 'of a policy',
        text: `{${STATEMENT}, "a": [1, true, null]}`,
        root: { Statement: [], a: [1, true, null] },
      },
      {
        it: 'with comments and trailing commas',
        text: `{${STATEMENT}, // x\n "a": [1,], /* y */}`,
        root: { Statement: [], a: [1] },
      },
      {
        it: 'with a value missing',
        text: `{${STATEMENT}, "a": , "b": 1}`,
        root: { Statement: [], a: '?missing', b: 1 },
      },
      {
        it: 'with the end missing',
        text: `{${STATEMENT}, "a": {"b": ["c`,
        root: { Statement: [], a: { b: ['c'] } },
      },
      { it: 'with a comma missing', text: `{${STATEMENT} "a": 1}`, root: { Statement: [], a: 1 } },
      {
        it: 'with placeholders in strings',
        text: `{${STATEMENT}, "a": "x\${ACCOUNT_ID}:<org-id>{{ b }}"}`,
        root: { Statement: [], a: 'x{?placeholder}:{?placeholder}{?placeholder}' },
      },
      {
        it: 'with a placeholder for a value',
        text: `{${STATEMENT}, "a": \${actions}, "b": 1}`,
        root: { Statement: [], a: '?placeholder', b: 1 },
      },
      {
        it: 'with IAM variables, which are text',
        text: `{${STATEMENT}, "a": "\${aws:username}"}`,
        root: { Statement: [], a: '${aws:username}' },
      },
      {
        it: "with CloudFormation's functions",
        text: `{${STATEMENT}, "a": {"Fn::Sub": "x"}, "b": {"Ref": "y"}}`,
        root: { Statement: [], a: '?placeholder', b: '?placeholder' },
      },
      {
        it: 'with a policy in a string, as the AWS CLI prints it',
        text: '{"Policy": "{\\"Statement\\": [{\\"Sid\\": \\"a\\"}]}"}',
        root: { Policy: { json: { Statement: [{ Sid: 'a' }] } } },
      },
    ];
    for (const { it: name, text, root } of cases) {
      it(name, async () => {
        assert.deepEqual(plain((await read('p.json', text)).root), root);
      });
    }
  });

  describe('knows to the column where a string stands', () => {
    const cases: { it: string; source: string; text: string; line: number; column: number }[] = [
      { it: 'as it is', source: `{${STATEMENT}, "a": "«bad»"}`, text: 'bad', line: 1, column: 25 },
      {
        it: 'behind a byte order mark',
        source: `\uFEFF{${STATEMENT}, "a": "«bad»"}`,
        text: 'bad',
        line: 1,
        column: 25,
      },
      {
        it: 'behind CRLF and a tab',
        source: `{${STATEMENT},\r\n\t"a": "«bad»"}`,
        text: 'bad',
        line: 2,
        column: 8,
      },
      {
        it: 'behind non-ASCII text',
        source: `{${STATEMENT}, "é漢": 1, "a": "«bad»"}`,
        text: 'bad',
        line: 1,
        column: 34,
      },
      {
        it: 'behind an escaped quote',
        source: `{${STATEMENT}, "a": "\\"«bad»"}`,
        text: 'bad',
        line: 1,
        column: 27,
      },
      {
        it: 'behind a unicode escape',
        source: `{${STATEMENT}, "a": "\\u00e9«bad»x"}`,
        text: 'bad',
        line: 1,
        column: 31,
      },
      {
        it: 'an escape itself',
        source: `{${STATEMENT}, "a": "x«\\u00e9»y"}`,
        text: 'é',
        line: 1,
        column: 26,
      },
      {
        it: 'in JSON in a string',
        source: `{"Policy": "{\\"Statement\\": [], \\"a\\": \\"«bad»\\"}"}`,
        text: 'bad',
        line: 1,
        column: 42,
      },
      {
        it: 'behind an escape in JSON in a string',
        source: `{"Policy": "{\\"Statement\\": [], \\"a\\": \\"\\\\n«bad»\\"}"}`,
        text: 'bad',
        line: 1,
        column: 45,
      },
    ];
    for (const { it: name, source, text: token, line, column } of cases) {
      it(name, async () => {
        const { text, ranges } = marked(source);
        const root = (await read('p.json', text)).root;
        const value = dig(root, ...(entryOf(root, 'Policy') ? ['Policy', 'a'] : ['a']));
        assert(value.kind === 'string');
        const at = value.text.indexOf(token);
        const range = tokenRange(value, at, at + token.length);
        assert.deepEqual(range, ranges[0]);
        assert.deepEqual(new LineIndex(text).positionAt(range.start), { line, column });
      });
    }
  });

  it('keeps both of two entries with one key, and the last one counts', async () => {
    const { root } = await read('p.json', `{${STATEMENT}, "a": 1, "a": 2}`);
    assert(root?.kind === 'object');
    assert.deepEqual(
      root.entries.map((entry) => entry.key.text),
      ['Statement', 'a', 'a'],
    );
    assert.equal(plain(entryOf(root, 'a')), 2);
  });

  it('gives ranges with the quotes and brackets', async () => {
    const { text, ranges } = marked(`{${STATEMENT}, «"key"»: «{"b": «"c"»}»}`);
    const { root } = await read('p.json', text);
    assert.deepEqual(findEntry(root, 'key')?.key.range, ranges[0]);
    assert.deepEqual(dig(root, 'key', 'b').range, ranges[2]);
    assert.equal(text.slice(dig(root, 'key').range.start, dig(root, 'key').range.end), '{"b": "c"}');
  });

  it('lists comments with their marks, and no comment in a string', async () => {
    const { text, ranges } = marked(
      `{${STATEMENT}, «// one»\n "a": "http://x", «/* two */» "b": 1 } «// end»`,
    );
    const { comments } = await read('p.json', text);
    assert.deepEqual(
      comments.map((comment) => comment.range),
      ranges,
    );
    assert.deepEqual(
      comments.map((comment) => comment.text),
      ['// one', '/* two */', '// end'],
    );
  });

  it('finds the policies, outermost only', async () => {
    const policy = '{"Version": "2012-10-17", "Statement": [{"Statement": 1}]}';
    assert.equal((await read('p.json', policy)).documents.length, 1);
    assert.equal((await read('p.json', `[${policy}, {"x": ${policy}}]`)).documents.length, 2);
  });

  it('says whether the text is well formed', async () => {
    assert.equal((await read('p.json', `{${STATEMENT}}`)).wellFormed, true);
    assert.equal((await read('p.json', `{${STATEMENT}`)).wellFormed, false);
  });

  it('gives nothing of what is nested beyond reason', async () => {
    const { root } = await read('p.json', `{"Statement": ${'['.repeat(5000)}`);
    assert.equal(root, undefined);
  });
});
