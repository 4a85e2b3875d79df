import type { RuleCases } from '../case';

const LAMBDA = `lambda_function {
    lambda_function_arn = var.lambda
    events              = ["s3:ObjectCreated:*"]
  }`;
const config = (
  notification: string,
  value = 'aws_s3_bucket.data.id',
  autoImport = 'auto_import_policy',
) => `resource "aws_s3_bucket" "data" {
  bucket = "data"
}
resource "aws_s3_bucket_notification" "data" {
  bucket = ${value}
  ${notification}
}
resource "aws_fsx_data_repository_association" "data" {
  file_system_id       = var.file_system_id
  file_system_path     = "/data"
  data_repository_path = "s3://\${aws_s3_bucket.data.id}"
  s3 {
    ${autoImport} {
      events = ["NEW", "CHANGED", "DELETED"]
    }
  }
}
`;
const MESSAGE =
  'This resource is the whole notification configuration of the bucket and removes the one that FSx made for automatic import: new objects then no longer appear in the file system. Use EventBridge, or keep the "FSx" topic with ignore_changes.';

export const cases: RuleCases = {
  bad: [
    {
      name: 'a function for new objects',
      file: 'main.tf',
      text: config(LAMBDA, '«aws_s3_bucket.data.id»'),
      messages: [MESSAGE],
    },
    {
      name: 'a bucket by its name',
      file: 'main.tf',
      text: config(
        'queue {\n    queue_arn = var.queue\n    events = ["s3:ObjectCreated:*"]\n  }',
        '"«data»"',
      ),
      messages: [MESSAGE],
    },
    {
      name: 'the import path of an older file system',
      file: 'cdk.tf.json',
      text: '{"resource": {"aws_s3_bucket_notification": {"n": {"bucket": "«data»", "queue": [{"queue_arn": "q"}]}}, "aws_fsx_lustre_file_system": {"f": {"import_path": "s3://data/in", "auto_import_policy": "NEW_CHANGED"}}}}',
      messages: [MESSAGE],
    },
  ],
  good: [
    { name: 'EventBridge', file: 'main.tf', text: config('eventbridge = true') },
    { name: 'export only', file: 'main.tf', text: config(LAMBDA, undefined, 'auto_export_policy') },
    {
      name: "FSx's own topic",
      file: 'main.tf',
      text: config(
        'topic {\n    id = "FSx"\n    topic_arn = var.topic\n    events = ["s3:ObjectCreated:*", "s3:ObjectRemoved:*"]\n  }',
      ),
    },
    {
      name: 'topics that are ignored',
      file: 'main.tf',
      text: config(`${LAMBDA}\n  lifecycle {\n    ignore_changes = [topic]\n  }`),
    },
    { name: 'another bucket', file: 'main.tf', text: config(LAMBDA, '"other"') },
  ],
};
