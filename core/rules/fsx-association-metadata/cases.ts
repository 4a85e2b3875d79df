import type { RuleCases } from '../case';

const association = (
  more: string,
  name = '"data"',
) => `resource "aws_fsx_data_repository_association" ${name} {
  file_system_id       = aws_fsx_lustre_file_system.fs.id
  file_system_path     = "/data"
  data_repository_path = "s3://measurements-2025/"
${more}}
`;
const policy = (name: string, events: string) => `  s3 {
    ${name} {
      events = ${events}
    }
  }
`;
const LEFT_OUT =
  'This association imports nothing: batch_import_meta_data_on_create is left out, and there is no automatic import of NEW objects. "ls" shows an empty directory until an import task runs. Write batch_import_meta_data_on_create = true.';

export const cases: RuleCases = {
  bad: [
    {
      name: 'an association without any import',
      file: 'main.tf',
      text: association('', '«"data"»'),
      messages: [LEFT_OUT],
      fixed: association('  batch_import_meta_data_on_create = true\n'),
    },
    {
      name: 'an import that is turned off',
      file: 'main.tf',
      text: association('  batch_import_meta_data_on_create = «false»\n'),
      messages: [LEFT_OUT.replace('left out', 'false')],
      fixed: association('  batch_import_meta_data_on_create = true\n'),
    },
    {
      name: 'automatic import of deletions only',
      file: 'main.tf',
      text: association(policy('auto_import_policy', '["DELETED"]'), '«"data"»'),
      messages: [LEFT_OUT],
      fixed: association(
        `  batch_import_meta_data_on_create = true\n${policy('auto_import_policy', '["DELETED"]')}`,
      ),
    },
  ],
  good: [
    {
      name: 'an import when it is made',
      file: 'main.tf',
      text: association('  batch_import_meta_data_on_create = true\n'),
    },
    {
      name: 'automatic import of new objects',
      file: 'main.tf',
      text: association(policy('auto_import_policy', '["NEW", "CHANGED", "DELETED"]')),
    },
    {
      name: 'an association that only exports',
      file: 'main.tf',
      text: association(policy('auto_export_policy', '["NEW", "CHANGED"]')),
    },
    {
      name: 'events that are not known',
      file: 'main.tf',
      text: association(policy('auto_import_policy', 'var.events')),
    },
    {
      name: 'an import by a variable',
      file: 'main.tf',
      text: association('  batch_import_meta_data_on_create = var.import\n'),
    },
  ],
};
