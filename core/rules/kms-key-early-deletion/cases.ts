import type { RuleCases } from '../case';

const config = (key: string, path = '"s3://data"') => `resource "aws_kms_key" "data" {
  ${key}
}
resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
  bucket = "data"
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.data.arn
    }
  }
}
resource "aws_fsx_data_repository_association" "data" {
  file_system_id       = var.file_system_id
  file_system_path     = "/data"
  data_repository_path = ${path}
}
`;
const json = (days: string) =>
  `{"resource": {"aws_kms_key": {"k": {"deletion_window_in_days": ${days}}}, "aws_s3_bucket_server_side_encryption_configuration": {"e": {"bucket": "b", "rule": {"apply_server_side_encryption_by_default": {"sse_algorithm": "aws:kms", "kms_master_key_id": "\${aws_kms_key.k.arn}"}}}}, "aws_fsx_data_repository_association": {"a": {"data_repository_path": "s3://b/"}}}}`;
const message = (days: number) =>
  `The key encrypts a bucket that a file system is linked to, and would be gone ${days} days after "destroy": what it encrypted can then never be read again. Use 30 days, or prevent_destroy.`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'a week',
      file: 'main.tf',
      text: config('deletion_window_in_days = «7»'),
      messages: [message(7)],
      fixed: config('deletion_window_in_days = 30'),
    },
    {
      name: 'ten days, in Terraform JSON',
      file: 'cdk.tf.json',
      text: json('«10»'),
      messages: [message(10)],
      fixed: json('30'),
    },
  ],
  good: [
    { name: 'thirty days', file: 'main.tf', text: config('deletion_window_in_days = 30') },
    { name: 'no window, which is thirty days', file: 'main.tf', text: config('') },
    {
      name: 'a protected key',
      file: 'main.tf',
      text: config('deletion_window_in_days = 7\n  lifecycle {\n    prevent_destroy = true\n  }'),
    },
    {
      name: 'a bucket that is not linked',
      file: 'main.tf',
      text: config('deletion_window_in_days = 7', '"s3://other"'),
    },
  ],
};
