import type { RuleCases } from '../case';

const config = (
  multiRegion: string,
  arn = 'aws_kms_key.primary.arn',
  provider = 'aws.west',
) => `provider "aws" {
  region = "us-east-1"
}
provider "aws" {
  alias  = "west"
  region = "us-west-2"
}
resource "aws_kms_key" "primary" {
  ${multiRegion}
}
resource "aws_kms_replica_key" "west" {
  provider        = ${provider}
  primary_key_arn = ${arn}
}
`;
const MULTI = 'multi_region = true';
const SINGLE =
  'The primary key is a single-Region key, and these have no replicas: ReplicateKey ends in UnsupportedOperationException. Set multi_region = true on the primary key.';

export const cases: RuleCases = {
  bad: [
    {
      name: 'a replica of a single-Region key',
      file: 'main.tf',
      text: config('', '«aws_kms_key.primary.arn»'),
      messages: [SINGLE],
    },
    {
      name: 'a replica in the Region of its primary key',
      file: 'main.tf',
      text: config(MULTI, '«aws_kms_key.primary.arn»', 'aws'),
      messages: [
        'The replica and its primary key are both in "us-east-1": ReplicateKey refuses a second key in one Region. Use a provider of another Region.',
      ],
    },
    {
      name: 'an ARN of a single-Region key',
      file: 'cdk.tf.json',
      text: '{"resource": {"aws_kms_replica_key": {"r": {"primary_key_arn": "«arn:aws:kms:us-east-1:333333333333:key/a056d364-d490-473d-ad19-bd6a483d8096»"}}}}',
      messages: [SINGLE],
    },
  ],
  good: [
    { name: 'a multi-Region key', file: 'main.tf', text: config(MULTI) },
    { name: 'multi-Region by a variable', file: 'main.tf', text: config('multi_region = var.multi') },
    { name: 'a key that is not in view', file: 'main.tf', text: config('', 'var.primary') },
    {
      name: 'an ARN of a multi-Region key',
      file: 'cdk.tf.json',
      text: '{"resource": {"aws_kms_replica_key": {"r": {"primary_key_arn": "arn:aws:kms:us-east-1:333333333333:key/mrk-1234abcd12ab34cd56ef1234567890ab"}}}}',
    },
  ],
};
