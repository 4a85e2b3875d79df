import type { RuleCases } from '../case';

const fileSystem = (
  more = '',
  groups = '[aws_security_group.lustre.id]',
) => `resource "aws_fsx_lustre_file_system" "fs" {
  deployment_type    = "PERSISTENT_2"
  security_group_ids = ${groups}
${more}}
`;
const group = (rules = '') => `
resource "aws_security_group" "lustre" {
  vpc_id = aws_vpc.main.id
${rules}}
`;
const RULE = `
resource "aws_security_group_rule" "lustre" {
  type              = "ingress"
  security_group_id = aws_security_group.lustre.id
  protocol          = "tcp"
  from_port         = 988
  to_port           = 1023
  self              = true
}
`;
const WAIT = '  depends_on = [aws_security_group_rule.lustre]\n';

export const cases: RuleCases = {
  bad: [
    {
      name: 'a file system that waits for the group only',
      file: 'main.tf',
      text: fileSystem('', '«[aws_security_group.lustre.id]»') + group() + RULE,
      messages: [
        'The file system does not wait for aws_security_group_rule.lustre, and FSx checks port 988 when it makes one: CreateFileSystem may answer InvalidNetworkSettings. Write depends_on with the rules.',
      ],
      fixed: fileSystem(WAIT) + group() + RULE,
    },
    {
      name: 'a file system that waits for something else',
      file: 'main.tf',
      text: fileSystem('  depends_on = [aws_vpc.main]\n', '«[aws_security_group.lustre.id]»') + group(),
      others: { 'network.tf': `${RULE}\nresource "aws_vpc" "main" {\n}\n` },
      messages: [
        'The file system does not wait for aws_security_group_rule.lustre, and FSx checks port 988 when it makes one: CreateFileSystem may answer InvalidNetworkSettings. Write depends_on with the rules.',
      ],
    },
  ],
  good: [
    { name: 'a file system that waits', file: 'main.tf', text: fileSystem(WAIT) + group() + RULE },
    {
      name: 'rules in the group',
      file: 'main.tf',
      text:
        fileSystem() +
        group(
          '  ingress {\n    protocol  = "tcp"\n    from_port = 988\n    to_port   = 988\n    self      = true\n  }\n',
        ),
    },
    {
      name: 'a file system that waits for a module',
      file: 'main.tf',
      text: fileSystem('  depends_on = [module.network]\n') + group() + RULE,
    },
    { name: 'a group that is not in view', file: 'main.tf', text: fileSystem() + RULE },
  ],
};
