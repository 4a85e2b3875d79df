import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { createModel } from '../../../core/model/model';
import type { BadCase, GoodCase } from '../../../core/rules/case';
import type { Finding, FixEdit } from '../../../core/rules/rule';
import { createProject } from '../../../core/syntax/project';
import type { Reader } from '../../../core/syntax/reader';
import { loadRule, ruleIds, type RuleFolder } from '../../../scripts/generate/rules';
import { sharedReader } from '../../support/reader';

/** A text without its marks, and the places between them. */
function unmark(marked: string): { text: string; ranges: { start: number; end: number }[] } {
  const ranges: { start: number; end: number }[] = [];
  let text = '';
  for (const piece of marked.split(/([«»])/)) {
    if (piece === '«') ranges.push({ start: text.length, end: -1 });
    else if (piece === '»') (ranges.at(-1) ?? { end: 0 }).end = text.length;
    else text += piece;
  }
  return { text, ranges };
}

function findingsOf(reader: Reader, { rule }: RuleFolder, { file, text, others }: GoodCase): Finding[] {
  const inputs = Object.entries({ [file]: text, ...others }).map(([path, content]) => ({
    path,
    text: unmark(content).text,
  }));
  const files = inputs.flatMap((input) => reader.read(input) ?? []);
  return [...rule.check(createModel(createProject(files)))].sort((a, b) => a.range.start - b.range.start);
}

const edited = (text: string, edits: readonly FixEdit[]): string =>
  [...edits]
    .sort((a, b) => b.range.start - a.range.start)
    .reduce(
      (before, { range, text: put }) => before.slice(0, range.start) + put + before.slice(range.end),
      text,
    );

describe('rules', () => {
  let reader: Reader;
  before(async () => {
    reader = await sharedReader();
  });

  for (const id of ruleIds()) {
    describe(id, () => {
      let folder: RuleFolder;
      before(async () => {
        folder = await loadRule(id);
      });

      it('has its own name, texts, a bad and a good case, and a page', () => {
        const { meta } = folder.rule;
        assert.equal(meta.id, id);
        for (const text of [meta.title, meta.why, meta.fix, ...meta.sources])
          assert.notEqual(text.trim(), '');
        assert.ok(meta.sources.length > 0);
        assert.ok(folder.cases.bad.length > 0 && folder.cases.good.length > 0);
        assert.ok(existsSync(`docs/rules/${id}.md`), 'npm run generate makes the page');
      });

      it('has at least half of its cases in plain JSON or HCL', () => {
        const all = [...folder.cases.bad, ...folder.cases.good];
        const plain = all.filter(({ file }) => /\.(json|jsonc|tf)$/.test(file) && !file.endsWith('.tf.json'));
        assert.ok(plain.length * 2 >= all.length, `${plain.length} of ${all.length}`);
      });

      it('finds each bad case, at its place and with its words', () => {
        for (const bad of folder.cases.bad) checkBad(bad);
      });

      it('leaves each good case alone', () => {
        for (const good of folder.cases.good) {
          assert.doesNotMatch(good.text, /[«»]/, good.name);
          assert.deepEqual(
            findingsOf(reader, folder, good).map(({ message }) => message),
            [],
            good.name,
          );
        }
      });

      function checkBad(bad: BadCase): void {
        const { text, ranges } = unmark(bad.text);
        const findings = findingsOf(reader, folder, bad);
        assert.deepEqual(
          findings.map(({ message }) => message),
          bad.messages,
          bad.name,
        );
        const marked = (range: { start: number; end: number }) => ({
          ...range,
          text: text.slice(range.start, range.end),
        });
        assert.deepEqual(
          findings.map(({ range: { start, end } }) => marked({ start, end })),
          ranges.map(marked),
          bad.name,
        );
        assert.deepEqual(
          new Set(findings.map(({ severity }) => severity ?? folder.rule.meta.severity)),
          new Set([bad.severity ?? folder.rule.meta.severity]),
          bad.name,
        );
        const edits = findings.flatMap(({ fixes }) => fixes?.[0]?.edits ?? []);
        assert.equal(edits.length ? edited(text, edits) : undefined, bad.fixed, bad.name);
        if (bad.fixed === undefined) return;
        assert.deepEqual(
          findingsOf(reader, folder, { ...bad, text: bad.fixed }).map(({ message }) => message),
          [],
          `fixed: ${bad.name}`,
        );
      }
    });
  }
});
