/** What the formats are given: a result, and what the run could not do. */
import { RULES } from '../../rules/registry';
import type { Rule, RuleMeta, Severity } from '../../rules/rule';
import { LineIndex, type Position } from '../../syntax/position';
import { safeFix } from '../fixes';
import { pageAddress } from '../page-address';
import type { LintPlace, LintResult } from '../result';
import { SUPPRESSION_RULES } from '../suppression';

/** Files with syntax errors that are named; of the others only the number is told. */
const MAX_INCOMPLETE = 5;

/** A file or folder that could not be read. */
export interface Unreadable {
  readonly path: string;
  readonly message: string;
}

export interface LintReport extends LintResult {
  /** Number of files that were read. */
  readonly files: number;
  /** Number of findings that were fixed before what is left was found. */
  readonly fixed: number;
  readonly unreadable: readonly Unreadable[];
}

/** The program, as a report names it. */
export interface Tool {
  readonly name: string;
  readonly version: string;
  /** Where its pages are. */
  readonly homepage?: string;
}

/** What a report says of a rule. */
export interface ReportedRule {
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
  readonly why?: string;
  readonly fix?: string;
  /** Address of its page. */
  readonly page?: string;
}

export interface Counts {
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
  readonly suppressed: number;
  /** Findings with a fix that can be applied without a look. */
  readonly fixable: number;
}

/** Number of findings by severity. */
export function countFindings({ findings, suppressed }: LintResult): Counts {
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  return {
    errors: count('error'),
    warnings: count('warning'),
    notes: count('note'),
    suppressed: suppressed.length,
    fixable: findings.filter((finding) => safeFix(finding) !== undefined).length,
  };
}

/** The rules, and what lint finds in suppressions. */
export function reportedRules(tool: Tool, rules: readonly Rule[] = RULES): ReportedRule[] {
  const own = Object.entries(SUPPRESSION_RULES).map(([id, meta]) => ({ id, ...meta }));
  return [...rules.map(({ meta }) => withPage(meta, tool)), ...own];
}

function withPage({ id, severity, title, why, fix }: RuleMeta, tool: Tool): ReportedRule {
  const page = pageOf(tool, id);
  return { id, severity, title, why, fix, ...(page === undefined ? {} : { page }) };
}

/** Address of a rule's page; undefined without a homepage, and for what lint finds in suppressions. */
export function pageOf({ homepage }: Tool, rule: string): string | undefined {
  return rule in SUPPRESSION_RULES ? undefined : pageAddress(homepage, rule);
}

/** From offsets to lines and columns, in any of a report's files. */
export class Locator {
  private readonly indices = new Map<string, LineIndex>();

  constructor(private readonly texts: ReadonlyMap<string, string>) {}

  range({ path, start, end }: LintPlace): { start: Position; end: Position } {
    const index = this.index(path);
    return { start: index.positionAt(start), end: index.positionAt(end) };
  }

  lineText(path: string, line: number): string {
    return this.index(path).lineText(line);
  }

  private index(path: string): LineIndex {
    const known = this.indices.get(path) ?? new LineIndex(this.texts.get(path) ?? '');
    this.indices.set(path, known);
    return known;
  }
}

/** `3 errors, 1 warning in 2 files`, and what else is to be said of a run. */
export function summary(report: LintReport): string {
  const { errors, warnings, notes, suppressed, fixable } = countFindings(report);
  if (report.files === 0) return 'No file to lint.';
  const kinds = [some(errors, 'error'), some(warnings, 'warning'), some(notes, 'note')].filter(Boolean);
  const within = new Set(report.findings.map(({ path }) => path)).size;
  const found =
    kinds.length === 0
      ? `Nothing found in ${plural(report.files, 'file')}`
      : `${kinds.join(', ')} in ${plural(within, 'file')} (${plural(report.files, 'file')} read)`;
  const more = [
    report.fixed ? `${report.fixed} fixed` : '',
    suppressed ? `${suppressed} suppressed` : '',
    fixable ? `${fixable} can be fixed with --fix` : '',
  ].filter(Boolean);
  return `${[found, ...more].join('; ')}.`;
}

/** What did not work, one line each. */
export function problemLines({ unreadable, failures, incomplete }: LintReport): string[] {
  return [
    ...unreadable.map(({ path, message }) => `${path} cannot be read: ${message}`),
    ...failures.map(
      ({ rule, paths, message }) =>
        `The rule ${rule} broke in ${paths.join(', ')} (${message}). What it would have found is missing: this is a mistake of ours, please report it.`,
    ),
    ...incomplete
      .slice(0, MAX_INCOMPLETE)
      .map((path) => `${path} has syntax errors: what could not be understood in it was not judged.`),
    ...(incomplete.length > MAX_INCOMPLETE
      ? [`${incomplete.length - MAX_INCOMPLETE} more files have syntax errors.`]
      : []),
  ];
}

function some(count: number, noun: string): string {
  return count === 0 ? '' : plural(count, noun);
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
