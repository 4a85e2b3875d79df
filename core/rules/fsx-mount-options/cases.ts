import type { RuleCases } from '../case';

const SOURCE = '${aws_fsx_lustre_file_system.fs.dns_name}@tcp:/${aws_fsx_lustre_file_system.fs.mount_name}';
const instance = (line: string) => `resource "aws_instance" "client" {
  user_data = <<EOF
#!/bin/bash
${line}
EOF
}
`;
const fstab = (options: string) => instance(`echo "${SOURCE} /fsx lustre ${options} 0 0" >> /etc/fstab`);
const message = (options: string) =>
  `The options "${options}" lack _netdev: the mount is tried before the network is up, and the instance may not respond after a restart. Write "${options},_netdev".`;
const json = (options: string) =>
  `{ "resource": { "aws_instance": { "client": { "user_data": "#!/bin/bash\\necho \\"${SOURCE} /fsx lustre ${options} 0 0\\" >> /etc/fstab\\n" } } } }`;
const cloudInit = (options: string) => `resource "aws_instance" "client" {
  user_data = <<-EOT
    #cloud-config
    mounts:
      - ["fs-0123456789abcdef0.fsx.us-east-1.amazonaws.com@tcp:/abcdefgh", "/fsx", "lustre", "${options}", "0", "0"]
  EOT
}
`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'a line without _netdev',
      file: 'main.tf',
      text: fstab('«defaults,relatime,flock»'),
      messages: [message('defaults,relatime,flock')],
      fixed: fstab('defaults,relatime,flock,_netdev'),
    },
    {
      name: 'a line in a string of Terraform JSON',
      file: 'main.tf.json',
      text: json('«noatime,flock»'),
      messages: [message('noatime,flock')],
      fixed: json('noatime,flock,_netdev'),
    },
    {
      name: 'a mount of cloud-init',
      file: 'main.tf',
      text: cloudInit('«defaults,flock»'),
      messages: [message('defaults,flock')],
      fixed: cloudInit('defaults,flock,_netdev'),
    },
  ],
  good: [
    {
      name: 'the options of the guide',
      file: 'main.tf',
      text: fstab('defaults,relatime,flock,_netdev,x-systemd.automount,x-systemd.requires=network.service'),
    },
    {
      name: 'a mount command, whose options are others',
      file: 'main.tf',
      text: instance(`mount -t lustre -o relatime,flock ${SOURCE} /fsx`),
    },
    { name: 'a line that is not mounted at boot', file: 'main.tf', text: fstab('noauto,flock') },
    { name: 'options that are not known', file: 'main.tf', text: fstab('${var.options}') },
    {
      name: 'a comment',
      file: 'main.tf',
      text: instance(`# ${SOURCE} /fsx lustre defaults 0 0`),
    },
  ],
};
