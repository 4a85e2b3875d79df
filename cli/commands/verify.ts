import type { Check, Proof } from '../../core/journey/proof';
import { ACCOUNTS, STEPS } from '../../core/journey/steps';
import { printable } from '../../core/lint/format/text';
import type { ExitCode } from '../io';
import { leftLines } from '../left-text';
import { nextLine, nextMembers } from '../next-text';
import { CHECK_STYLE } from '../paint';
import { indented, lines, type Report } from '../report';
import { stepNamed } from '../step-argument';
import { CheckProgress } from '../check-progress';
import type { WalkCommandOptions, WalkIo } from '../walk-io';
import { withWalk } from '../with-walk';

export interface VerifyCommandOptions extends WalkCommandOptions {
  /** Prints what was seen, word for word. */
  evidence?: boolean;
}

/**
 * `fsx-lustre-kms verify STEP`: looks whether a step really works, and keeps what it saw.
 * @returns 0 when it is proved, 1 when it failed or could not be seen, 2 on wrong usage
 */
export async function verify(what: string, options: VerifyCommandOptions, io: WalkIo): Promise<ExitCode> {
  const step = stepNamed(what);
  if (!step) {
    io.stderr(
      `${lines(what)} is no step: 1 to ${STEPS.length}, or ${STEPS.map(({ id }) => id).join(', ')}.\n`,
    );
    return 2;
  }
  return await withWalk(options, io, async (walk, report) => {
    report.say(report.paint(`Step ${step.number}: ${step.title}`, 'bold'));
    const progress = new CheckProgress(io, report);
    const proof = await walk.verify(step.number, {
      signal: io.signal,
      onProgress: progress.onProgress,
    });
    progress.end();
    for (const check of proof.checks) sayCheck(check, options.evidence === true, report);
    report.say(summary(proof, report));
    const view = await walk.view();
    for (const line of leftLines(proof, view.target, walk.deployment)) report.say(lines(line));
    if (io.signal?.aborted) report.note('Interrupted: this proof was not kept.');
    else report.say(nextLine(view, options));
    report.finish({ target: view.target, proof, ...nextMembers(view, options) });
    return proof.status === 'passed' && !io.signal?.aborted ? 0 : 1;
  });
}

function sayCheck(
  { account, title, status, message, evidence }: Check,
  showsEvidence: boolean,
  report: Report,
): void {
  const { paint } = report;
  report.say(
    `  ${paint(status.padEnd(7), CHECK_STYLE[status])}  ${ACCOUNTS[account].letter}  ${printable(title)}`,
  );
  if (message) report.say(indented(lines(message), ' '.repeat(14)));
  if (!showsEvidence) return;
  for (const { title: what, source, text } of evidence) {
    report.say(paint(indented(`${printable(what)} (${printable(source)})`, ' '.repeat(14)), 'dim'));
    report.say(indented(lines(text.trimEnd()), ' '.repeat(16)));
  }
}

function summary({ step, status, checks }: Proof, { paint }: Report): string {
  const count = (wanted: Check['status']) => checks.filter((check) => check.status === wanted).length;
  const said = {
    passed: `Step ${step} is proved: ${checks.length} ${checks.length === 1 ? 'check' : 'checks'} passed.`,
    failed: `Step ${step} failed: ${count('failed')} of ${checks.length} checks.`,
    unknown: `Step ${step} is not proved: ${checks.length === 0 ? 'nothing was seen' : `${count('unknown')} of ${checks.length} checks could not say`}.`,
  } as const;
  return paint(said[status], CHECK_STYLE[status]);
}
