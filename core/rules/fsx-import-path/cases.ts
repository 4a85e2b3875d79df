import type { RuleCases } from '../case';

const fileSystem = (settings: string) => `resource "aws_fsx_lustre_file_system" "fs" {
${settings}  subnet_ids       = [aws_subnet.storage.id]
}
`;
const PERSISTENT_2 = '  deployment_type  = "PERSISTENT_2"\n';
const SCRATCH_2 = '  deployment_type  = "SCRATCH_2"\n';
const association = `
resource "aws_fsx_data_repository_association" "data" {
  file_system_id       = aws_fsx_lustre_file_system.fs.id
  file_system_path     = "/data"
  data_repository_path = "s3://measurements-2025/"
}
`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'an import path on PERSISTENT_2',
      file: 'main.tf',
      text: fileSystem(`${PERSISTENT_2}  import_path      = "«s3://measurements-2025/raw»"\n`),
      messages: [
        'import_path does not exist for PERSISTENT_2: CreateFileSystem answers BadRequest. Leave it out, and link the bucket by an aws_fsx_data_repository_association.',
      ],
      fixed: fileSystem(PERSISTENT_2),
    },
    {
      name: 'all of the older link on PERSISTENT_2, with a reference',
      file: 'main.tf',
      text: fileSystem(
        `${PERSISTENT_2}  import_path        = «"s3://\${aws_s3_bucket.data.bucket}"»
  export_path        = "«s3://measurements-2025/out»"
  auto_import_policy = "«NEW»"
  imported_file_chunk_size = «1024»
`,
      ),
      messages: ['import_path', 'export_path', 'auto_import_policy', 'imported_file_chunk_size'].map(
        (name) =>
          `${name} does not exist for PERSISTENT_2: CreateFileSystem answers BadRequest. Leave it out, and link the bucket by an aws_fsx_data_repository_association.`,
      ),
      fixed: fileSystem(PERSISTENT_2),
    },
    {
      name: 'an import path beside an association',
      file: 'main.tf',
      text:
        fileSystem(
          `${SCRATCH_2}  file_system_type_version = "2.15"\n  import_path      = "«s3://measurements-2025»"\n`,
        ) + association,
      messages: [
        'import_path does not go with a data repository association, and there is one here: FSx refuses the association. Leave it out, and link the bucket by an aws_fsx_data_repository_association.',
      ],
      fixed: fileSystem(`${SCRATCH_2}  file_system_type_version = "2.15"\n`) + association,
    },
    {
      name: 'an export path alone',
      file: 'main.tf',
      text: fileSystem(`${SCRATCH_2}  export_path      = "«s3://measurements-2025/out»"\n`),
      messages: [
        'export_path stands without import_path, and a bucket is linked by that: CreateFileSystem answers BadRequest. Write import_path with the same bucket.',
      ],
    },
    {
      name: 'an export path in another bucket',
      file: 'main.tf',
      text: fileSystem(
        `${SCRATCH_2}  import_path      = "s3://measurements-2025"\n  export_path      = "«s3://results-2025/out»"\n`,
      ),
      messages: [
        'export_path is in another bucket than import_path, "measurements-2025": CreateFileSystem answers InvalidExportPath. Write a path in the same bucket.',
      ],
      fixed: fileSystem(
        `${SCRATCH_2}  import_path      = "s3://measurements-2025"\n  export_path      = "s3://measurements-2025/out"\n`,
      ),
    },
    {
      name: "a bucket's ARN in TypeScript",
      file: 'main.ts',
      text: `import { FsxLustreFileSystem } from '@cdktf/provider-aws/lib/fsx-lustre-file-system';
new FsxLustreFileSystem(this, 'fs', { deploymentType: 'SCRATCH_2', importPath: '«arn:aws:s3:::measurements-2025»' });
`,
      messages: [
        '"arn:aws:s3:::measurements-2025" is no path in S3: CreateFileSystem answers InvalidImportPath. Write "s3://measurements-2025".',
      ],
      fixed: `import { FsxLustreFileSystem } from '@cdktf/provider-aws/lib/fsx-lustre-file-system';
new FsxLustreFileSystem(this, 'fs', { deploymentType: 'SCRATCH_2', importPath: 's3://measurements-2025' });
`,
    },
  ],
  good: [
    {
      name: 'the older link on SCRATCH_2',
      file: 'main.tf',
      text: fileSystem(
        `${SCRATCH_2}  import_path      = "s3://measurements-2025"\n  export_path      = "s3://measurements-2025/out"\n  auto_import_policy = "NEW_CHANGED"\n`,
      ),
    },
    {
      name: 'the whole bucket of another stack',
      file: 'main.tf',
      text: fileSystem(
        '  deployment_type  = "PERSISTENT_1"\n  import_path      = "s3://${var.bucket}"\n  export_path      = "s3://${var.bucket}/out"\n',
      ),
    },
    {
      name: 'variables on PERSISTENT_2, which may be null',
      file: 'main.tf',
      text: fileSystem(`${PERSISTENT_2}  import_path      = var.import_path\n  export_path      = null\n`),
    },
    {
      name: "a module's paths",
      file: 'main.tf',
      text: fileSystem(
        '  deployment_type  = var.type\n  import_path      = var.import_path\n  export_path = var.export_path\n',
      ),
    },
    { name: 'an association on PERSISTENT_2', file: 'main.tf', text: fileSystem(PERSISTENT_2) + association },
    {
      name: 'a plan in which the attributes are null',
      file: 'plan.json',
      text: '{ "format_version": "1.2", "resource_changes": [ { "address": "aws_fsx_lustre_file_system.fs", "mode": "managed", "type": "aws_fsx_lustre_file_system", "name": "fs", "change": { "actions": ["create"], "after": { "deployment_type": "PERSISTENT_2", "import_path": null }, "after_unknown": { "auto_import_policy": true, "export_path": true } } } ] }',
    },
  ],
};
