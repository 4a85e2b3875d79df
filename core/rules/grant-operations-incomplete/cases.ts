import type { RuleCases } from '../case';

const ROLE =
  'arn:aws:iam::111111111111:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_fs-0123456789abcdef0';
const grant = (
  operations: string,
  name = 'fsx',
  key = 'var.key_arn',
  grantee = `"${ROLE}"`,
) => `resource "aws_kms_grant" "${name}" {
  key_id            = ${key}
  grantee_principal = ${grantee}
  operations        = ${operations}
}
`;
const construct = (
  operations: string,
) => `import { FsxLustreFileSystem } from '@cdktf/provider-aws/lib/fsx-lustre-file-system';
import { KmsGrant } from '@cdktf/provider-aws/lib/kms-grant';
const fs = new FsxLustreFileSystem(this, 'fs', { subnetIds });
new KmsGrant(this, 'grant', {
  keyId: key,
  granteePrincipal: \`arn:aws:iam::\${account}:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_\${fs.id}\`,
  operations: ${operations},
});
`;
const NO_EXPORT =
  'The grant lacks "GenerateDataKey": exports fail without a word: hsm_archive reports no error, and the object never appears in the bucket. Add "GenerateDataKey".';

export const cases: RuleCases = {
  bad: [
    {
      name: 'a grant for reading only',
      file: 'main.tf',
      text: grant('«["Decrypt", "DescribeKey"]»'),
      messages: [NO_EXPORT],
      fixed: grant('["Decrypt", "DescribeKey", "GenerateDataKey"]'),
    },
    {
      name: 'a grant for writing only',
      file: 'cdk.tf.json',
      text: `{"resource": {"aws_kms_grant": {"fsx": {"key_id": "k", "grantee_principal": "${ROLE}", "operations": «["GenerateDataKey"]»}}}}`,
      messages: [
        'The grant lacks "Decrypt": the file system\'s role cannot read the objects (cat says "No data available"), and the export of large files fails as well, since multipart uploads decrypt. Add "Decrypt".',
      ],
      fixed: `{"resource": {"aws_kms_grant": {"fsx": {"key_id": "k", "grantee_principal": "${ROLE}", "operations": ["GenerateDataKey", "Decrypt"]}}}}`,
    },
    {
      name: 'Encrypt, which S3 does not use',
      file: 'main.ts',
      text: construct("«['Decrypt', 'Encrypt', 'GenerateDataKeyWithoutPlaintext']»"),
      messages: [NO_EXPORT],
      fixed: construct("['Decrypt', 'Encrypt', 'GenerateDataKeyWithoutPlaintext', 'GenerateDataKey']"),
    },
    {
      name: 'two keys, with the operations shared out between them',
      file: 'main.tf',
      text:
        grant(
          '«["Decrypt"]»',
          'a',
          '"arn:aws:kms:us-east-1:333333333333:key/a056d364-d490-473d-ad19-bd6a483d8096"',
        ) +
        grant(
          '["Decrypt", "GenerateDataKey"]',
          'b',
          '"arn:aws:kms:us-east-1:333333333333:key/b156d364-d490-473d-ad19-bd6a483d8096"',
        ),
      messages: [NO_EXPORT],
      fixed:
        grant(
          '["Decrypt", "GenerateDataKey"]',
          'a',
          '"arn:aws:kms:us-east-1:333333333333:key/a056d364-d490-473d-ad19-bd6a483d8096"',
        ) +
        grant(
          '["Decrypt", "GenerateDataKey"]',
          'b',
          '"arn:aws:kms:us-east-1:333333333333:key/b156d364-d490-473d-ad19-bd6a483d8096"',
        ),
    },
  ],
  good: [
    {
      name: 'the least that is needed',
      file: 'main.tf',
      text: grant('["Decrypt", "GenerateDataKey", "DescribeKey"]'),
    },
    {
      name: "AWS's eight",
      file: 'main.tf',
      text: grant(
        '["Decrypt", "Encrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "CreateGrant", "DescribeKey", "ReEncryptFrom", "ReEncryptTo"]',
      ),
    },
    {
      name: 'two grants on one key',
      file: 'main.tf',
      text: grant('["Decrypt"]', 'a') + grant('["GenerateDataKey"]', 'b'),
    },
    { name: 'more from a variable', file: 'main.tf', text: grant('concat(["Decrypt"], var.more)') },
    {
      name: 'a reader that is no file system',
      file: 'main.tf',
      text: grant('["Decrypt"]', 'lambda', 'var.key_arn', '"arn:aws:iam::111111111111:role/reader"'),
    },
    {
      name: 'both of them in a construct',
      file: 'main.ts',
      text: construct("['Decrypt', 'GenerateDataKey']"),
    },
  ],
};
