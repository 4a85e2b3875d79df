/** What the Terraform AWS provider calls for keys, aliases and grants. */
import { EVERYTHING, OWN_KEYS, SHARED_KEYS, type PermissionsByType } from './permission';

const alias = ['arn:{partition}:kms:{region}:{account}:{name}'];

export const KEY_PERMISSIONS: PermissionsByType = {
  aws_kms_key: [
    {
      use: 'read',
      actions: ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:GetKeyRotationStatus', 'kms:ListResourceTags'],
      on: OWN_KEYS,
    },
    // There is no key yet to name.
    { use: 'write', actions: ['kms:CreateKey'], on: EVERYTHING },
    {
      use: 'write',
      actions: [
        'kms:DisableKey',
        'kms:DisableKeyRotation',
        'kms:EnableKey',
        'kms:EnableKeyRotation',
        'kms:PutKeyPolicy',
        'kms:TagResource',
        'kms:UntagResource',
        'kms:UpdateKeyDescription',
      ],
      on: OWN_KEYS,
    },
    { use: 'delete', actions: ['kms:ScheduleKeyDeletion'], on: OWN_KEYS },
  ],
  aws_kms_alias: [
    { use: 'read', actions: ['kms:ListAliases'], on: EVERYTHING },
    // KMS asks for both: the alias, and the key behind it.
    { use: 'write', actions: ['kms:CreateAlias', 'kms:UpdateAlias'], on: alias },
    { use: 'write', actions: ['kms:CreateAlias', 'kms:UpdateAlias'], on: OWN_KEYS },
    { use: 'delete', actions: ['kms:DeleteAlias'], on: alias },
    { use: 'delete', actions: ['kms:DeleteAlias'], on: OWN_KEYS },
  ],
  aws_kms_grant: [
    { use: 'read', actions: ['kms:ListGrants'], on: ['{key_id}', ...SHARED_KEYS] },
    { use: 'write', actions: ['kms:CreateGrant'], on: ['{key_id}', ...SHARED_KEYS] },
    { use: 'delete', actions: ['kms:RevokeGrant'], on: ['{key_id}', ...SHARED_KEYS] },
  ],
};
