import type { RuleCases } from '../case';

const statement = (principal: string, actions: string, rest = '') =>
  `{ Effect = "Allow", Principal = { AWS = ${principal} }, Action = ${actions}, Resource = "*"${rest} }`;
const hcl = (statements: string, more = '') => `resource "aws_kms_key" "bucket" {
${more}  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [${statements}]
  })
}
`;
const json = (...statements: string[]) => `{
  "Version": "2012-10-17",
  "Statement": [
    ${statements.join(',\n    ')}
  ]
}
`;
const USE = statement('"arn:aws:iam::111111111111:root"', '["kms:Decrypt", "kms:GenerateDataKey"]');
const ADVICE = 'Add a statement that allows "kms:*" to "arn:aws:iam::<key\'s account>:root".';
const REFUSED =
  'KMS refuses it as the policy of a key ("will not allow you to update the key policy in the future")';
const NOBODY = "No statement lets anybody in the key's account change this policy (kms:PutKeyPolicy):";

export const cases: RuleCases = {
  bad: [
    {
      name: 'a key that can only be used',
      file: 'main.tf',
      text: hcl(USE).replace('Statement', '«Statement»'),
      messages: [`${NOBODY} ${REFUSED}. ${ADVICE}`],
    },
    {
      name: 'administrators who may not change the policy',
      file: 'key-policy.json',
      text: json(
        '{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::333333333333:root" }, "Action": ["kms:Describe*", "kms:Enable*", "kms:Disable*", "kms:ScheduleKeyDeletion"], "Resource": "*" }',
      ).replace('Statement', '«Statement»'),
      severity: 'warning',
      messages: [`${NOBODY} ${REFUSED}. ${ADVICE}`],
    },
    {
      name: 'a file with a statement of use alone',
      file: 'key-policy.json',
      text: json(
        '{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111111111111:root" }, "Action": "kms:Decrypt", "Resource": "*" }',
      ).replace('Statement', '«Statement»'),
      severity: 'note',
      messages: [`${NOBODY} ${REFUSED}. ${ADVICE}`],
    },
    {
      name: 'everything, through a service alone',
      file: 'main.tf',
      text: hcl(
        statement(
          '"333333333333"',
          '"kms:*"',
          ', Condition = { StringEquals = { "kms:ViaService" = "s3.us-east-1.amazonaws.com" } }',
        ),
      ).replace('Statement', '«Statement»'),
      messages: [`${NOBODY} ${REFUSED}. ${ADVICE}`],
    },
    {
      name: "everything, for another account than the key's",
      file: 'main.tf',
      text: `provider "aws" {\n  allowed_account_ids = ["333333333333"]\n}\n${hcl(
        statement('"arn:aws:iam::111111111111:root"', '"kms:*"'),
      ).replace('Statement', '«Statement»')}`,
      messages: [`${NOBODY} ${REFUSED}. ${ADVICE}`],
    },
    {
      name: 'a lock-out with the check switched off',
      file: 'main.tf',
      text: hcl(USE, '  bypass_policy_lockout_safety_check = true\n').replace('Statement', '«Statement»'),
      severity: 'warning',
      messages: [
        `${NOBODY} with the safety check switched off KMS accepts it, and only AWS Support can undo that. ${ADVICE}`,
      ],
    },
    {
      name: 'a denial for everybody',
      file: 'main.tf',
      text: hcl(
        `${statement('"333333333333"', '"kms:*"')}, { Sid = "«NoChange»", Effect = "Deny", Principal = "*", Action = "kms:Put*", Resource = "*" }`,
      ),
      messages: [
        `The statement denies kms:PutKeyPolicy to everybody, always: nobody could change the policy again, and ${REFUSED}. Leave the administrators of the key out by a condition.`,
      ],
    },
    {
      name: 'a document that a key has',
      file: 'main.tf',
      text: `resource "aws_kms_key" "bucket" {
  policy = data.aws_iam_policy_document.key.json
}

data "aws_iam_policy_document" "key" {
  «statement» {
    actions   = ["kms:Decrypt"]
    resources = ["*"]
    principals {
      type        = "Service"
      identifiers = ["cloudtrail.amazonaws.com"]
    }
  }
}
`,
      messages: [`${NOBODY} ${REFUSED}. ${ADVICE}`],
    },
  ],
  good: [
    {
      name: 'the default statement',
      file: 'main.tf',
      text: hcl(`${statement('"arn:aws:iam::333333333333:root"', '"kms:*"')}, ${USE}`),
    },
    {
      name: 'administrators with a list of actions',
      file: 'key-policy.json',
      text: json(
        '{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::333333333333:role/admin" }, "Action": ["kms:Create*", "kms:Put*", "kms:Disable*"], "Resource": "arn:aws:kms:*:333333333333:key/*" }',
      ),
    },
    { name: 'a principal from a variable', file: 'main.tf', text: hcl(statement('var.admins', '"kms:*"')) },
    {
      name: 'principals from a variable that is empty as long as nothing is given',
      file: 'main.tf',
      text: `variable "admins" {\n  default = []\n}\n${hcl(statement('var.admins', '"kms:*"'))}`,
    },
    {
      name: 'actions from a variable',
      file: 'main.tf',
      text: hcl(statement('"333333333333"', 'var.actions')),
    },
    {
      name: 'a document that is merged elsewhere',
      file: 'main.tf',
      text: `data "aws_iam_policy_document" "use" {
  statement {
    actions   = ["kms:Decrypt"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["111111111111"]
    }
  }
}
`,
    },
    {
      name: 'a document that takes others in',
      file: 'main.tf',
      text: `resource "aws_kms_key" "bucket" {
  policy = data.aws_iam_policy_document.key.json
}

data "aws_iam_policy_document" "key" {
  source_policy_documents = [var.base]
  statement {
    actions   = ["kms:Decrypt"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["111111111111"]
    }
  }
}
`,
    },
    {
      name: 'everybody of the account, by condition',
      file: 'main.tf',
      text: hcl(
        statement(
          '"*"',
          '"kms:*"',
          ', Condition = { StringEquals = { "kms:CallerAccount" = "333333333333" } }',
        ),
      ),
    },
    {
      name: 'a replica without a policy',
      file: 'main.tf',
      text: 'resource "aws_kms_replica_key" "bucket" {\n  primary_key_arn = var.primary\n}\n',
    },
    {
      name: 'a denial that leaves administrators out',
      file: 'main.tf',
      text: hcl(
        `${statement('"333333333333"', '"kms:*"')}, { Effect = "Deny", Principal = "*", Action = "kms:*", Resource = "*", Condition = { ArnNotLike = { "aws:PrincipalArn" = "arn:aws:iam::333333333333:role/admin" } } }`,
      ),
    },
  ],
};
