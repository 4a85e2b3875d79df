import type { RuleCases } from '../case';

const fileSystem = (version: string, name = '"fs"') => `resource "aws_fsx_lustre_file_system" ${name} {
  deployment_type = "SCRATCH_2"
${version}}
`;
const VERSION = '  file_system_type_version = ';
const instance = (install: string, more = '') => `
resource "aws_instance" "client" {
${more}  user_data = <<-EOT
    #!/bin/bash
    ${install}
    mount -t lustre \${aws_fsx_lustre_file_system.fs.dns_name}@tcp:/\${aws_fsx_lustre_file_system.fs.mount_name} /fsx
  EOT
}
`;
const DNF = 'dnf install -y lustre-client';
const image = `
data "aws_ami" "linux" {
  owners = ["amazon"]
  filter {
    name   = "name"
    values = ["al2023-ami-2023.*-x86_64"]
  }
}
`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'a SCRATCH_2 file system without a version, and its client',
      file: 'main.tf',
      text: fileSystem('', '«"fs"»') + instance(DNF),
      messages: [
        'Without file_system_type_version, this is Lustre 2.10, which cannot be mounted by the Amazon Linux 2023 client here: mount fails with "Invalid argument". Write file_system_type_version "2.15".',
      ],
      fixed: fileSystem(`${VERSION}"2.15"\n`) + instance(DNF),
    },
    {
      name: 'Lustre 2.10, and a client by its image',
      file: 'main.tf',
      text: fileSystem(`${VERSION}"«2.10»"\n`) + image + instance('', '  ami = data.aws_ami.linux.id\n'),
      messages: [
        'Lustre 2.10 cannot be mounted by the Amazon Linux 2023 client here: mount fails with "Invalid argument". Write file_system_type_version "2.15".',
      ],
      fixed: fileSystem(`${VERSION}"2.15"\n`) + image + instance('', '  ami = data.aws_ami.linux.id\n'),
    },
  ],
  good: [
    { name: 'Lustre 2.15', file: 'main.tf', text: fileSystem(`${VERSION}"2.15"\n`) + instance(DNF) },
    {
      name: 'Amazon Linux 2',
      file: 'main.tf',
      text: fileSystem('') + instance('amazon-linux-extras install -y lustre'),
    },
    {
      name: 'Rocky Linux',
      file: 'main.tf',
      text: fileSystem('') + instance('dnf install -y kmod-lustre-client lustre-client'),
    },
    {
      name: 'a version that is not known',
      file: 'main.tf',
      text: fileSystem(`${VERSION}var.lustre_version\n`) + instance(DNF),
    },
    {
      name: 'a client of another file system',
      file: 'main.tf',
      text: fileSystem('', '"other"') + instance(DNF),
    },
  ],
};
