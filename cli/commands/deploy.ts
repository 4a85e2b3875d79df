import { ACCOUNTS, DEPLOY_ORDER, STEPS, type AccountRole, type Step } from '../../core/journey/steps';
import { ownCommand } from '../../core/own-command';
import { identityProblem } from '../../runner/journey/identity-problem';
import type { Walk, WalkSynthesis } from '../../runner/journey/walk-types';
import { canAsk, type ApprovalOptions } from '../approval';
import { deployStacks, isDone } from '../deploy-stacks';
import { sayIdentities } from '../identity-text';
import type { ExitCode } from '../io';
import { nextLine, nextMembers, sandboxArgument } from '../next-text';
import type { Report } from '../report';
import { lines } from '../report';
import { stackNamed, stepNamed } from '../step-argument';
import type { WalkCommandOptions, WalkIo } from '../walk-io';
import { withWalk } from '../with-walk';

export interface DeployOptions extends WalkCommandOptions, ApprovalOptions {
  /** Takes the later steps back. */
  back?: boolean;
  /** With `back`: the id of the step, typed on the command line. */
  confirm?: string;
}

/**
 * `fsx-lustre-kms deploy STEP|STACK`: plans, asks and deploys what a step needs, or one stack.
 * @param what 1 to 7, the id of a step, or the name of a stack
 * @returns 0 when it is deployed, 1 when it is not, 2 on wrong usage
 */
export async function deploy(what: string, options: DeployOptions, io: WalkIo): Promise<ExitCode> {
  const step = stepNamed(what);
  const account = stackNamed(what);
  const wrong = wrongUsage(what, { step, account, options, io });
  if (wrong !== undefined) {
    io.stderr(`${wrong}\n`);
    return 2;
  }
  if (step && !options.back && step.deploys.length === 0) return nothingToDeploy(step, options, io);
  return await withWalk(options, io, async (walk, report) => {
    const going = step ? (options.back ? back(step) : forward(step)) : oneStack(account ?? 'key');
    const wanted = await going.accounts(walk);
    const identities = await walk.identities(io.signal);
    if (io.signal?.aborted) return interruptedBefore(report);
    sayIdentities(identities, report);
    for (const needed of wanted) {
      const problem = identityProblem(identities, needed);
      if (!problem) continue;
      report.problem({ ...problem, output: '' });
      report.finish({ status: 'refused', problem });
      return 1;
    }
    if (options.back && step && !(await confirmed(step, wanted, options, io, report))) return 1;
    const synthesis = await going.prepare(walk, io.signal);
    if (synthesis.status !== 'done') return notSynthesized(synthesis, report);
    await noteOfProgress(walk, step, options, report);
    const results = await deployStacks(walk, wanted, options, io, report);
    const view = await walk.view();
    const { throughStep, target } = view;
    const done = results.every(isDone);
    if (done) report.say(nextLine(view, options));
    report.finish({
      status: done ? 'deployed' : (results.at(-1)?.status ?? 'failed'),
      ...{ target, throughStep, stacks: results },
      ...nextMembers(view, options),
    });
    return done ? 0 : 1;
  });
}

/** What is deployed, and what is synthesized before. */
interface Going {
  accounts: (walk: Walk) => Promise<AccountRole[]>;
  prepare: (walk: Walk, signal: AbortSignal | undefined) => Promise<WalkSynthesis>;
}

function forward({ number }: Step): Going {
  return {
    accounts: (walk) => walk.stacksOf(number),
    prepare: (walk, signal) => walk.prepare(number, signal),
  };
}

function back({ number }: Step): Going {
  return {
    accounts: (walk) => walk.stacksBack(number),
    prepare: (walk, signal) => walk.prepareBack(number, signal),
  };
}

function oneStack(account: AccountRole): Going {
  return {
    accounts: (walk) => walk.stacksFor(account),
    prepare: (walk, signal) => walk.synthesize(signal),
  };
}

