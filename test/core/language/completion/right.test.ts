import assert from 'node:assert/strict';
import type { Completions } from '../../../../core/language/completion/completion';
import { lint } from '../../../../core/lint/lint';
import type { LintFinding } from '../../../../core/lint/result';
import type { Rule } from '../../../../core/rules/rule';
import type { Reader } from '../../../../core/syntax/reader';
import { everyRule } from '../../../support/every-rule';
import { sharedReader } from '../../../support/reader';
import { applied, complete, expanded, opened } from '../support';
import type { Base } from './bases/base';
import { BASES } from './bases/bases';

type Item = Completions['items'][number];

describe('what is offered', () => {
  let reader: Reader;
  let rules: Rule[];
  before(async () => {
    [reader, rules] = await Promise.all([sharedReader(), everyRule()]);
  });

  for (const base of BASES) {
    it(`can be put there without a mistake: ${base.name}`, () => {
      const completions = complete(reader, base.files);
      assert.ok(completions, 'something is offered');
      for (const item of completions.items) check(base, completions, item);
    });
  }

  it('is looked at: a host that no request has is found', () => {
    const base = BASES.find(({ name }) => name === 'ViaService, JSON');
    assert.ok(base);
    const { range } = complete(reader, base.files) ?? { range: { start: 0, end: 0 } };
    const item: Item = {
      label: 's3.amazonaws.com',
      kind: 'value',
      insertText: 's3.amazonaws.com',
      sortText: '',
    };
    assert.throws(() => {
      check(base, { range, items: [item] }, item);
    }, /kms-via-service/);
  });

  function check({ files, isIncomplete }: Base, completions: Completions, item: Item): void {
    const place = opened(reader, files);
    const text = applied(place, completions, item);
    const file = reader.read({ path: place.path, text });
    assert.ok(file?.wellFormed, `${item.label} leaves the file well-formed:\n${text}`);
    if (isIncomplete === true) return;
    const { findings, failures } = lint([file, ...place.others], { rules });
    assert.deepEqual(failures, []);
    const [start, end] = token(completions, item);
    const isThere = (finding: LintFinding) =>
      finding.path === place.path && finding.start < end && finding.end > start;
    assert.deepEqual(
      findings
        .filter((finding) => finding.severity === 'error' && isThere(finding))
        .map(({ rule, message }) => `${rule}: ${message}`),
      [],
      item.label,
    );
  }
});

/** Where the token is that was offered: of an entry its name, whose value is still to be given. */
function token({ range }: Completions, { insertText, isSnippet, label }: Item): [start: number, end: number] {
  const put = isSnippet === true ? expanded(insertText) : insertText;
  const at = put.indexOf(label);
  return at === -1
    ? [range.start, range.start + put.length]
    : [range.start + at, range.start + at + label.length];
}
