import type { Severity } from '../../rules/rule';
import type { LintFinding } from '../result';
import { safeFix } from '../fixes';
import { codeFrame } from './code-frame';
import { Locator, pageOf, summary, type LintReport, type Tool } from './report';
import { printable, wrap } from './text';

export interface PrettyOptions {
  readonly tool: Tool;
  /** Default: false. */
  readonly colours?: boolean;
  /** Columns to wrap at. Default: 100. */
  readonly width?: number;
}

const INDENT = '  ';
/** Narrower terminals break the lines themselves. */
const MIN_WIDTH = 40;
const SEVERITY_COLOUR: Readonly<Record<Severity, number>> = { error: 31, warning: 33, note: 36 };
const BOLD = 1;
const DIM = 2;

/** For a terminal: each finding with its place in the code, and a line that sums up; `problemLines` is the rest. */
export function formatPretty(
  report: LintReport,
  { tool, colours = false, width: columns = 100 }: PrettyOptions,
): string {
  const width = Math.max(MIN_WIDTH, columns);
  const paint = (text: string, ...codes: number[]) =>
    colours ? `\u001b[${codes.join(';')}m${text}\u001b[0m` : text;
  const locator = new Locator(report.texts);
  const blocks = report.findings.map((finding) => block(finding, { tool, width, locator, paint }));
  return `${[...blocks, paint(summary(report), BOLD)].join('\n\n')}\n`;
}

interface Style {
  readonly tool: Tool;
  readonly width: number;
  readonly locator: Locator;
  readonly paint: (text: string, ...codes: number[]) => string;
}

function block(finding: LintFinding, { tool, width, locator, paint }: Style): string {
  const { path, severity, rule } = finding;
  const { line, column } = locator.range(finding).start;
  const colour = SEVERITY_COLOUR[severity];
  const text = (content: string) => wrap(printable(content), width - INDENT.length);
  const frame = codeFrame(finding, locator, {
    width,
    mark: (marked) => paint(marked, BOLD, colour),
    dim: (dimmed) => paint(dimmed, DIM),
  });
  const related = finding.related.flatMap((place) => {
    const at = locator.range(place).start;
    return text(`See ${place.path}:${at.line}:${at.column}: ${place.message}`);
  });
  const page = pageOf(tool, rule);
  return [
    `${paint(`${printable(path)}:${line}:${column}`, BOLD)}  ${paint(severity, BOLD, colour)}  ${rule}`,
    ...text(finding.message).map((wrapped) => INDENT + wrapped),
    '',
    ...frame,
    ...[...related, ...fixLines(finding).flatMap(text)].map((wrapped) => INDENT + wrapped),
    ...(page === undefined ? [] : [INDENT + paint(page, DIM)]),
  ].join('\n');
}

function fixLines(finding: LintFinding): string[] {
  const safe = safeFix(finding);
  return finding.fixes.map((fix) => `Fix: ${fix.title}${fix === safe ? ' (--fix does it)' : ''}`);
}