function wrongUsage(
  what: string,
  found: { step: Step | undefined; account: AccountRole | undefined; options: DeployOptions; io: WalkIo },
): string | undefined {
  const { step, account, options, io } = found;
  if (!step && !account) {
    const stacks = DEPLOY_ORDER.map((role) => ACCOUNTS[role].stack).join(', ');
    return `${lines(what)} is no step (1 to ${STEPS.length}, or ${STEPS.map(({ id }) => id).join(', ')}) and no stack (${stacks}).`;
  }
  if (options.back && !step) return '--back goes back to a step: name one, not a stack.';
  if (options.confirm !== undefined && !options.back) return '--confirm goes with --back.';
  if (options.allowDestroy && !options.yes) return '--allow-destroy goes with --yes: without, you are asked.';
  if (!options.yes && step?.deploys.length !== 0 && !canAsk(io, options)) {
    return 'Nobody can be asked here: give --yes to deploy without a question.';
  }
  return undefined;
}

/** A step that only looks has its proof alone, once what it looks at is deployed. */
function nothingToDeploy(step: Step, options: DeployOptions, io: WalkIo): Promise<ExitCode> {
  return withWalk({ ...options, viewOnly: true }, io, async (walk, report) => {
    const view = await walk.view();
    report.say(`Step ${step.number} (${step.title}) has nothing to deploy: it only looks.`);
    const isAhead = view.next.kind === 'deploy' && view.next.step < step.number;
    if (isAhead || view.refusal) {
      if (isAhead) report.say('What it looks at is not deployed yet.');
      report.say(nextLine(view, options));
      report.finish({
        status: 'nothing-to-deploy',
        step: step.number,
        stacks: [],
        ...nextMembers(view, options),
      });
      return 0;
    }
    const command = ownCommand(`verify ${step.number}${sandboxArgument(options)}`);
    report.say(`Next: ${command}`);
    const next = { kind: 'verify', step: step.number, command };
    report.finish({ status: 'nothing-to-deploy', step: step.number, stacks: [], next });
    return 0;
  });
}

/** Going back is confirmed by the step's id, on the command line or typed. */
async function confirmed(
  step: Step,
  accounts: readonly AccountRole[],
  { confirm }: DeployOptions,
  io: WalkIo,
  report: Report,
): Promise<boolean> {
  const stacks = accounts.map((account) => ACCOUNTS[account].stack).join(', then ');
  report.say(
    `Going back to step ${step.number} (${step.title}) takes away what the steps after it have made.`,
  );
  report.say(
    stacks ? `Deployed again: ${stacks}.` : 'Nothing of these is deployed: only cdktf.json changes.',
  );
  const answer = confirm ?? (await io.ask?.(`Type ${step.id} to go back: `));
  if (answer?.trim() === step.id) return true;
  report.problem({
    message: 'Not confirmed. Nothing was changed.',
    nextAction: `Type ${step.id}, or give --confirm ${step.id}.`,
  });
  report.finish({ status: 'declined', stacks: [] });
  return false;
}

function notSynthesized(synthesis: Exclude<WalkSynthesis, { status: 'done' }>, report: Report): ExitCode {
  const problem =
    synthesis.status === 'cancelled'
      ? {
          message: 'Interrupted while it was synthesized. Nothing was deployed.',
          nextAction: 'Try again when you are ready.',
        }
      : (synthesis.problem ?? {
          message: synthesis.message,
          nextAction: 'Nothing was deployed. Try again when that is set right.',
        });
  report.problem(problem);
  report.finish({ status: synthesis.status === 'cancelled' ? 'interrupted' : 'failed', problem, stacks: [] });
  return 1;
}

/** Who was being asked by then has not answered, which says nothing. */
function interruptedBefore(report: Report): ExitCode {
  const problem = {
    message: 'Interrupted. Nothing was changed.',
    nextAction: 'Deploy it again when you are ready.',
  };
  report.problem(problem);
  report.finish({ status: 'interrupted', problem, stacks: [] });
  return 1;
}

/** Says when the stacks hold more than the step needs: cdktf.json is never lowered by a deploy. */
async function noteOfProgress(
  walk: Walk,
  step: Step | undefined,
  options: DeployOptions,
  report: Report,
): Promise<void> {
  const { throughStep } = await walk.view();
  if (step === undefined || options.back || throughStep <= step.number) return;
  report.say(
    `cdktf.json is at step ${throughStep} already: the stacks hold what the steps up to it need.\nTo begin at step ${step.number}: ${ownCommand(`deploy ${step.number} --back${sandboxArgument(options)}`)}`,
  );
  report.say();
}
