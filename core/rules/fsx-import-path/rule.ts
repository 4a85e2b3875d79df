import { parseArn } from '../../facts/arns';
import { LUSTRE_DEPLOYMENT_TYPES } from '../../facts/fsx-lustre';
import {
  associations,
  associationsOf,
  lustreFileSystems,
  type LustreFileSystem,
} from '../../model/lustre-file-system';
import type { Model } from '../../model/model';
import { isSet, type GivenSetting } from '../../model/setting';
import { findEntry } from '../../syntax/inspect';
import { nameIn, removeEntry, replaceValue } from '../edits';
import { findingAt } from '../finding';
import { LUSTRE_CONFIGURATION_PAGE, relatedTo, typeInWords } from '../lustre';
import type { Finding, Rule } from '../rule';

const NAMES = ['import_path', 'export_path', 'auto_import_policy', 'imported_file_chunk_size'] as const;
const PATHS = ['import_path', 'export_path'] as const;

/** The older link to S3, by a path of the file system itself: not for PERSISTENT_2, nor beside an association. */
export const rule: Rule = {
  meta: {
    id: 'fsx-import-path',
    severity: 'error',
    title: 'The older link to S3 on a file system that cannot have it, or not in full',
    why: '`ImportPath`, `ExportPath`, `AutoImportPolicy` and `ImportedFileChunkSize` are the older way to link a bucket. `PERSISTENT_2` and file systems with a data repository association do not support them, and an export path is only a place in the bucket of the import path. Terraform accepts it; `CreateFileSystem` answers `BadRequest`, `InvalidImportPath` or `InvalidExportPath`.',
    fix: 'Link the bucket by an `aws_fsx_data_repository_association`; on other deployment types, write `import_path`, and `export_path` in the same bucket.',
    sources: [LUSTRE_CONFIGURATION_PAGE],
  },
  *check(model) {
    const all = associations(model);
    for (const fileSystem of lustreFileSystems(model)) {
      const [association] = associationsOf(fileSystem, all);
      const { deploymentType } = fileSystem;
      if (deploymentType !== undefined && !LUSTRE_DEPLOYMENT_TYPES[deploymentType].importPath) {
        const why = `does not exist for ${typeInWords(fileSystem)}: CreateFileSystem answers BadRequest`;
        yield* onEach(fileSystem, model, why);
      } else if (association) {
        const why =
          'does not go with a data repository association, and there is one here: FSx refuses the association';
        const related = [relatedTo(association, 'The association.')];
        yield* onEach(fileSystem, model, why, { related });
      } else yield* checkPaths(fileSystem);
    }
  },
};

function* onEach(
  fileSystem: LustreFileSystem,
  model: Model,
  why: string,
  more: Pick<Finding, 'related'> = {},
): Generator<Finding> {
  const { file, resource } = fileSystem;
  for (const name of NAMES) {
    const entry = findEntry(resource.body, name);
    if (!entry || !isSet(fileSystem, name, model)) continue;
    const message = `${nameIn(file, name)} ${why}. Leave it out, and link the bucket by an aws_fsx_data_repository_association.`;
    yield findingAt(file, entry.value, message, {
      ...more,
      fixes: removeEntry(file, entry, { safe: false }),
    });
  }
}

function* checkPaths(fileSystem: LustreFileSystem): Generator<Finding> {
  const { file, resource } = fileSystem;
  const [imports, exports] = PATHS.map((name) => fileSystem.setting(name));
  const broken = PATHS.flatMap((name) => {
    const setting = fileSystem.setting(name);
    return setting.status === 'given' && bucketOf(setting.text) === undefined
      ? [formFinding(fileSystem, name, setting)]
      : [];
  });
  yield* broken;
  const entry = findEntry(resource.body, 'export_path');
  if (broken.length > 0 || !imports || exports?.status === 'omitted' || !entry) return;
  const [importPath, exportPath] = PATHS.map((name) => nameIn(file, name));
  if (imports.status === 'omitted' && (exports?.status === 'given' || entry.value.kind === 'template')) {
    const message = `${exportPath ?? ''} stands without ${importPath ?? ''}, and a bucket is linked by that: CreateFileSystem answers BadRequest. Write ${importPath ?? ''} with the same bucket.`;
    yield findingAt(file, entry.value, message);
  } else if (imports.status === 'given' && exports?.status === 'given') {
    const bucket = bucketOf(imports.text);
    if (bucket === bucketOf(exports.text)) return;
    const message = `${exportPath ?? ''} is in another bucket than ${importPath ?? ''}, "${bucket ?? ''}": CreateFileSystem answers InvalidExportPath. Write a path in the same bucket.`;
    const right = exports.text.replace(/^s3:\/\/[^/]*/, `s3://${bucket ?? ''}`);
    const fixes = replaceValue(file, exports.value, right, { safe: false });
    yield findingAt(file, exports.value, message, { fixes });
  }
}

function formFinding({ file }: LustreFileSystem, name: string, { value, text }: GivenSetting): Finding {
  const arn = parseArn(text);
  const right = arn?.service === 's3' ? `s3://${arn.resource.replace(/\/?\*$/, '')}` : undefined;
  const message = `"${text}" is no path in S3: CreateFileSystem answers ${name === 'import_path' ? 'InvalidImportPath' : 'InvalidExportPath'}. Write ${right === undefined ? 'a path such as "s3://BUCKET/FOLDER"' : `"${right}"`}.`;
  const fixes = right === undefined ? [] : replaceValue(file, value, right, { safe: true });
  return findingAt(file, value, message, { fixes });
}

/** The bucket of a path; a placeholder counts as one. */
function bucketOf(path: string): string | undefined {
  return /^s3:\/\/([^/]+)/.exec(path)?.[1] ?? (/[<{$]/.test(path) ? '' : undefined);
}
