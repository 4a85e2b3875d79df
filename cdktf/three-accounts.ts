import { App } from 'cdktf';
import type { Construct } from 'constructs';
import { resolveDeployment, type ResolvedDeployment } from '../core/deployment/resolve';
import type { Deployment } from '../core/deployment/schema';
import { ACCOUNTS, DEPLOY_ORDER, STEPS, type AccountRole } from '../core/journey/steps';
import { AccountAFileSystem } from './stacks/account-a-file-system';
import { AccountBBucket } from './stacks/account-b-bucket';
import { AccountBootstrap } from './stacks/account-bootstrap';
import { AccountCKey } from './stacks/account-c-key';

/** What `addThreeAccounts` takes beside the deployment. */
export interface ThreeAccountsOptions {
  /** Put before the names of the stacks, when one app holds several deployments. */
  stackPrefix?: string;
}

/** The stacks of one deployment. Each can be deployed alone; values cross through the Terraform state. */
export interface ThreeAccounts {
  /** The deployment with every default and derived value. */
  deployment: ResolvedDeployment;
  /** Account C: `account-c-key`. */
  key: AccountCKey;
  /** Account B: `account-b-bucket`. */
  bucket: AccountBBucket;
  /** Account A: `account-a-file-system`. */
  fileSystem: AccountAFileSystem;
  /** Where HCP Terraform runs the stacks: what lets it in, such as `account-c-key-bootstrap`; else none. */
  bootstraps: readonly AccountBootstrap[];
}

type DeploymentStacks = Omit<ThreeAccounts, 'bootstraps'>;

/**
 * Adds the stacks of a deployment to an app.
 *
 * @example
 * const app = new App();
 * const { bucket } = addThreeAccounts(app, deploymentOf(app));
 * new TerraformOutput(bucket, 'owner', { value: 'genomics' });
 *
 * @param deployment as `deploymentOf` or `deploymentFrom` gives it
 */
export function addThreeAccounts(
  app: Construct,
  deployment: Deployment,
  { stackPrefix = '' }: ThreeAccountsOptions = {},
): ThreeAccounts {
  const stacks = addStacks(app, resolveDeployment(deployment), stackPrefix);
  return { ...stacks, bootstraps: addBootstraps(app, stacks, stackPrefix) };
}

function addStacks(app: Construct, deployment: ResolvedDeployment, stackPrefix: string): DeploymentStacks {
  const props = (account: AccountRole) => ({
    deployment,
    stackName: `${stackPrefix}${ACCOUNTS[account].stack}`,
  });
  const key = new AccountCKey(app, props('key'));
  const bucket = new AccountBBucket(app, { ...props('bucket'), keyStack: key });
  const fileSystem = new AccountAFileSystem(app, { ...props('fileSystem'), keyStack: key });
  return { deployment, key, bucket, fileSystem };
}

function addBootstraps(app: Construct, stacks: DeploymentStacks, stackPrefix: string): AccountBootstrap[] {
  const { deployment } = stacks;
  const { backend, accounts, throughStep } = deployment;
  if (backend.type !== 'cloud' || !backend.bootstrap || backend.project === undefined) return [];
  const { bootstrap, project } = backend;
  const last = STEPS.length;
  const later = throughStep < last ? stacksAfter(app, { ...deployment, throughStep: last }, stackPrefix) : {};
  const provided = new Set<string>();
  return DEPLOY_ORDER.map((account) => {
    const { id } = accounts[account];
    const createsProvider = bootstrap.oidcProvider === 'create' && !provided.has(id);
    provided.add(id);
    return new AccountBootstrap(app, {
      deployment,
      account,
      stackName: `${stackPrefix}${ACCOUNTS[account].stack}-bootstrap`,
      backend: { ...backend, bootstrap, project },
      runs: stacks[account],
      later: later[account],
      createsProvider,
    });
  });
}

/** The stacks as they will be, in an app that is never synthesized. */
function stacksAfter(
  app: Construct,
  deployment: ResolvedDeployment,
  stackPrefix: string,
): Partial<Record<AccountRole, AccountCKey | AccountBBucket | AccountAFileSystem>> {
  return addStacks(new App({ outdir: App.of(app).outdir }), deployment, stackPrefix);
}
