import { App, type AppConfig } from 'cdktf';
import { formatProblems } from '../core/deployment/format';
import { parseDeployment } from '../core/deployment/parse';
import type { DeploymentProblem } from '../core/deployment/problem';
import { writeHandOvers } from './hand-over';
import { lintStacks } from './lint-annotations';
import { addThreeAccounts, type ThreeAccounts } from './three-accounts';

/** Key below `context` in cdktf.json. */
export const CONTEXT_KEY = 'fsxLustreKms';

/** The deployment in cdktf.json has mistakes; the message lists all of them. */
export class InvalidDeploymentError extends Error {
  constructor(readonly problems: readonly DeploymentProblem[]) {
    super(formatProblems(problems));
    this.name = 'InvalidDeploymentError';
  }
}

/**
 * A CDKTF app with the stacks of the deployment in `context.fsxLustreKms` of cdktf.json.
 *
 * @example
 * new FsxLustreKmsApp().synth();
 * @throws InvalidDeploymentError when the deployment has mistakes
 */
export class FsxLustreKmsApp extends App {
  readonly stacks: ThreeAccounts;

  constructor(config: AppConfig = {}) {
    super(config);
    const parsed = parseDeployment(this.node.tryGetContext(CONTEXT_KEY) as unknown);
    if (parsed.status === 'invalid') throw new InvalidDeploymentError(parsed.problems);
    this.stacks = addThreeAccounts(this, parsed.deployment);
  }

  override synth(): void {
    lintStacks(this);
    super.synth();
    const { key, bucket } = this.stacks;
    writeHandOvers(this.outdir, [...key.handOvers, ...bucket.handOvers]);
  }
}
