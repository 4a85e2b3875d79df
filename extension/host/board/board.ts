/** The walk of one project, as the board, the tree and the commands see it: state, actions one at a time, no editor. */
import type { Deployment } from '../../../core/deployment/schema';
import type { StackPlan } from '../../../core/journey/plan';
import { ACCOUNTS, DEPLOY_ORDER, type AccountRole } from '../../../core/journey/steps';
import type { TargetKind } from '../../../core/journey/target';
import type { StepResult } from '../../../core/rehearsal/result';
import type { BoardField } from '../../shared/board-fields';
import type { BoardState, FieldState, Problem, ProgressState } from '../../shared/board-state';
import { boardState, planSummary, type BoardFacts } from './board-state';
import { editDeployment, type DeploymentEdit } from './edit-deployment';
import { HeldWalk } from './held-walk';
import { readDeployment } from './read-deployment';
import { StackRuns, type Scene } from './stack-runs';
import { Stopped } from './stopped';
import type { Identity } from '../../../runner/accounts/identity';
import type { Walk } from '../../../runner/journey/walk-types';
import type { Questions, WalkOpener } from './walk';

export interface BoardParts {
  /** Name of the project's folder. */
  readonly project: string;
  readonly open: WalkOpener;
  readonly questions: Questions;
  /** Text of cdktf.json; undefined where there is none. */
  readonly read: () => Promise<string | undefined>;
  readonly write: (edit: Extract<DeploymentEdit, { status: 'edited' }>) => Promise<void>;
  /** The seven steps from the project's synthesized stacks; undefined where it has none. */
  readonly rehearse: (o: {
    /** False: only what was synthesized before is read. */
    readonly synthesize: boolean;
    readonly signal: AbortSignal;
  }) => Promise<readonly StepResult[] | undefined>;
  /** Shows natively that something goes on, until it ends. */
  readonly announce: (title: string, interrupt: () => void, ended: Promise<unknown>) => void;
  readonly log: (line: string) => void;
}

interface Running {
  readonly title: string;
  readonly controller: AbortController;
  /** A second interrupt. */
  readonly escalation: AbortController;
  detail: string;
}

export class Board {
  private readonly held: HeldWalk;
  private problem: Problem | undefined;
  /** What is wrong with cdktf.json: nothing can be done before it is mended. */
  private mistakes: Problem | undefined;
  private input: unknown;
  private deployment: Deployment | undefined;
  private identities: readonly Identity[] = [];
  private plans: Partial<Record<AccountRole, StackPlan | 'empty'>> = {};
  private progress: Partial<Record<AccountRole, ProgressState>> = {};
  private rehearsal: readonly StepResult[] | undefined;
  private refused: Partial<Record<BoardField, FieldState['refused']>> = {};
  private running: Running | undefined;
  private said = '';
  private listeners: (() => void)[] = [];

  constructor(private readonly parts: BoardParts) {
    const { open, log } = parts;
    this.held = new HeldWalk({
      ...{ open, log },
      changed: () => {
        this.changed();
      },
    });
  }

  /** Calls back after each change; it may come often. @returns what ends that */
  onDidChange(listener: () => void): { dispose(): void } {
    this.listeners.push(listener);
    return {
      dispose: () => {
        this.listeners = this.listeners.filter((one) => one !== listener);
      },
    };
  }

  state(): BoardState {
    const { target, sandbox, view } = this.held;
    const { input, deployment, identities, plans, progress, rehearsal, refused, running, said } = this;
    const facts: BoardFacts = {
      ...{ target, sandbox, input, deployment, view, identities, plans, progress },
      ...{ rehearsal, refused, said },
      problem: this.mistakes ?? this.problem,
      project: this.parts.project,
      run: running && {
        ...{ title: running.title, detail: running.detail },
        interrupted: running.controller.signal.aborted,
        escalated: running.escalation.signal.aborted,
      },
    };
    return boardState(facts);
  }

  get isRunning(): boolean {
    return this.running !== undefined;
  }

  /** Looks again at cdktf.json, the walk's state, and what was synthesized. */
  async refresh(): Promise<void> {
    await this.readDeployment();
    await this.look();
    this.changed();
  }

  /** Shows where the walk stands. Starts nothing. */
  async begin(target: TargetKind): Promise<void> {
    this.held.target = target;
    await this.readDeployment();
    await this.look();
    this.changed();
    await this.rehearsed(new AbortController().signal, false);
  }

