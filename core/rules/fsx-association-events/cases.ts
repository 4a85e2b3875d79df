import type { RuleCases } from '../case';

const association = (events: string, policy = 'auto_import_policy') =>
  `resource "aws_fsx_data_repository_association" "data" {
  file_system_id       = aws_fsx_lustre_file_system.fs.id
  file_system_path     = "/data"
  data_repository_path = "s3://measurements-2025/"
  s3 {
    ${policy} {
      events = ${events}
    }
  }
}
`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'an event of another name',
      file: 'main.tf',
      text: association('["NEW", "«MODIFIED»"]'),
      messages: [
        '"MODIFIED" is no event of a data repository association: the plan fails, as CreateDataRepositoryAssociation would. Write "CHANGED".',
      ],
      fixed: association('["NEW", "CHANGED"]'),
    },
    {
      name: 'an event in small letters, for export',
      file: 'main.tf',
      text: association('["«deleted»"]', 'auto_export_policy'),
      messages: [
        '"deleted" is no event of a data repository association: the plan fails, as CreateDataRepositoryAssociation would. Write "DELETED".',
      ],
      fixed: association('["DELETED"]', 'auto_export_policy'),
    },
    {
      name: 'an event twice',
      file: 'main.tf',
      text: association('["NEW", "CHANGED", "«NEW»"]'),
      messages: [
        '"NEW" stands here twice, and a policy has each event once: CreateDataRepositoryAssociation answers BadRequest. Leave one of them out.',
      ],
    },
  ],
  good: [
    { name: 'all three', file: 'main.tf', text: association('["NEW", "CHANGED", "DELETED"]') },
    { name: 'none', file: 'main.tf', text: association('[]') },
    { name: 'events that are not known', file: 'main.tf', text: association('var.events') },
    {
      name: 'one known event',
      file: 'main.tf',
      text: association('concat(["NEW"], var.more)', 'auto_export_policy'),
    },
  ],
};
