import type { RuleCases } from '../case';

const policy = (principal: string, condition: string, action = 'kms:GenerateDataKey*') => `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": ${principal},
      "Action": "${action}",
      "Resource": "*",
      "Condition": ${condition}
    }
  ]
}
`;
const SERVICE = '{ "Service": "cloudtrail.amazonaws.com" }';
const organization = (key: string) => `{ "StringEquals": { "${key}": "o-a1b2c3d4e5" } }`;

const hcl = (
  variable: string,
  type = 'Service',
  test = 'StringEquals',
) => `data "aws_iam_policy_document" "key" {
  statement {
    actions   = ["kms:GenerateDataKey*"]
    resources = ["*"]
    principals {
      type        = "${type}"
      identifiers = ["delivery.logs.amazonaws.com"]
    }
    condition {
      test     = "${test}"
      variable = "${variable}"
      values   = ["o-a1b2c3d4e5"]
    }
  }
}
`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'the organization of a service',
      file: 'key-policy.json',
      text: policy(SERVICE, organization('«aws:PrincipalOrgID»')),
      messages: [
        'A service principal belongs to no organization and its requests lack aws:PrincipalOrgID: the condition never holds and the statement allows nothing. Write "aws:SourceOrgID".',
      ],
      fixed: policy(SERVICE, organization('aws:SourceOrgID')),
    },
    {
      name: 'the same in a policy document',
      file: 'main.tf',
      text: hcl('«aws:PrincipalOrgID»'),
      messages: [
        'A service principal belongs to no organization and its requests lack aws:PrincipalOrgID: the condition never holds and the statement allows nothing. Write "aws:SourceOrgID".',
      ],
      fixed: hcl('aws:SourceOrgID'),
    },
    {
      name: 'a service beside a role',
      file: 'key-policy.json',
      text: policy(
        '{ "AWS": "arn:aws:iam::111111111111:root", "Service": "sns.amazonaws.com" }',
        organization('«aws:PrincipalOrgID»'),
      ),
      messages: [
        'A service principal belongs to no organization and its requests lack aws:PrincipalOrgID: the statement allows its services nothing. Write "aws:SourceOrgID", in a statement for the services alone.',
      ],
      severity: 'warning',
    },
    {
      name: 'the path in the organization, in the policy of a bucket',
      file: 'bucket-policy.json',
      text: policy(
        SERVICE,
        '{ "ForAnyValue:StringLike": { "«aws:PrincipalOrgPaths»": "o-a1b2c3d4e5/*" } }',
        's3:PutObject',
      ),
      messages: [
        'A service principal belongs to no organization and its requests lack aws:PrincipalOrgPaths: the condition never holds and the statement allows nothing. Write "aws:SourceOrgPaths".',
      ],
      fixed: policy(
        SERVICE,
        '{ "ForAnyValue:StringLike": { "aws:SourceOrgPaths": "o-a1b2c3d4e5/*" } }',
        's3:PutObject',
      ),
    },
  ],
  good: [
    {
      name: 'everybody of an organization',
      file: 'key-policy.json',
      text: policy('{ "AWS": "*" }', organization('aws:PrincipalOrgID')),
    },
    {
      name: 'whose resource the service acts for',
      file: 'key-policy.json',
      text: policy(SERVICE, organization('aws:SourceOrgID')),
    },
    { name: 'the account of the source', file: 'main.tf', text: hcl('aws:SourceAccount') },
    {
      name: 'an optional condition',
      file: 'main.tf',
      text: hcl('aws:PrincipalOrgID', 'Service', 'StringEqualsIfExists'),
    },
    {
      name: 'principals of a kind that is not known',
      file: 'main.tf',
      text: hcl('aws:PrincipalOrgID', '${var.type}'),
    },
    {
      name: 'a denial for everybody outside',
      file: 'key-policy.json',
      text: policy(
        '"*"',
        '{ "StringNotEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" }, "BoolIfExists": { "aws:PrincipalIsAWSService": "false" } }',
      ).replace('Allow', 'Deny'),
    },
  ],
};
