import assert from 'node:assert/strict';
import { applyFixes } from '../../../core/lint/fixes';
import type { LintEdit, LintFinding } from '../../../core/lint/result';

const edit = (start: number, end: number, text: string, path = 'a'): LintEdit => ({ path, start, end, text });

function finding(edits: LintEdit[], { safe = true }: { safe?: boolean } = {}): LintFinding {
  const fixes = [{ title: 'Fix', safe, edits }];
  return {
    path: 'a',
    start: 0,
    end: 0,
    rule: 'kms-x',
    severity: 'error',
    message: 'm',
    related: [],
    fixes,
  };
}

function fix(text: string, ...findings: LintFinding[]) {
  const { changed, fixed } = applyFixes(new Map([['a', text]]), findings);
  return { text: changed.get('a') ?? text, fixed: fixed.map((one) => findings.indexOf(one)) };
}

describe('applyFixes', () => {
  it('applies fixes of several findings, in whatever order they come', () => {
    const result = fix('one two three', finding([edit(8, 13, '3')]), finding([edit(0, 3, '1')]));
    assert.deepEqual(result, { text: '1 two 3', fixed: [0, 1] });
  });

  it('leaves unsafe fixes to people', () => {
    assert.deepEqual(fix('one', finding([edit(0, 3, '1')], { safe: false })), { text: 'one', fixed: [] });
  });

  it('takes the first safe one of several fixes', () => {
    const both = finding([edit(0, 3, 'unsafe')], { safe: false });
    const fixes = [
      ...both.fixes,
      ...finding([edit(0, 3, 'first')]).fixes,
      ...finding([edit(0, 3, 'second')]).fixes,
    ];
    assert.equal(fix('one', { ...both, fixes }).text, 'first');
  });

  const CONFLICTS: [name: string, first: LintEdit, second: LintEdit][] = [
    ['overlap', edit(0, 5, 'x'), edit(4, 7, 'y')],
    ['lie in each other', edit(0, 7, 'x'), edit(2, 3, 'y')],
    ['touch', edit(0, 3, 'x'), edit(3, 7, 'y')],
    ['insert at one place', edit(3, 3, 'x'), edit(3, 3, 'y')],
    ['replace the same by something else', edit(0, 3, 'x'), edit(0, 3, 'y')],
  ];
  for (const [name, first, second] of CONFLICTS) {
    it(`applies the first of two that ${name}`, () => {
      assert.deepEqual(fix('one two', finding([first]), finding([second])).fixed, [0]);
    });
  }

  it('applies an edit that two fixes share once', () => {
    const result = fix('ab', finding([edit(1, 1, '-')]), finding([edit(1, 1, '-')]));
    assert.deepEqual(result, { text: 'a-b', fixed: [0, 1] });
  });

  it('applies a fix as a whole or not at all', () => {
    const result = fix(
      'one two three',
      finding([edit(4, 7, '2')]),
      finding([edit(0, 3, '1'), edit(4, 7, 'zwei')]),
      finding([edit(8, 13, '3')]),
    );
    assert.deepEqual(result, { text: 'one 2 3', fixed: [0, 2] });
  });

  it('applies a fix in all of its files or in none', () => {
    const texts = new Map([
      ['a', 'one'],
      ['b', 'two'],
    ]);
    const inBoth = applyFixes(texts, [finding([edit(0, 3, '1'), edit(0, 3, '2', 'b')])]);
    assert.deepEqual(
      [...inBoth.changed],
      [
        ['a', '1'],
        ['b', '2'],
      ],
    );
    const beyond = applyFixes(texts, [finding([edit(0, 3, '1'), edit(0, 3, '2', 'c')])]);
    assert.deepEqual([...beyond.changed], []);
  });

  it('leaves a fix alone that goes beyond the text, or into itself', () => {
    assert.deepEqual(fix('one', finding([edit(2, 4, 'x')])).fixed, []);
    assert.deepEqual(fix('one', finding([edit(0, 2, 'x'), edit(1, 3, 'y')])).fixed, []);
    assert.deepEqual(fix('one', finding([])).fixed, []);
  });
});
