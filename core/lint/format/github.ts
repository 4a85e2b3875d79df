import type { Severity } from '../../rules/rule';
import { Locator, pageOf, problemLines, summary, type LintReport, type Tool } from './report';
import { printable } from './text';

const COMMAND: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', note: 'notice' };

/**
 * Annotations for a GitHub Actions log.
 * @see https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function formatGithub(report: LintReport, tool: Tool): string {
  const locator = new Locator(report.texts);
  const annotations = report.findings.map((finding) => {
    const { start, end } = locator.range(finding);
    // GitHub takes columns only within one line.
    const columns = start.line === end.line ? { col: start.column, endColumn: end.column } : {};
    const page = pageOf(tool, finding.rule);
    return command(
      COMMAND[finding.severity],
      { file: finding.path, line: start.line, endLine: end.line, ...columns, title: finding.rule },
      page === undefined ? finding.message : `${finding.message}\n${page}`,
    );
  });
  const problems = [
    ...problemLines({ ...report, incomplete: [] }).map((line) => command('error', {}, line)),
    ...problemLines({ ...report, unreadable: [], failures: [] }).map((line) => command('notice', {}, line)),
  ];
  return `${[...annotations, ...problems, printable(summary(report))].join('\n')}\n`;
}

function command(
  name: string,
  properties: Readonly<Record<string, string | number | undefined>>,
  message: string,
): string {
  const order = ['file', 'line', 'col', 'endLine', 'endColumn', 'title'].filter(
    (key) => properties[key] !== undefined,
  );
  const listed = order.map((key) => `${key}=${escapeProperty(String(properties[key]))}`).join(',');
  return `::${name}${listed === '' ? '' : ` ${listed}`}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
