import { S3_DATA_SOURCE_SERVICE } from '../../facts/arns';
import { ROLE_CREATION_ACTIONS } from '../../facts/service-linked-roles';
import { given } from '../../model/configuration';
import type { Model } from '../../model/model';
import type { Policy } from '../../model/policy';
import { isAttached, isIamPolicy } from '../../model/policy-scope';
import { mayAllowOnRole } from '../../model/role-creation';
import { isInVariable } from '../../model/variables';
import { textOf, valuesIn } from '../../syntax/inspect';
import type { StringValue } from '../../syntax/value';
import { findingAt } from '../finding';
import type { Finding, Rule } from '../rule';

const ATTACHMENTS = [
  'aws_iam_role_policy_attachment',
  'aws_iam_user_policy_attachment',
  'aws_iam_group_policy_attachment',
  'aws_iam_policy_attachment',
] as const;

/** Linking a file system to S3 makes a role, in the name of whoever links it. */
export const rule: Rule = {
  meta: {
    id: 'iam-role-creation',
    severity: 'warning',
    title: "A policy allows linking file systems to S3, and not making the file system's role",
    why: 'With the first association (or a file system\'s import path) FSx makes the role through which the file system reads the bucket, in the name of the caller. Without all three permissions the request fails: "not authorized to perform: iam:PutRolePolicy". `AmazonFSxFullAccess` has only the first.',
    fix: `Allow \`iam:CreateServiceLinkedRole\`, \`iam:AttachRolePolicy\` and \`iam:PutRolePolicy\` on \`arn:aws:iam::*:role/aws-service-role/${S3_DATA_SOURCE_SERVICE}/*\`.`,
    sources: [
      'FSx for Lustre User Guide, "Setting up", "Adding permissions to use data repositories in Amazon S3" (https://docs.aws.amazon.com/fsx/latest/LustreGuide/setting-up.html)',
    ],
  },
  *check(model) {
    const identity = model.policies.filter((policy) => policy.kind === 'identity' && isIamPolicy(policy));
    for (const policy of identity) {
      const action = linkingAction(policy);
      if (!action || isInVariable(action.range, policy.file.path, model)) continue;
      const missing = ROLE_CREATION_ACTIONS.filter(
        (name) => !identity.some((one) => mayAllowOnRole(one, name)),
      );
      if (missing.length === 0 || hasMore(model)) continue;
      yield report(policy, action, missing);
    }
  },
};

/** The action by which a policy clearly is for linking file systems to S3. */
function linkingAction(policy: Policy): StringValue | undefined {
  if (!isAttached(policy) && policy.file.language !== 'json') return undefined;
  const named = policy.statements
    .filter(({ effect }) => effect === 'Allow')
    .flatMap(({ action }) => action?.items ?? [])
    .filter((item): item is StringValue => item.kind === 'string');
  const find = (name: string) => named.find(({ text }) => text.toLowerCase() === name);
  const linking = find('fsx:createdatarepositoryassociation');
  return linking ?? (namesRoles(policy) ? find('fsx:createfilesystem') : undefined);
}

function namesRoles({ node }: Policy): boolean {
  for (const value of valuesIn(node)) if (textOf(value)?.includes(S3_DATA_SOURCE_SERVICE)) return true;
  return false;
}

/** Whether more is attached than what stands here, and may have the permissions. */
function hasMore(model: Model): boolean {
  return model.resources(...ATTACHMENTS).some((located) => {
    const arn = given(located.resource.body, 'policy_arn');
    const text = textOf(arn);
    if (text !== undefined) return !/\/AmazonFSx|\/AmazonS3/.test(text);
    return model.resolve(arn, located)?.resource.type !== 'aws_iam_policy';
  });
}

function report({ file }: Policy, action: StringValue, missing: readonly string[]): Finding {
  const names = missing.map((name) => `"${name}"`);
  const list =
    names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}` : names.join('');
  const message = `"${action.text}" makes the file system's role in the name of the caller, and nothing here allows ${list} on it: the request ends with "not authorized". Allow ${missing.length > 1 ? 'them' : 'it'} on "arn:aws:iam::*:role/aws-service-role/${S3_DATA_SOURCE_SERVICE}/*".`;
  return findingAt(file, action, message);
}
