import { ACCOUNTS, STEPS } from '../../core/journey/steps';
import { printable } from '../../core/lint/format/text';
import type { Identity } from '../../runner/accounts/identity';
import type { Walk, WalkView } from '../../runner/journey/walk-types';
import { sayIdentities } from '../identity-text';
import type { ExitCode } from '../io';
import { nextLine, nextMembers, targetText } from '../next-text';
import { outputLines } from '../outputs-text';
import type { Report } from '../report';
import { formatTable } from '../table';
import type { WalkCommandOptions, WalkIo } from '../walk-io';
import { withWalk } from '../with-walk';
import { noteProblems } from './steps';

/**
 * `fsx-lustre-kms status`: who is signed in, what is deployed, and what costs money. Starts nothing.
 * @returns 0, 1 when an account is not the one that cdktf.json names, 2 when that cannot be read
 */
export function status(options: WalkCommandOptions, io: WalkIo): Promise<ExitCode> {
  return withWalk({ ...options, viewOnly: true }, io, async (walk, report) => {
    const view = await walk.view();
    const { target, throughStep, stacks, costs } = view;
    noteProblems(view, report);
    const heading = `${targetText(target)}, ${walk.deployment.region}: cdktf.json is at step ${throughStep} of ${STEPS.length}`;
    report.say(report.paint(printable(heading), 'bold'));
    report.say();
    const identities = await identitiesOf(walk, view, report, io.signal);
    sayStacks(view, report);
    sayCosts(view, report);
    report.say(nextLine(view, options));
    report.finish({
      ...{ target, throughStep, identities: identities ?? null, stacks, costs },
      ...nextMembers(view, options),
    });
    return identities?.every((identity) => identity.status === 'matches') === false ? 1 : 0;
  });
}

/** Undefined: the sandbox does not run, so there is nobody to ask. */
async function identitiesOf(
  walk: Walk,
  { target, sandboxEndpoint, refusal }: WalkView,
  report: Report,
  signal: AbortSignal | undefined,
): Promise<Identity[] | undefined> {
  if (target.kind === 'sandbox' && sandboxEndpoint === undefined) {
    const starts = refusal ? '.' : '; deploy, verify and destroy start it.';
    report.say(`The sandbox does not run now${starts}`);
    report.say();
    return undefined;
  }
  const identities = await walk.identities(signal);
  sayIdentities(identities, report);
  return identities;
}

function sayStacks({ stacks }: WalkView, report: Report): void {
  const rows = stacks.map(({ stack, letter, accountId, record, changed }) => [
    stack,
    `${letter} (${accountId})`,
    `${record?.status ?? 'not deployed'}${changed ? ', and changed since' : ''}`,
    record?.status === 'deployed' ? String(record.resources) : '-',
    record?.at ?? '-',
  ]);
  report.say(formatTable([['stack', 'account', 'state', 'resources', 'since'], ...rows]));
  report.say();
  for (const { account, record } of stacks) {
    const outputs = outputLines(record?.outputs ?? {});
    if (outputs.length === 0) continue;
    report.say(`Outputs of ${ACCOUNTS[account].stack}:`);
    for (const line of outputs) report.say(line);
    report.say();
  }
}

function sayCosts({ costs, target }: WalkView, report: Report): void {
  if (costs.length === 0) {
    report.say('Nothing that this journey has deployed costs money now.');
  } else {
    const where = target.kind === 'sandbox' ? 'What would cost money now, in AWS:' : 'What costs money now:';
    report.say(report.paint(where, 'bold'));
    for (const { what, billed, removedBy } of costs) {
      report.say(`  ${printable(what)}, ${printable(billed)}`);
      report.say(report.paint(`    ends by ${printable(removedBy)}`, 'dim'));
    }
  }
  report.say();
}
