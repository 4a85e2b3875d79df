import assert from 'node:assert/strict';
import { findEntry } from '../../../core/syntax/inspect';
import { policyOfDocument } from '../../../core/syntax/policy-document';
import { bodyOf, dig, marked, plain, read } from './support';

/** The policy of a data source's body. */
async function policyOf(body: string): Promise<ReturnType<typeof policyOfDocument>> {
  const file = await read('a.tf', `data "aws_iam_policy_document" "d" {\n${body}\n}`);
  return policyOfDocument(bodyOf(file, 'data.aws_iam_policy_document.d'));
}

describe('aws_iam_policy_document', () => {
  const cases: { it: string; body: string; is: unknown }[] = [
    {
      it: 'is a policy',
      body: `version = "2012-10-17"
        policy_id = "p"
        statement {
          sid = "a"
          effect = "Deny"
          actions = ["kms:*"]
          resources = ["*"]
          principals {
            type = "AWS"
            identifiers = ["1"]
          }
          principals {
            type = "Service"
            identifiers = ["s3.amazonaws.com"]
          }
          condition {
            test = "StringEquals"
            variable = "kms:ViaService"
            values = ["x"]
          }
          condition {
            test = "StringEquals"
            variable = "kms:CallerAccount"
            values = ["1"]
          }
          condition {
            test = "Bool"
            variable = "kms:GrantIsForAWSResource"
            values = ["true"]
          }
        }`,
      is: {
        Version: '2012-10-17',
        Id: 'p',
        Statement: [
          {
            Sid: 'a',
            Effect: 'Deny',
            Action: ['kms:*'],
            Resource: ['*'],
            Principal: { AWS: ['1'], Service: ['s3.amazonaws.com'] },
            Condition: {
              StringEquals: { 'kms:ViaService': ['x'], 'kms:CallerAccount': ['1'] },
              Bool: { 'kms:GrantIsForAWSResource': ['true'] },
            },
          },
        ],
      },
    },
    { it: 'allows where it does not say', body: 'statement {}', is: { Statement: [{ Effect: 'Allow' }] } },
    {
      it: 'has everybody as one star',
      body: 'statement {\n principals {\n type = "*"\n identifiers = ["*"]\n }\n }',
      is: { Statement: [{ Effect: 'Allow', Principal: '*' }] },
    },
    {
      it: "writes IAM's variables its own way",
      body: 'statement {\n resources = ["a/&{aws:username}"]\n }',
      is: { Statement: [{ Resource: ['a/${aws:username}'], Effect: 'Allow' }] },
    },
    {
      it: 'leaves out what is empty',
      body: 'statement {\n sid = ""\n actions = []\n not_actions = null\n }',
      is: { Statement: [{ Effect: 'Allow' }] },
    },
    {
      it: 'may have more statements than it shows',
      body: 'source_policy_documents = [local.x]\nstatement {}',
      is: { Statement: [{ Effect: 'Allow' }, '…'] },
    },
    {
      it: 'may have more conditions than it shows',
      body: 'statement {\n dynamic "condition" {\n for_each = var.x\n content {}\n }\n }',
      is: { Statement: [{ Effect: 'Allow', Condition: { '…': true } }] },
    },
    {
      it: 'may have unknown keys of conditions',
      body: 'statement {\n condition {\n test = "StringEquals"\n variable = var.x\n values = ["a"]\n }\n }',
      is: { Statement: [{ Effect: 'Allow', Condition: { '…': true } }] },
    },
  ];
  for (const { it: name, body, is } of cases) {
    it(name, async () => {
      assert.deepEqual(plain(await policyOf(body)), is);
    });
  }

  it('is a policy in TypeScript too', async () => {
    const file = await read(
      'a.ts',
      `import { DataAwsIamPolicyDocument } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
       new DataAwsIamPolicyDocument(this, 'd', { statement: [{ actions: ['kms:*'], principals: [{ type: 'AWS', identifiers: ['1'] }],
         condition: [{ test: 'StringEquals', variable: 'kms:ViaService', values: ['x'] }] }] });`,
    );
    assert.deepEqual(plain(policyOfDocument(bodyOf(file, 'data.aws_iam_policy_document.d'))), {
      Statement: [
        {
          Action: ['kms:*'],
          Effect: 'Allow',
          Principal: { AWS: ['1'] },
          Condition: { StringEquals: { 'kms:ViaService': ['x'] } },
        },
      ],
    });
  });

  it('marks tokens where the data source has them', async () => {
    const { text, ranges } = marked(
      'data "aws_iam_policy_document" "d" {\n  statement {\n    «actions» = [«"kms:*"»]\n    condition {\n      test = «"Bool"»\n      variable = «"a"»\n      values = []\n    }\n  }\n}',
    );
    const policy = policyOfDocument(bodyOf(await read('a.tf', text), 'data.aws_iam_policy_document.d'));
    const statement = dig(policy, 'Statement', 0);
    const condition = dig(statement, 'Condition');
    assert.deepEqual(
      [
        findEntry(statement, 'Action')?.key.range,
        dig(statement, 'Action', 0).range,
        findEntry(condition, 'Bool')?.key.range,
        findEntry(dig(condition, 'Bool'), 'a')?.key.range,
      ],
      ranges,
    );
  });
});
