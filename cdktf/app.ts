import { App, type AppConfig } from 'cdktf';
import type { Construct } from 'constructs';
import { formatProblems } from '../core/deployment/format';
import { parseDeployment } from '../core/deployment/parse';
import type { DeploymentProblem } from '../core/deployment/problem';
import type { Deployment, DeploymentInput } from '../core/deployment/schema';
import { writeHandOvers } from './hand-over';
import { lintStacks } from './lint-annotations';
import { addThreeAccounts, type ThreeAccounts } from './three-accounts';

/** Key below `context` in cdktf.json. */
export const CONTEXT_KEY = 'fsxLustreKms';

/** The deployment in cdktf.json has mistakes; the message lists all of them. */
export class InvalidDeploymentError extends Error {
  /** @param problems every mistake, as `parseDeployment` gives it */
  constructor(readonly problems: readonly DeploymentProblem[]) {
    super(formatProblems(problems));
    this.name = 'InvalidDeploymentError';
  }
}

/**
 * Checks a deployment that is written in code, and fills its defaults in.
 *
 * @example
 * const deployment = deploymentFrom({
 *   accounts: {
 *     fileSystem: { id: '111111111111' },
 *     bucket: { id: '222222222222' },
 *     key: { id: '333333333333' },
 *   },
 *   region: 'us-east-1',
 *   keys: [{ name: 'data' }],
 *   buckets: [{ name: 'data', key: 'data' }],
 * });
 * addThreeAccounts(app, deployment, { stackPrefix: 'in-code-' });
 *
 * @throws InvalidDeploymentError when it has mistakes
 */
export function deploymentFrom(input: DeploymentInput): Deployment {
  return checked(input);
}

/**
 * The deployment in `context.fsxLustreKms` of cdktf.json, with its defaults.
 *
 * @example
 * const { region, accounts } = deploymentOf(app);
 * new TerraformOutput(stack, 'where', { value: `${region} of ${accounts.fileSystem.id}` });
 *
 * @param scope the app, or anything in it
 * @throws InvalidDeploymentError when it is missing or has mistakes
 */
export function deploymentOf(scope: Construct): Deployment {
  return checked(scope.node.tryGetContext(CONTEXT_KEY) as unknown);
}

function checked(input: unknown): Deployment {
  const parsed = parseDeployment(input);
  if (parsed.status === 'invalid') throw new InvalidDeploymentError(parsed.problems);
  return parsed.deployment;
}

/**
 * A CDKTF app with the stacks of the deployment in `context.fsxLustreKms` of cdktf.json. It is linted at synth.
 *
 * @example
 * const app = new FsxLustreKmsApp();
 * const { deployment } = app.stacks;
 * new TerraformOutput(app.stacks.bucket, 'region', { value: deployment.region });
 * app.synth();
 *
 * @throws InvalidDeploymentError when the deployment has mistakes
 */
export class FsxLustreKmsApp extends App {
  /** The three stacks. */
  readonly stacks: ThreeAccounts;

  constructor(config: AppConfig = {}) {
    super(config);
    this.stacks = addThreeAccounts(this, deploymentOf(this));
  }

  /** Lints the stacks, writes their Terraform, and beside it what the owners of existing keys and buckets add. */
  override synth(): void {
    lintStacks(this);
    super.synth();
    const { key, bucket } = this.stacks;
    writeHandOvers(this.outdir, [...key.handOvers, ...bucket.handOvers]);
  }
}
