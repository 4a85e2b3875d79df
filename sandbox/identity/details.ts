import { childAt, childrenOf, textAt, type XmlElement } from '../gateway/xml';
import type { IamRole, IamUser } from './directory';
import { userId } from './user-id';

/** What IAM answers to GetAccountAuthorizationDetails, managed policies still by their ARN. */
export interface AccountDetails {
  readonly users: readonly WithPolicyArns<IamUser>[];
  readonly roles: readonly WithPolicyArns<IamRole>[];
  /** Customer managed policies: the default version's document by ARN. */
  readonly documents: ReadonlyMap<string, string>;
}

export type WithPolicyArns<Principal> = Principal & {
  readonly policyArns: readonly string[];
  readonly boundaryArn: string | undefined;
};

/** Reads the answer. Source: IAM API Reference, GetAccountAuthorizationDetails. */
export function readDetails(account: string, root: XmlElement): AccountDetails {
  const result = childAt(root, 'GetAccountAuthorizationDetailsResult');
  const members = (name: string): readonly XmlElement[] => childrenOf(childAt(result, name), 'member');
  const groups = new Map(
    members('GroupDetailList').map((group) => [textAt(group, 'GroupName') ?? '', group]),
  );
  return {
    users: members('UserDetailList').map((user) => {
      const own = childrenOf(childAt(user, 'GroupList'), 'member').flatMap(
        ({ text }) => groups.get(text) ?? [],
      );
      return {
        kind: 'user',
        account,
        name: textAt(user, 'UserName') ?? '',
        arn: textAt(user, 'Arn') ?? '',
        id: userId(textAt(user, 'UserId') ?? ''),
        ...policies([user, ...own], ['UserPolicyList', 'GroupPolicyList']),
        boundaryArn: undefined,
        tags: tagsOf(user),
      };
    }),
    roles: members('RoleDetailList').map((role) => ({
      kind: 'role',
      account,
      name: textAt(role, 'RoleName') ?? '',
      arn: textAt(role, 'Arn') ?? '',
      id: textAt(role, 'RoleId') ?? '',
      ...policies([role], ['RolePolicyList']),
      boundaryArn: textAt(role, 'PermissionsBoundary', 'PermissionsBoundaryArn'),
      tags: tagsOf(role),
      trustPolicy: documentText(textAt(role, 'AssumeRolePolicyDocument') ?? ''),
      maxSessionDurationS: Number(textAt(role, 'MaxSessionDuration') ?? DEFAULT_SESSION_S),
    })),
    documents: new Map(
      members('Policies').map((policy) => [
        textAt(policy, 'Arn') ?? '',
        documentText(defaultDocument(policy) ?? ''),
      ]),
    ),
  };
}

const DEFAULT_SESSION_S = 3600;

function policies(
  holders: readonly XmlElement[],
  inlineLists: readonly string[],
): { policies: string[]; policyArns: string[] } {
  return {
    policies: holders.flatMap((holder) =>
      inlineLists.flatMap((list) =>
        childrenOf(childAt(holder, list), 'member').map((policy) =>
          documentText(textAt(policy, 'PolicyDocument') ?? ''),
        ),
      ),
    ),
    policyArns: holders.flatMap((holder) =>
      childrenOf(childAt(holder, 'AttachedManagedPolicies'), 'member').flatMap(
        (policy) => textAt(policy, 'PolicyArn') ?? [],
      ),
    ),
  };
}

function defaultDocument(policy: XmlElement): string | undefined {
  const versions = childrenOf(childAt(policy, 'PolicyVersionList'), 'member');
  const chosen = versions.find((version) => textAt(version, 'IsDefaultVersion') === 'true') ?? versions[0];
  return textAt(chosen, 'Document');
}

/** Documents come percent-encoded or as they are. */
export function documentText(text: string): string {
  if (!text.startsWith('%7B') && !text.startsWith('%7b')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function tagsOf(element: XmlElement): Record<string, string> {
  return Object.fromEntries(
    childrenOf(childAt(element, 'Tags'), 'member').map((tag) => [
      textAt(tag, 'Key') ?? '',
      textAt(tag, 'Value') ?? '',
    ]),
  );
}
