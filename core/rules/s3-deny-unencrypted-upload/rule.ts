import { parseConditionOperator } from '../../facts/condition-operators';
import { conditionsOn, isPresenceDemanded } from '../../model/conditions';
import { covers } from '../../model/covered-actions';
import { exemptsSomebody, reachesEverybody } from '../../model/file-system-denials';
import { linkedBucketPolicies } from '../../model/file-system-statements';
import type { Policy } from '../../model/policy';
import type { Condition, Statement } from '../../model/statement';
import { textOf } from '../../syntax/inspect';
import { findingAt } from '../finding';
import type { Finding, Rule } from '../rule';

const HEADERS = ['s3:x-amz-server-side-encryption', 's3:x-amz-server-side-encryption-aws-kms-key-id'];

/** FSx leaves the encryption to the bucket's default, and sends no header for it. */
export const rule: Rule = {
  meta: {
    id: 's3-deny-unencrypted-upload',
    severity: 'warning',
    title: 'The policy of a linked bucket denies uploads without an encryption header',
    why: 'FSx writes with the default encryption of the bucket. A statement that denies every `PutObject` without the header `x-amz-server-side-encryption` denies those writes, though the objects would be encrypted: exports end in `S3ExportAccessDenied`.',
    fix: 'Leave the statement out, since every bucket has a default encryption; or deny wrong headers only, with `"Null": { "s3:x-amz-server-side-encryption": "false" }` beside the comparison; or spare the role with `ArnNotLike` on `aws:PrincipalArn`.',
    sources: [
      'FSx for Lustre User Guide, "Data repository event logs" (https://docs.aws.amazon.com/fsx/latest/LustreGuide/data-repo-event-logs.html)',
      'S3 User Guide, "Setting default server-side encryption behavior for S3 buckets" (https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-bucket-encryption.html)',
    ],
  },
  *check(model) {
    for (const { policy } of linkedBucketPolicies(model)) {
      for (const statement of policy.statements) yield* checkStatement(policy, statement);
    }
  },
};

function* checkStatement({ file }: Policy, statement: Statement): Generator<Finding> {
  if (statement.effect !== 'Deny' || !covers(statement, 's3:PutObject')) return;
  if (exemptsSomebody(statement, HEADERS) || !reachesEverybody(statement)) return;
  // Every condition has to hold: one on something else may leave FSx alone.
  if (statement.conditions.some(({ key }) => !HEADERS.includes(key.text.toLowerCase()))) return;
  for (const header of HEADERS) {
    const condition = conditionsOn(statement, header).find(holdsWithoutHeader);
    if (!condition || isPresenceDemanded(statement, header)) continue;
    const message = `The statement denies uploads without the header of ${condition.key.text}, and FSx sends none: it leaves the encryption to the bucket's default, and exports end in S3ExportAccessDenied. Leave the statement out, or spare the file system's role.`;
    yield findingAt(file, condition.key, message);
    return;
  }
}

/** `"Null": true`, or a negated comparison, which holds when there is nothing to compare. */
function holdsWithoutHeader({ operator, values }: Condition): boolean {
  const parsed = parseConditionOperator(operator.text);
  if (parsed.status !== 'known') return false;
  const { base, ifExists, set } = parsed.operator;
  if (base.kind === 'Null')
    return values.some((value) => (value.kind === 'boolean' ? value.value : textOf(value) === 'true'));
  return base.negated && !ifExists && set === undefined;
}
