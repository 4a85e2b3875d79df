import type { RuleCases } from '../case';

const policy = (condition: string) => `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111111111111:root" },
      "Action": "kms:CreateGrant",
      "Resource": "*",
      "Condition": ${condition}
    }
  ]
}
`;
const ACCOUNT = '{ "kms:CallerAccount": "111111111111" }';

const hcl = (test: string) => `data "aws_iam_policy_document" "key" {
  statement {
    actions   = ["kms:Decrypt"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["111111111111"]
    }
    condition {
      test     = "${test}"
      variable = "kms:EncryptionContext:aws:s3:arn"
      values   = ["arn:aws:s3:::training-data/*"]
    }
  }
}
`;
const terraformJson = (operator: string) => `{
  "resource": {
    "aws_kms_key_policy": {
      "key": {
        "key_id": "\${aws_kms_key.key.id}",
        "policy": "{\\"Statement\\":[{\\"Effect\\":\\"Allow\\",\\"Principal\\":\\"*\\",\\"Action\\":\\"kms:Decrypt\\",\\"Resource\\":\\"*\\",\\"Condition\\":{\\"${operator}\\":{\\"kms:CallerAccount\\":\\"111111111111\\"}}}]}"
      }
    }
  }
}
`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'a misspelt operator',
      file: 'key-policy.json',
      text: policy(`{ "«StringEqual»": ${ACCOUNT} }`),
      messages: ['"StringEqual" is no condition operator: AWS refuses the policy. Write "StringEquals".'],
      fixed: policy(`{ "StringEquals": ${ACCOUNT} }`),
    },
    {
      name: 'a misspelt set operator',
      file: 'key-policy.json',
      text: policy('{ "«ForAllValue:StringEquals»": { "kms:GrantOperations": ["Decrypt"] } }'),
      messages: [
        '"ForAllValue:StringEquals" is no condition operator: AWS refuses the policy. Write "ForAllValues:StringEquals".',
      ],
      fixed: policy('{ "ForAllValues:StringEquals": { "kms:GrantOperations": ["Decrypt"] } }'),
    },
    {
      name: 'IfExists behind Null',
      file: 'key-policy.json',
      text: policy('{ "«NullIfExists»": { "kms:GrantConstraintType": "false" } }'),
      messages: [
        '"Null" already asks whether the key is there, and takes no "IfExists": AWS refuses the policy. Write "Null".',
      ],
      fixed: policy('{ "Null": { "kms:GrantConstraintType": "false" } }'),
    },
    {
      name: 'a condition key in the place of the operator',
      file: 'key-policy.json',
      text: policy('{ "«kms:CallerAccount»": "111111111111" }'),
      messages: [
        '"kms:CallerAccount" is a condition key and stands where an operator belongs: AWS refuses the policy. Put it under one: "StringEquals": { "kms:CallerAccount": … }.',
      ],
    },
    {
      name: 'key and operator the other way round',
      file: 'key-policy.json',
      text: policy('{ "«kms:CallerAccount»": { "StringEquals": "111111111111" } }'),
      messages: [
        '"kms:CallerAccount" is a condition key and stands where an operator belongs: AWS refuses the policy. Write the operator outside and the key within: "StringEquals": { "kms:CallerAccount": … }.',
      ],
    },
    {
      name: 'an operator without a key',
      file: 'key-policy.json',
      text: policy('{ "«StringEquals»": "111111111111" }'),
      messages: [
        '"StringEquals" has a value and no condition key: AWS refuses the policy. Write the key between them: "StringEquals": { "kms:ViaService": … }.',
      ],
    },
    {
      name: 'the operator of a policy document',
      file: 'main.tf',
      text: hcl('«Like»'),
      messages: ['"Like" is no condition operator: AWS refuses the policy. Write "StringLike".'],
      fixed: hcl('StringLike'),
    },
    {
      name: 'an operator in a policy within a string',
      file: 'cdk.tf.json',
      text: terraformJson('«StringEqauls»'),
      messages: ['"StringEqauls" is no condition operator: AWS refuses the policy. Write "StringEquals".'],
      fixed: terraformJson('StringEquals'),
    },
  ],
  good: [
    {
      name: 'operators with set operator and IfExists',
      file: 'key-policy.json',
      text: policy(
        `{ "StringEqualsIfExists": ${ACCOUNT}, "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-a/*" }, "Null": { "kms:ViaService": true } }`,
      ),
    },
    { name: 'an operator of a policy document', file: 'main.tf', text: hcl('ArnLike') },
    { name: 'an operator that a variable gives', file: 'main.tf', text: hcl('${var.test}') },
    {
      name: 'a condition of a template, by its name',
      file: 'policy.json',
      text: policy('{ "Fn::If": ["IsProduction", {}, {}] }'),
    },
    {
      name: 'an operator that is filled in later',
      file: 'policy.json',
      text: policy(`{ "<operator>": ${ACCOUNT} }`),
    },
  ],
};
