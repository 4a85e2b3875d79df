import type { RuleCases } from '../case';

const SUBJECT = 'organization:acme:project:lustre:workspace:account-c-key:run_phase:*';

const json = (conditions: string, host = 'app.terraform.io') => `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Runs",
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::333333333333:oidc-provider/${host}" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": {
        ${conditions}
      }
    }
  ]
}
`;
const marked = (text: string) => text.replace('"Runs"', '"«Runs»"');
const sub = (host = 'app.terraform.io') => `"StringLike": { "${host}:sub": "${SUBJECT}" }`;
const missing = (host = 'app.terraform.io') =>
  `Nothing is asked of "${host}:aud": tokens that a run got for another service may be used to assume the role. Add "StringEquals": { "${host}:aud": "aws.workload.identity" } to the conditions.`;

const hcl = (rest: string) => `resource "aws_iam_role" "run" {
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Runs"
      Effect    = "Allow"
      Principal = { Federated = aws_iam_openid_connect_provider.hcp.arn }
      Action    = "sts:AssumeRoleWithWebIdentity"
      Condition = {
        StringLike = { "app.terraform.io:sub" = "\${local.subject}:*" }${rest}
      }
    }]
  })
}
`;

export const cases: RuleCases = {
  bad: [
    { name: 'no audience', file: 'trust-policy.json', text: marked(json(sub())), messages: [missing()] },
    { name: 'no audience, in HCL', file: 'main.tf', text: marked(hcl('')), messages: [missing()] },
    {
      name: 'no audience in Terraform Enterprise',
      file: 'trust-policy.json',
      text: marked(json(sub('tfe.example.com'), 'tfe.example.com')),
      messages: [missing('tfe.example.com')],
    },
    {
      name: 'every audience',
      file: 'trust-policy.json',
      text: json(`"StringLike": { "app.terraform.io:aud": "«*»", "app.terraform.io:sub": "${SUBJECT}" }`),
      messages: [
        '"*" is every audience: tokens that a run got for another service may be used to assume the role. Write "StringEquals": { "app.terraform.io:aud": "aws.workload.identity" }.',
      ],
    },
  ],
  good: [
    {
      name: 'the audience',
      file: 'trust-policy.json',
      text: json(`"StringEquals": { "app.terraform.io:aud": "aws.workload.identity" },
        ${sub()}`),
    },
    {
      name: 'an audience of its own that is not known',
      file: 'main.tf',
      text: hcl('\n        StringEquals = { "app.terraform.io:aud" = var.audience }'),
    },
    {
      name: 'conditions that are not known',
      file: 'main.tf',
      text: `resource "aws_iam_role" "run" {
  assume_role_policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = { Federated = "arn:aws:iam::333333333333:oidc-provider/app.terraform.io" }
      Action    = "sts:AssumeRoleWithWebIdentity"
      Condition = local.conditions
    }]
  })
}
`,
    },
    {
      name: "another provider's roles",
      file: 'trust-policy.json',
      text: json(
        '"StringLike": { "token.actions.githubusercontent.com:sub": "repo:acme/app:*" }',
        'token.actions.githubusercontent.com',
      ),
    },
  ],
};
