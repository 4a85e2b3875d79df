import type { SourceInput } from '../../../core/syntax/detect';

const POLICY = `{
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "Admin é", "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::\${ACCOUNT}:root" }, "Action": "kms:*", "Resource": "*" },
    {
      "Effect": "Allow", "Principal": "*", "Action": ["kms:Decrypt", "kms:GenerateDataKey*"], "Resource": ["*", {"Fn::Sub": "x"}],
      "Condition": { "StringEquals": { "kms:ViaService": "s3.eu-west-1.amazonaws.com", "a\\"\\u00e9": [true, 1.5, null] } }
    }
  ]
}`;

/** One valid file for each reader, with everything in it that the reader knows. */
export const FILES: readonly SourceInput[] = [
  { path: 'policy.json', text: `\uFEFF// a key policy\r\n${POLICY} /* end */\n` },
  {
    path: 'cdk.tf.json',
    text: JSON.stringify(
      {
        '//': { metadata: 'aws' },
        locals: { account: '111122223333', self: '${local.self}' },
        variable: { region: { default: 'eu-west-1' } },
        provider: { aws: [{ region: '${var.region}' }, { alias: 'key' }] },
        data: {
          aws_iam_policy_document: {
            d: { statement: [{ actions: ['kms:*'], principals: [{ type: 'AWS', identifiers: ['*'] }] }] },
          },
        },
        resource: {
          aws_kms_key: {
            k: {
              provider: 'aws.key',
              policy: POLICY.replace('ACCOUNT', 'local.account'),
              description: 'é😀"\\ $${x} %{ if a }b%{ endif }',
            },
          },
          aws_kms_grant: {
            g: {
              key_id: '${aws_kms_key.k.arn}',
              name: '${jsonencode({ "a" = [local.account] })}',
              depends_on: ['aws_kms_key.k'],
            },
          },
        },
      },
      null,
      1,
    ),
  },
  {
    path: 'plan.json',
    text: JSON.stringify({
      format_version: '1.2',
      resource_changes: [
        {
          address: 'aws_kms_key.k',
          mode: 'managed',
          type: 'aws_kms_key',
          name: 'k',
          change: {
            actions: ['create'],
            after: { policy: POLICY, tags: { a: 'b' }, list: [{ x: 1 }] },
            after_unknown: { arn: true, list: [{ y: true }], tags: {} },
          },
        },
      ],
      prior_state: {
        values: {
          root_module: {
            resources: [
              {
                address: 'data.aws_region.r',
                mode: 'data',
                type: 'aws_region',
                name: 'r',
                values: { name: 'a' },
              },
            ],
          },
        },
      },
      configuration: {
        provider_config: { aws: { name: 'aws', expressions: { region: { references: ['var.r'] } } } },
        root_module: {
          resources: [
            {
              address: 'aws_kms_key.k',
              provider_config_key: 'aws',
              expressions: { list: [{ y: { references: ['aws_x.z.id', 'aws_x.z'] } }] },
            },
          ],
        },
      },
    }),
  },
  {
    path: 'main.tf',
    text: `# aws
locals {
  account = "111122223333" // é
  tags    = merge({ a = 1 }, { (local.account) = -2.5 })
}
variable "region" { default = "eu-west-1" }
provider "aws" {
  alias = "key"
}
data "aws_iam_policy_document" "d" {
  statement {
    actions = concat(["kms:*"], var.more)
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::\${local.account}:root"]
    }
    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["s3.\${var.region}.amazonaws.com"]
    }
  }
  dynamic "statement" {
    for_each = toset(["a"])
    content { sid = statement.value }
  }
}
resource "aws_kms_key" "k" {
  provider   = aws.key
  count      = var.on ? 1 : 0
  policy     = <<-POLICY
    {
      "Statement": [{ "Sid": "é\\"\${local.account}", "Resource": "$\${aws:username}", "Action": \${jsonencode(local.tags)} }]
    }
  POLICY
  tags       = local.tags
  depends_on = [data.aws_iam_policy_document.d]
}
/* 😀 */
resource "aws_kms_key_policy" "p" {
  key_id = aws_kms_key.k[0].arn
  policy = jsonencode({ Statement = [{ Sid = "a\\u00e9\\n", "x" : [for s in local.tags : s] }] })
}
`,
  },
  {
    path: 'main.ts',
    text: `import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import * as aws from '@cdktf/provider-aws';
// é
export const ACCOUNT = '111122223333' as const;
enum Op { Decrypt = 'Decrypt' }
const root = (id: string, partition = 'aws') => \`arn:\${partition}:iam::\${id}:root\`;
function statement(sid: string, more: object = {}) {
  const Effect = 'Allow';
  return { Sid: sid, Effect, ...more };
}
const other = { Version: '2012-10-17', Statement: [statement('x')] };
class Stack extends TerraformStack {
  private readonly names = ['a', "b\\u00e9", \`c\\n\${ACCOUNT}\`];
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const provider = new aws.provider.AwsProvider(this, 'aws', { alias: 'key' });
    const key = new KmsKey(this, 'key', {
      provider,
      policy: JSON.stringify({
        Statement: [statement('a', { Principal: { AWS: root(ACCOUNT) } }), ...(id ? [{ Sid: 'b' }] : [])],
      }),
      tags: { Name: 's3.' + 'eu-west-1' + '.😀' },
    });
    this.grant = new aws.kmsGrant.KmsGrant(this, 'grant', {
      keyId: key.arn,
      operations: [Op.Decrypt, ...this.names.map((name) => name.concat('x')).concat(['y'])],
      dependsOn: [key],
    });
    for (const name of this.names) new KmsKey(this, name, { description: \`\${name}\${key.id}\`, policy: '{"Statement": []}' });
    key.addOverride('a', 1);
  }
}
`,
  },
];
