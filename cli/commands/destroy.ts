import { ACCOUNTS, type AccountRole } from '../../core/journey/steps';
import { shellWord } from '../../core/diagnose/changes/shell';
import type { RunProblem } from '../../core/journey/plan';
import { printable } from '../../core/lint/format/text';
import { ownCommand } from '../../core/own-command';
import { cleanUp, planCleanUp, type CleanUpPlan } from '../../runner/journey/clean-up';
import { identityProblem } from '../../runner/journey/identity-problem';
import type { Walk } from '../../runner/journey/walk-types';
import { canAsk } from '../approval';
import { cleanUpProgress } from '../clean-up-progress';
import { sayIdentities } from '../identity-text';
import type { ExitCode } from '../io';
import { sandboxArgument } from '../next-text';
import { dataLost, planLines } from '../plan-text';
import type { Report } from '../report';
import type { WalkCommandOptions, WalkIo } from '../walk-io';
import { withWalk } from '../with-walk';

export interface DestroyOptions extends WalkCommandOptions {
  /** Names of the buckets that go, instead of typing them; without any, of the stack that holds data or keys. */
  confirm?: readonly string[];
  /** Asks nothing: what `confirm` has to name is all that is needed. */
  yes?: boolean;
}

/**
 * `fsx-lustre-kms destroy`: the clean-up. Names what goes and what costs money, has the bucket's name typed, then
 * destroys A, B and C, and looks that nothing is left.
 * @returns 0 when nothing is left, 1 when something is, 2 on wrong usage
 */
export async function destroy(options: DestroyOptions, io: WalkIo): Promise<ExitCode> {
  const { confirm = [], yes = false } = options;
  if (!yes && confirm.length === 0 && !canAsk(io, options)) {
    io.stderr('Nobody can be asked here: give --yes, and --confirm with the name of the bucket that goes.\n');
    return 2;
  }
  return await withWalk(options, io, async (walk, report) => {
    const identities = await walk.identities(io.signal);
    if (io.signal?.aborted) return failed(INTERRUPTED, [], report);
    sayIdentities(identities, report);
    for (const account of await walk.stacksToDestroy()) {
      const problem = identityProblem(identities, account);
      if (problem) return failed({ ...problem, output: '' }, [], report);
    }
    const progress = cleanUpProgress(io, report);
    const { onEvent } = progress;
    const planned = await planCleanUp(walk, { signal: io.signal, onEvent });
    progress.end();
    switch (planned.status) {
      case 'nothing':
        report.say('Nothing stands: there is nothing to clean up.');
        report.finish({ status: 'nothing', destroyed: [] });
        return 0;
      case 'cancelled':
        return failed(INTERRUPTED, [], report);
      case 'failed':
        return failed(planned.problem, [], report);
      case 'planned':
        break;
    }
    sayPlan(planned, walk, report);
    if (!(await isConfirmed(planned, { confirm, yes }, io, report))) return 1;
    const end = await cleanUp(walk, planned, { signal: io.signal, escalate: io.escalate, onEvent });
    progress.end();
    if (end.status !== 'clean') return failed(end.problem, end.destroyed, report);
    sayEnd(await walk.view(), options, report);
    report.finish({ status: 'clean', destroyed: end.destroyed.map((account) => ACCOUNTS[account].stack) });
    return 0;
  });
}

const INTERRUPTED = {
  message: 'Interrupted. Nothing was destroyed.',
  nextAction: 'Try again when you are ready.',
};

function failed(
  problem: Pick<RunProblem, 'message' | 'nextAction'> & Partial<RunProblem>,
  destroyed: readonly AccountRole[],
  report: Report,
): ExitCode {
  report.problem(problem);
  report.finish({
    status: 'failed',
    destroyed: destroyed.map((account) => ACCOUNTS[account].stack),
    problem,
  });
  return 1;
}

function sayPlan({ plans, buckets, costs }: CleanUpPlan, walk: Walk, report: Report): void {
  report.event({ event: 'plan', plans, buckets });
  for (const plan of plans) {
    for (const line of planLines(plan, [], report.paint)) report.say(line);
    report.say();
  }
  if (costs.length > 0) {
    report.say(
      walk.target.kind === 'sandbox'
        ? 'What would cost money until then, in AWS:'
        : 'What costs money until then:',
    );
    for (const { what, removedBy } of costs)
      report.say(`  ${printable(what)}: ends by ${printable(removedBy)}`);
    report.say();
  }
  report.say('In this order:');
  for (const { account, stack } of plans) {
    report.say(`  ${stack}${WHAT_GOES[account]}`);
    if (account !== 'bucket') continue;
    for (const bucket of buckets)
      report.say(`    ${printable(bucket)}: every version of every object in it, first`);
  }
  report.say();
}

/** What is lost with a stack. */
const WHAT_GOES: Readonly<Record<AccountRole, string>> = {
  fileSystem: ': files that were not exported are lost. It takes more than ten minutes.',
  bucket: ': its buckets are emptied, and deleted.',
  key: ': what it encrypts cannot be read any more. The key can be saved while its deletion waits.',
};

/** Whether each name that has to be there was given, or is typed. */
async function isConfirmed(
  plan: CleanUpPlan,
  { confirm, yes }: { confirm: readonly string[]; yes: boolean },
  io: WalkIo,
  report: Report,
): Promise<boolean> {
  const names = namesToConfirm(plan, yes);
  const asks = !yes && confirm.length === 0 && !report.isJson;
  const missing: string[] = [];
  for (const name of names) {
    if (confirm.includes(name)) continue;
    const answer = asks ? await io.ask?.(`Type ${printable(name)} to go on: `) : undefined;
    if (answer?.trim() === name) continue;
    missing.push(name);
    if (asks) break;
  }
  if (missing.length === 0) return true;
  const options = missing.map((name) => `--confirm ${shellWord(name)}`).join(' ');
  const problem = {
    message: `Not confirmed: ${missing.join(', ')}. Nothing was destroyed.`,
    nextAction: yes
      ? `Look at the plan above. If it is meant, give ${options} too.`
      : `Type ${missing.join(', ')}, or give ${options}.`,
  };
  report.problem(problem);
  report.finish({ status: 'declined', destroyed: [], problem, confirm: names });
  return false;
}

/**
 * The names of the buckets that go with all that they hold; where none does, that of the first stack, so that a habit
 * does not answer. With --yes only one that holds data or keys: what is made again by a deploy needs no name.
 */
function namesToConfirm({ plans, buckets }: CleanUpPlan, yes: boolean): string[] {
  if (buckets.length > 0) return buckets;
  const asked = yes ? plans.filter((plan) => dataLost(plan).length > 0) : plans;
  return asked.slice(0, 1).map(({ stack }) => stack);
}

function sayEnd({ throughStep }: { throughStep: number }, options: DestroyOptions, report: Report): void {
  report.say();
  report.say(
    'All is gone, and nothing of it costs money any more. The key waits for its deletion, which is not billed.',
  );
  if (throughStep > 1) {
    report.say(
      `cdktf.json is still at step ${throughStep}. To begin again: ${ownCommand(`deploy 1 --back${sandboxArgument(options)}`)}`,
    );
  }
}
