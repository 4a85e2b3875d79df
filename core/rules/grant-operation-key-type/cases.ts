import type { RuleCases } from '../case';

const config = (spec: string, operations: string) => `resource "aws_kms_key" "data" {
${spec}
}
resource "aws_kms_grant" "use" {
  key_id            = aws_kms_key.data.arn
  grantee_principal = "arn:aws:iam::111111111111:role/reader"
  operations        = [${operations}]
}
`;
const RSA = `  customer_master_key_spec = "RSA_2048"`;
const role =
  'arn:aws:iam::111111111111:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_fs-0123456789abcdef0';

export const cases: RuleCases = {
  bad: [
    {
      name: 'signatures with a symmetric key',
      file: 'main.tf',
      text: config('  enable_key_rotation = true', '"Decrypt", "«Sign»"'),
      messages: [
        'The key is a symmetric encryption key, and "Sign" takes an asymmetric key for signing: KMS refuses the whole grant with ValidationException. Leave it out, or name another key.',
      ],
    },
    {
      name: 'data keys of an RSA key',
      file: 'main.tf',
      text: config(RSA, '"Decrypt", "«GenerateDataKey»"'),
      messages: [
        'The key is an asymmetric key for encryption, and "GenerateDataKey" takes a symmetric encryption key: KMS refuses the whole grant with ValidationException. Leave it out, or name another key.',
      ],
    },
    {
      name: 'the public key of a key that a file system uses',
      file: 'cdk.tf.json',
      text: `{"resource": {"aws_kms_grant": {"fsx": {"key_id": "arn:aws:kms:us-east-1:333333333333:key/a056d364-d490-473d-ad19-bd6a483d8096", "grantee_principal": "${role}", "operations": ["Decrypt", "«GetPublicKey»"]}}}}`,
      messages: [
        '"GetPublicKey" is no operation of symmetric keys, and objects that a file system reads are encrypted with symmetric keys only: KMS refuses the whole grant with ValidationException. Leave it out.',
      ],
    },
  ],
  good: [
    {
      name: 'operations of a symmetric key',
      file: 'main.tf',
      text: config('', '"Decrypt", "GenerateDataKey", "CreateGrant"'),
    },
    { name: 'operations of an RSA key', file: 'main.tf', text: config(RSA, '"Decrypt", "GetPublicKey"') },
    {
      name: 'a signing key',
      file: 'main.tf',
      text: config(`${RSA}\n  key_usage = "SIGN_VERIFY"`, '"Sign", "Verify"'),
    },
    {
      name: 'a spec from a variable',
      file: 'main.tf',
      text: config('  customer_master_key_spec = var.spec', '"Sign"'),
    },
    {
      name: 'a key that is not in view, and no file system',
      file: 'main.tf',
      text: 'resource "aws_kms_grant" "g" {\n  key_id = var.key\n  grantee_principal = var.role\n  operations = ["Sign"]\n}\n',
    },
  ],
};
