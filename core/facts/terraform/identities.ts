/** What the Terraform AWS provider calls for roles, policies and instance profiles. */
import { iamArn, type PermissionsByType, type TerraformPermission } from './permission';

function attachment(target: 'role' | 'user'): TerraformPermission[] {
  const Target = target === 'role' ? 'Role' : 'User';
  const on = [iamArn(target, `{${target}}`)];
  // Without the condition, whoever holds this could attach AdministratorAccess.
  const condition = ['ArnEquals', 'iam:PolicyARN', '{policy_arn}'] as const;
  return [
    { use: 'read', actions: [`iam:ListAttached${Target}Policies`], on },
    { use: 'write', actions: [`iam:Attach${Target}Policy`], on, condition },
    { use: 'delete', actions: [`iam:Detach${Target}Policy`], on, condition },
  ];
}

export const IDENTITY_PERMISSIONS: PermissionsByType = {
  aws_iam_role: [
    {
      use: 'read',
      actions: ['iam:GetRole', 'iam:ListAttachedRolePolicies', 'iam:ListRolePolicies'],
      on: [iamArn('role', '{name}')],
    },
    {
      use: 'write',
      actions: [
        'iam:CreateRole',
        'iam:TagRole',
        'iam:UntagRole',
        'iam:UpdateAssumeRolePolicy',
        'iam:UpdateRole',
        'iam:UpdateRoleDescription',
      ],
      on: [iamArn('role', '{name}')],
    },
    {
      use: 'delete',
      actions: ['iam:DeleteRole', 'iam:ListInstanceProfilesForRole'],
      on: [iamArn('role', '{name}')],
    },
  ],
  aws_iam_role_policy_attachment: attachment('role'),
  aws_iam_user_policy_attachment: attachment('user'),
  aws_iam_policy: [
    {
      use: 'read',
      actions: ['iam:GetPolicy', 'iam:GetPolicyVersion', 'iam:ListPolicyTags'],
      on: [iamArn('policy', '{name}')],
    },
    {
      use: 'write',
      actions: [
        'iam:CreatePolicy',
        'iam:CreatePolicyVersion',
        'iam:DeletePolicyVersion',
        'iam:ListPolicyVersions',
        'iam:TagPolicy',
        'iam:UntagPolicy',
      ],
      on: [iamArn('policy', '{name}')],
    },
    {
      use: 'delete',
      actions: ['iam:DeletePolicy', 'iam:DeletePolicyVersion', 'iam:ListPolicyVersions'],
      on: [iamArn('policy', '{name}')],
    },
  ],
  aws_iam_instance_profile: [
    { use: 'read', actions: ['iam:GetInstanceProfile'], on: [iamArn('instance-profile', '{name}')] },
    {
      use: 'write',
      actions: [
        'iam:AddRoleToInstanceProfile',
        'iam:CreateInstanceProfile',
        'iam:RemoveRoleFromInstanceProfile',
        'iam:TagInstanceProfile',
        'iam:UntagInstanceProfile',
      ],
      on: [iamArn('instance-profile', '{name}')],
    },
    {
      use: 'write',
      actions: ['iam:PassRole'],
      on: [iamArn('role', '{role}')],
      condition: ['StringEquals', 'iam:PassedToService', 'ec2.{dnsSuffix}'],
    },
    {
      use: 'delete',
      actions: ['iam:DeleteInstanceProfile', 'iam:RemoveRoleFromInstanceProfile'],
      on: [iamArn('instance-profile', '{name}')],
    },
  ],
};
