/**
 * What the Terraform AWS provider is allowed to call for each resource type of the stacks.
 *
 * Sources: the provider's calls for these types (hashicorp/terraform-provider-aws 5.100 and 6.x, `internal/service`);
 * Service Authorization Reference for what each action can be narrowed to; FSx for Lustre User Guide, "Adding
 * permissions to use data repositories in Amazon S3" and "Encrypting data at rest". `test/terraform/bootstrap-permissions.test.ts`
 * deploys the stacks with exactly these.
 */
import { BUCKET_PERMISSIONS } from './buckets';
import { FILE_SYSTEM_PERMISSIONS } from './file-systems';
import { IDENTITY_PERMISSIONS } from './identities';
import { INSTANCE_PERMISSIONS } from './instances';
import { KEY_PERMISSIONS } from './keys';
import { NETWORK_PERMISSIONS } from './network';
import { iamArn, type PermissionsByType } from './permission';

export const TERRAFORM_PERMISSIONS: PermissionsByType = {
  ...BUCKET_PERMISSIONS,
  ...FILE_SYSTEM_PERMISSIONS,
  ...IDENTITY_PERMISSIONS,
  ...INSTANCE_PERMISSIONS,
  ...KEY_PERMISSIONS,
  ...NETWORK_PERMISSIONS,
};

/** ARN of a resource by its type, for references to it; with the same names as in {@link TerraformPermission}. */
export const RESOURCE_ARNS: Readonly<Record<string, string>> = {
  aws_iam_policy: iamArn('policy', '{name}'),
  aws_iam_role: iamArn('role', '{name}'),
  aws_s3_bucket: 'arn:{partition}:s3:::{bucket}',
};

/** The attribute that holds a resource's name, by its type: what a reference to `id`, `name` or `bucket` gives. */
export const NAME_ATTRIBUTES: Readonly<Record<string, string>> = {
  aws_iam_instance_profile: 'name',
  aws_iam_policy: 'name',
  aws_iam_role: 'name',
  aws_s3_bucket: 'bucket',
};
