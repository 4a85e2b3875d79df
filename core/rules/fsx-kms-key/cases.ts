import type { RuleCases } from '../case';

const fileSystem = (type: string, key: string) => `resource "aws_fsx_lustre_file_system" "fs" {
  deployment_type = "${type}"
${key}  subnet_ids      = [aws_subnet.storage.id]
}
`;
const ARN = 'arn:aws:kms:eu-west-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const ON_SCRATCH =
  'kms_key_id does not go with SCRATCH_2: scratch file systems are encrypted with keys that FSx manages, and CreateFileSystem answers BadRequest to any other. Leave it out, or write deployment type "PERSISTENT_2".';
const key = '\nresource "aws_kms_key" "at_rest" {\n  enable_key_rotation = true\n}\n';

export const cases: RuleCases = {
  bad: [
    {
      name: 'a customer managed key on a scratch file system',
      file: 'main.tf',
      text: fileSystem('SCRATCH_2', '  kms_key_id      = «aws_kms_key.at_rest.arn»\n'),
      messages: [ON_SCRATCH],
      fixed: fileSystem('SCRATCH_2', ''),
    },
    {
      name: "a key's ARN on a scratch file system",
      file: 'main.tf.json',
      text: `{ "resource": { "aws_fsx_lustre_file_system": { "fs": { "deployment_type": "SCRATCH_2", "kms_key_id": "«${ARN}»" } } } }`,
      messages: [ON_SCRATCH],
      fixed: '{ "resource": { "aws_fsx_lustre_file_system": { "fs": { "deployment_type": "SCRATCH_2" } } } }',
    },
    {
      name: 'a key that is known after apply, in a plan',
      file: 'plan.json',
      text: '{ "format_version": "1.2", "resource_changes": [ { "address": "aws_fsx_lustre_file_system.fs", "mode": "managed", "type": "aws_fsx_lustre_file_system", "name": "fs", "change": { "actions": ["create"], "after": { "deployment_type": "SCRATCH_2" }, "after_unknown": { "kms_key_id": «true» } } } ], "configuration": { "root_module": { "resources": [ { "address": "aws_fsx_lustre_file_system.fs", "mode": "managed", "type": "aws_fsx_lustre_file_system", "name": "fs", "expressions": { "kms_key_id": { "references": ["aws_kms_key.k.arn", "aws_kms_key.k"] } } } ] } } }',
      messages: [ON_SCRATCH],
    },
    {
      name: 'an alias',
      file: 'main.tf',
      text: fileSystem('PERSISTENT_2', '  kms_key_id      = "«alias/at-rest»"\n'),
      messages: [
        '"alias/at-rest" is an alias, and Terraform takes the ARN of a key only: the plan fails. Write "arn:aws:kms:REGION:ACCOUNT:key/KEY-ID".',
      ],
    },
    {
      name: "a key's id",
      file: 'main.tf',
      text: fileSystem('PERSISTENT_2', '  kms_key_id      = «aws_kms_key.at_rest.key_id»\n') + key,
      messages: [
        'aws_kms_key.at_rest.key_id is no ARN, and Terraform takes the ARN of a key only: the plan or the apply fails. Write arn.',
      ],
      fixed: fileSystem('PERSISTENT_2', '  kms_key_id      = aws_kms_key.at_rest.arn\n') + key,
    },
    {
      name: 'a key of another Region',
      file: 'main.tf',
      text: `provider "aws" {
  region = "us-east-1"
}
${fileSystem('PERSISTENT_2', `  kms_key_id      = "«${ARN}»"\n`)}`,
      messages: [
        'The key is in eu-west-1, and the file system in us-east-1: FSx encrypts with a key of its own Region, and CreateFileSystem answers BadRequest. Write the ARN of a key in us-east-1.',
      ],
    },
  ],
  good: [
    {
      name: 'a customer managed key on a persistent file system',
      file: 'main.tf',
      text: fileSystem('PERSISTENT_1', '  kms_key_id      = aws_kms_key.at_rest.arn\n') + key,
    },
    {
      name: "a key's ARN on a persistent file system",
      file: 'main.tf',
      text: fileSystem('PERSISTENT_2', `  kms_key_id      = "${ARN}"\n`),
    },
    { name: 'a scratch file system without one', file: 'main.tf', text: fileSystem('SCRATCH_2', '') },
    {
      name: 'a variable, which may be null',
      file: 'main.tf',
      text: `${fileSystem('SCRATCH_2', '  kms_key_id      = var.kms_key_arn\n')}
variable "kms_key_arn" {
  default = "${ARN}"
}
`,
    },
    {
      name: 'a key for some deployment types',
      file: 'main.tf',
      text: fileSystem('SCRATCH_2', '  kms_key_id      = var.persistent ? aws_kms_key.at_rest.arn : null\n'),
    },
    {
      name: "an alias's key",
      file: 'main.tf',
      text: fileSystem('PERSISTENT_2', '  kms_key_id      = data.aws_kms_alias.fsx.target_key_arn\n'),
    },
  ],
};
