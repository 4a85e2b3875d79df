import {
  associations,
  associationsOf,
  lustreFileSystems,
  type Association,
  type LustreFileSystem,
} from '../../model/lustre-file-system';
import type { Model } from '../../model/model';
import { isSet, numberOf } from '../../model/setting';
import { findEntry } from '../../syntax/inspect';
import { nameIn, replaceValue } from '../edits';
import { findingAt } from '../finding';
import { LUSTRE_CONFIGURATION_PAGE, relatedTo, typeInWords } from '../lustre';
import type { Finding, Rule } from '../rule';

const NAME = 'automatic_backup_retention_days';

/** Backups exist for persistent file systems that are not linked to S3. */
export const rule: Rule = {
  meta: {
    id: 'fsx-backup',
    severity: 'error',
    title: 'Automatic backups on a file system that is linked to S3, or on a scratch one',
    why: 'FSx backs up persistent file systems only, and none that is linked to a bucket: `CreateFileSystem` or `CreateDataRepositoryAssociation` answers `BadRequest` while automatic backups are on. Terraform accepts it.',
    fix: 'Write `automatic_backup_retention_days = 0` or leave it out; the bucket holds the data of a linked file system.',
    sources: [
      'FSx for Lustre User Guide, "Working with backups" (https://docs.aws.amazon.com/fsx/latest/LustreGuide/using-backups-fsx.html)',
      LUSTRE_CONFIGURATION_PAGE,
    ],
  },
  *check(model) {
    const all = associations(model);
    for (const fileSystem of lustreFileSystems(model)) {
      yield* checkFileSystem(fileSystem, associationsOf(fileSystem, all), model);
    }
  },
};

function* checkFileSystem(
  fileSystem: LustreFileSystem,
  [association]: readonly Association[],
  model: Model,
): Generator<Finding> {
  const { file, deploymentType, resource } = fileSystem;
  const setting = fileSystem.setting(NAME);
  const days = numberOf(setting);
  if (setting.status !== 'given' || days === undefined || days <= 0) return;
  const name = nameIn(file, NAME);
  const fixes = replaceValue(file, setting.value, '0', { safe: false });
  if (deploymentType === 'SCRATCH_1' || deploymentType === 'SCRATCH_2') {
    const message = `${name} is ${days}, and ${typeInWords(fileSystem)} has no backups: CreateFileSystem answers BadRequest. Write 0, or deployment type "PERSISTENT_2".`;
    yield findingAt(file, setting.value, message, { fixes });
  } else if (association) {
    const message = `${name} is ${days}, and a file system with a data repository association has no backups: the association is refused with BadRequest. Write 0.`;
    const related = [relatedTo(association, 'The association.')];
    yield findingAt(file, setting.value, message, { fixes, related });
  } else if (findEntry(resource.body, 'import_path') && isSet(fileSystem, 'import_path', model)) {
    const message = `${name} is ${days}, and a file system with ${nameIn(file, 'import_path')} has no backups: CreateFileSystem answers BadRequest. Write 0.`;
    yield findingAt(file, setting.value, message, { fixes });
  }
}
