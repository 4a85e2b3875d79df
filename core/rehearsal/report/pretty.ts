/** The rehearsal for a terminal: a table of the steps, then why, where something is not as it should be. */
import type { FindingResult, Rehearsal, RequestResult, StepResult } from '../result';
import { decisive, markOf, needsLook, summaryOf, whatOf, whoOf } from './words';

const WIDTH = 100;
const MOST_REASONS = 3;

export function formatPretty({ steps }: Rehearsal): string {
  const head = ['step', 'account', 'what it does', 'expected', 'will be', ''];
  const rows = steps.map((step) => [
    String(step.step),
    step.account,
    step.title,
    step.expected,
    step.outcome,
    markOf(step),
  ]);
  const denial = denialOfStep5(steps);
  const parts = [
    table([head, ...rows]),
    ...(denial === undefined ? [] : [denial]),
    ...steps.filter((step) => needsLook(step) || step.findings.length > 0).map(details),
    summaryOf(steps),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** What CloudTrail will carry, where the denial of step 5 comes as it should. */
function denialOfStep5(steps: readonly StepResult[]): string | undefined {
  const step = steps.find(({ step: number, asExpected }) => number === 5 && asExpected === true);
  const message = step?.requests.find(({ decision }) => decision === 'denied')?.reasons[0];
  if (message === undefined) return undefined;
  return ["Step 5: CloudTrail in account A, in the key's Region, will carry", ...wrap(message, '  ')].join(
    '\n',
  );
}

function details(step: StepResult): string {
  const lines = [`Step ${step.step}, ${step.title}: ${markOf(step)}`];
  if (needsLook(step)) lines.push(...decisive(step).flatMap(requestLines));
  lines.push(...step.findings.flatMap(findingLines));
  return lines.join('\n');
}

/** A request with its reasons; AWS's own sentence repeats the first line, and is left to the other formats. */
function requestLines(request: RequestResult): string[] {
  const { decision, action, principal, reasons } = request;
  const kind = decision === 'unknown' ? 'not known' : decision;
  const own = reasons.filter((reason) => !reason.startsWith('User: ') && !isAboutOthers(reason));
  return [
    ...wrap(`- ${action} on ${whatOf(request)} by ${whoOf(principal)}: ${kind}`, '  '),
    ...own.slice(0, MOST_REASONS).flatMap((reason) => wrap(reason, '      ')),
  ];
}

/** A statement that names somebody else says nothing about this caller. */
export function isAboutOthers(reason: string): boolean {
  return /, but its Principal is /.test(reason) && !/; and /.test(reason);
}

function findingLines({ rule, message, file, line }: FindingResult): string[] {
  const place = file === undefined ? '' : ` (${file}${line === undefined ? '' : `:${line}`})`;
  const name = rule.startsWith('rehearsal-') ? '' : `${rule}: `;
  return wrap(`> ${name}${message}${place}`, '  ');
}

/** Rows in columns, two spaces apart; the last but the mark is cut where the line would be too long. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Breaks a text at spaces; what has none is left whole. */
function wrap(text: string, indent: string): string[] {
  const lines: string[] = [];
  let line = '';
  const further = text.startsWith('- ') || text.startsWith('> ') ? `${indent}  ` : indent;
  for (const word of text.split(' ')) {
    const start = lines.length === 0 ? indent : further;
    if (line !== '' && start.length + line.length + 1 + word.length > WIDTH) {
      lines.push(start + line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, (lines.length === 0 ? indent : further) + line];
}
