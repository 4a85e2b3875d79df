import type { RuleCases } from '../case';

const policy = (sid: string) => `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "${sid}",
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::333333333333:root" },
      "Action": "kms:*",
      "Resource": "*"
    }
  ]
}
`;
const hcl = (sid: string) => `data "aws_iam_policy_document" "key" {
  statement {
    sid       = "${sid}"
    actions   = ["kms:*"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["333333333333"]
    }
  }
}
`;
const message = (character: string, code: string) =>
  `"${character}" (U+${code}) can't stand in a key's policy: KMS takes Latin-1 alone and answers with ValidationException. Write it with other characters.`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'a longer dash',
      file: 'key-policy.json',
      text: policy('FSx «–» read and export'),
      messages: [message('–', '2013')],
    },
    {
      name: 'another script, in HCL',
      file: 'main.tf',
      text: hcl('«キ»ー'),
      messages: [message('キ', '30AD')],
    },
    {
      name: 'a picture',
      file: 'main.tf',
      text: hcl('admin «🔑»'),
      messages: [message('🔑', '1F511')],
    },
  ],
  good: [
    { name: 'a Sid with spaces', file: 'key-policy.json', text: policy('Allow use of the key') },
    { name: 'Latin-1', file: 'key-policy.json', text: policy('Schlüssel für Paris à côté') },
    { name: 'a Sid from elsewhere', file: 'main.tf', text: hcl('${var.sid}x') },
    {
      name: "an identity's policy",
      file: 'policy.json',
      text: '{ "Statement": [{ "Sid": "–", "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*" }] }\n',
    },
  ],
};
