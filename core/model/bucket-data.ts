/** Statements on a KMS key that are about objects in S3: which say so, and of which buckets. */
import { S3_DATA_SOURCE_ROLE_PREFIX, S3_DATA_SOURCE_SERVICE } from '../facts/arns';
import { S3_CONTEXT_KEY } from '../facts/kms-calls';
import { parseConditionOperator } from '../facts/condition-operators';
import { childrenOf, outline } from '../syntax/inspect';
import type { Located, Resolution } from '../syntax/project';
import type { Value } from '../syntax/value';
import { conditionsOn, isPositive } from './conditions';
import type { Model } from './model';
import type { Policy } from './policy';
import type { Condition, Statement } from './statement';

/** Name of the condition key for the encryption context that S3 sends. */
export const S3_CONTEXT_CONDITION = `kms:EncryptionContext:${S3_CONTEXT_KEY}`;

/** The conditions that ask for an S3 object or bucket as encryption context. */
export function s3ContextConditions(statement: Statement): Condition[] {
  return conditionsOn(statement, S3_CONTEXT_CONDITION).filter(({ operator }) => {
    const parsed = parseConditionOperator(operator.text);
    return parsed.status === 'known' && isPositive(parsed.operator);
  });
}

/** Whether a text or template names the role that file systems read and write their buckets with. */
export function isFileSystemRoleText(value: Value): boolean {
  if (value.kind !== 'string' && value.kind !== 'template') return false;
  const text = outline(value);
  return text.includes(S3_DATA_SOURCE_ROLE_PREFIX) || text.includes(`/${S3_DATA_SOURCE_SERVICE}/`);
}

/** Whether a statement is for roles of file systems alone: by their names, or by the user id of their sessions. */
export function isForFileSystemRoles(statement: Statement): boolean {
  const { principals, principalsComplete } = statement;
  if (!principalsComplete || principals.length === 0) return false;
  return principals.every(({ value }) => isFileSystemRoleText(value)) || isForFileSystemSessions(statement);
}

/** The form of AWS's example for all file systems of an account: `"aws:userid": "*:FSx"`. */
export function isForFileSystemSessions(statement: Statement): boolean {
  return conditionsOn(statement, 'aws:userid').some(({ values }) =>
    values.some((value) => value.kind === 'string' && value.text.endsWith(':FSx')),
  );
}

/** Whether a statement can only be about objects in S3. */
export function isAboutBucketData(statement: Statement): boolean {
  return s3ContextConditions(statement).length > 0 || isForFileSystemRoles(statement);
}

/** The buckets in view that a condition's values are made from. */
export function bucketsIn({ values }: Condition, policy: Policy, model: Model): Located[] {
  return values
    .flatMap((value) => [value, ...childrenOf(value)])
    .map((value): Resolution | undefined => model.resolve(value, policy))
    .filter((found): found is Resolution => found?.resource.type === 'aws_s3_bucket');
}
