import type { RuleCases } from '../case';

const ROLE =
  'arn:aws:iam::111111111111:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_fs-0123456789abcdef0';
const statement = (principal: string, actions: string, condition = '') =>
  `    { "Effect": "Allow", "Principal": { "AWS": "${principal}" }, "Action": ${actions}, "Resource": "*"${condition === '' ? '' : `, "Condition": ${condition}`} }`;
const OWNER = statement('arn:aws:iam::333333333333:root', '"kms:*"');
const READER = statement(ROLE, '["kms:Decrypt", "kms:GenerateDataKey"]');
const policy = (...statements: readonly string[]) => `{
  "Version": "2012-10-17",
  "Statement": [
${statements.join(',\n')}
  ]
}
`;
const GRANTS = '["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"]';
const ADMIN = 'arn:aws:iam::111111111111:role/Admin';
const FOR_SERVICES = '{ "Bool": { "kms:GrantIsForAWSResource": "true" } }';
const FOR_SERVICES_MARKED = FOR_SERVICES.replace('kms:GrantIsForAWSResource', '«kms:GrantIsForAWSResource»');
const VIA = '{ "StringEquals": { "kms:ViaService": "s3.us-east-1.amazonaws.com" } }';
const CONTEXT = '{ "StringLike": { "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::training-data/*" } }';
const CONTEXT_MARKED = CONTEXT.replace(
  'kms:EncryptionContext:aws:s3:arn',
  '«kms:EncryptionContext:aws:s3:arn»',
);

const hcl = (variable: string, grantee: string) => `data "aws_iam_policy_document" "grants" {
  statement {
    actions   = ["kms:CreateGrant"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = [var.admin]
    }
    condition {
      test     = "StringEquals"
      variable = "${variable}"
      values   = ["s3.us-east-1.amazonaws.com"]
    }
    condition {
      test     = "ArnLike"
      variable = "kms:GranteePrincipal"
      values   = ["${grantee}"]
    }
  }
}
`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'grants of services alone, where a file system of another account needs one',
      file: 'key-policy.json',
      text: policy(OWNER, READER, statement(ADMIN, GRANTS, FOR_SERVICES_MARKED)),
      messages: [
        "kms:GrantIsForAWSResource is true only where an AWS service makes the call: a direct create-grant for the file system's role gets AccessDeniedException. Put kms:CreateGrant for the caller in the file system's account into a statement without this condition.",
      ],
    },
    {
      name: 'CreateGrant through S3, by the administrator of file systems',
      file: 'key-policy.json',
      text: policy(
        OWNER,
        statement(
          'arn:aws:iam::111111111111:role/FsxAdmin',
          '"kms:CreateGrant"',
          VIA.replace('kms:ViaService', '«kms:ViaService»'),
        ),
      ),
      messages: [
        "A direct create-grant goes through no service and has no kms:ViaService: the grant for the file system's role gets AccessDeniedException. Put kms:CreateGrant for the caller in the file system's account into a statement without this condition.",
      ],
    },
    {
      name: "CreateGrant for a file system's role, through a service",
      file: 'main.tf',
      text: hcl(
        '«kms:ViaService»',
        'arn:aws:iam::*:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/*',
      ),
      messages: [
        "A direct create-grant goes through no service and has no kms:ViaService: the grant for the file system's role gets AccessDeniedException. Put kms:CreateGrant for the caller in the file system's account into a statement without this condition.",
      ],
    },
    {
      name: 'CreateGrant in the statement with the encryption context',
      file: 'key-policy.json',
      text: policy(OWNER, READER, statement(ADMIN, '["kms:Decrypt", "kms:CreateGrant"]', CONTEXT_MARKED)),
      messages: [
        "With kms:CreateGrant this is compared with the constraint of the new grant, not with what S3 sends: a grant without that constraint gets AccessDeniedException. Put kms:CreateGrant for the caller in the file system's account into a statement without this condition.",
      ],
      severity: 'warning',
    },
  ],
  good: [
    {
      name: "the console's statement, without a file system in view",
      file: 'key-policy.json',
      text: policy(OWNER, statement(ADMIN, GRANTS, FOR_SERVICES)),
    },
    {
      name: 'another statement that allows it',
      file: 'key-policy.json',
      text: policy(
        OWNER,
        READER,
        statement(ADMIN, GRANTS, FOR_SERVICES),
        statement('arn:aws:iam::111111111111:root', '"kms:CreateGrant"'),
      ),
    },
    {
      name: "a file system in the key's own account, which needs no grant",
      file: 'key-policy.json',
      text: policy(
        OWNER.replace('333333333333', '111111111111'),
        READER,
        statement(ADMIN, GRANTS, FOR_SERVICES),
      ),
    },
    {
      name: 'grants that EBS makes',
      file: 'key-policy.json',
      text: policy(
        OWNER,
        statement(
          '*',
          '["kms:Decrypt", "kms:CreateGrant"]',
          '{ "StringEquals": { "kms:ViaService": "ec2.us-east-1.amazonaws.com" } }',
        ),
      ),
    },
    {
      name: "FSx for the file system's own disks",
      file: 'key-policy.json',
      text: policy(
        OWNER,
        statement('arn:aws:iam::111111111111:role/FsxAdmin', '"kms:CreateGrant"', VIA.replace('s3.', 'fsx.')),
      ),
    },
    {
      name: 'a direct caller that is asked for',
      file: 'key-policy.json',
      text: policy(OWNER, READER, statement(ADMIN, GRANTS, FOR_SERVICES.replace('true', 'false'))),
    },
    {
      name: 'a grant for somebody else',
      file: 'main.tf',
      text: hcl('kms:ViaService', 'arn:aws:iam::*:role/app'),
    },
  ],
};
