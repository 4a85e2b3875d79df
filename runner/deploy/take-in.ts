/**
 * What an interrupt leaves of a resource that was being created: something in the account and not in the state, or
 * something in the state that Terraform does not trust.
 */

/**
 * Types that are no things of their own: they set something, and setting it again is the same. Whether AWS has got it
 * already makes no difference.
 */
const SETTINGS =
  /^aws_(?:s3_bucket_(?:ownership_controls|policy|public_access_block|server_side_encryption_configuration|versioning)|s3_object|iam_role_policy_attachment)$/;

/**
 * Types that hold data or keys. AWS creates them in one call, and what the provider sets afterwards (tags, rotation of a
 * key) it reads back, so that a plan finds what is missing. Other types may lack something that no plan shows: a
 * security group that was cut off still has AWS's rule that allows all egress.
 */
const KEPT: readonly string[] = ['aws_fsx_lustre_file_system', 'aws_kms_key', 'aws_s3_bucket'];

/** What `terraform import` takes as ID, where it is not the id that AWS has given (provider's documentation). */
const IMPORT_IDS: Readonly<Record<string, string>> = {
  aws_cloudwatch_log_group: 'NAME',
  aws_iam_instance_profile: 'NAME',
  aws_iam_policy: 'ARN',
  aws_iam_role: 'NAME',
  aws_kms_alias: 'alias/NAME',
  aws_kms_grant: 'KEY_ID:GRANT_ID',
  aws_route: 'ROUTE_TABLE_ID_DESTINATION',
  aws_route_table_association: 'SUBNET_ID/ROUTE_TABLE_ID',
  aws_s3_bucket: 'NAME',
};

/** Whether a second one may come to stand beside a first one that is in no state, or be refused because of it. */
export function isMadeTwice(address: string): boolean {
  return !SETTINGS.test(typeOf(address));
}

/** Whether what is there of it is to be completed, not destroyed and made anew. */
export function isKept(address: string): boolean {
  return KEPT.includes(typeOf(address));
}

/** The command that writes what is in the account into the state. */
export function importCommand(address: string): string {
  return `terraform import ${address} ${IMPORT_IDS[typeOf(address)] ?? 'ID'}`;
}

/** The type in an address, also of one in a module: `module.network.aws_vpc.this`. */
function typeOf(address: string): string {
  return /(?:^|\.)(aws_\w+)\./.exec(address)?.[1] ?? '';
}
