import type { RuleCases } from '../case';

const fileSystem = (
  groups = '[aws_security_group.lustre.id]',
) => `resource "aws_fsx_lustre_file_system" "fs" {
  deployment_type    = "PERSISTENT_2"
  subnet_ids         = [aws_subnet.storage.id]
  security_group_ids = ${groups}
}
`;
const MARKED = fileSystem('«[aws_security_group.lustre.id]»');
const group = (rules = '') => `
resource "aws_security_group" "lustre" {
  vpc_id = aws_vpc.main.id
${rules}}
`;
const ingress = (from: number, to = from, peer = 'self        = true') => `  ingress {
    protocol    = "tcp"
    from_port   = ${from}
    to_port     = ${to}
    ${peer}
  }
`;
const rule = (name: string, from: string, to = from, groupId = 'aws_security_group.lustre.id') => `
resource "aws_vpc_security_group_ingress_rule" "${name}" {
  security_group_id            = ${groupId}
  referenced_security_group_id = aws_security_group.lustre.id
  ip_protocol                  = "tcp"
  from_port                    = ${from}
  to_port                      = ${to}
}
`;
const NO_988 =
  'The security group does not let TCP 988 in, on which Lustre talks: CreateFileSystem answers InvalidNetworkSettings, or mounts hang. Add ingress rules for TCP 988 and 1018 to 1023, from the group itself and from the clients.';

export const cases: RuleCases = {
  bad: [
    {
      name: 'a group without the port of Lustre',
      file: 'main.tf',
      text: MARKED + group(ingress(22) + ingress(1018, 1023)),
      messages: [NO_988],
    },
    {
      name: 'a group without any rule',
      file: 'main.tf',
      text: MARKED + group(),
      messages: [NO_988],
      severity: 'warning',
    },
    {
      name: 'the port of NFS, in a rule of its own',
      file: 'main.tf',
      text: MARKED,
      others: { 'network.tf': group() + rule('nfs', '2049') },
      messages: [NO_988],
    },
    {
      name: 'the port of Lustre alone',
      file: 'main.tf',
      text: MARKED + group(ingress(988)),
      messages: [
        'The security group lets TCP 988 in, but not 1018 to 1023, which Lustre uses too: mounts and transfers may hang. Add ingress rules for TCP 1018 to 1023.',
      ],
      severity: 'warning',
    },
    {
      name: 'the high ports of older guides',
      file: 'main.tf',
      text: MARKED + group(ingress(988) + ingress(1021, 1023)),
      messages: [
        'The security group lets TCP 988 in, but not 1018 to 1020, which Lustre uses too: mounts and transfers may hang. Add ingress rules for TCP 1018 to 1023.',
      ],
      severity: 'warning',
    },
  ],
  good: [
    {
      name: 'all ports, from addresses',
      file: 'main.tf',
      text:
        fileSystem() +
        group(
          ingress(988, 988, 'cidr_blocks = [aws_vpc.main.cidr_block]') +
            ingress(1018, 1023, 'cidr_blocks = [aws_vpc.main.cidr_block]'),
        ),
    },
    {
      name: 'all traffic',
      file: 'main.tf',
      text:
        fileSystem() +
        group(
          '  ingress {\n    protocol  = "-1"\n    from_port = 0\n    to_port   = 0\n    self      = true\n  }\n',
        ),
    },
    {
      name: 'rules of their own',
      file: 'main.tf',
      text: fileSystem() + group() + rule('lustre', '988') + rule('high', '"1018"', '"1023"'),
    },
    {
      name: 'two groups that do it together',
      file: 'main.tf',
      text:
        fileSystem('[aws_security_group.lustre.id, aws_security_group.high.id]') +
        group(ingress(988)) +
        group(ingress(1018, 1023)).replace('"lustre"', '"high"'),
    },
    {
      name: 'a group of another configuration',
      file: 'main.tf',
      text: fileSystem('[aws_security_group.lustre.id, var.shared_group_id]') + group(ingress(22)),
    },
    {
      name: 'rules that are not known',
      file: 'main.tf',
      text: fileSystem() + group() + rule('all', 'each.value'),
    },
    {
      name: 'a group that a module gets',
      file: 'main.tf',
      text: `${fileSystem()}${group()}
module "rules" {
  source            = "./rules"
  security_group_id = aws_security_group.lustre.id
}
`,
    },
    {
      name: 'rules of a group that is not known',
      file: 'main.tf',
      text: fileSystem() + group() + rule('lustre', '988', '988', 'local.groups[0]'),
    },
    {
      name: 'a group of something else',
      file: 'main.tf',
      text: group(ingress(443)),
    },
  ],
};
