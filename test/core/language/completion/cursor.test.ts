import assert from 'node:assert/strict';
import { cursorAt, type Cursor } from '../../../../core/language/completion/cursor';
import type { Language } from '../../../../core/syntax/source-file';

/** What is open, what is replaced, and what is written there. */
function words(text: string, cursor: Cursor | undefined): string {
  if (!cursor) return 'nothing';
  const open = cursor.open.map((frame) => {
    switch (frame.kind) {
      case 'bracket':
        return frame.open;
      case 'string':
        return frame.quote;
      case 'heredoc':
        return `<<${frame.tag}`;
    }
  });
  const { string } = cursor;
  const quoted = string ? `${string.isClosed ? '' : 'open '}${string.quote}` : `bare, ${cursor.quote}`;
  return `${open.join('')} ${cursor.role} [${text.slice(cursor.start, cursor.end)}] ${quoted}`;
}

describe('cursor', () => {
  const cases: readonly (readonly [language: Language, marked: string, expected: string])[] = [
    ['json', '{ "a": "b|c" }', '{ value [bc] "'],
    ['json', '{ "a|', '{ name [a] open "'],
    ['json', '{ "a| }', '{ name [a] open "'],
    ['json', '{ "a|\n"b": 1 }', '{ name [a] open "'],
    ['json', '{ "a": | }', '{ value [] bare, "'],
    ['json', '{ "a": [kms:De|] }', '{[ value [kms:De] bare, "'],
    ['json', '{ "a": 1, | }', '{ name [] bare, "'],
    ['json', '{ // "not\n "|" }', '{ name [] "'],
    ['json', '{ /* { [ " */ "|" }', '{ name [] "'],
    ['json', '{ "a": "b" // |', 'nothing'],
    ['json', '{ "a": "\\"b|" }', '{ value [\\"b] "'],
    ['json', '{ "é😀": "|" }', '{ value [] "'],
    ['json', '{\r\n "a": "|"\r\n}', '{ value [] "'],
    ['json', '} ] { "|" }', '{ name [] "'],
    ['terraform-json', '{ "policy": "{\\"a\\": \\"b|\\"}" }', '{"{ value [b] \\"'],
    ['terraform-json', '{ "policy": "{\\"a\\": |}" }', '{"{ value [] bare, \\"'],
    ['terraform-json', '{ "policy": "{\\n  \\"a\\": [\\n  |]}" }', '{"{[ value [] bare, \\"'],
    ['terraform-json', '{ "policy": "{\\"a\\\\\\"b\\": \\"|\\"}" }', '{"{ value [] \\"'],
    ['terraform-json', '{ "a": "${x|}" }', 'nothing'],
    ['hcl', 'a {\n  b = "|"\n}', '{ value [] "'],
    ['hcl', 'a {\n  b = ["x", |]\n}', '{[ value [] bare, "'],
    ['hcl', 'a {\n  # it\'s "\n  b|\n}', '{ name [b] bare, "'],
    ['hcl', 'a {\n  b = "${c["d"]}" \n  e = "|"\n}', '{ value [] "'],
    ['hcl', 'a {\n  b = <<-EOT\n    { "c": "|" }\n  EOT\n}', '{<<EOT{ value [] "'],
    ['hcl', 'a {\n  b = <<EOT\n{ "c": [\nEOT\n  d = "|"\n}', '{ value [] "'],
    ['hcl', 'a {\n  b = c.|\n}', 'nothing'],
    ['typescript', "f({ a: ['|'] })", "({[ value [] '"],
    ['typescript', 'f({ a: ["|"] })', '({[ value [] "'],
    ['typescript', "const r = /['\"{]/; f({ a: '|' })", "({ value [] '"],
    ['typescript', "const n = a / b; f({ a: '|' }) / 2", "({ value [] '"],
    ['typescript', "const t = `it's ${x} {`; f({ a| })", "({ name [a] bare, '"],
    ['typescript', 'f(`{ "a": "|" }`)', '(`{ value [] "'],
    ['typescript', 'f(`{\n "a": |\n}`)', '(`{ value [] bare, "'],
    ['typescript', 'f(\'{ "a": ["|"] }\')', '(\'{[ value [] "'],
    ['typescript', "// it's\nf('|", "( value [] open '"],
    ['typescript', 'a.|', 'nothing'],
  ];
  for (const [language, marked, expected] of cases) {
    it(`in ${JSON.stringify(marked)}`, () => {
      const text = marked.replace('|', '');
      assert.equal(words(text, cursorAt(text, language, marked.indexOf('|'))), expected);
    });
  }

  it('is none in a plan, and none outside of the text', () => {
    assert.equal(cursorAt('{ "a": 1 }', 'plan', 2), undefined);
    assert.equal(cursorAt('{ }', 'json', 4), undefined);
    assert.equal(cursorAt('{ }', 'json', -1), undefined);
  });
});
