import type { RuleCases } from '../case';

const network = (more: string, name = '"main"') => `resource "aws_fsx_lustre_file_system" "fs" {
  deployment_type = "PERSISTENT_2"
  subnet_ids      = [aws_subnet.storage.id]
}
resource "aws_subnet" "storage" {
  vpc_id = aws_vpc.main.id
}
resource "aws_vpc" ${name} {
  cidr_block = "10.71.0.0/24"
${more}}
`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'a VPC without DNS hostnames',
      file: 'main.tf',
      text: network('', '«"main"»'),
      messages: [
        'enable_dns_hostnames is left out, and Terraform makes a VPC without: the file system\'s DNS name does not resolve in this VPC, and mount fails with "Can\'t parse NID". Write enable_dns_hostnames = true.',
      ],
      fixed: network('  enable_dns_hostnames = true\n'),
    },
    {
      name: 'a VPC with both off',
      file: 'main.tf',
      text: network('  enable_dns_hostnames = «false»\n  enable_dns_support   = «false»\n'),
      messages: ['enable_dns_hostnames', 'enable_dns_support'].map(
        (name) =>
          `${name} is off: the file system's DNS name does not resolve in this VPC, and mount fails with "Can't parse NID". Write true.`,
      ),
      fixed: network('  enable_dns_hostnames = true\n  enable_dns_support   = true\n'),
    },
  ],
  good: [
    { name: 'a VPC with DNS hostnames', file: 'main.tf', text: network('  enable_dns_hostnames = true\n') },
    {
      name: 'a setting that is not known',
      file: 'main.tf',
      text: network('  enable_dns_hostnames = var.dns\n'),
    },
    {
      name: 'a VPC without a Lustre file system',
      file: 'main.tf',
      text: 'resource "aws_vpc" "main" {\n  cidr_block = "10.71.0.0/24"\n}\n',
    },
    {
      name: 'a VPC that is not in view',
      file: 'main.tf',
      text: 'resource "aws_fsx_lustre_file_system" "fs" {\n  subnet_ids = [data.aws_subnet.storage.id]\n}\n',
    },
  ],
};
