/** What a walk is put together from; tests give their own. */
import type { Deployment } from '../../core/deployment/schema';
import type { StackPlan } from '../../core/journey/plan';
import type { Proof } from '../../core/journey/proof';
import type { AccountRole } from '../../core/journey/steps';
import type { Target } from '../../core/journey/target';
import type { AccountAccess } from '../accounts/access';
import type { Identity } from '../accounts/identity';
import type { CdktfProject } from '../cdktf-project';
import type { DeployEnd } from '../deploy/deploy';
import type { DeletedCounts, EmptyBucketEnd } from '../deploy/empty-bucket';
import type { PlanEnd } from '../deploy/plan';
import type { StackRun } from '../deploy/stack-run';
import type { EnsuredSandbox, EnsureSandboxOptions } from '../ensure-sandbox';
import type { Synthesis } from '../synthesize';
import type { VerifyOptions } from '../verify/verify-step';

export interface WalkParts {
  checkIdentities: (deployment: Deployment, target: Target, signal?: AbortSignal) => Promise<Identity[]>;
  accountAccess: (deployment: Deployment, target: Target, account: AccountRole) => Promise<AccountAccess>;
  outdirOf: (project: CdktfProject, target: Target) => string;
  synthesizeFor: (project: CdktfProject, target: Target, signal?: AbortSignal) => Promise<Synthesis>;
  planStack: (run: StackRun & { verb: StackPlan['verb'] }) => Promise<PlanEnd>;
  deployStack: (run: StackRun & { approved: StackPlan }) => Promise<DeployEnd>;
  readOutputs: (run: StackRun) => Promise<Record<string, string> | undefined>;
  emptyBucket: (
    access: AccountAccess,
    bucket: string,
    signal?: AbortSignal,
    onProgress?: (deleted: DeletedCounts) => void,
  ) => Promise<EmptyBucketEnd>;
  verifyStep: (step: number, options: VerifyOptions) => Promise<Proof>;
  ensureSandbox: (options: EnsureSandboxOptions) => Promise<EnsuredSandbox>;
  runningSandbox: (folder: string) => Promise<string | undefined>;
  now: () => Date;
}
