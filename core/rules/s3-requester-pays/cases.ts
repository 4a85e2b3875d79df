import type { RuleCases } from '../case';

const config = (payer: string, path = '"s3://${aws_s3_bucket.data.id}"') => `resource "aws_s3_bucket" "data" {
  bucket = "data"
}
resource "aws_s3_bucket_request_payment_configuration" "data" {
  bucket = aws_s3_bucket.data.id
  payer  = ${payer}
}
resource "aws_fsx_data_repository_association" "data" {
  file_system_id       = var.file_system_id
  file_system_path     = "/data"
  data_repository_path = ${path}
}
`;
const json = (payer: string) =>
  `{"resource": {"aws_s3_bucket": {"b": {"bucket": "data", "request_payer": "${payer}"}}, "aws_fsx_data_repository_association": {"a": {"data_repository_path": "s3://data/in"}}}}`;
const MESSAGE =
  'A file system is linked to this bucket, and with "Requester" S3 refuses its requests: FSx does not offer to pay. Write "BucketOwner".';

export const cases: RuleCases = {
  bad: [
    {
      name: 'the requester pays',
      file: 'main.tf',
      text: config('"«Requester»"'),
      messages: [MESSAGE],
      fixed: config('"BucketOwner"'),
    },
    {
      name: 'the older attribute of a bucket',
      file: 'cdk.tf.json',
      text: json('«Requester»'),
      messages: [MESSAGE],
      fixed: json('BucketOwner'),
    },
  ],
  good: [
    { name: 'the owner pays', file: 'main.tf', text: config('"BucketOwner"') },
    { name: 'a variable', file: 'main.tf', text: config('var.payer') },
    { name: 'a bucket that is not linked', file: 'main.tf', text: config('"Requester"', '"s3://other"') },
  ],
};
