import type { RuleCases } from '../case';

const policy = (principal: string) => `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": ${principal},
      "Action": "kms:Decrypt",
      "Resource": "*"
    }
  ]
}
`;
const hcl = (identifier: string, type = 'AWS') => `data "aws_iam_policy_document" "key" {
  statement {
    actions   = ["kms:Decrypt"]
    resources = ["*"]
    principals {
      type        = "${type}"
      identifiers = [${identifier}]
    }
  }
}
`;
const REFUSED = 'AWS refuses the policy with "invalid principal".';

export const cases: RuleCases = {
  bad: [
    {
      name: 'eleven digits',
      file: 'key-policy.json',
      text: policy('{ "AWS": "«11111111111»" }'),
      messages: [`"11111111111" has 11 digits: ${REFUSED} Write the twelve digits of an account id.`],
    },
    {
      name: 'an account of thirteen digits in an ARN, in HCL',
      file: 'main.tf',
      text: hcl('"«arn:aws:iam::1111111111111:root»"'),
      messages: [
        `"arn:aws:iam::1111111111111:root" has an account of 13 digits: ${REFUSED} Write the twelve digits of an account id.`,
      ],
    },
    {
      name: "a role's bare name",
      file: 'key-policy.json',
      text: policy('{ "AWS": ["«Admin»", "111111111111"] }'),
      messages: [
        `"Admin" is no ARN, no account id and not "*": ${REFUSED} Write the whole ARN: "arn:aws:iam::<account>:role/<name>".`,
      ],
    },
    {
      name: 'an ARN with one colon too few',
      file: 'key-policy.json',
      text: policy('{ "AWS": "«arn:aws:iam:111111111111:root»" }'),
      messages: [
        `"arn:aws:iam:111111111111:root" lacks a colon: ${REFUSED} An ARN of IAM has no Region: write two colons before the account.`,
      ],
      fixed: policy('{ "AWS": "arn:aws:iam::111111111111:root" }'),
    },
    {
      name: 'an account id with hyphens',
      file: 'main.tf',
      text: hcl('"«1111-2222-3333»"'),
      messages: [`"1111-2222-3333" is an account id with hyphens: ${REFUSED} Write its twelve digits.`],
      fixed: hcl('"111122223333"'),
    },
    {
      name: 'a service among accounts',
      file: 'key-policy.json',
      text: policy('{ "AWS": "«fsx.amazonaws.com»" }'),
      messages: [`"fsx.amazonaws.com" is a service: ${REFUSED} Put it under "Service".`],
    },
    {
      name: 'an ARN in the place of all principals',
      file: 'key-policy.json',
      text: policy('"«arn:aws:iam::111111111111:root»"'),
      messages: [
        `"arn:aws:iam::111111111111:root" stands alone: ${REFUSED} Only "*" can: write { "AWS": "…" }.`,
      ],
    },
    {
      name: 'a group',
      file: 'key-policy.json',
      text: policy('{ "AWS": "«arn:aws:iam::111111111111:group/admins»" }'),
      messages: [
        `"arn:aws:iam::111111111111:group/admins" is a group, and groups are no principals: ${REFUSED} Name its users, or a role that they assume.`,
      ],
    },
    {
      name: 'a role without a name, in a template',
      file: 'main.tf',
      text: hcl('«"arn:aws:iam::${var.account}:role/"»'),
      messages: [`"arn:aws:iam::\${…}:role/" names nobody: ${REFUSED} Add the name.`],
    },
    {
      name: 'a mistyped type',
      file: 'key-policy.json',
      text: policy('{ "«Aws»": "111111111111" }'),
      messages: ['"Aws" is no type of principal: AWS refuses the policy. Write "AWS".'],
      fixed: policy('{ "AWS": "111111111111" }'),
    },
    {
      name: "a session of IAM's",
      file: 'key-policy.json',
      text: policy('{ "AWS": "«arn:aws:iam::111111111111:assumed-role/admin/me»" }'),
      messages: [
        `"arn:aws:iam::111111111111:assumed-role/admin/me" is a session's ARN with the service of IAM: ${REFUSED} Sessions are of "sts"; the role itself is "role/…".`,
      ],
      fixed: policy('{ "AWS": "arn:aws:sts::111111111111:assumed-role/admin/me" }'),
    },
    {
      name: 'a list without a type',
      file: 'key-policy.json',
      text: policy('["arn:aws:iam::111111111111:root"]').replace('Principal', '«Principal»'),
      messages: [
        '"Principal" has no principal by type: AWS refuses the policy. Write { "AWS": [ … ] }, or "*" for everybody.',
      ],
    },
    {
      name: "the bucket's ARN in CDKTF",
      file: 'main.ts',
      text: `import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
new KmsKey(this, 'key', {
  policy: JSON.stringify({
    Statement: [{ Effect: 'Allow', Principal: { AWS: '«arn:aws:s3:::data»' }, Action: 'kms:*', Resource: '*' }],
  }),
});
`,
      messages: [
        `"arn:aws:s3:::data" is nobody who could call: ${REFUSED} Write the ARN of an account, user or role.`,
      ],
    },
  ],
  good: [
    {
      name: 'accounts, users, roles and sessions',
      file: 'key-policy.json',
      text: policy(
        '{ "AWS": ["111111111111", "arn:aws:iam::111111111111:root", "arn:aws:iam::111111111111:user/team/me", "arn:aws-cn:iam::111111111111:role/a/b", "arn:aws:sts::111111111111:assumed-role/admin/me", "arn:aws:sts::111111111111:federated-user/me"] }',
      ),
    },
    { name: 'everybody', file: 'key-policy.json', text: policy('"*"') },
    { name: 'everybody, by type', file: 'key-policy.json', text: policy('{ "AWS": "*" }') },
    {
      name: 'an account to be filled in',
      file: 'key-policy.json',
      text: policy('{ "AWS": "arn:aws:iam::ACCOUNT_ID:root" }'),
    },
    {
      name: 'an account from a data source',
      file: 'main.tf',
      text: hcl('data.aws_caller_identity.current.account_id'),
    },
    {
      name: 'a root in a template',
      file: 'main.tf',
      text: hcl('"arn:${data.aws_partition.current.partition}:iam::${var.account}:root"'),
    },
    {
      name: "a variable's default",
      file: 'main.tf',
      text: `variable "admin" { default = "none" }\n${hcl('var.admin')}`,
    },
    {
      name: 'an origin access identity of CloudFront',
      file: 'bucket-policy.json',
      text: policy(
        '{ "AWS": "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1EXAMPLE" }',
      ).replace('kms:Decrypt', 's3:GetObject'),
    },
    {
      name: 'a service and an identity provider',
      file: 'key-policy.json',
      text: policy(
        '{ "Service": "cloudtrail.amazonaws.com", "Federated": "arn:aws:iam::111111111111:saml-provider/x" }',
      ),
    },
    {
      name: 'the id of a deleted role, which has a rule of its own',
      file: 'key-policy.json',
      text: policy('{ "AWS": "AROACKCEVSQ6C2EXAMPLE" }'),
    },
  ],
};
