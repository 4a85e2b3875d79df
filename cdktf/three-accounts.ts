import type { Construct } from 'constructs';
import { resolveDeployment, type ResolvedDeployment } from '../core/deployment/resolve';
import type { Deployment } from '../core/deployment/schema';
import { ACCOUNTS, type AccountRole } from '../core/journey/steps';
import { AccountAFileSystem } from './stacks/account-a-file-system';
import { AccountBBucket } from './stacks/account-b-bucket';
import { AccountCKey } from './stacks/account-c-key';

export interface ThreeAccountsOptions {
  /** Put before the names of the stacks, when one app holds several deployments. */
  stackPrefix?: string;
}

/** The stacks of one deployment. Each can be deployed alone; values cross through the Terraform state. */
export interface ThreeAccounts {
  deployment: ResolvedDeployment;
  key: AccountCKey;
  bucket: AccountBBucket;
  fileSystem: AccountAFileSystem;
}

/** Adds the stacks of a deployment to an app. @param deployment as `parseDeployment` gives it */
export function addThreeAccounts(
  app: Construct,
  deployment: Deployment,
  { stackPrefix = '' }: ThreeAccountsOptions = {},
): ThreeAccounts {
  const resolved = resolveDeployment(deployment);
  const props = (account: AccountRole) => ({
    deployment: resolved,
    stackName: `${stackPrefix}${ACCOUNTS[account].stack}`,
  });
  const key = new AccountCKey(app, props('key'));
  const bucket = new AccountBBucket(app, { ...props('bucket'), keyStack: key });
  const fileSystem = new AccountAFileSystem(app, { ...props('fileSystem'), keyStack: key });
  return { deployment: resolved, key, bucket, fileSystem };
}
