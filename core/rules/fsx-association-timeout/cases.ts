import type { RuleCases } from '../case';

const WAIT = '  timeouts {\n    create = "30m"\n  }\n';
const association = (
  name: string,
  more = '',
) => `resource "aws_fsx_data_repository_association" ${name.startsWith('«') ? name : `"${name}"`} {
  file_system_id       = aws_fsx_lustre_file_system.fs.id
  file_system_path     = "/${name.replace(/\W/g, '')}"
  data_repository_path = "s3://${name.replace(/\W/g, '')}-2025/"
${more}}
`;
const AFTER_RAW = '  depends_on = [aws_fsx_data_repository_association.raw]\n';
const typescript = (more: string) =>
  `import { FsxDataRepositoryAssociation } from '@cdktf/provider-aws/lib/fsx-data-repository-association';
const raw = new FsxDataRepositoryAssociation(this, 'raw', {
  fileSystemId: 'fs-0123456789abcdef0',
  fileSystemPath: '/raw',
  dataRepositoryPath: 's3://raw-2025/',
  timeouts: { create: '30m' },
});
new FsxDataRepositoryAssociation(this, 'results', {
  fileSystemId: 'fs-0123456789abcdef0',
  fileSystemPath: '/results',
  dataRepositoryPath: 's3://results-2025/',
  timeouts: { create: '1h' },
${more}});
`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'two associations that are made at once',
      file: 'main.tf',
      text: association('raw', WAIT) + association('«"results"»'),
      messages: [
        'FSx makes the associations of a file system one at a time, and this one does not wait for aws_fsx_data_repository_association.raw: Terraform gives up on it after 10 minutes, in which the other is made. Write depends_on with aws_fsx_data_repository_association.raw, and timeouts { create = "30m" }.',
      ],
      fixed: association('raw', WAIT) + association('results', AFTER_RAW + WAIT),
    },
    {
      name: 'one association with the default timeout',
      file: 'main.tf',
      text: association('«"raw"»'),
      messages: [
        'Terraform waits 10 minutes for this association, and FSx may take longer, others in its queue included: the apply then fails, although FSx goes on. Write timeouts { create = "30m" }.',
      ],
      severity: 'note',
      fixed: association('raw', WAIT),
    },
    {
      name: 'two at once that wait long enough, in TypeScript',
      file: 'main.ts',
      text: typescript('').replace(
        '\nnew FsxDataRepositoryAssociation',
        '\nnew «FsxDataRepositoryAssociation»',
      ),
      messages: [
        'FSx makes the associations of a file system one at a time, and this one does not wait for aws_fsx_data_repository_association.raw: its timeout runs while the other is made. Write depends_on with aws_fsx_data_repository_association.raw.',
      ],
      severity: 'note',
    },
  ],
  good: [
    {
      name: 'associations in a chain',
      file: 'main.tf',
      text:
        association('raw', WAIT) +
        association('results', WAIT + AFTER_RAW) +
        association('old', `${WAIT}  depends_on = [aws_fsx_data_repository_association.results]\n`),
    },
    {
      name: 'associations of two file systems',
      file: 'main.tf',
      text:
        association('raw', WAIT) +
        association('results', WAIT).replace('file_system.fs', 'file_system.other'),
    },
    {
      name: 'a timeout that is not known',
      file: 'main.tf',
      text: association('raw', '  timeouts {\n    create = var.timeout\n  }\n'),
    },
    { name: 'a chain in TypeScript', file: 'main.ts', text: typescript('  dependsOn: [raw],\n') },
    {
      name: 'a dependency on a module',
      file: 'main.tf',
      text: association('raw', WAIT) + association('results', `${WAIT}  depends_on = [module.links]\n`),
    },
  ],
};
