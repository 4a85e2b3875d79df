import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ChangeAction, PlannedChange, RunProblem, StackPlan } from '../../../core/journey/plan';
import { statusOfChecks, type Check } from '../../../core/journey/proof';
import { ACCOUNTS, DEPLOY_ORDER, STEPS, type AccountRole } from '../../../core/journey/steps';
import type { Identity } from '../../../runner/accounts/identity';
import type { StackRun } from '../../../runner/deploy/stack-run';
import type { WalkParts } from '../../../runner/journey/parts';
import { ACCOUNT_A, ACCOUNT_B, ACCOUNT_C, sampleInput } from '../../support/deployments';
import { temporaryFolder } from '../../support/temporary-folder';

type Resources = Record<string, Record<string, unknown>>;

export const BUCKET = 'team-data';
const IDS: Readonly<Record<AccountRole, string>> = {
  fileSystem: ACCOUNT_A,
  bucket: ACCOUNT_B,
  key: ACCOUNT_C,
};

/** What the stacks hold, by the step they were made for: less than the real ones, and the same in kind. */
function resourcesAt(account: AccountRole, step: number): Resources {
  const from = (reached: number, resources: Resources) => (step >= reached ? resources : {});
  switch (account) {
    case 'key':
      return from(2, {
        'aws_kms_key.data': { deletion_window_in_days: 30, policy: step >= 6 ? 'with grants' : 'without' },
      });
    case 'bucket':
      return {
        'aws_s3_bucket.data': { bucket: BUCKET },
        'aws_s3_bucket_policy.data': {},
        ...from(3, { 'aws_s3_bucket_server_side_encryption_configuration.data': {} }),
        ...from(4, { 'aws_s3_object.test': {} }),
      };
    case 'fileSystem':
      return {
        ...from(4, {
          'aws_fsx_lustre_file_system.lustre': { storage_capacity: 1200 },
          'aws_instance.client': { instance_type: 'm6i.large' },
        }),
        ...from(6, { 'aws_kms_grant.data': {} }),
      };
  }
}

/** A folder with a deployment in its cdktf.json. */
export function walkProject(changes: Record<string, unknown> = {}): string {
  const folder = temporaryFolder();
  const fsxLustreKms = { ...sampleInput(), throughStep: 1, ...changes };
  writeFileSync(
    join(folder, 'cdktf.json'),
    `${JSON.stringify({ app: 'unused', context: { fsxLustreKms } }, null, 2)}\n`,
  );
  return folder;
}

/** Accounts in memory instead of AWS, Terraform and the sandbox; what a test wants to go wrong, it sets. */
export class FakeWorld {
  /** Resources that stand, as JSON, by address. */
  readonly stands: Record<AccountRole, Map<string, string>> = {
    key: new Map(),
    bucket: new Map(),
    fileSystem: new Map(),
  };
  /** What was called, in order. */
  readonly calls: string[] = [];
  identities: Identity[] = DEPLOY_ORDER.map((account) => ({
    account,
    expectedId: IDS[account],
    status: 'matches',
    arn: `arn:aws:iam::${IDS[account]}:user/me`,
  }));
  /** Objects in the bucket. */
  objects = 3;
  planProblem: RunProblem | undefined;
  /** Ends the next deploy after so many resources. */
  stopAfter: { changes: number; status: 'failed' | 'interrupted'; problem: RunProblem } | undefined;
  checks: Check[] = [check('passed')];
  proofMessages: string[] = [];
  synthesis: { status: 'failed'; message: string } | { status: 'cancelled' } | undefined;
  /** Called in the middle of each plan: what another process does meanwhile. */
  whilePlanning: () => void | Promise<void> = () => undefined;
  /** Called when a sandbox has been started: what another process does meanwhile. */
  whileStarting: () => void = () => undefined;
  leavesBehind = false;
  /** Outputs of the stack of account B beside its own. */
  bucketOutputs: Record<string, string> = {};
  clock = Date.parse('2026-11-25T10:00:00.000Z');

