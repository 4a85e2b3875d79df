import type { RuleCases } from '../case';

const fileSystem = (subnets: string) => `resource "aws_fsx_lustre_file_system" "fs" {
  deployment_type = "PERSISTENT_2"
  subnet_ids      = ${subnets}
}
`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'two subnets',
      file: 'main.tf',
      text: fileSystem('«[aws_subnet.a.id, aws_subnet.b.id]»'),
      messages: [
        'subnet_ids has 2 subnets, and FSx for Lustre takes exactly one: the plan fails, as CreateFileSystem would. Write one of them.',
      ],
      fixed: fileSystem('[aws_subnet.a.id]'),
    },
    {
      name: 'no subnet',
      file: 'main.tf',
      text: fileSystem('«[]»'),
      messages: ['subnet_ids is empty, and FSx for Lustre needs a subnet: the plan fails. Write one.'],
    },
    {
      name: 'three subnets in Terraform JSON',
      file: 'main.tf.json',
      text: '{ "resource": { "aws_fsx_lustre_file_system": { "fs": { "subnet_ids": «["subnet-0123456789abcdef0", "subnet-0123456789abcdef1", "subnet-0123456789abcdef2"]» } } } }',
      messages: [
        'subnet_ids has 3 subnets, and FSx for Lustre takes exactly one: the plan fails, as CreateFileSystem would. Write one of them.',
      ],
      fixed:
        '{ "resource": { "aws_fsx_lustre_file_system": { "fs": { "subnet_ids": ["subnet-0123456789abcdef0"] } } } }',
    },
  ],
  good: [
    { name: 'one subnet', file: 'main.tf', text: fileSystem('[aws_subnet.a.id]') },
    { name: 'subnets that are not known', file: 'main.tf', text: fileSystem('aws_subnet.all[*].id') },
    {
      name: "a variable's default",
      file: 'main.tf',
      text: `${fileSystem('var.subnet_ids')}
variable "subnet_ids" {
  default = []
}
`,
    },
    {
      name: 'an ONTAP file system in two subnets',
      file: 'main.tf',
      text: `resource "aws_fsx_ontap_file_system" "fs" {
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
}
`,
    },
  ],
};
