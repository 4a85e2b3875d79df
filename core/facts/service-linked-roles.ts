/**
 * The service-linked roles of FSx.
 * Sources: FSx for Lustre User Guide, "Using service-linked roles for Amazon FSx" and "AWS managed policies for
 * Amazon FSx".
 */
import { S3_DATA_SOURCE_ROLE_PREFIX, S3_DATA_SOURCE_SERVICE } from './arns';
import { FILE_SYSTEM_BUCKET_ACTIONS, FILE_SYSTEM_OBJECT_ACTIONS } from './s3';

export interface ServiceLinkedRole {
  /** The service principal, which is also its path under `aws-service-role/`. */
  service: string;
  /** Name of the role, or what it begins with where a file system's id follows. */
  name: string;
  perFileSystem: boolean;
  /** What AWS's policy for it allows on S3; the policy cannot be edited, and holds no `kms:` action. */
  s3Actions: readonly string[];
}

export const SERVICE_LINKED_ROLES: readonly ServiceLinkedRole[] = [
  {
    service: 'fsx.amazonaws.com',
    name: 'AWSServiceRoleForAmazonFSx',
    perFileSystem: false,
    s3Actions: [],
  },
  {
    service: S3_DATA_SOURCE_SERVICE,
    name: S3_DATA_SOURCE_ROLE_PREFIX,
    perFileSystem: true,
    s3Actions: [...new Set([...FILE_SYSTEM_BUCKET_ACTIONS, ...FILE_SYSTEM_OBJECT_ACTIONS])].sort(),
  },
];

/** What the creator of a linked file system or an association needs on the file system's role. */
export const ROLE_CREATION_ACTIONS = [
  'iam:AttachRolePolicy',
  'iam:CreateServiceLinkedRole',
  'iam:PutRolePolicy',
] as const;
