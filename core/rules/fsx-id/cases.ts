import type { RuleCases } from '../case';

const association = (id: string) => `resource "aws_fsx_data_repository_association" "data" {
  file_system_id       = ${id}
  file_system_path     = "/data"
  data_repository_path = "s3://measurements-2025/"
}
`;
const fileSystem = (subnet: string, group = 'aws_security_group.lustre.id') => `
resource "aws_fsx_lustre_file_system" "fs" {
  deployment_type    = "PERSISTENT_2"
  subnet_ids         = [${subnet}]
  security_group_ids = [${group}]
}
`;

export const cases: RuleCases = {
  bad: [
    {
      name: "a file system's ARN",
      file: 'main.tf',
      text: association('"«arn:aws:fsx:us-east-1:111111111111:file-system/fs-0123456789abcdef0»"'),
      messages: [
        '"arn:aws:fsx:us-east-1:111111111111:file-system/fs-0123456789abcdef0" is no id of a file system: AWS rejects it, or does not find it. Write "fs-0123456789abcdef0".',
      ],
      fixed: association('"fs-0123456789abcdef0"'),
    },
    {
      name: 'a reference to the ARN',
      file: 'main.tf',
      text: association('«aws_fsx_lustre_file_system.fs.arn»') + fileSystem('aws_subnet.a.id'),
      messages: [
        'aws_fsx_lustre_file_system.fs.arn is no id of a file system: AWS rejects it, or does not find it. Write id.',
      ],
      fixed: association('aws_fsx_lustre_file_system.fs.id') + fileSystem('aws_subnet.a.id'),
    },
    {
      name: 'an id that is too short',
      file: 'main.tf',
      text: association('"«fs-01234»"'),
      messages: [
        '"fs-01234" is no id of a file system, which has 8 to 17 hexadecimal digits: the plan fails. Write all of them.',
      ],
    },
    {
      name: "a VPC's id as subnet, and a group's name",
      file: 'main.tf',
      text: fileSystem('"«vpc-0123456789abcdef0»"', '"«lustre-clients2»"'),
      messages: [
        '"vpc-0123456789abcdef0" is no id of a subnet: AWS rejects it, or does not find it. Write one that begins with "subnet-".',
        '"lustre-clients2" is no id of a security group: AWS rejects it, or does not find it. Write one that begins with "sg-".',
      ],
    },
  ],
  good: [
    {
      name: 'ids',
      file: 'main.tf',
      text: association('"fs-0123456789abcdef0"') + fileSystem('"subnet-0123456789abcdef0"', '"sg-01234567"'),
    },
    {
      name: "resources' ids",
      file: 'main.tf',
      text: association('aws_fsx_lustre_file_system.fs.id') + fileSystem('aws_subnet.a.id'),
    },
    {
      name: 'ids to be filled in',
      file: 'main.tf',
      text: association('"<file-system-id>"') + fileSystem('"SUBNET_ID"', '"sg-xxxxxxxx"'),
    },
    {
      name: 'variables',
      file: 'main.tf',
      text: association('var.file_system_id') + fileSystem('var.subnet_id', 'module.network.group_id'),
    },
    {
      name: 'an association with a file system of another kind',
      file: 'main.tf',
      text: association('"${var.file_system_id}"'),
    },
  ],
};
