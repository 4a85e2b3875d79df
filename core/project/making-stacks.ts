/** Which stacks make anything in AWS: where all is there already, they only name it. */
import { needsGrant, type ResolvedDeployment } from '../deployment/resolve';
import { ACCOUNTS, DEPLOY_ORDER, hasReached, type AccountRole } from '../journey/steps';

const MAKES: Readonly<Record<AccountRole, (deployment: ResolvedDeployment) => boolean>> = {
  key: ({ keys, throughStep }) =>
    hasReached(throughStep, 'key-policy') && keys.some(({ existingArn }) => existingArn === undefined),
  bucket: ({ buckets, throughStep }) =>
    buckets.some(
      ({ existing, manages }) =>
        existing === undefined ||
        manages.policy ||
        (manages.encryption && hasReached(throughStep, 'default-encryption')),
    ),
  fileSystem: (deployment) => {
    const { throughStep, fileSystem, client, buckets } = deployment;
    if (!hasReached(throughStep, 'upload-and-mount')) return false;
    const isNew = fileSystem.existingId === undefined;
    const makesClient =
      client.enabled &&
      client.existingInstanceId === undefined &&
      (isNew || fileSystem.existingMountName !== undefined);
    return (
      isNew || makesClient || buckets.some(({ associate, key }) => associate || needsGrant(deployment, key))
    );
  },
};

/** Names of the stacks with resources, in the order in which they are deployed. */
export function makingStacks(deployment: ResolvedDeployment): string[] {
  return DEPLOY_ORDER.filter((account) => MAKES[account](deployment)).map(
    (account) => ACCOUNTS[account].stack,
  );
}
