import type { RuleCases } from '../case';

const association = (
  number: number,
  fileSystem = 'fs',
  quote = '"',
) => `resource "aws_fsx_data_repository_association" ${quote}d${number}${quote.replace('«"', '"»')} {
  file_system_id       = aws_fsx_lustre_file_system.${fileSystem}.id
  file_system_path     = "/d${number}"
  data_repository_path = "s3://measurements-2025/d${number}/"
}
`;
const eight = [1, 2, 3, 4, 5, 6, 7, 8].map((number) => association(number)).join('');

export const cases: RuleCases = {
  bad: [
    {
      name: 'a ninth association',
      file: 'main.tf',
      text: eight + association(9, 'fs', '«"'),
      messages: [
        'The file system has 9 associations here, and FSx takes 8: CreateDataRepositoryAssociation answers ServiceLimitExceeded. Link this one to another file system, or link a folder higher up.',
      ],
    },
  ],
  good: [
    { name: 'eight associations', file: 'main.tf', text: eight },
    { name: 'a ninth of another file system', file: 'main.tf', text: eight + association(9, 'other') },
    {
      name: 'a ninth under a condition',
      file: 'main.tf',
      text: eight + association(9).replace('{\n', '{\n  count = var.ninth ? 1 : 0\n'),
    },
  ],
};
