import type { RuleCases } from '../case';

const grant = (value: string, kind = 'subset') => `resource "aws_kms_grant" "fsx" {
  key_id            = var.key_arn
  grantee_principal = var.role_arn
  operations        = ["Decrypt", "GenerateDataKey"]
  constraints {
    encryption_context_${kind} = { "aws:s3:arn" = ${value} }
  }
}
`;
const message = (text: string) =>
  `"${text}" is compared letter by letter: in a grant's constraint "*" stands for itself, and the grant never applies. Write the bucket's ARN and turn S3 Bucket Keys on, or leave the constraint out.`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'the objects of a bucket, as a policy has them',
      file: 'main.tf',
      text: grant('"«arn:aws:s3:::data-bucket/*»"'),
      messages: [message('arn:aws:s3:::data-bucket/*')],
      fixed: grant('"arn:aws:s3:::data-bucket"'),
    },
    {
      name: 'the same with a reference',
      file: 'main.tf',
      text: grant('"${aws_s3_bucket.data.arn}«/*»"', 'equals'),
      messages: [message('…/*')],
    },
    {
      name: 'every bucket, in Terraform JSON',
      file: 'cdk.tf.json',
      text: '{"resource": {"aws_kms_grant": {"fsx": {"constraints": {"encryption_context_subset": {"aws:s3:arn": "«arn:aws:s3:::*»"}}}}}}',
      messages: [message('arn:aws:s3:::*')],
    },
    {
      name: 'a construct',
      file: 'main.ts',
      text: `import { KmsGrant } from '@cdktf/provider-aws/lib/kms-grant';
new KmsGrant(this, 'grant', { keyId, granteePrincipal, operations: ['Decrypt'], constraints: [{ encryptionContextSubset: { 'aws:s3:arn': '«arn:aws:s3:::data/*»' } }] });
`,
      messages: [message('arn:aws:s3:::data/*')],
      fixed: `import { KmsGrant } from '@cdktf/provider-aws/lib/kms-grant';
new KmsGrant(this, 'grant', { keyId, granteePrincipal, operations: ['Decrypt'], constraints: [{ encryptionContextSubset: { 'aws:s3:arn': 'arn:aws:s3:::data' } }] });
`,
    },
  ],
  good: [
    { name: "the bucket's ARN", file: 'main.tf', text: grant('"arn:aws:s3:::data-bucket"') },
    { name: "the bucket's ARN by reference", file: 'main.tf', text: grant('aws_s3_bucket.data.arn') },
    {
      name: 'a pattern in a policy, which has them',
      file: 'policy.json',
      text: '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111111111111:root"}, "Action": "kms:Decrypt", "Resource": "*", "Condition": {"StringLike": {"kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::data-bucket/*"}}}]}',
    },
    { name: 'a value from a variable', file: 'main.tf', text: grant('var.context') },
  ],
};
