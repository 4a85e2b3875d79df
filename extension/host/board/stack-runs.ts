/** What is done with stacks: identities, synth, plan, question, apply. Each says what it does, and stops at what is wrong. */
import type { RunEvent, StackPlan } from '../../../core/journey/plan';
import { ACCOUNTS, DEPLOY_ORDER, type AccountRole } from '../../../core/journey/steps';
import type { TargetKind } from '../../../core/journey/target';
import type { Identity } from '../../../runner/accounts/identity';
import { cleanUp, planCleanUp, type CleanUpEvent, type CleanUpPlan } from '../../../runner/journey/clean-up';
import { identityProblem } from '../../../runner/journey/identity-problem';
import type { Walk, WalkView } from '../../../runner/journey/walk-types';
import type { Synthesis } from '../../../runner/synthesize';
import type { ProgressState } from '../../shared/board-state';
import { NO_PROGRESS, progressAfter, progressEnded } from './progress';
import { Stopped } from './stopped';
import type { Questions } from './walk';

/** Where it is shown. */
export interface Scene {
  readonly questions: Questions;
  readonly target: TargetKind;
  /** A second interrupt. */
  readonly escalate: AbortSignal;
  detail(words: string): void;
  log(line: string): void;
  identified(identities: readonly Identity[]): void;
  rehearsed(signal: AbortSignal): Promise<void>;
  /** @param plan undefined: it is no longer what would be done */
  planned(account: AccountRole, plan: StackPlan | 'empty' | undefined): void;
  progressed(account: AccountRole, change: (before: ProgressState | undefined) => ProgressState): void;
  looked(view: WalkView): void;
}

/** One action with a walk. Its methods throw `Stopped`. */
export class StackRuns {
  constructor(
    private readonly walk: Walk,
    private readonly scene: Scene,
    private readonly signal: AbortSignal,
  ) {}

  /** A wrong account stops everything; one that is not needed may be without credentials. */
  async identified(accounts: readonly AccountRole[]): Promise<void> {
    this.scene.detail('Asking each account who you are');
    const identities = await this.walk.identities(this.signal);
    this.scene.identified(identities);
    const isWrong = identities.some(({ status }) => status === 'other-account');
    const asked = isWrong ? DEPLOY_ORDER : accounts;
    const problem = asked.map((account) => identityProblem(identities, account)).find(Boolean);
    if (problem) throw new Stopped(problem);
  }

  async synthesized(running: Promise<Synthesis>): Promise<void> {
    this.scene.detail('Synthesizing the stacks');
    const synthesis = await running;
    switch (synthesis.status) {
      case 'done':
        await this.scene.rehearsed(this.signal);
        return;
      case 'cancelled':
        throw new Stopped(undefined);
      case 'failed': {
        const [first = '', ...rest] = synthesis.message.trim().split('\n');
        throw new Stopped({
          message: `Synth failed: ${first}`,
          nextAction: 'Mend it, then begin again.',
          output: rest.join('\n'),
        });
      }
    }
  }

  /** @returns undefined when there is nothing to do */
  async planned(account: AccountRole, verb: StackPlan['verb']): Promise<StackPlan | undefined> {
    this.scene.detail(`Planning ${ACCOUNTS[account].stack}`);
    this.scene.progressed(account, () => NO_PROGRESS);
    const end = await this.walk.plan(account, verb, { signal: this.signal, onEvent: this.follow(account) });
    switch (end.status) {
      case 'empty':
        this.scene.planned(account, 'empty');
        this.ended(account, 'Nothing to deploy');
        return undefined;
      case 'planned':
        this.scene.planned(account, end.plan);
        this.ended(account, 'Planned');
        return end.plan;
      case 'failed':
        this.ended(account, 'The plan failed');
        throw new Stopped(end.problem);
      case 'cancelled':
        this.ended(account, 'Interrupted');
        throw new Stopped(undefined);
    }
  }

  async deployed(account: AccountRole): Promise<void> {
    const plan = await this.planned(account, 'deploy');
    if (!plan) return;
    if (plan.changes.length > 0 && !(await this.scene.questions.mayApply(plan, this.scene.target)))
      throw new Stopped(undefined);
    await this.applied(plan);
  }

  /** What a clean-up would take away; changes nothing. */
  async plannedCleanUp(): Promise<CleanUpPlan> {
    this.scene.detail('Planning what goes');
    const end = await planCleanUp(this.walk, { signal: this.signal, onEvent: this.followCleanUp });
    switch (end.status) {
      case 'planned':
        for (const plan of end.plans) {
          this.scene.planned(plan.account, plan);
          this.ended(plan.account, 'Planned');
        }
        return end;
      case 'nothing':
        return { plans: [], buckets: [], costs: [] };
      case 'failed':
        throw new Stopped(end.problem);
      case 'cancelled':
        throw new Stopped(undefined);
    }
  }

  /** Does what was planned and approved. */
  async cleanedUp(plan: CleanUpPlan): Promise<void> {
    const { signal } = this;
    const { escalate } = this.scene;
    const end = await cleanUp(this.walk, plan, { signal, escalate, onEvent: this.followCleanUp });
    this.scene.looked(await this.walk.view());
    if (end.status === 'clean') return;
    this.ended(end.account, end.status === 'failed' ? 'Failed' : 'Interrupted');
    throw new Stopped(end.problem);
  }

  private readonly followCleanUp = (event: CleanUpEvent): void => {
    switch (event.kind) {
      case 'run':
        this.follow(event.account)(event.event);
        return;
      case 'emptying':
        this.scene.detail(`Emptying ${event.bucket}: ${event.deleted.versions} versions are gone`);
        return;
      case 'destroying':
        this.scene.detail(`Destroying ${ACCOUNTS[event.account].stack}`);
        this.scene.progressed(event.account, () => NO_PROGRESS);
        return;
      case 'checking':
        this.scene.detail(`Looking whether anything of ${ACCOUNTS[event.account].stack} is left`);
        return;
      case 'destroyed':
        this.ended(event.account, 'Destroyed');
        this.scene.planned(event.account, undefined);
    }
  };

  private async applied(plan: StackPlan): Promise<void> {
    const { account, stack, changes, outputsOnly } = plan;
    this.scene.detail(changes.length > 0 || outputsOnly ? `Applying ${stack}` : `${stack}: nothing changes`);
    this.scene.progressed(account, () => NO_PROGRESS);
    const end = await this.walk.apply(plan, {
      signal: this.signal,
      onEvent: this.follow(account),
      escalate: this.scene.escalate,
    });
    this.scene.looked(await this.walk.view());
    this.scene.planned(account, undefined);
    switch (end.status) {
      case 'deployed':
        this.ended(account, 'Deployed');
        return;
      case 'unchanged':
        this.ended(account, 'Nothing changed');
        return;
      case 'refused':
      case 'failed':
      case 'interrupted':
        this.ended(account, { refused: 'Refused', failed: 'Failed', interrupted: 'Interrupted' }[end.status]);
        throw new Stopped(end.problem);
    }
  }

  private follow(account: AccountRole): (event: RunEvent) => void {
    return (event) => {
      if (event.kind === 'line') this.scene.log(`${ACCOUNTS[account].stack}: ${event.text}`);
      this.scene.progressed(account, (before) => progressAfter(before ?? NO_PROGRESS, event));
    };
  }

  private ended(account: AccountRole, phase: string): void {
    this.scene.progressed(account, (before) => progressEnded(before, phase));
  }
}
