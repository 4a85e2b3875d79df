import type { Deployment } from '../../core/deployment/schema';
import { bucketsIn, costsOfPlan, type Cost } from '../../core/journey/costs';
import type { RunEvent, RunProblem, StackPlan } from '../../core/journey/plan';
import type { Proof } from '../../core/journey/proof';
import { recordProof, recordStack } from '../../core/journey/record';
import {
  DESTROY_ORDER,
  stacksBefore,
  stacksToDeploy,
  stacksToDestroy,
  stacksToGoBack,
} from '../../core/journey/stack-order';
import { ACCOUNTS, DEPLOY_ORDER, STEPS, type AccountRole } from '../../core/journey/steps';
import type { Target } from '../../core/journey/target';
import type { Identity } from '../accounts/identity';
import type { CdktfProject } from '../cdktf-project';
import type { DeployEnd } from '../deploy/deploy';
import type { PlanEnd } from '../deploy/plan';
import type { Synthesis } from '../synthesize';
import { changeAfter, changeOfEmpty } from './bookkeeping';
import { readConfiguration } from './configuration';
import { underDeployLock } from './deploy-lock';
import { identityProblem, otherAccount, unprovable } from './identity-problem';
import type { WalkParts } from './parts';
import { standingOutputs } from './standing-outputs';
import { readSynthesizedStack } from './synthesized';
import { lowerThroughStep, raiseThroughStep, type ThroughStepChange } from './through-step';
import { WalkJournal } from './walk-journal';
import { viewWalk } from './walk-view';
import type {
  ApplyOptions,
  EmptyEnd,
  EmptyOptions,
  RunOptions,
  VerifyOptions,
  Walk,
  WalkSynthesis,
  WalkView,
} from './walk-types';

export interface StackWalkInput {
  folder: string;
  project: CdktfProject;
  deployment: Deployment;
  target: Target;
  /** Who walks. */
  by: string;
  parts: WalkParts;
  onMessage: (message: string) => void;
  /** Ends what was started for it. */
  stop: () => Promise<void>;
}

/** A walk through the stacks of one project at one target. */
export class StackWalk implements Walk {
  project: CdktfProject;
  deployment: Deployment;
  readonly target: Target;
  readonly #input: StackWalkInput;
  readonly #journal: WalkJournal;
  /** The step that each Terraform was synthesized for, by hash: cdktf.json may name another one when it is applied. */
  readonly #madeFor = new Map<string, number>();

  constructor(input: StackWalkInput) {
    this.#input = input;
    this.project = input.project;
    this.deployment = input.deployment;
    this.target = input.target;
    this.#journal = new WalkJournal(input.folder, input.target.kind, input.onMessage);
  }