  async useTarget(target: TargetKind): Promise<void> {
    const title = target === 'sandbox' ? 'Starting the sandbox' : 'Reading the walk';
    await this.run(title, async (signal) => {
      await this.leave();
      this.held.target = target;
      await this.opened(signal);
      this.say(target === 'sandbox' ? 'The sandbox is running.' : 'The walk goes to AWS.');
    });
  }

  async stopSandbox(): Promise<void> {
    if (this.held.target !== 'sandbox') return;
    await this.run('Stopping the sandbox', async () => {
      await this.leave();
      await this.look();
      this.say(
        this.held.sandbox === 'stopped'
          ? 'The sandbox has stopped. Its state is kept.'
          : 'The sandbox goes on: another window or a terminal has started it, and ends it.',
      );
    });
  }

  async checkIdentities(): Promise<void> {
    await this.run('Checking who you are in the three accounts', async (signal) => {
      const { stacks } = await this.entered(signal);
      await stacks.identified(DEPLOY_ORDER);
      this.say('The three accounts are those of cdktf.json.');
    });
  }

  async rehearse(): Promise<void> {
    await this.run('Rehearsing the seven steps', async (signal) => {
      await this.rehearsed(signal);
      this.say('Rehearsed.');
    });
  }

  /** Deploys the stacks of a step, one after the other, each planned and confirmed. */
  async deployStep(number: number): Promise<void> {
    await this.run(`Step ${number}: deploying`, async (signal) => {
      const { walk, stacks } = await this.entered(signal);
      const accounts = await walk.stacksOf(number);
      await stacks.identified(accounts);
      await stacks.synthesized(walk.prepare(number, signal));
      for (const account of accounts) await stacks.deployed(account);
      this.say(
        accounts.length === 0
          ? `Step ${number} deploys nothing: verify it.`
          : `Step ${number} is deployed. Verify it next.`,
      );
    });
  }

  async verifyStep(number: number): Promise<void> {
    await this.run(`Step ${number}: verifying`, async (signal) => {
      const { walk, stacks } = await this.entered(signal);
      await stacks.identified([]);
      const proof = await walk.verify(number, {
        signal,
        onProgress: ({ title, message }) => {
          this.detail(message === '' ? title : `${title}: ${message}`);
        },
      });
      const words = { passed: 'is proved', failed: 'failed', unknown: 'is not known yet' }[proof.status];
      this.say(`Step ${number} ${words}.`);
    });
  }

  async planAccount(account: AccountRole): Promise<void> {
    await this.run(`Planning ${ACCOUNTS[account].stack}`, async (signal) => {
      const { walk, stacks } = await this.entered(signal);
      await stacks.identified([account]);
      await stacks.synthesized(walk.synthesize(signal));
      const plan = await stacks.planned(account, 'deploy');
      this.say(plan ? `${plan.stack}: ${planSummary(plan)}` : 'Nothing to deploy at this step.');
    });
  }

  /** Deploys one account's stack with what it needs, at the step that was reached. */
  async deployAccount(account: AccountRole): Promise<void> {
    await this.run(`Deploying ${ACCOUNTS[account].stack}`, async (signal) => {
      const { walk, stacks } = await this.entered(signal);
      const accounts = await walk.stacksFor(account);
      await stacks.identified(accounts);
      await stacks.synthesized(walk.synthesize(signal));
      for (const one of accounts) await stacks.deployed(one);
      this.say(`${ACCOUNTS[account].stack} is deployed.`);
    });
  }

  /** Destroys A, then B with all of its objects, then C. */
  async cleanUp(): Promise<void> {
    await this.run('Cleaning up', async (signal) => {
      const { questions } = this.parts;
      const { walk, stacks } = await this.entered(signal);
      await stacks.identified(await walk.stacksToDestroy());
      const plan = await stacks.plannedCleanUp();
      // Everything is asked first: what follows takes more than ten minutes.
      if (!(await questions.mayCleanUp(plan, this.held.target))) throw new Stopped(undefined);
      for (const one of plan.plans)
        if (!(await questions.mayApply(one, this.held.target))) throw new Stopped(undefined);
      for (const bucket of plan.buckets)
        if (!(await questions.mayEmpty(bucket))) throw new Stopped(undefined);
      await stacks.cleanedUp(plan);
      this.say('Everything that the walk made is gone.');
    });
  }

