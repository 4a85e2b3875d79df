import { AwsProvider, type AwsProviderConfig } from '@cdktf/provider-aws/lib/provider';
import {
  CloudBackend,
  LocalBackend,
  NamedCloudWorkspace,
  S3Backend,
  TerraformOutput,
  TerraformStack,
  type TerraformBackend,
} from 'cdktf';
import type { Construct } from 'constructs';
import type { ResolvedDeployment } from '../core/deployment/resolve';
import { workspaceOf, type Backend } from '../core/deployment/sections/backend';
import { ACCOUNTS, type AccountRole } from '../core/journey/steps';
import { recordCreation } from './created-at';
import type { HandOver } from './hand-over';
import { sandboxBackend, sandboxFolder, sandboxProvider } from './sandbox';

/** AWS provider versions that the stacks work with; nothing they emit needs more than the first. */
export const AWS_PROVIDER_VERSIONS = '>= 5.100, < 7';

/** What every stack of an account is made from. */
export interface AccountStackProps {
  /** The deployment with every default: `resolveDeployment` gives it. */
  deployment: ResolvedDeployment;
  /** Name of the stack. Default: the account's, such as `account-c-key`. */
  stackName?: string;
}

/**
 * A stack for one of the three accounts: provider, state, tags. The provider block allows this account only, so
 * that the stack is never applied to another one.
 *
 * @example
 * class Inventory extends AccountStack {
 *   constructor(scope: Construct, props: AccountStackProps) {
 *     super(scope, 'bucket', { stackName: 'inventory', ...props });
 *     for (const { name, bucketName } of this.deployment.buckets) {
 *       this.output(name, bucketName, 'A bucket that the file system is linked to');
 *     }
 *   }
 * }
 * new Inventory(app, { deployment });
 */
export abstract class AccountStack extends TerraformStack {
  /** What the stack is made from. */
  protected readonly deployment: ResolvedDeployment;
  /** Where this stack's state is; other stacks read its outputs from there. */
  readonly backend: TerraformBackend;
  /** What is handed to the owners of existing keys and buckets. */
  readonly handOvers: HandOver[] = [];

  /** @param state where its state is; default: where the deployment says */
  protected constructor(
    scope: Construct,
    account: AccountRole,
    { deployment, stackName }: AccountStackProps,
    state: Backend = deployment.backend,
  ) {
    const id = stackName ?? ACCOUNTS[account].stack;
    super(scope, id);
    this.deployment = deployment;
    recordCreation(this, new.target);
    const sandbox = sandboxFolder(process.env);
    const provider = providerConfig(deployment, account, state);
    new AwsProvider(
      this,
      'aws',
      sandbox === undefined ? provider : sandboxProvider(provider, account, sandbox),
    );
    // The bindings pin the exact provider they were made from; our resources need no more than 5.100.
    this.addOverride('terraform.required_providers.aws.version', AWS_PROVIDER_VERSIONS);
    this.backend =
      sandbox === undefined
        ? createBackend(this, id, account, { ...deployment, backend: state })
        : sandboxBackend(this, id, sandbox);
    if (this.backend instanceof S3Backend) {
      // The bindings have no property for it yet; without a lock two applies could overwrite each other's state.
      this.addOverride('terraform.backend.s3.use_lockfile', true);
    }
  }

  /** A value for the next step and for other stacks. */
  protected output(name: string, value: string, description: string): void {
    new TerraformOutput(this, name, { value, description, staticId: true });
  }
}

function providerConfig(
  deployment: ResolvedDeployment,
  account: AccountRole,
  state: Backend,
): AwsProviderConfig {
  const { id, profile, assumeRoleArn, externalId, endpoints } = deployment.accounts[account];
  // A run of HCP Terraform has its workspace's role already, and no profiles: those are the administrator's.
  const isRun = state.type === 'cloud' && state.bootstrap !== undefined;
  return {
    region: deployment.region,
    allowedAccountIds: [id],
    profile: isRun ? undefined : profile,
    assumeRole: isRun || assumeRoleArn === undefined ? undefined : [{ roleArn: assumeRoleArn, externalId }],
    defaultTags: Object.keys(deployment.tags).length ? [{ tags: deployment.tags }] : undefined,
    endpoints: endpoints && [endpoints],
    // A bucket name in front of a VPC endpoint's or an emulator's host would not resolve.
    s3UsePathStyle: endpoints?.s3 === undefined ? undefined : true,
  };
}

function createBackend(
  stack: TerraformStack,
  id: string,
  account: AccountRole,
  { backend, namePrefix, region }: ResolvedDeployment,
): TerraformBackend {
  switch (backend.type) {
    case 'local':
      return new LocalBackend(stack);
    case 's3':
      return new S3Backend(stack, {
        bucket: backend.bucket,
        region: backend.region ?? region,
        key: `${backend.keyPrefix}${id}.tfstate`,
        profile: backend.profile,
        encrypt: true,
      });
    case 'cloud': {
      // Cross-stack values need named workspaces: tags would not say which state to read.
      const name = workspaceOf(backend, account, { namePrefix, stack: id });
      return new CloudBackend(stack, {
        organization: backend.organization,
        hostname: backend.hostname,
        workspaces: new NamedCloudWorkspace(name, backend.project),
      });
    }
  }
}