  readonly parts: WalkParts = {
    now: () => new Date((this.clock += 1000)),
    checkIdentities: () => Promise.resolve(this.identities),
    accountAccess: () => Promise.resolve({} as Awaited<ReturnType<WalkParts['accountAccess']>>),
    outdirOf: ({ folder }, target) =>
      target.kind === 'aws' ? resolve(folder, 'cdktf.out') : join(target.folder, 'out'),
    synthesizeFor: (project, target) => {
      this.calls.push('synthesize');
      if (this.synthesis) return Promise.resolve(this.synthesis);
      const { throughStep = 7 } = project.context['fsxLustreKms'] as { throughStep?: number };
      const outdir = this.parts.outdirOf(project, target);
      for (const account of DEPLOY_ORDER) writeStack(outdir, account, throughStep);
      return Promise.resolve({ status: 'done', outdir, stacks: [] });
    },
    planStack: async (run) => {
      this.calls.push(`plan ${run.verb} ${ACCOUNTS[run.account].stack}`);
      await this.whilePlanning();
      if (this.planProblem) return { status: 'failed', problem: this.planProblem };
      const plan = this.#plan(run, run.verb);
      const isEmpty =
        plan.changes.length === 0 && (run.verb === 'destroy' || this.stands[run.account].size === 0);
      return isEmpty ? { status: 'empty' } : { status: 'planned', plan };
    },
    deployStack: (run) => {
      this.calls.push(`${run.approved.verb} ${ACCOUNTS[run.account].stack}`);
      return Promise.resolve(this.#apply(run, run.approved));
    },
    readOutputs: ({ account }) =>
      Promise.resolve(this.stands[account].size > 0 ? this.#outputsOf(account) : undefined),
    emptyBucket: (_access, bucket, _signal, onProgress) => {
      this.calls.push(`empty ${bucket}`);
      const deleted = { versions: this.objects, deleteMarkers: 0 };
      this.objects = 0;
      this.stands.bucket.delete('aws_s3_object.test');
      onProgress?.(deleted);
      return Promise.resolve({ status: 'emptied', deleted });
    },
    verifyStep: (step, { onProgress, outputs }) => {
      this.calls.push(`verify ${step} with ${Object.keys(outputs).sort().join(', ')}`);
      for (const message of this.proofMessages) onProgress?.({ id: 'one', title: 'The check', message });
      const { checks } = this;
      const at = this.parts.now().toISOString();
      return Promise.resolve({ step, status: statusOfChecks(checks), at, checks });
    },
    ensureSandbox: ({ folder }) => {
      this.calls.push('sandbox starts');
      mkdirSync(folder, { recursive: true });
      this.whileStarting();
      const stop = () => {
        this.calls.push('sandbox stops');
        return Promise.resolve();
      };
      return Promise.resolve({ status: 'running', endpoint: 'http://127.0.0.1:1', isOwn: true, stop });
    },
    runningSandbox: () => Promise.resolve(undefined),
  };

  #plan({ project, target, account }: StackRun, verb: StackPlan['verb']): StackPlan {
    const text = readFileSync(fileOf(this.parts.outdirOf(project, target), account), 'utf8');
    const wanted = verb === 'destroy' ? new Map<string, string>() : resourcesIn(text);
    const stands = this.stands[account];
    const change = (address: string, action: ChangeAction): PlannedChange => ({
      ...{ address, action },
      type: address.split('.')[0] ?? '',
    });
    return {
      ...{ verb, account, stack: ACCOUNTS[account].stack, accountId: IDS[account], outputsOnly: false },
      hash: createHash('sha256').update(text).digest('hex'),
      changes: [
        ...[...wanted].flatMap(([address, body]) =>
          !stands.has(address)
            ? [change(address, 'create')]
            : stands.get(address) === body
              ? []
              : [change(address, 'update')],
        ),
        ...[...stands.keys()]
          .filter((address) => !wanted.has(address))
          .map((address) => change(address, 'delete')),
      ],
    };
  }

  #apply(run: StackRun, approved: StackPlan): Awaited<ReturnType<WalkParts['deployStack']>> {
    const { account } = approved;
    const now = this.#plan(run, approved.verb);
    if (JSON.stringify(now.changes) !== JSON.stringify(approved.changes) || now.hash !== approved.hash) {
      const problem = problemWith('changed-since-approval', 'It has changed since it was approved.');
      return { status: 'refused', problem };
    }
    const wanted = resourcesIn(
      readFileSync(fileOf(this.parts.outdirOf(run.project, run.target), account), 'utf8'),
    );
    const { stopAfter } = this;
    for (const [index, { address, action }] of now.changes.entries()) {
      if (stopAfter?.changes === index) {
        this.stopAfter = undefined;
        return { status: stopAfter.status, problem: stopAfter.problem };
      }
      const isGone = action === 'delete';
      const does = action === 'replace' ? 'create' : action;
      run.onEvent?.({ kind: 'resource', address, action: does, state: 'begun' });
      if (isGone && !(this.leavesBehind && address.startsWith('aws_kms_key')))
        this.stands[account].delete(address);
      else if (!isGone) this.stands[account].set(address, wanted.get(address) ?? '');
      run.onEvent?.({ kind: 'resource', address, action: does, state: 'done', seconds: 2 });
    }
    if (approved.verb === 'destroy') return { status: 'deployed', outputs: {} };
    return { status: now.changes.length > 0 ? 'deployed' : 'unchanged', outputs: this.#outputsOf(account) };
  }

  #outputsOf(account: AccountRole): Record<string, string> {
    return { [`${account}_output`]: 'value', ...(account === 'bucket' && this.bucketOutputs) };
  }
}

export function check(status: Check['status'], message = ''): Check {
  const evidence = [
    { title: 'Policy', source: 's3:GetBucketPolicy', text: '{\n  "Version": "2012-10-17"\n}' },
  ];
  return { id: 'one', account: 'bucket', title: 'The check', status, message, evidence };
}

export function problemWith(kind: RunProblem['kind'], message: string): RunProblem {
  return { kind, message, nextAction: 'Do this.', output: 'what Terraform said' };
}

function fileOf(outdir: string, account: AccountRole): string {
  return join(outdir, 'stacks', ACCOUNTS[account].stack, 'cdk.tf.json');
}

function writeStack(outdir: string, account: AccountRole, throughStep: number): void {
  const resource: Record<string, Resources> = {};
  for (const [address, attributes] of Object.entries(resourcesAt(account, throughStep))) {
    const [type = '', name = ''] = address.split('.');
    resource[type] = { ...resource[type], [name]: attributes };
  }
  mkdirSync(join(outdir, 'stacks', ACCOUNTS[account].stack), { recursive: true });
  writeFileSync(fileOf(outdir, account), JSON.stringify({ resource }));
}

function resourcesIn(text: string): Map<string, string> {
  const { resource } = JSON.parse(text) as { resource: Record<string, Resources> };
  const found = Object.entries(resource).flatMap(([type, byName]) =>
    Object.entries(byName).map(([name, body]) => [`${type}.${name}`, JSON.stringify(body)] as const),
  );
  return new Map(found);
}

/** Numbers of the steps. */
export const ALL_STEPS = STEPS.map(({ number }) => number);
