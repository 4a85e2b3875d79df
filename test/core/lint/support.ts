import { lint, type LintOptions } from '../../../core/lint/lint';
import type { LintFinding, LintResult } from '../../../core/lint/result';
import type { Finding, Rule } from '../../../core/rules/rule';
import { findingAt, replaceText } from '../../../core/rules/finding';
import { valuesIn } from '../../../core/syntax/inspect';
import type { Reader } from '../../../core/syntax/reader';
import type { SourceFile } from '../../../core/syntax/source-file';

/** A rule that finds every text that is a certain word. @param better what a safe fix puts in its place */
export function wordRule(id: Rule['meta']['id'], word: string, better?: string): Rule {
  return {
    meta: { id, severity: 'error', title: `It says ${word}`, why: 'Why.', fix: 'How.', sources: ['Source'] },
    *check({ project }): Generator<Finding> {
      for (const file of project.files) {
        const values = [...file.resources.map(({ body }) => body), ...(file.root ? [file.root] : [])];
        for (const value of [...values, ...file.documents].flatMap((root) => [...valuesIn(root)])) {
          if (value.kind !== 'string' || value.text !== word) continue;
          yield findingAt(file, value, `It says ${word}.`, {
            fixes: better === undefined ? [] : [replaceText(file, value, better, { safe: true })],
          });
        }
      }
    },
  };
}

/** A rule that finds `one`, then breaks. */
export const brokenRule: Rule = {
  ...wordRule('kms-broken', 'x'),
  *check(model): Generator<Finding> {
    yield* wordRule('kms-broken', 'one').check(model);
    throw new TypeError('no such thing');
  },
};

export const ONE = wordRule('kms-one', 'one');
export const TWO = wordRule('kms-two', 'two');

/** Reads files; all of them must be something to lint. */
export function sources(reader: Reader, files: Readonly<Record<string, string>>): SourceFile[] {
  return Object.entries(files).map(([path, text]) => {
    const file = reader.read({ path, text });
    if (!file) throw new Error(`${path} is nothing to lint`);
    return file;
  });
}

/** Lints files with the rules `kms-one` and `kms-two`, unless others are given. */
export function lintTexts(
  reader: Reader,
  files: Readonly<Record<string, string>>,
  options: Partial<LintOptions> = {},
): LintResult {
  return lint(sources(reader, files), { rules: [ONE, TWO], ...options });
}

/** `path:line rule`, and a suppression's own findings with their words. */
export function shown({ findings, texts }: LintResult): string[] {
  return findings.map((finding) => {
    const line = (texts.get(finding.path) ?? '').slice(0, finding.start).split('\n').length;
    const words = finding.rule.startsWith('suppression-') ? `: ${finding.message}` : '';
    return `${finding.path}:${line} ${finding.rule}${words}`;
  });
}

/** What a finding marks. */
export function markedText({ texts }: LintResult, { path, start, end }: LintFinding): string {
  return (texts.get(path) ?? '').slice(start, end);
}
