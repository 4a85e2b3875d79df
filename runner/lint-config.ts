import { existsSync, readFileSync } from 'node:fs';
import type { LintConfig } from '../core/lint/config';
import { formatConfigProblem } from '../core/lint/config-problem';
import { findConfig } from '../core/lint/find-config';
import { RULES } from '../core/rules/registry';

export type ReadLintConfig =
  | { status: 'found'; config: LintConfig }
  /** Every mistake, each as text for the user. */
  | { status: 'invalid'; messages: string[] };

/** The configuration of the linter that counts in a folder: its own, or that of the nearest folder above. */
export function readLintConfig(folder: string): ReadLintConfig {
  const readText = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined);
  const ids = RULES.map(({ meta }) => meta.id);
  try {
    const found = findConfig(folder, { exists: existsSync, readText }, ids);
    if (found.status === 'found') return found;
    return { status: 'invalid', messages: found.problems.map(formatConfigProblem) };
  } catch (error) {
    // A configuration that is there and cannot be read.
    return { status: 'invalid', messages: [(error as Error).message] };
  }
}
