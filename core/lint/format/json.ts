import type { Severity } from '../../rules/rule';
import type { Position } from '../../syntax/position';
import type { LintFinding, LintPlace } from '../result';
import { Locator, countFindings, pageOf, type Counts, type LintReport, type Tool } from './report';

/** A place: offsets in UTF-16 code units, and the same as lines and columns, both from 1. */
export interface JsonPlace {
  readonly file: string;
  /** A byte order mark counts in offsets, not in columns. `end` is behind the last character. */
  readonly range: { readonly start: number; readonly end: number };
  readonly start: Position;
  readonly end: Position;
}

export interface JsonFinding extends JsonPlace {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly related: readonly (JsonPlace & { readonly message: string })[];
  readonly fixes: readonly {
    readonly title: string;
    /** Whether `--fix` applies it. */
    readonly safe: boolean;
    readonly edits: readonly (JsonPlace & { readonly text: string })[];
  }[];
  /** Address of the rule's page; null where there is none. */
  readonly page: string | null;
}

/** What `lint --format json` prints. */
export interface JsonReport {
  /** By file, then by place. */
  readonly findings: readonly JsonFinding[];
  readonly suppressed: readonly (JsonFinding & { readonly reason: string })[];
  readonly summary: Counts & { readonly files: number; readonly fixed: number };
  /** Files and folders that could not be read. */
  readonly unreadable: readonly { readonly file: string; readonly message: string }[];
  /** Files with syntax errors: what could not be understood in them was not judged. */
  readonly incomplete: readonly string[];
  /** Rules that broke: what they would have found is missing. */
  readonly failures: readonly {
    readonly rule: string;
    readonly files: readonly string[];
    readonly message: string;
  }[];
}

/** For programs: a `JsonReport`. */
export function formatJson(report: LintReport, tool: Tool): string {
  return `${JSON.stringify(jsonReport(report, tool), null, 2)}\n`;
}

/** The same as an object. */
export function jsonReport(report: LintReport, tool: Tool): JsonReport {
  const locator = new Locator(report.texts);
  const place = (at: LintPlace): JsonPlace => ({
    file: at.path,
    range: { start: at.start, end: at.end },
    ...locator.range(at),
  });
  const finding = (found: LintFinding): JsonFinding => ({
    ...place(found),
    rule: found.rule,
    severity: found.severity,
    message: found.message,
    related: found.related.map((related) => ({ ...place(related), message: related.message })),
    fixes: found.fixes.map(({ title, safe, edits }) => ({
      title,
      safe,
      edits: edits.map((edit) => ({ ...place(edit), text: edit.text })),
    })),
    page: pageOf(tool, found.rule) ?? null,
  });
  return {
    findings: report.findings.map(finding),
    suppressed: report.suppressed.map((found) => ({ ...finding(found), reason: found.reason })),
    summary: { files: report.files, ...countFindings(report), fixed: report.fixed },
    unreadable: report.unreadable.map(({ path, message }) => ({ file: path, message })),
    incomplete: report.incomplete,
    failures: report.failures.map(({ rule, paths, message }) => ({ rule, files: paths, message })),
  };
}
