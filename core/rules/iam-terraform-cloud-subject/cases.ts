import type { RuleCases } from '../case';

const SUBJECT = 'organization:ORGANIZATION:project:PROJECT:workspace:WORKSPACE:run_phase:*';
const EXACT = 'organization:acme:project:lustre:workspace:account-c-key:run_phase';

const json = (conditions: string, host = 'app.terraform.io') => `{
  "Version": "2012-10-17",
  "Statement": [
    {
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
const AUDIENCE = '"StringEquals": { "app.terraform.io:aud": "aws.workload.identity" }';
const like = (subject: string) =>
  json(`${AUDIENCE},
        "StringLike": { "app.terraform.io:sub": ${subject} }`);

const hcl = (sub: string, operator = 'StringLike') => `data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]
    principals {
      type        = "Federated"
      identifiers = [aws_iam_openid_connect_provider.hcp.arn]
    }
    condition {
      test     = "StringEquals"
      variable = "app.terraform.io:aud"
      values   = ["aws.workload.identity"]
    }
    condition {
      test     = "${operator}"
      variable = "app.terraform.io:sub"
      values   = [${sub}]
    }
  }
}
`;

const wide = (subject: string, scope: string, who: string) =>
  `"${subject}" leaves the ${scope} open: ${who} may assume the role. Write the name of the ${scope}, as in "${SUBJECT}".`;
const EVERY_PROJECT = 'runs of every project of the organization';
const EVERY_WORKSPACE = 'runs of every workspace of the project, those that are made later too';
const EVERYBODY = 'runs of every organization in HCP Terraform';

export const cases: RuleCases = {
  bad: [
    {
      name: 'every workspace of a project',
      file: 'trust-policy.json',
      text: like('"«organization:acme:project:lustre:workspace:*:run_phase:*»"'),
      messages: [
        wide('organization:acme:project:lustre:workspace:*:run_phase:*', 'workspace', EVERY_WORKSPACE),
      ],
    },
    {
      name: 'no subject at all',
      file: 'trust-policy.json',
      text: json(AUDIENCE).replace('"Effect"', '"«Effect»"'),
      messages: [
        `Nothing is asked of "app.terraform.io:sub": ${EVERYBODY} may assume the role. Add "StringLike": { "app.terraform.io:sub": "${SUBJECT}" } to the conditions.`,
      ],
    },
    {
      name: 'no conditions at all, the provider by reference',
      file: 'main.tf',
      text: `resource "aws_iam_openid_connect_provider" "hcp" {
  url            = "https://app.terraform.io"
  client_id_list = ["aws.workload.identity"]
}

data "aws_iam_policy_document" "trust" {
  statement {
    «actions» = ["sts:AssumeRoleWithWebIdentity"]
    principals {
      type        = "Federated"
      identifiers = [aws_iam_openid_connect_provider.hcp.arn]
    }
  }
}
`,
      messages: [
        `Nothing is asked of "app.terraform.io:sub": ${EVERYBODY} may assume the role. Add "StringLike": { "app.terraform.io:sub": "${SUBJECT}" } to the conditions.`,
      ],
    },
    {
      name: 'an organization whose name begins alike, and everybody',
      file: 'trust-policy.json',
      text: like('["«organization:acme*:project:lustre:workspace:w:run_phase:*»", "«*»"]'),
      messages: [
        wide('organization:acme*:project:lustre:workspace:w:run_phase:*', 'organization', EVERYBODY),
        wide('*', 'organization', EVERYBODY),
      ],
    },
    {
      name: 'a whole organization',
      file: 'trust-policy.json',
      text: like('"«organization:acme:*»"'),
      messages: [wide('organization:acme:*', 'project', EVERY_PROJECT)],
    },
    {
      name: 'a whole project, the names not known, in HCL',
      file: 'main.tf',
      text: hcl('«"organization:${var.organization}:project:${var.project}:workspace:*:run_phase:plan"»'),
      messages: [
        wide('organization:${…}:project:${…}:workspace:*:run_phase:plan', 'workspace', EVERY_WORKSPACE),
      ],
    },
    {
      name: 'a wildcard under StringEquals',
      file: 'trust-policy.json',
      text: json(
        `"StringEquals": { "app.terraform.io:aud": "aws.workload.identity", "app.terraform.io:sub": "«${EXACT}:*»" }`,
      ),
      severity: 'error',
      messages: [
        `"${EXACT}:*" has a wildcard, and StringEquals compares it letter by letter: no run has this "app.terraform.io:sub", and AssumeRoleWithWebIdentity is refused. Write StringLike instead of StringEquals.`,
      ],
      fixed: json(
        `"StringLike": { "app.terraform.io:aud": "aws.workload.identity", "app.terraform.io:sub": "${EXACT}:*" }`,
      ),
    },
    {
      name: 'every workspace in Terraform Enterprise',
      file: 'trust-policy.json',
      text: json(
        '"StringLike": { "tfe.example.com:sub": "«organization:acme:project:lustre:workspace:*»" }',
        'tfe.example.com',
      ),
      messages: [wide('organization:acme:project:lustre:workspace:*', 'workspace', EVERY_WORKSPACE)],
    },
  ],
  good: [
    { name: 'both phases of one workspace', file: 'trust-policy.json', text: like(`"${EXACT}:*"`) },
    {
      name: 'one phase of one workspace',
      file: 'trust-policy.json',
      text: json(
        `"StringEquals": { "app.terraform.io:aud": "aws.workload.identity", "app.terraform.io:sub": "${EXACT}:plan" }`,
      ),
    },
    {
      name: 'names that are not known',
      file: 'main.tf',
      text: hcl('"organization:${var.o}:project:${var.p}:workspace:${var.w}:run_phase:*"'),
    },
    { name: 'a beginning that is not known', file: 'main.tf', text: hcl('"${local.subject}:*"') },
    {
      name: "a project's Terraform Stacks, as HashiCorp's examples have them",
      file: 'main.tf',
      text: hcl('"organization:${var.o}:project:${var.p}:stack:*:*"'),
    },
    {
      name: 'a wide condition beside a narrow one: both have to hold',
      file: 'trust-policy.json',
      text: json(`"StringEquals": { "app.terraform.io:sub": "${EXACT}:plan" },
        "StringLike": { "app.terraform.io:sub": "organization:acme:*" }`),
    },
    {
      name: "another provider's subjects",
      file: 'trust-policy.json',
      text: json(
        '"StringLike": { "token.actions.githubusercontent.com:sub": "repo:acme/*" }',
        'token.actions.githubusercontent.com',
      ),
    },
    {
      name: 'a denial',
      file: 'trust-policy.json',
      text: like('"organization:acme:*"').replace('"Allow"', '"Deny"'),
    },
    {
      name: 'a provider that is not in view, without conditions',
      file: 'main.tf',
      text: `data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]
    principals {
      type        = "Federated"
      identifiers = [var.provider_arn]
    }
  }
}
`,
    },
  ],
};
