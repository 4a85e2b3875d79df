import assert from 'node:assert/strict';
import { expandSnippet, parseSnippet, tabStopsIn, variablesIn } from './expand';

describe('expandSnippet', () => {
  const mistakes: { it: string; body: string; message: RegExp }[] = [
    { it: 'a placeholder without an end', body: 'a ${1:b', message: /expected "}"/ },
    { it: 'a choice without an end', body: '${1|a,b}', message: /expected "\|}"/ },
    { it: 'a transform', body: '${1/a/b/}', message: /expected "}", ":" or a choice/ },
    { it: 'a dollar of the text that is not escaped', body: 'echo ${-x}', message: /a number or a name/ },
  ];
  for (const { it: name, body, message } of mistakes) {
    it(`refuses ${name}`, () => {
      assert.throws(() => expandSnippet(body), message);
    });
  }

  const cases: { it: string; body: string; text: string }[] = [
    { it: 'plain text', body: 'a { b } | c', text: 'a { b } | c' },
    { it: 'tab stops', body: 'a$1b${2}c$0', text: 'abc' },
    { it: 'a default', body: '"${1:111111111111}"', text: '"111111111111"' },
    { it: 'an empty default', body: 's3://b/${1:}', text: 's3://b/' },
    { it: 'a default within a default', body: '${1:a-${2:b}-c}', text: 'a-b-c' },
    { it: 'a mirror before and behind', body: '$1 ${1:a} $1 ${1}', text: 'a a a a' },
    { it: 'the first default of two', body: '${1:a} ${1:b}', text: 'a a' },
    { it: 'a mirror before a digit', body: '${1:a}${1}2', text: 'aa2' },
    { it: 'a placeholder that holds itself', body: '${1:a$1}', text: 'a' },
    { it: 'the first choice', body: '${1|PERSISTENT_2,SCRATCH_2|} $1', text: 'PERSISTENT_2 PERSISTENT_2' },
    { it: 'a choice with commas and bars', body: '${1|a\\, b,c\\|d|}', text: 'a, b' },
    { it: 'an escaped dollar', body: '\\${var.a} \\$HOME', text: '${var.a} $HOME' },
    { it: 'a dollar before something else', body: '$(a) "$" 1$', text: '$(a) "$" 1$' },
    { it: 'an escaped brace within a default', body: '${1:{ a \\}}', text: '{ a }' },
    { it: 'backslashes', body: 'a \\\n b \\1 \\\\$1', text: 'a \\\n b \\1 \\' },
    { it: 'a variable with a default', body: '${TM_FILENAME:a}', text: 'a' },
    { it: 'a variable, by its name', body: '$HOME', text: 'HOME' },
  ];
  for (const { it: name, body, text } of cases) {
    it(`expands ${name}`, () => {
      assert.equal(expandSnippet(body), text);
    });
  }

  it('takes another choice, in mirrors too', () => {
    assert.equal(expandSnippet('${1|a,b|} $1 ${2|c,d|}', new Map([[1, 'b']])), 'b b c');
  });
});

describe('parseSnippet', () => {
  it('tells tab stops, options and variables, nested ones too', () => {
    const nodes = parseSnippet('${2:a ${1|b,c|}} $A ${0:$B}');
    assert.deepEqual(
      tabStopsIn(nodes).map(({ index, options }) => ({ index, options })),
      [
        { index: 2, options: undefined },
        { index: 1, options: ['b', 'c'] },
        { index: 0, options: undefined },
      ],
    );
    assert.deepEqual(variablesIn(nodes), ['A', 'B']);
  });
});
