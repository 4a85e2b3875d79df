/** What a lint run gives: findings with their files, those that were suppressed, and what went wrong in it. */
import type { Severity } from '../rules/rule';

/** A stretch of a file, in UTF-16 code units; `end` is the offset after the last one. */
export interface LintPlace {
  /** Of the file. */
  readonly path: string;
  /** Offset of the first code unit, from 0. */
  readonly start: number;
  /** Offset after the last one. */
  readonly end: number;
}

/** A place that has to do with a finding. */
export interface LintRelated extends LintPlace {
  readonly message: string;
}

/** What is to stand in a place. */
export interface LintEdit extends LintPlace {
  /** What is to stand there. */
  readonly text: string;
}

/** Replacements that make a finding go away, in one file or several. */
export interface LintFix {
  /** What it does, for a menu. */
  readonly title: string;
  /** All of them, or none. */
  readonly edits: readonly LintEdit[];
  /** Whether it can be applied without a look. */
  readonly safe: boolean;
}

/** One finding, with the severity that it has here. */
export interface LintFinding extends LintPlace {
  /** Id of the rule. */
  readonly rule: string;
  /** How bad it is: `error`, `warning` or `note`. */
  readonly severity: Severity;
  /** What is wrong, what AWS will do, and what to write instead. */
  readonly message: string;
  /** Places that have to do with it. */
  readonly related: readonly LintRelated[];
  /** Where the right text is known; the best one first. */
  readonly fixes: readonly LintFix[];
}

/** A finding that somebody has said to be right, and why. */
export interface SuppressedFinding extends LintFinding {
  readonly reason: string;
}

/** A rule that broke: our mistake, not the user's. What it found before is kept, the rest is missing. */
export interface RuleFailure {
  readonly rule: string;
  /** The files that it was looking at. */
  readonly paths: readonly string[];
  readonly message: string;
}

/** What was found in files that were looked at together. */
export interface LintResult {
  /** In the order of paths, then of places. */
  readonly findings: readonly LintFinding[];
  /** Findings that somebody has said to be right. */
  readonly suppressed: readonly SuppressedFinding[];
  /** Rules that broke. */
  readonly failures: readonly RuleFailure[];
  /** Files with syntax errors: what could not be understood in them was not judged. */
  readonly incomplete: readonly string[];
  /** The text of every file that was looked at or is mentioned, by its path. */
  readonly texts: ReadonlyMap<string, string>;
}

/** By path, place and rule. */
export function compareFindings(a: LintFinding, b: LintFinding): number {
  return (
    compareTexts(a.path, b.path) ||
    a.start - b.start ||
    a.end - b.end ||
    compareTexts(a.rule, b.rule) ||
    compareTexts(a.message, b.message)
  );
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
