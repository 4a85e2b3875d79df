/** What one resource type takes of AWS, as a form: who fills it in is `policies/run-permissions.ts`. */

/** When the provider calls it: to read what is there (every plan does), to create and change, to destroy. */
export type TerraformUse = 'read' | 'write' | 'delete';

export interface TerraformPermission {
  use: TerraformUse;
  actions: readonly string[];
  /**
   * What it is allowed on: an ARN with `{partition}`, `{region}`, `{account}`, `{keyAccount}`, `{dnsSuffix}` and the
   * resource's own attributes in it. Of several, the first whose attributes are known; in the last, one that is not
   * known reads `*`.
   */
  on: readonly string[];
  /** Operator, condition key and value, the value with the same names in it. */
  condition?: readonly [operator: string, key: string, value: string];
  /** Attribute without which it is not needed. */
  when?: string;
}

/** Permissions by resource type. */
export type PermissionsByType = Readonly<Record<string, readonly TerraformPermission[]>>;

export const EVERYTHING = ['*'];

/** ARN of something of IAM. */
export const iamArn = (type: string, name: string) => `arn:{partition}:iam::{account}:${type}/${name}`;

/** ARN of every resource of EC2 of one type. */
export const ec2Arn = (type: string) => `arn:{partition}:ec2:{region}:{account}:${type}/*`;

/** Keys of the stack's own account. */
export const OWN_KEYS = ['arn:{partition}:kms:{region}:{account}:key/*'];

/** Keys of the account that has the buckets' keys. */
export const SHARED_KEYS = ['arn:{partition}:kms:{region}:{keyAccount}:key/*'];
