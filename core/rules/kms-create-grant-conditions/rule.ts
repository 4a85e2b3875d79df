import { accountIdOf } from '../../model/account-compare';
import { isFileSystemRoleText } from '../../model/bucket-data';
import { conditionsOn } from '../../model/conditions';
import { covers } from '../../model/covered-actions';
import { grantsOf, type Grant } from '../../model/grant';
import {
  fileSystemAccounts,
  obstacles,
  permissionOf,
  type BlockedBy,
  type Obstacle,
} from '../../model/grant-permission';
import { keyAccountOf, principalAccount } from '../../model/key-account';
import type { Model } from '../../model/model';
import type { Policy } from '../../model/policy';
import { statementsOf } from '../../model/policy-scope';
import type { Statement } from '../../model/statement';
import { textOf } from '../../syntax/inspect';
import { findingAt } from '../finding';
import type { Finding, Rule, Severity } from '../rule';

/** Conditions that a direct `create-grant` for the file system's role does not fulfil. */
export const rule: Rule = {
  meta: {
    id: 'kms-create-grant-conditions',
    severity: 'error',
    title: "A condition that refuses the grant for the file system's role",
    why: "The grant for the role of a file system is made by a direct call of `create-grant` from its account. That call is no AWS service's (`kms:GrantIsForAWSResource` is false) and goes through none (`kms:ViaService` is absent); an encryption context in the condition is compared with the constraint of the new grant. Under such a condition the call gets `AccessDeniedException`. Services that create grants themselves, such as EBS, do fulfil it: where nothing shows that the grant is for a file system, this rule says nothing.",
    fix: 'Put `kms:CreateGrant`, `kms:ListGrants` and `kms:RevokeGrant` for the caller into a statement of their own, without these conditions. To narrow it, ask for `kms:GranteePrincipal` and `kms:GrantOperations`.',
    sources: [
      'KMS Developer Guide, "kms:GrantIsForAWSResource" (https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html)',
      'FSx for Lustre User Guide, "Working with server-side encrypted Amazon S3 buckets" (https://docs.aws.amazon.com/fsx/latest/LustreGuide/create-dra-linked-data-repo.html)',
    ],
  },
  *check(model) {
    const grants = grantsOf(model).filter(({ role }) => role !== undefined);
    for (const { policy, statement } of statementsOf(model, 'key', 'identity', 'unknown')) {
      if (statement.effect !== 'Allow' || !covers(statement, 'kms:CreateGrant')) continue;
      const blockedBy = obstacles(policy, statement);
      if (blockedBy.length === 0) continue;
      const own = grants.filter((grant) => isOnKeyOf(policy, grant));
      const caller = directCaller(policy, statement, own, model);
      if (caller !== 'none') yield* report(blockedBy, caller, own);
    }
  },
};

/** Whether the statement is for somebody who calls `create-grant` for a file system. */
type Caller = 'certain' | 'possible' | 'none';

function directCaller(policy: Policy, statement: Statement, grants: readonly Grant[], model: Model): Caller {
  const grantees = conditionsOn(statement, 'kms:GranteePrincipal').flatMap(({ values }) => values);
  if (grantees.some(isFileSystemRoleText)) return 'certain';
  if (policy.kind === 'identity') return 'none';
  const keyAccount = keyAccountOf(policy, model);
  const accounts = new Set([
    ...fileSystemAccounts(policy),
    ...(isForFileSystemAdmin(statement) ? principalAccounts(statement) : []),
    ...grants.flatMap(({ located, role }) => role?.account ?? accountIdOf(located, model) ?? []),
  ]);
  // In the key's own account the role needs no grant.
  if (keyAccount !== undefined) accounts.delete(keyAccount);
  const blocked = [...accounts].filter(
    (account) =>
      permissionOf(policy, statement, account) === 'blocked' &&
      !policy.statements.some((other) => permissionOf(policy, other, account) === 'free'),
  );
  if (blocked.length === 0) return 'none';
  return keyAccount !== undefined && policy.complete ? 'certain' : 'possible';
}

/** What people call the one who sets up file systems; a service that calls for itself is not meant. */
function isForFileSystemAdmin({ sid, principals, conditions }: Statement): boolean {
  const isForOwnDisks = conditions.some(
    ({ key, values }) =>
      /^kms:ViaService$/i.test(key.text) && values.some((value) => /^fsx\./.test(textOf(value) ?? '')),
  );
  const names = [
    sid ?? '',
    ...principals.map(({ value }) => textOf(value)?.split(':').slice(5).join(':') ?? ''),
  ];
  return !isForOwnDisks && names.some((name) => /fsx|lustre/i.test(name));
}

function principalAccounts({ principals }: Statement): string[] {
  return principals.flatMap(({ value }) => principalAccount(textOf(value) ?? '') ?? []);
}

function isOnKeyOf({ holders }: Policy, { key }: Grant): boolean {
  return holders.some(({ resource }) => resource.address === key?.resource?.resource.address);
}

function* report(
  blockedBy: readonly BlockedBy[],
  caller: Caller,
  grants: readonly Grant[],
): Generator<Finding> {
  for (const { known, obstacle } of blockedBy) {
    const severity = severityOf(obstacle, caller, grants);
    yield findingAt(
      known.policy.file,
      known.condition.key,
      MESSAGES[obstacle],
      severity === 'error' ? {} : { severity },
    );
  }
}

function severityOf(obstacle: Obstacle, caller: Caller, grants: readonly Grant[]): Severity {
  if (caller === 'possible') return 'note';
  // A grant may carry the constraint that the condition asks for.
  const isUnconstrained = grants.some(
    ({ located, constraints }) => located.resource.body.complete && constraints.length === 0,
  );
  return obstacle === 'context' && !isUnconstrained ? 'warning' : 'error';
}

const ADVICE =
  "Put kms:CreateGrant for the caller in the file system's account into a statement without this condition.";
const MESSAGES: Readonly<Record<Obstacle, string>> = {
  'service-only': `kms:GrantIsForAWSResource is true only where an AWS service makes the call: a direct create-grant for the file system's role gets AccessDeniedException. ${ADVICE}`,
  'via-service': `A direct create-grant goes through no service and has no kms:ViaService: the grant for the file system's role gets AccessDeniedException. ${ADVICE}`,
  context: `With kms:CreateGrant this is compared with the constraint of the new grant, not with what S3 sends: a grant without that constraint gets AccessDeniedException. ${ADVICE}`,
};
