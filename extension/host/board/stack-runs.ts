/** What is done with stacks: identities, synth, plan, question, apply. Each says what it does, and stops at what is wrong. */
import type { RunEvent, StackPlan } from '../../../core/journey/plan';
import { ACCOUNTS, DEPLOY_ORDER, type AccountRole } from '../../../core/journey/steps';
import type { TargetKind } from '../../../core/journey/target';
import type { Identity } from '../../../runner/accounts/identity';
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

  async destroyed(account: AccountRole, typed: ReadonlySet<string>): Promise<void> {
    const plan = await this.planned(account, 'destroy');
    if (!plan) return;
    const buckets = await this.walk.bucketsOf(plan);
    if (plan.changes.length > 0 && !(await this.scene.questions.mayApply(plan, this.scene.target)))
      throw new Stopped(undefined);
    for (const bucket of buckets) {
      // One that the journey did not know.
      if (!typed.has(bucket) && !(await this.scene.questions.mayEmpty(bucket))) throw new Stopped(undefined);
      await this.emptied(bucket);
    }
    await this.applied(plan);
  }

  private async emptied(bucket: string): Promise<void> {
    this.scene.detail(`Emptying ${bucket}`);
    const onProgress = ({ versions }: { readonly versions: number }) => {
      this.scene.detail(`Emptying ${bucket}: ${versions} versions are gone`);
    };
    const end = await this.walk.empty(bucket, { signal: this.signal, onProgress });
    switch (end.status) {
      case 'emptied':
      case 'missing':
        return;
      case 'cancelled':
        throw new Stopped(undefined);
      case 'refused':
        throw new Stopped(end.problem);
      case 'failed': {
        const output = end.errors.map(({ key, code, message }) => `${key}: ${code}: ${message}`).join('\n');
        throw new Stopped({
          message: end.message,
          nextAction: 'Set right what it says, then clean up again.',
          output,
        });
      }
    }
  }

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
        this.ended(account, plan.verb === 'deploy' ? 'Deployed' : 'Destroyed');
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
