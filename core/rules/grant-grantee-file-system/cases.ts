import type { RuleCases } from '../case';

const FILE_SYSTEM = `resource "aws_fsx_lustre_file_system" "data" {
  subnet_ids = ["subnet-0fedcba9876543210"]
}
`;
const ROLE =
  'arn:aws:iam::111111111111:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_';
const grant = (id: string) => `resource "aws_kms_grant" "fsx" {
  key_id            = var.key_arn
  grantee_principal = "${ROLE}${id}"
  operations        = ["Decrypt", "GenerateDataKey"]
}
`;
const MESSAGE =
  'The grantee is the role of "fs-0123456789abcdef0", and aws_fsx_lustre_file_system.data is a file system whose id this configuration does not fix: once it is another one, its role has no grant and every read is denied. Take the id from the file system.';
const json = (id: string) =>
  `{"resource": {"aws_fsx_lustre_file_system": {"data": {}}, "aws_kms_grant": {"fsx": {"grantee_principal": "${ROLE}${id}"}}}}`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'an id that was copied',
      file: 'main.tf',
      text: FILE_SYSTEM + grant('«fs-0123456789abcdef0»'),
      messages: [MESSAGE],
      fixed: FILE_SYSTEM + grant('${aws_fsx_lustre_file_system.data.id}'),
    },
    {
      name: 'the same in Terraform JSON',
      file: 'cdk.tf.json',
      text: json('«fs-0123456789abcdef0»'),
      messages: [MESSAGE],
      fixed: json('${aws_fsx_lustre_file_system.data.id}'),
    },
    {
      name: 'a file system in another file of the folder',
      file: 'grants.tf',
      text: grant('«fs-0123456789abcdef0»'),
      others: { 'fsx.tf': FILE_SYSTEM },
      messages: [MESSAGE],
      fixed: grant('${aws_fsx_lustre_file_system.data.id}'),
    },
  ],
  good: [
    {
      name: 'an id that is taken from the file system',
      file: 'main.tf',
      text: FILE_SYSTEM + grant('${aws_fsx_lustre_file_system.data.id}'),
    },
    { name: 'a file system elsewhere', file: 'main.tf', text: grant('fs-0123456789abcdef0') },
    {
      name: 'an older file system that is linked here as well',
      file: 'main.tf',
      text: `${FILE_SYSTEM}${grant('fs-0123456789abcdef0')}resource "aws_fsx_data_repository_association" "old" {
  file_system_id       = "fs-0123456789abcdef0"
  data_repository_path = "s3://old"
  file_system_path     = "/old"
}
`,
    },
    { name: 'an id from a variable', file: 'main.tf', text: FILE_SYSTEM + grant('${var.file_system_id}') },
    {
      name: "a state that shows the file system's own id",
      file: 'state.json',
      text: `{"format_version": "1.0", "values": {"root_module": {"resources": [
        {"address": "aws_fsx_lustre_file_system.data", "mode": "managed", "type": "aws_fsx_lustre_file_system", "name": "data", "values": {"id": "fs-0123456789abcdef0"}},
        {"address": "aws_kms_grant.fsx", "mode": "managed", "type": "aws_kms_grant", "name": "fsx", "values": {"grantee_principal": "${ROLE}fs-0123456789abcdef0"}}
      ]}}}`,
    },
  ],
};
