import type { RuleCases } from '../case';

const METADATA = '  metadata_configuration {\n    mode = "AUTOMATIC"\n  }\n';
const fileSystem = (
  type: string,
  efa: string,
  more = METADATA,
) => `resource "aws_fsx_lustre_file_system" "fs" {
  deployment_type    = "${type}"
  security_group_ids = [aws_security_group.lustre.id]
${efa}${more}}
`;
const group = (rules: string) => `
resource "aws_security_group" "lustre" {
  vpc_id = aws_vpc.main.id
${rules}}
`;
const rule = (direction: string, protocol: string, port: number) => `  ${direction} {
    protocol  = "${protocol}"
    from_port = ${port}
    to_port   = ${port}
    self      = true
  }
`;
const ON = '  efa_enabled        = true\n';
const MARKED = '  efa_enabled        = «true»\n';

export const cases: RuleCases = {
  bad: [
    {
      name: 'EFA without a metadata configuration',
      file: 'main.tf',
      text: fileSystem('PERSISTENT_2', MARKED, ''),
      messages: [
        'efa_enabled stands without metadata_configuration, and FSx enables EFA only with one: CreateFileSystem answers BadRequest. Add one, such as mode "AUTOMATIC".',
      ],
      fixed: fileSystem('PERSISTENT_2', '', ''),
    },
    {
      name: 'EFA on PERSISTENT_1',
      file: 'main.tf',
      text: fileSystem('PERSISTENT_1', MARKED, ''),
      messages: [
        'efa_enabled does not go with PERSISTENT_1: CreateFileSystem answers BadRequest. Leave it out, or write deployment type "PERSISTENT_2" with a metadata configuration.',
      ],
      fixed: fileSystem('PERSISTENT_1', '', ''),
    },
    {
      name: 'a security group with the Lustre port only',
      file: 'main.tf',
      text: fileSystem('PERSISTENT_2', MARKED) + group(rule('ingress', 'tcp', 988) + rule('egress', '-1', 0)),
      messages: [
        'The security group has no ingress rule for all traffic of the group to itself: CreateFileSystem answers that it has insufficient permissions for an EFA-enabled file system. Add it, with protocol "-1".',
      ],
    },
  ],
  good: [
    {
      name: 'a security group that lets itself through',
      file: 'main.tf',
      text: fileSystem('PERSISTENT_2', ON) + group(rule('ingress', '-1', 0) + rule('egress', '-1', 0)),
    },
    { name: 'a security group that is not in view', file: 'main.tf', text: fileSystem('PERSISTENT_2', ON) },
    {
      name: 'EFA that is off',
      file: 'main.tf',
      text: fileSystem('SCRATCH_2', '  efa_enabled        = false\n', ''),
    },
    {
      name: 'EFA by a variable',
      file: 'main.tf',
      text: fileSystem('SCRATCH_2', '  efa_enabled        = var.efa\n', ''),
    },
    {
      name: 'rules that are not known',
      file: 'main.tf',
      text:
        fileSystem('PERSISTENT_2', ON) +
        group(
          '  dynamic "ingress" {\n    for_each = var.rules\n    content {\n      protocol = ingress.value\n    }\n  }\n',
        ),
    },
  ],
};
