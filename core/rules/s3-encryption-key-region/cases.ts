import type { RuleCases } from '../case';

const arn = (region: string) => `arn:aws:kms:${region}:333333333333:key/a056d364-d490-473d-ad19-bd6a483d8096`;
const config = (key: string, region = '"us-east-1"') => `provider "aws" {
  region = ${region}
}
provider "aws" {
  alias  = "west"
  region = "us-west-2"
}
resource "aws_kms_key" "west" {
  provider = aws.west
}
resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
  bucket = "data"
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = ${key}
    }
  }
}
`;
const MESSAGE =
  'The key is in "us-west-2" and the bucket in "us-east-1": S3 asks KMS in the Region of the bucket, and every upload fails. Name a key of "us-east-1".';

export const cases: RuleCases = {
  bad: [
    {
      name: 'an ARN of another Region',
      file: 'main.tf',
      text: config(`"«${arn('us-west-2')}»"`),
      messages: [MESSAGE],
    },
    {
      name: 'a key with another provider',
      file: 'main.tf',
      text: config('«aws_kms_key.west.arn»'),
      messages: [MESSAGE],
    },
    {
      name: 'an ARN of another Region, in the older block of a bucket',
      file: 'cdk.tf.json',
      text: `{"provider": {"aws": {"region": "us-east-1"}}, "resource": {"aws_s3_bucket": {"b": {"server_side_encryption_configuration": {"rule": {"apply_server_side_encryption_by_default": {"sse_algorithm": "aws:kms", "kms_master_key_id": "«${arn('us-west-2')}»"}}}}}}}`,
      messages: [MESSAGE],
    },
  ],
  good: [
    { name: 'one Region', file: 'main.tf', text: config(`"${arn('us-east-1')}"`) },
    {
      name: 'a Region from a variable',
      file: 'main.tf',
      text: config(`"${arn('us-west-2')}"`, 'var.region'),
    },
    { name: 'a key from a variable', file: 'main.tf', text: config('var.key_arn') },
    { name: 'an alias', file: 'main.tf', text: config('"alias/data"') },
  ],
};
