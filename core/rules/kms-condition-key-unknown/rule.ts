import { conditionKeyStatus, nearestConditionKey } from '../../facts/condition-keys';
import { parseConditionOperator } from '../../facts/condition-operators';
import { S3_CONTEXT_KEY } from '../../facts/kms-calls';
import { editDistance } from '../../facts/nearest';
import { outlined } from '../../model/outlined';
import type { Policy } from '../../model/policy';
import { isIamPolicy } from '../../model/policy-scope';
import type { Condition, Statement } from '../../model/statement';
import { renameToken } from '../condition-fixes';
import { whenKeyIsAbsent } from '../condition-words';
import { findingAt } from '../finding';
import type { Finding, Rule } from '../rule';

/** Condition keys of KMS, and global ones, that AWS does not have. Case does not count. */
export const rule: Rule = {
  meta: {
    id: 'kms-condition-key-unknown',
    severity: 'error',
    perPolicy: true,
    title: 'A condition key that does not exist',
    why: 'A request never carries a key that does not exist. Under most operators the condition then never holds, so that the statement allows nothing; under a negated operator it always holds, and restricts nothing. In both cases the policy looks right. Names are compared without regard to case. Keys of services other than KMS are not judged.',
    fix: 'Write the name as the list of condition keys has it: `kms:` for keys of KMS, `aws:` for global ones. An encryption context needs the name of one of its pairs: `kms:EncryptionContext:aws:s3:arn`.',
    sources: [
      'KMS Developer Guide, "AWS KMS condition keys" (https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html)',
      'IAM User Guide, "AWS global condition context keys" (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html)',
    ],
  },
  *check({ policies }) {
    for (const policy of policies.filter(isIamPolicy)) {
      for (const statement of policy.statements) {
        for (const condition of statement.conditions) yield* checkKey(policy, statement, condition);
      }
    }
  },
};

/** Keys that AWS's own policies use, and that its list leaves out. */
const UNLISTED = /^aws:PrincipalOrgMasterAccountId$/i;

function* checkKey(policy: Policy, statement: Statement, condition: Condition): Generator<Finding> {
  const { key, operator } = condition;
  if (!/^[\w:./-]+$/.test(key.text) || UNLISTED.test(key.text)) return;
  if (conditionKeyStatus(key.text) !== 'unknown') return;
  const meant = meantKey(condition);
  if (meant === undefined && !/^(kms|aws):/i.test(key.text)) return;
  const parsed = parseConditionOperator(operator.text);
  const result =
    parsed.status === 'known' && parsed.operator.base.kind !== 'Null'
      ? `, so ${whenKeyIsAbsent(statement.effect, parsed.operator)}`
      : '';
  const advice =
    meant === undefined
      ? 'Look its name up among the condition keys of KMS and the global ones.'
      : `Write "${meant}".`;
  const message = `"${key.text}" is no condition key: no request carries it${result}. ${advice}`;
  yield findingAt(policy.file, key, message, {
    // A name that is like none of those known may be newer than they are.
    ...(meant === undefined && { severity: 'warning' }),
    fixes: meant === undefined ? [] : renameToken(policy, key, meant, { safe: isSlip(key.text, meant) }),
  });
}

function meantKey({ key, values }: Condition): string | undefined {
  const bare = /^kms:EncryptionContext[:/]?$/i.test(key.text);
  const isS3 = values.some((value) => /^arn:[^:]*:s3:/.test(outlined(value)?.text ?? ''));
  return bare && isS3 ? `kms:EncryptionContext:${S3_CONTEXT_KEY}` : nearestConditionKey(key.text);
}

/** A letter or two, with nothing else it could be. */
function isSlip(text: string, meant: string): boolean {
  return editDistance(text.toLowerCase(), meant.toLowerCase()) <= 2;
}
