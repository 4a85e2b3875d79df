import { parseConditionOperator } from '../../facts/condition-operators';
import { isFileSystemRoleText } from '../../model/bucket-data';
import { linkedBucketPolicies } from '../../model/file-system-statements';
import { exemptsSomebody, reachesEverybody } from '../../model/file-system-denials';
import type { Policy } from '../../model/policy';
import type { Condition, Statement } from '../../model/statement';
import { findingAt } from '../finding';
import type { Finding, Rule } from '../rule';

const KEYS: readonly string[] = ['aws:sourcevpc', 'aws:sourcevpce'];

/** FSx reaches buckets from a network of its own, not from the VPC of the file system. */
export const rule: Rule = {
  meta: {
    id: 's3-source-vpc',
    severity: 'warning',
    title: 'The policy of a linked bucket lets requests in from a VPC only',
    why: 'The role of a file system does not call from your VPC, and its requests carry neither your `aws:SourceVpc` nor your `aws:SourceVpce`. A statement that denies everything from elsewhere denies FSx too: exports end in `S3ExportAccessDenied`, and reading fails.',
    fix: 'Spare the role in the Deny: `"ArnNotLike": { "aws:PrincipalArn": "arn:aws:iam::ACCOUNT:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/*" }`.',
    sources: [
      'FSx for Lustre User Guide, "Data repository event logs" (https://docs.aws.amazon.com/fsx/latest/LustreGuide/data-repo-event-logs.html)',
    ],
  },
  *check(model) {
    for (const { policy } of linkedBucketPolicies(model)) {
      for (const statement of policy.statements) yield* checkStatement(policy, statement);
    }
  },
};

function* checkStatement({ file }: Policy, statement: Statement): Generator<Finding> {
  const conditions = statement.conditions.filter(({ key }) => KEYS.includes(key.text.toLowerCase()));
  const [condition] = conditions;
  if (!condition) return;
  if (statement.effect === 'Deny') {
    if (!conditions.some(isNegated) || exemptsSomebody(statement, KEYS) || !reachesEverybody(statement))
      return;
    const message = `The statement denies what does not come by ${condition.key.text}, and FSx reaches the bucket from a network of its own: reading fails, and exports end in S3ExportAccessDenied. Spare the file system's role with "ArnNotLike" on aws:PrincipalArn.`;
    yield findingAt(file, condition.key, message);
  } else if (statement.effect === 'Allow' && isForRolesAlone(statement) && conditions.some(isPlain)) {
    const message = `The statement allows the file system's role what comes by ${condition.key.text}, and FSx reaches the bucket from a network of its own: the statement never applies. Leave the condition out.`;
    yield findingAt(file, condition.key, message);
  }
}

function isForRolesAlone({ principals }: Statement): boolean {
  return principals.length > 0 && principals.every(({ value }) => isFileSystemRoleText(value));
}

function isNegated({ operator }: Condition): boolean {
  const parsed = parseConditionOperator(operator.text);
  return parsed.status === 'known' && parsed.operator.base.negated;
}

/** A condition that needs the key: neither negated nor `IfExists`. */
function isPlain({ operator }: Condition): boolean {
  const parsed = parseConditionOperator(operator.text);
  if (parsed.status !== 'known') return false;
  const { base, ifExists, set } = parsed.operator;
  return !base.negated && !ifExists && base.kind !== 'Null' && set !== 'ForAllValues';
}
