import { KEY_POLICY_MAX_BYTES } from '../../../core/facts/kms';
import type { Call } from '../../gateway/call';
import type { AwsError } from '../../gateway/outcome';
import { invalidPrincipal } from '../../identity/policy-principals';
import { isJsonObject, parseJsonObject, type JsonObject } from '../../json';
import { keyDenial } from './authorize-key';
import { kmsError } from './errors';
import type { KmsGround } from './ground';
import type { KeyRecord } from './records';

const SERVICE_PRINCIPAL = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?$/;
const PRINCIPAL_TYPES = ['AWS', 'Service', 'Federated', 'CanonicalUser'];

/** The policy that a key gets when it is created without one: it leaves access to the account's own policies. */
export function defaultKeyPolicy(account: string): string {
  return JSON.stringify(
    {
      Version: '2012-10-17',
      Id: 'key-default-1',
      Statement: [
        {
          Sid: 'Enable IAM User Permissions',
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${account}:root` },
          Action: 'kms:*',
          Resource: '*',
        },
      ],
    },
    undefined,
    2,
  );
}

/**
 * What KMS says against a policy; undefined when it takes it.
 * Sources: KMS API Reference, PutKeyPolicy; re:Post, "kms-policy-error-invalid-principals"; KMS Developer Guide,
 * "kms:EncryptionContext" (ForAllValues).
 */
export async function policyProblem(policy: string, { world }: KmsGround): Promise<AwsError | undefined> {
  if (Buffer.byteLength(policy) > KEY_POLICY_MAX_BYTES) {
    return kmsError('LimitExceededException', `The key policy is larger than ${KEY_POLICY_MAX_BYTES} bytes.`);
  }
  const document = parseJsonObject(policy);
  const statements = document && statementsOf(document);
  if (!statements) return malformed('Policy document is malformed.');
  for (const statement of statements) {
    const problem = statementProblem(statement);
    if (problem !== undefined) return malformed(problem);
  }
  if ((await invalidPrincipal(policy, world.directory)) !== undefined) return malformed(INVALID_PRINCIPALS);
  return undefined;
}

/** The refusal of a policy under which the caller could not put another one; undefined when it could. */
export async function lockOut(
  ground: KmsGround,
  call: Call,
  key: KeyRecord,
  policy: string,
): Promise<AwsError | undefined> {
  const refused = await keyDenial(ground, {
    call,
    key,
    action: 'kms:PutKeyPolicy',
    policy,
    context: { 'kms:BypassPolicyLockoutSafetyCheck': 'false' },
    grants: [],
  });
  return (
    refused && malformed('The new key policy will not allow you to update the key policy in the future.')
  );
}

const INVALID_PRINCIPALS = 'Policy contains a statement with one or more invalid principals.';

function malformed(message: string): AwsError {
  return kmsError('MalformedPolicyDocumentException', message);
}

function statementsOf(document: JsonObject): JsonObject[] | undefined {
  const { Statement: given } = document;
  const list: unknown[] = Array.isArray(given) ? (given as unknown[]) : [given];
  return list.length > 0 && list.every(isJsonObject) ? list : undefined;
}

function statementProblem(statement: JsonObject): string | undefined {
  const {
    Effect: effect,
    Principal: principal,
    NotPrincipal: notPrincipal,
    Condition: condition,
  } = statement;
  if (effect !== 'Allow' && effect !== 'Deny') return 'Policy document is malformed.';
  if (principal === undefined && notPrincipal === undefined) {
    return 'Policy contains a statement with no principal.';
  }
  if (!isPrincipal(principal ?? notPrincipal)) return INVALID_PRINCIPALS;
  if (isJsonObject(condition)) {
    for (const [operator, keys] of Object.entries(condition)) {
      const context = isJsonObject(keys)
        ? Object.keys(keys).find((key) => /^kms:EncryptionContext:/i.test(key))
        : undefined;
      if (/^ForAllValues:/i.test(operator) && context !== undefined) {
        return `OverlyPermissiveCondition:EncryptionContext: Using the ForAllValues set operator with a single-valued condition key matches requests without the specified [encryption context] or with an unspecified [encryption context]. To fix, remove ForAllValues.`;
      }
    }
  }
  return undefined;
}

/** Of AWS principals only the form is looked at here. */
function isPrincipal(element: unknown): boolean {
  if (element === '*') return true;
  if (!isJsonObject(element) || Object.keys(element).length === 0) return false;
  return Object.entries(element).every(([type, value]) => {
    const texts: unknown[] = Array.isArray(value) ? (value as unknown[]) : [value];
    return (
      PRINCIPAL_TYPES.includes(type) &&
      texts.length > 0 &&
      texts.every((text) => typeof text === 'string' && (type !== 'Service' || SERVICE_PRINCIPAL.test(text)))
    );
  });
}
