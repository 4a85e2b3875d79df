import type { RuleCases } from '../case';

const config = (path: string, provider = 'aws.west', policy = 'auto_import_policy') => `provider "aws" {
  region = "us-east-1"
}
provider "aws" {
  alias  = "west"
  region = "us-west-2"
}
resource "aws_s3_bucket" "data" {
  provider = ${provider}
  bucket   = "data"
}
resource "aws_fsx_data_repository_association" "data" {
  file_system_id       = var.file_system_id
  file_system_path     = "/data"
  data_repository_path = ${path}
  s3 {
    ${policy} {
      events = ["NEW"]
    }
  }
}
`;
const REFERENCE = '"s3://${aws_s3_bucket.data.id}/in"';
const MESSAGE =
  'The bucket is in "us-west-2" and the file system in "us-east-1": automatic import works within one Region only, and FSx refuses the link. Use a bucket of "us-east-1", or leave automatic import out.';

export const cases: RuleCases = {
  bad: [
    {
      name: 'a bucket with another provider',
      file: 'main.tf',
      text: config(`«${REFERENCE}»`),
      messages: [MESSAGE],
    },
    { name: 'a bucket by its name', file: 'main.tf', text: config('"«s3://data»"'), messages: [MESSAGE] },
    {
      name: 'the import path of an older file system',
      file: 'cdk.tf.json',
      text: '{"provider": {"aws": [{"region": "us-east-1"}, {"alias": "west", "region": "us-west-2"}]}, "resource": {"aws_s3_bucket": {"b": {"provider": "aws.west", "bucket": "data"}}, "aws_fsx_lustre_file_system": {"f": {"import_path": "«s3://data»", "auto_import_policy": "NEW"}}}}',
      messages: [MESSAGE],
    },
  ],
  good: [
    { name: 'one Region', file: 'main.tf', text: config(REFERENCE, 'aws') },
    {
      name: 'automatic export, which may cross Regions',
      file: 'main.tf',
      text: config(REFERENCE, 'aws.west', 'auto_export_policy'),
    },
    { name: 'a bucket that is not in view', file: 'main.tf', text: config('"s3://other"') },
    { name: 'a provider that is not in view', file: 'main.tf', text: config(REFERENCE, 'aws.other') },
  ],
};
