import { ACCOUNTS, STEPS, type Step } from '../../core/journey/steps';
import { printable } from '../../core/lint/format/text';
import type { WalkView } from '../../runner/journey/walk-types';
import type { ExitCode } from '../io';
import { nextLine, nextMembers, targetText } from '../next-text';
import { STATE_STYLE } from '../paint';
import type { Report } from '../report';
import { formatTable } from '../table';
import type { WalkCommandOptions, WalkIo } from '../walk-io';
import { withWalk } from '../with-walk';

/** `fsx-lustre-kms steps`: the seven steps, and where each of them stands. Reads files only. */
export function steps(options: WalkCommandOptions, io: WalkIo): Promise<ExitCode> {
  return withWalk({ ...options, viewOnly: true }, io, async (walk, report) => {
    const view = await walk.view();
    noteProblems(view, report);
    const { throughStep, target } = view;
    report.say(
      report.paint(
        `${printable(targetText(target))}: cdktf.json is at step ${throughStep} of ${STEPS.length}`,
        'bold',
      ),
    );
    report.say();
    for (const line of stepLines(view, report)) report.say(line);
    report.say();
    report.say(nextLine(view, options));
    report.finish({
      target,
      throughStep,
      steps: view.steps.map(({ step, id, title, state, deployed, action, proof }, index) => ({
        ...{ step, id, title, accounts: lettersOf(STEPS[index]) },
        deploys: (STEPS[index]?.deploys ?? []).map((account) => ACCOUNTS[account].stack),
        ...{ state, deployed, provedBy: STEPS[index]?.provedBy },
        proof: proof ? { status: proof.status, at: proof.at } : null,
        action: action ?? null,
      })),
      ...nextMembers(view, options),
    });
    return 0;
  });
}

/** What of the files could not be read. */
export function noteProblems({ journeyProblems, configuration, running }: WalkView, report: Report): void {
  if (configuration.status === 'invalid') report.note(configuration.message);
  for (const problem of journeyProblems) report.note(`The journey file: ${problem}`);
  if (running) report.note(`${running.what} at the moment (process ${running.pid}, since ${running.since}).`);
}

function stepLines(view: WalkView, { paint }: Report): string[] {
  const rows = view.steps.map(({ step, title, state }, index) => {
    const { deploys = [], provedBy = '' } = STEPS[index] ?? {};
    return [
      String(step),
      lettersOf(STEPS[index]).join(', '),
      title,
      deploys.map((account) => ACCOUNTS[account].stack).join(', ') || 'nothing',
      state,
      provedBy,
    ];
  });
  const table = formatTable([
    ['step', 'account', 'what it does', 'deploys', 'state', 'what proves it'],
    ...rows,
  ]);
  const [head = '', ...body] = table.split('\n');
  return [
    paint(head, 'dim'),
    ...body.map((line, index) => paint(line, STATE_STYLE[view.steps[index]?.state ?? 'later'])),
  ];
}

/** Where a step is taken: in the accounts that it changes, or with the file system. */
function lettersOf(step: Step | undefined): string[] {
  if (step === undefined || step.deploys.length === 0) return [ACCOUNTS.fileSystem.letter];
  return step.deploys.map((account) => ACCOUNTS[account].letter).sort();
}
