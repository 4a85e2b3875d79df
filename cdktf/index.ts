/**
 * What `fsx-lustre-kms/cdktf` offers to a CDKTF project: an app with the stacks of all three accounts, the stacks and
 * constructs one by one, and the policies that they carry.
 */

// # The app
export { deploymentFrom, deploymentOf, FsxLustreKmsApp, InvalidDeploymentError } from './app';
export { lintStacks } from './lint-annotations';
export { runApp } from './run-app';

// # The stacks
export { addThreeAccounts, type ThreeAccounts, type ThreeAccountsOptions } from './three-accounts';
export { AccountStack, type AccountStackProps } from './account-stack';
export { AccountCKey } from './stacks/account-c-key';
export { AccountBBucket, type AccountBBucketProps } from './stacks/account-b-bucket';
export { AccountAFileSystem, type AccountAFileSystemProps } from './stacks/account-a-file-system';

// # The constructs
export { SharedKey, type SharedKeyProps } from './constructs/shared-key';
export { LinkedBucket, type LinkedBucketProps } from './constructs/linked-bucket';
export { LustreNetwork, type LustreNetworkProps } from './constructs/lustre-network';
export { LustreFileSystem, type LustreFileSystemProps } from './constructs/lustre-file-system';
export {
  LustreClient,
  mountCommand,
  type LustreClientProps,
  type LustreMount,
} from './constructs/lustre-client';
export { BucketAssociations, type BucketAssociationsProps } from './constructs/bucket-associations';
export {
  FileSystemGrants,
  type FileSystemGrant,
  type FileSystemGrantsProps,
} from './constructs/file-system-grants';
export { GrantAdministrator, type GrantAdministratorProps } from './constructs/grant-administrator';

// # Policies and deployment
export { bucketPolicy } from '../core/policies/bucket-policy';
export { keyPolicy } from '../core/policies/key-policy';
export { grantAdministratorPolicy } from '../core/policies/grant-administrator-policy';
export { fileSystemRoleArn } from '../core/facts/arns';
export { resolveDeployment } from '../core/deployment/resolve';
export type { PolicyDocument, PolicyStatement } from '../core/policies/document';
export type { ResolvedBucket, ResolvedDeployment, ResolvedFileSystem } from '../core/deployment/resolve';
export type { Deployment, DeploymentInput } from '../core/deployment/schema';
export type { DeploymentProblem } from '../core/deployment/problem';
