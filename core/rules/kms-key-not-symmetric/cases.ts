import type { RuleCases } from '../case';

const key = (spec: string) => `resource "aws_kms_key" "data" {
  ${spec}
}
`;
const encryption = (value: string) => `resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
  bucket = "data"
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = ${value}
    }
  }
}
`;
const fileSystem = (value: string) => `resource "aws_fsx_lustre_file_system" "data" {
  deployment_type = "PERSISTENT_2"
  kms_key_id      = ${value}
}
`;
const RSA = 'customer_master_key_spec = "RSA_2048"';
const message = (type: string, service: string, end: string) =>
  `aws_kms_key.data is ${type}, and ${service} takes symmetric encryption keys only: ${end}. Use a key with the spec SYMMETRIC_DEFAULT.`;
const S3_END = 'every upload fails with KMS.UnsupportedOperationException';
const REFERENCE = 'aws_kms_key.data.arn';

export const cases: RuleCases = {
  bad: [
    {
      name: 'an RSA key for a bucket',
      file: 'main.tf',
      text: key(RSA) + encryption(`«${REFERENCE}»`),
      messages: [message('an asymmetric key for encryption', 'S3', S3_END)],
    },
    {
      name: 'a curve for a file system',
      file: 'main.tf',
      text:
        key('customer_master_key_spec = "ECC_NIST_P256"\n  key_usage = "SIGN_VERIFY"') +
        fileSystem(`«${REFERENCE}»`),
      messages: [message('an asymmetric key for signing', 'FSx', 'the file system is not created')],
    },
    {
      name: 'an HMAC key behind an alias',
      file: 'main.tf',
      text: `${key('customer_master_key_spec = "HMAC_256"\n  key_usage = "GENERATE_VERIFY_MAC"')}resource "aws_kms_alias" "data" {
  name          = "alias/data"
  target_key_id = aws_kms_key.data.key_id
}
${encryption('«aws_kms_alias.data.arn»')}`,
      messages: [message('an HMAC key', 'S3', S3_END)],
    },
    {
      name: 'an RSA key for a bucket, in Terraform JSON',
      file: 'cdk.tf.json',
      text: `{"resource": {"aws_kms_key": {"data": {"customer_master_key_spec": "RSA_4096"}}, "aws_s3_bucket_server_side_encryption_configuration": {"data": {"bucket": "b", "rule": [{"apply_server_side_encryption_by_default": {"sse_algorithm": "aws:kms", "kms_master_key_id": «"\${aws_kms_key.data.arn}"»}}]}}}}`,
      messages: [message('an asymmetric key for encryption', 'S3', S3_END)],
    },
  ],
  good: [
    {
      name: 'a symmetric key',
      file: 'main.tf',
      text: key('') + encryption(REFERENCE) + fileSystem(REFERENCE),
    },
    {
      name: 'the spec written out',
      file: 'main.tf',
      text: key('customer_master_key_spec = "SYMMETRIC_DEFAULT"') + encryption(REFERENCE),
    },
    { name: 'an RSA key for something else', file: 'main.tf', text: key(RSA) },
    {
      name: 'a spec from a variable',
      file: 'main.tf',
      text: key('customer_master_key_spec = var.spec') + encryption(REFERENCE),
    },
  ],
};
