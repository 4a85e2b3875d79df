import type { RuleCases } from '../case';

const fileSystem = (type = '"PERSISTENT_2"') => `resource "aws_fsx_lustre_file_system" "fs" {
  deployment_type = ${type}
}
`;
const DNS = '${aws_fsx_lustre_file_system.fs.dns_name}';
const NAME = '${aws_fsx_lustre_file_system.fs.mount_name}';
const instance = (name: string, dns = DNS) => `
resource "aws_instance" "client" {
  user_data = <<-EOT
    #!/bin/bash
    dnf install -y lustre-client
    mount -t lustre -o relatime,flock ${dns}@tcp:/${name} /fsx
  EOT
}
`;
const launchTemplate = (name: string) => `
resource "aws_launch_template" "client" {
  user_data = base64encode(<<-EOT
    #!/bin/bash
    mount -t lustre ${DNS}@tcp:/${name} /fsx
  EOT
  )
}
`;
const templateFile = (name: string) => `
resource "aws_instance" "client" {
  user_data = templatefile("mount-lustre.sh", {
    dns_name   = aws_fsx_lustre_file_system.fs.dns_name
    mount_name = ${name}
  })
}
`;
const MESSAGE =
  '"fsx" is the mount name of SCRATCH_1 file systems, and aws_fsx_lustre_file_system.fs is PERSISTENT_2, with a name that AWS makes up: mount fails with "No such file or directory. Is the MGS specification correct?". Write its mount_name.';
const typescript = (name: string) =>
  `import { FsxLustreFileSystem } from '@cdktf/provider-aws/lib/fsx-lustre-file-system';
import { Instance } from '@cdktf/provider-aws/lib/instance';
const fs = new FsxLustreFileSystem(this, 'fs', { deploymentType: 'PERSISTENT_2' });
new Instance(this, 'client', {
  userData: \`#!/bin/bash
mount -t lustre \${fs.dnsName}@tcp:/${name} /fsx
\`,
});
`;

export const cases: RuleCases = {
  bad: [
    {
      name: '"fsx" in user data',
      file: 'main.tf',
      text: fileSystem() + instance('«fsx»'),
      messages: [MESSAGE],
      fixed: fileSystem() + instance(NAME),
    },
    {
      name: '"fsx" in encoded user data',
      file: 'main.tf',
      text: fileSystem() + launchTemplate('«fsx»'),
      messages: [MESSAGE],
      fixed: fileSystem() + launchTemplate(NAME),
    },
    {
      name: '"fsx" for a variable of a template',
      file: 'main.tf',
      text: fileSystem() + templateFile('"«fsx»"'),
      messages: [MESSAGE],
      fixed: fileSystem() + templateFile('aws_fsx_lustre_file_system.fs.mount_name'),
    },
    {
      name: '"fsx" behind a variable of the shell',
      file: 'main.tf',
      text: `${fileSystem()}
resource "aws_instance" "client" {
  user_data = "#!/bin/bash\\nFS=${DNS}\\nmount -t lustre $FS@tcp:/«fsx» /mnt\\n"
}
`,
      messages: [MESSAGE],
      fixed: `${fileSystem()}
resource "aws_instance" "client" {
  user_data = "#!/bin/bash\\nFS=${DNS}\\nmount -t lustre $FS@tcp:/${NAME} /mnt\\n"
}
`,
    },
    {
      name: '"fsx" in TypeScript',
      file: 'main.ts',
      text: typescript('«fsx»'),
      messages: [MESSAGE.replace('mount_name.', 'mountName.')],
      fixed: typescript('${fs.mountName}'),
    },
  ],
  good: [
    { name: "the file system's own name", file: 'main.tf', text: fileSystem() + instance(NAME) },
    { name: '"fsx" of SCRATCH_1', file: 'main.tf', text: fileSystem('"SCRATCH_1"') + instance('fsx') },
    {
      name: 'a deployment type that is not known',
      file: 'main.tf',
      text: fileSystem('var.type') + instance('fsx'),
    },
    {
      name: 'another file system, by its name',
      file: 'main.tf',
      text: fileSystem() + instance('fsx', 'fs-0123456789abcdef0.fsx.us-east-1.amazonaws.com'),
    },
    {
      name: 'another file system, by a variable',
      file: 'main.tf',
      text: fileSystem() + instance('fsx', '${var.dns_name}'),
    },
    {
      name: 'a comment, and the directory /fsx',
      file: 'main.tf',
      text: fileSystem() + instance(`${NAME} /fsx\n    # not ${DNS}@tcp:/fsx`),
    },
  ],
};
