import assert from 'node:assert/strict';
import { applyFixes, safeFix } from '../../../core/lint/fixes';
import { lint } from '../../../core/lint/lint';
import type { LintFinding, LintResult } from '../../../core/lint/result';
import type { Rule } from '../../../core/rules/rule';
import type { Reader } from '../../../core/syntax/reader';
import { loadRule, ruleIds, type RuleFolder } from '../../../scripts/generate/rules';
import { sharedReader } from '../../support/reader';

/** Fixes can make place for each other; more runs than this never end. */
const MAX_RUNS = 10;

type Texts = ReadonlyMap<string, string>;

describe('safe fixes', function () {
  this.timeout(60_000);
  let reader: Reader;
  let folders: RuleFolder[];
  let rules: Rule[];
  before(async () => {
    [reader, folders] = await Promise.all([sharedReader(), Promise.all(ruleIds().map(loadRule))]);
    rules = folders.map(({ rule }) => rule);
  });

  const lintTexts = (texts: Texts): LintResult =>
    lint(
      [...texts].flatMap(([path, text]) => reader.read({ path, text }) ?? []),
      { rules },
    );

  const fix = (texts: Texts, findings: readonly LintFinding[]) => {
    const { changed, fixed } = applyFixes(texts, findings);
    return { texts: new Map([...texts, ...changed]), fixed: fixed.length };
  };

  /** Findings that are in one result and not in the other; places move, so that words tell them apart. */
  const newIn = (after: LintResult, before: LintResult): string[] => {
    const left = before.findings.map(words);
    return after.findings.map(words).filter((found) => {
      const at = left.indexOf(found);
      if (at !== -1) left.splice(at, 1);
      return at === -1;
    });
  };
  const words = ({ path, rule, message }: LintFinding) => `${path} ${rule}: ${message}`;

  /** The files of every bad case of every rule. */
  const badCases = () =>
    folders.flatMap(({ id, cases }) =>
      cases.bad.map(({ name, file, text, others }) => ({
        name: `${id}: ${name}`,
        texts: new Map(
          Object.entries({ [file]: text, ...others }).map(([path, content]) => [
            path,
            content.replace(/[«»]/g, ''),
          ]),
        ),
      })),
    );

  it('take their finding away, each for itself, and bring nothing new', () => {
    const wrong: string[] = [];
    let tried = 0;
    for (const { name, texts } of badCases()) {
      const before = lintTexts(texts);
      for (const finding of before.findings.filter((found) => safeFix(found))) {
        const fixed = fix(texts, [finding]);
        const after = lintTexts(fixed.texts);
        const alike = ({ findings }: LintResult) =>
          findings.filter((found) => words(found) === words(finding)).length;
        if (fixed.fixed !== 1) wrong.push(`${name}: cannot be applied: ${words(finding)}`);
        else if (alike(after) >= alike(before)) wrong.push(`${name}: still there: ${words(finding)}`);
        wrong.push(...newIn(after, before).map((found) => `${name}: new: ${found}`));
        tried++;
      }
    }
    assert.deepEqual(wrong, []);
    assert.ok(tried > 0, 'no rule has a safe fix');
  });

  it('come to an end together, with none of them left, and bring nothing new', () => {
    const wrong: string[] = [];
    for (const { name, texts: written } of badCases()) {
      const before = lintTexts(written);
      let [texts, result]: [Texts, LintResult] = [written, before];
      for (let run = 0; run < MAX_RUNS; run++) {
        const { texts: next, fixed } = fix(texts, result.findings);
        if (fixed === 0) break;
        [texts, result] = [next, lintTexts(next)];
      }
      if (result.findings.some((found) => safeFix(found))) wrong.push(`${name}: fixes are left`);
      wrong.push(...newIn(result, before).map((found) => `${name}: new: ${found}`));
    }
    assert.deepEqual(wrong, []);
  });
});
