import { KmsGrant } from '@cdktf/provider-aws/lib/kms-grant';
import { Op, Token, type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { recordCreation } from '../created-at';

/** What `FileSystemGrants` are made from. */
export interface FileSystemGrantsProps {
  /** ARN of the file system's service-linked role. */
  granteeArn: string;
  /** What the role may do with the key: `Decrypt` to read, `GenerateDataKey` to export. */
  operations: string[];
  /** Who may retire the grants; nobody but their grantee and the key's account, if left out. */
  retiringPrincipalArn?: string;
  /** One grant each. */
  grants: readonly FileSystemGrant[];
  /** Where the key policy names one file system's role: that id, and the id of the file system that is there. */
  fileSystem?: { id: string; namedInPolicies: string };
  /** The associations, with which the role appears, and the policy that allows CreateGrant. */
  dependsOn: ITerraformDependable[];
}

/** One grant on one key. */
export interface FileSystemGrant {
  /** Name of the grant and of its construct: KMS then answers a repeated call with the same grant. */
  name: string;
  /** Full ARN of the key: across accounts KMS takes nothing else. */
  keyArn: string;
  /** Bucket whose ARN every request must carry as encryption context; undefined for no constraint. */
  bucketArn?: string;
}

/**
 * The grants that let a file system's role use keys of another account. They are made from the file system's
 * account (FSx for Lustre User Guide, "Working with server-side encrypted Amazon S3 buckets"). The role's name
 * carries the file system's id, so another file system means new grants.
 *
 * @example
 * const { associations } = new BucketAssociations(stack, 'associations', {
 *   fileSystemId: 'fs-0123456789abcdef0',
 *   buckets: deployment.buckets,
 * });
 * new FileSystemGrants(stack, 'grants', {
 *   granteeArn: fileSystemRoleArn('aws', '111111111111', 'fs-0123456789abcdef0'),
 *   operations: ['Decrypt', 'DescribeKey', 'GenerateDataKey'],
 *   grants: [
 *     {
 *       name: 'genomics-data',
 *       keyArn: 'arn:aws:kms:us-east-1:333333333333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
 *     },
 *   ],
 *   // The role is not there before the first association is.
 *   dependsOn: associations.map(({ resource }) => resource),
 * });
 */
export class FileSystemGrants extends Construct {
  /** The grants by name; the resource's `grantId` is what KMS revokes. */
  readonly grants: { name: string; resource: KmsGrant }[];

  constructor(scope: Construct, id: string, props: FileSystemGrantsProps) {
    super(scope, id);
    recordCreation(this, FileSystemGrants);
    const precondition = props.fileSystem && [sameFileSystem(props.fileSystem)];
    this.grants = props.grants.map(({ name, keyArn, bucketArn }) => ({
      name,
      resource: new KmsGrant(this, name, {
        name,
        keyId: keyArn,
        granteePrincipal: props.granteeArn,
        operations: props.operations,
        retiringPrincipal: props.retiringPrincipalArn,
        constraints:
          bucketArn === undefined ? undefined : [{ encryptionContextSubset: { 'aws:s3:arn': bucketArn } }],
        dependsOn: props.dependsOn,
        lifecycle: precondition && { precondition },
      }),
    }));
  }
}

/** Says what to do when the file system was replaced, before KMS refuses the grant for its new role. */
function sameFileSystem({ id, namedInPolicies }: { id: string; namedInPolicies: string }) {
  return {
    condition: Token.asAny(Op.eq(id, namedInPolicies)),
    errorMessage: `The key policy names the role of ${namedInPolicies}, and the file system is another one now. Set serviceLinkedRole to "pattern" in cdktf.json, deploy account-c-key and account-b-bucket, then this stack.`,
  };
}
