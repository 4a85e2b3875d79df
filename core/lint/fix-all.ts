import type { SourceFile } from '../syntax/source-file';
import { applyFixes } from './fixes';
import type { LintResult } from './result';

/** A fix can make place for another one; they are given up when they follow each other without an end. */
const MAX_RUNS = 10;

export interface FixAllOptions {
  readonly lint: (files: readonly SourceFile[]) => LintResult;
  /** Reads a text that a fix has changed. */
  readonly read: (path: string, text: string) => SourceFile | undefined;
  /** Whether a file may be changed; without it, each. */
  readonly mayChange?: (path: string) => boolean;
}

export interface FixedFiles {
  /** The new text of each file that changes, by path. */
  readonly changed: ReadonlyMap<string, string>;
  /** Number of findings whose fix went in. */
  readonly fixed: number;
  /** What is left. */
  readonly result: LintResult;
}

/** Applies every safe fix, lints again, and applies those that became possible, until nothing is left to do. */
export function fixAll(
  files: readonly SourceFile[],
  { lint, read, mayChange = () => true }: FixAllOptions,
): FixedFiles {
  const changed = new Map<string, string>();
  let current = files;
  let result = lint(current);
  let fixed = 0;
  for (let run = 0; run < MAX_RUNS; run++) {
    const texts = new Map(
      current.flatMap(({ path, text }) => (mayChange(path) ? [[path, text] as const] : [])),
    );
    const fixes = applyFixes(texts, result.findings);
    if (fixes.changed.size === 0) break;
    for (const [path, text] of fixes.changed) changed.set(path, text);
    fixed += fixes.fixed.length;
    current = current.flatMap((file) => {
      const text = fixes.changed.get(file.path);
      return text === undefined ? [file] : (read(file.path, text) ?? []);
    });
    result = lint(current);
  }
  return { changed, fixed, result };
}