  /** Asks what runs to end; what it has begun it brings to an end. Asked again, it is ended at once, if that is meant. */
  async interrupt(): Promise<void> {
    const { running } = this;
    if (!running) return;
    if (!running.controller.signal.aborted) {
      running.controller.abort();
      running.detail = 'Interrupted: waiting until what was begun has ended.';
    } else if (!running.escalation.signal.aborted && (await this.parts.questions.mayEscalate())) {
      running.escalation.abort();
      running.detail = 'Being ended at once.';
    }
    this.changed();
  }

  /** Changes a value in cdktf.json; nothing is written when the deployment would have a mistake. */
  async edit(field: BoardField, value: string): Promise<void> {
    const text = await this.parts.read();
    const edit = editDeployment(text ?? '', field, value);
    switch (edit.status) {
      case 'edited':
        await this.parts.write(edit);
        this.refused = { ...this.refused, [field]: undefined };
        this.say('Written to cdktf.json.');
        await this.refresh();
        return;
      case 'unchanged':
        this.refused = { ...this.refused, [field]: undefined };
        break;
      case 'invalid':
      case 'unreadable':
        this.refused = { ...this.refused, [field]: { value, message: edit.message } };
        this.say('Not written.');
    }
    this.changed();
  }

  async close(): Promise<void> {
    this.listeners = [];
    this.running?.controller.abort();
    await this.leave();
  }

  /** One action at a time: two would read and write the same stacks. */
  private async run(title: string, task: (signal: AbortSignal) => Promise<void>): Promise<void> {
    if (this.running) {
      this.say(`Not begun: "${this.running.title}" goes on.`);
      return;
    }
    const controller = new AbortController();
    this.running = { title, controller, escalation: new AbortController(), detail: '' };
    this.problem = undefined;
    this.changed();
    const ended = this.task(task, controller.signal);
    this.parts.announce(title, () => void this.interrupt(), ended);
    await ended;
  }

  private async task(task: (signal: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<void> {
    try {
      await task(signal);
    } catch (error) {
      if (error instanceof Stopped) this.problem = error.problem;
      else if (!signal.aborted) {
        const message = error instanceof Error ? error.message : String(error);
        this.problem = { message, nextAction: 'The log has more.', output: '' };
        this.parts.log(error instanceof Error ? (error.stack ?? message) : message);
      }
      this.say(this.problem?.message ?? (signal.aborted ? 'Interrupted.' : 'Nothing was changed.'));
    }
    this.running = undefined;
    await this.refresh();
  }

  private opened(signal: AbortSignal): Promise<Walk> {
    return this.held.opened(signal, (message) => {
      this.detail(message);
    });
  }

  /** Where the walk stands now. */
  private async look(): Promise<void> {
    const problem = await this.held.look();
    if (problem && !this.mistakes) this.problem = problem;
  }

  private async leave(): Promise<void> {
    this.identities = [];
    this.plans = {};
    this.progress = {};
    await this.held.leave();
  }

  private async entered(signal: AbortSignal): Promise<{ walk: Walk; stacks: StackRuns }> {
    const walk = await this.opened(signal);
    return { walk, stacks: new StackRuns(walk, this.scene(), signal) };
  }

  /** What an action shows. */
  private scene(): Scene {
    const { parts, running, held } = this;
    return {
      ...{ questions: parts.questions, target: held.target, log: parts.log },
      escalate: (running?.escalation ?? new AbortController()).signal,
      detail: (words) => {
        this.detail(words);
      },
      identified: (identities) => {
        this.identities = identities;
        this.changed();
      },
      rehearsed: (signal) => this.rehearsed(signal),
      planned: (account, plan) => {
        this.plans = { ...this.plans, [account]: plan };
        this.changed();
      },
      progressed: (account, change) => {
        this.progress = { ...this.progress, [account]: change(this.progress[account]) };
        this.changed();
      },
      looked: (view) => {
        this.held.view = view;
      },
    };
  }

  private async rehearsed(signal: AbortSignal, synthesize = true): Promise<void> {
    this.rehearsal = (await this.parts.rehearse({ synthesize, signal })) ?? this.rehearsal;
    this.changed();
  }

  private async readDeployment(): Promise<void> {
    const text = await this.parts.read();
    const read = readDeployment(text);
    this.input = read.input;
    this.deployment = read.status === 'valid' ? read.deployment : undefined;
    this.mistakes = read.status === 'valid' ? undefined : read.problem;
  }

  private detail(words: string): void {
    if (!this.running || this.running.controller.signal.aborted) return;
    this.running.detail = words;
    this.parts.log(words);
    this.changed();
  }

  private say(words: string): void {
    this.said = words;
    this.parts.log(words);
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }
}