  async view(): Promise<WalkView> {
    const problem = this.#reload();
    const { project, deployment, target } = this;
    const { folder, parts } = this.#input;
    return await viewWalk({
      ...{ folder, outdir: this.#outdir, project, deployment, target },
      configuration: problem ? { status: 'invalid', message: problem.message } : { status: 'valid' },
      sandboxEndpoint: target.kind === 'sandbox' ? await parts.runningSandbox(target.folder) : undefined,
    });
  }

  async identities(signal?: AbortSignal): Promise<Identity[]> {
    this.#reload();
    return await this.#parts.checkIdentities(this.deployment, this.target, signal);
  }

  async stacksOf(step: number): Promise<AccountRole[]> {
    const wanted = STEPS.find(({ number }) => number === step);
    if (!wanted) return [];
    this.#reload();
    return stacksToDeploy(wanted, await this.#journal.way(), Math.max(this.deployment.throughStep, step));
  }

  async stacksFor(account: AccountRole): Promise<AccountRole[]> {
    this.#reload();
    return stacksBefore(account, await this.#journal.way(), this.deployment.throughStep);
  }

  async stacksBack(step: number): Promise<AccountRole[]> {
    return stacksToGoBack(step, await this.#journal.way());
  }

  async stacksToDestroy(): Promise<AccountRole[]> {
    const way = await this.#journal.way();
    // Without a record somebody may have deployed without us: the plans will say what is there.
    return Object.keys(way.stacks).length === 0 ? [...DESTROY_ORDER] : stacksToDestroy(way);
  }

  prepare(step: number, signal?: AbortSignal): Promise<WalkSynthesis> {
    return this.#synthesize(() => raiseThroughStep(this.#input.folder, step), signal);
  }

  prepareBack(step: number, signal?: AbortSignal): Promise<WalkSynthesis> {
    return this.#synthesize(() => lowerThroughStep(this.#input.folder, step), signal);
  }

  synthesize(signal?: AbortSignal): Promise<WalkSynthesis> {
    return this.#synthesize(undefined, signal);
  }

  async plan(account: AccountRole, verb: StackPlan['verb'], options: RunOptions = {}): Promise<PlanEnd> {
    const run = await this.#locked(`plans the ${verb} of ${ACCOUNTS[account].stack}`, async () => {
      const end = await this.#parts.planStack({ ...this.#stackRun(account), ...options, verb });
      if (end.status === 'empty') await this.#recordEmpty(account, verb);
      return end;
    });
    return run.status === 'ran' ? run.result : { status: 'failed', problem: run.problem };
  }

  async apply(approved: StackPlan, options: ApplyOptions = {}): Promise<DeployEnd> {
    const { account, verb, stack, hash } = approved;
    const run = await this.#locked(`${verb}s ${stack}`, async (): Promise<DeployEnd> => {
      const identities = await this.identities(options.signal);
      // Who was being asked by then has not answered, which says nothing.
      if (options.signal?.aborted) return { status: 'interrupted', problem: interruptedBefore(verb, stack) };
      const problem = identityProblem(identities, account);
      if (problem) return { status: 'refused', problem };
      const terraform = await this.#terraformOf(account);
      let hasChanged = false;
      const onEvent = (event: RunEvent) => {
        hasChanged ||= event.kind === 'resource' && event.action !== 'read' && event.state === 'done';
        options.onEvent?.(event);
      };
      const end = await this.#parts.deployStack({
        ...this.#stackRun(account),
        ...options,
        onEvent,
        approved,
      });
      const at = this.#parts.now().toISOString();
      const throughStep = this.#madeFor.get(hash) ?? this.deployment.throughStep;
      const change = changeAfter({ end, approved, at, throughStep, terraform, hasChanged });
      if (change) {
        await this.#journal.record((journey, target) => recordStack(journey, target, account, change));
      }
      return end;
    });
    return run.status === 'ran' ? run.result : { status: 'refused', problem: run.problem };
  }

  async costsOf({ account, changes }: StackPlan): Promise<Cost[]> {
    return costsOfPlan(account, changes, await this.#terraformOf(account));
  }

  async bucketsOf({ account, changes }: StackPlan): Promise<string[]> {
    // What was deployed counts: cdktf.json may name another bucket by now.
    const deployed = (await this.#journal.way()).stacks[account]?.buckets;
    const names = new Map(Object.entries({ ...bucketsIn(await this.#terraformOf(account)), ...deployed }));
    return changes.flatMap(({ type, action, address }) => {
      const name = names.get(address);
      const goes = type === 'aws_s3_bucket' && (action === 'delete' || action === 'replace');
      return goes && name !== undefined ? [name] : [];
    });
  }

  async empty(bucket: string, { signal, onProgress }: EmptyOptions = {}): Promise<EmptyEnd> {
    const run = await this.#locked(`empties ${bucket}`, async (): Promise<EmptyEnd> => {
      const identities = await this.identities(signal);
      if (signal?.aborted) return { status: 'cancelled', deleted: { versions: 0, deleteMarkers: 0 } };
      const problem = identityProblem(identities, 'bucket');
      if (problem) return { status: 'refused', problem };
      const access = await this.#parts.accountAccess(this.deployment, this.target, 'bucket');
      return await this.#parts.emptyBucket(access, bucket, signal, onProgress);
    });
    return run.status === 'ran' ? run.result : { status: 'refused', problem: run.problem };
  }

  async verify(step: number, { signal, onProgress }: VerifyOptions = {}): Promise<Proof> {
    const other = otherAccount(await this.identities(signal));
    if (other) return unprovable(step, other, this.#parts.now());
    const { deployment, target } = this;
    const outputs = await standingOutputs(
      await this.#journal.way(),
      (account) => this.#parts.readOutputs({ ...this.#stackRun(account), signal }),
      this.#input.onMessage,
    );
    const accessTo = (account: AccountRole) => this.#parts.accountAccess(deployment, target, account);
    const access = {
      fileSystem: await accessTo('fileSystem'),
      bucket: await accessTo('bucket'),
      key: await accessTo('key'),
    };
    const proof = await this.#parts.verifyStep(step, {
      ...{ deployment, target, outputs },
      access: (account) => access[account],
      signal,
      onProgress,
    });
    // One that was broken off says nothing of the step.
    if (!signal?.aborted) await this.#journal.record((journey, kind) => recordProof(journey, kind, proof));
    return proof;
  }

  close(): Promise<void> {
    return this.#input.stop();
  }

  get #parts(): WalkParts {
    return this.#input.parts;
  }

  get #outdir(): string {
    return this.#parts.outdirOf(this.project, this.target);
  }

  /** Reads cdktf.json again; what is wrong with it is returned, and the last good one stays in force. */
  #reload(): { message: string; nextAction: string } | undefined {
    const read = readConfiguration(this.#input.folder);
    if (read.status === 'invalid') return read;
    this.project = read.project;
    this.deployment = read.deployment;
    return undefined;
  }

  async #terraformOf(account: AccountRole): Promise<unknown> {
    return (await readSynthesizedStack(this.#outdir, account))?.terraform;
  }

  #stackRun(account: AccountRole) {
    const { project, deployment, target } = this;
    return { project, deployment, target, account };
  }

  /** While nobody else deploys, and with a cdktf.json that is right. */
  async #locked<Result>(
    what: string,
    run: () => Promise<Result>,
  ): Promise<{ status: 'ran'; result: Result } | { status: 'not-run'; problem: RunProblem }> {
    const { folder, by } = this.#input;
    const locked = await underDeployLock(folder, `${by} ${what}`, async () => {
      const problem = this.#reload();
      if (problem) return { status: 'not-run', problem: { kind: 'other', output: '', ...problem } } as const;
      return { status: 'ran', result: await run() } as const;
    });
    return locked.status === 'ran' ? locked.result : { status: 'not-run', problem: locked.problem };
  }

  async #synthesize(
    edit: (() => Promise<ThroughStepChange>) | undefined,
    signal: AbortSignal | undefined,
  ): Promise<WalkSynthesis> {
    const run = await this.#locked('synthesizes the stacks', async (): Promise<Synthesis> => {
      const edited = await edit?.();
      if (edited?.status === 'refused') return { status: 'failed', message: edited.message };
      this.#reload();
      const synthesis = await this.#parts.synthesizeFor(this.project, this.target, signal);
      if (synthesis.status === 'done') await this.#rememberWhatFor();
      return synthesis;
    });
    if (run.status === 'ran') return run.result;
    const { problem } = run;
    return { status: 'failed', message: `${problem.message}\n${problem.nextAction}`, problem };
  }

  async #rememberWhatFor(): Promise<void> {
    for (const account of DEPLOY_ORDER) {
      const stack = await readSynthesizedStack(this.#outdir, account);
      if (stack) this.#madeFor.set(stack.hash, this.deployment.throughStep);
    }
  }

  async #recordEmpty(account: AccountRole, verb: StackPlan['verb']): Promise<void> {
    const before = (await this.#journal.way()).stacks[account];
    // What was never there was not destroyed.
    if (verb === 'destroy' && (before === undefined || before.status === 'destroyed')) return;
    const { hash = '' } = (await readSynthesizedStack(this.#outdir, account)) ?? {};
    const throughStep = this.#madeFor.get(hash) ?? this.deployment.throughStep;
    const change = changeOfEmpty(verb, { at: this.#parts.now().toISOString(), hash, throughStep });
    await this.#journal.record((journey, target) => recordStack(journey, target, account, change));
  }
}

function interruptedBefore(verb: StackPlan['verb'], stack: string): RunProblem {
  return {
    kind: 'other',
    message: 'Interrupted before anything was changed.',
    nextAction: `${verb === 'deploy' ? 'Deploy' : 'Destroy'} ${stack} again when you are ready.`,
    output: '',
  };
}
