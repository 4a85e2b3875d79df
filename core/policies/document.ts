/** IAM policy documents as they are sent to AWS. Element names are AWS's own. */

export type ConditionValue = string | readonly string[];
export type ConditionBlock = Readonly<Record<string, Readonly<Record<string, ConditionValue>>>>;

/** One statement of a policy. */
export interface PolicyStatement {
  /** Its name: letters and digits. */
  Sid: string;
  /** Whether it allows or denies; a denial beats everything. */
  Effect: 'Allow' | 'Deny';
  /** Who; only policies of a resource name them. */
  Principal?: '*' | { AWS: string | readonly string[] };
  /** What, such as `kms:Decrypt`. */
  Action: string | readonly string[];
  /** On what, as ARNs; in a key policy `*` is the key itself. */
  Resource: string | readonly string[];
  /** When: condition keys with their values, by operator. */
  Condition?: ConditionBlock;
}

/** A whole policy. */
export interface PolicyDocument {
  /** Version of the policy language. */
  Version: '2012-10-17';
  /** Its statements; the order means nothing. */
  Statement: readonly PolicyStatement[];
}

/** A document of the current policy version. */
export function policyDocument(statements: readonly PolicyStatement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements };
}
