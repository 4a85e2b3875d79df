import type { Offers } from './offers';
import { key, condition } from './texts';

const terraformJson = (policy: string) =>
  `{ "resource": { "aws_kms_key": { "k": { "policy": ${JSON.stringify(policy)} } } } }`;

export const IN_TERRAFORM_JSON: readonly Offers[] = [
  {
    name: 'an element in a policy that is a text',
    files: { 'cdk.tf.json': terraformJson(key('"Action": "kms:Decrypt", |')) },
    puts: { Sid: '\\\\"Sid\\\\": \\\\"$1\\\\"' },
  },
  {
    name: 'an action in a policy that is a text',
    files: { 'cdk.tf.json': terraformJson(key('"Action": ["kms:Decrypt", |]')) },
    puts: { 'kms:Encrypt': '\\"kms:Encrypt\\"' },
  },
  {
    name: 'a condition key in a policy that is a text',
    files: { 'cdk.tf.json': terraformJson(condition('"StringEquals": { "kms:|" }')) },
    replaced: 'kms:\\"',
    puts: { 'kms:ViaService': 'kms:ViaService\\\\": \\\\"$1\\\\"' },
  },
  {
    name: 'an operation',
    files: { 'main.tf.json': '{ "resource": { "aws_kms_grant": { "g": { "operations": [|] } } } }' },
    labels: ['Decrypt', 'GenerateDataKey', 'DescribeKey'],
    puts: { Decrypt: '"Decrypt"' },
  },
  {
    name: 'a bucket by reference',
    files: {
      'main.tf.json': JSON.stringify({
        resource: {
          aws_s3_bucket: { data: {} },
          aws_kms_grant: { g: { constraints: { encryption_context_subset: { 'aws:s3:arn': '|' } } } },
        },
      }),
    },
    labels: ['${aws_s3_bucket.data.arn}'],
    only: true,
    puts: { '${aws_s3_bucket.data.arn}': '${aws_s3_bucket.data.arn}' },
  },
];
