import { DRIVE_CACHE_TYPES, LUSTRE_DEPLOYMENT_TYPES } from '../../facts/fsx-lustre';
import { lustreFileSystems, type LustreFileSystem } from '../../model/lustre-file-system';
import { insertAfter, nameIn, removeEntry } from '../edits';
import { findingAt, quotedList } from '../finding';
import { entryIn, findingOnHead, LUSTRE_CONFIGURATION_PAGE } from '../lustre';
import type { Finding, Rule } from '../rule';

const NAME = 'drive_cache_type';

/** HDD file systems must say whether they have a read cache; others have none. */
export const rule: Rule = {
  meta: {
    id: 'fsx-drive-cache',
    severity: 'error',
    title: 'The drive cache is missing on HDD storage, or set on another',
    why: '`DriveCacheType` is required for `HDD` storage, with `NONE` for no cache, and exists for it only. Terraform accepts both mistakes, and `CreateFileSystem` answers `BadRequest`.',
    fix: 'Write `NONE` or `READ` on HDD storage, and leave it out on SSD.',
    sources: [LUSTRE_CONFIGURATION_PAGE],
  },
  *check(model) {
    for (const fileSystem of lustreFileSystems(model)) yield* checkFileSystem(fileSystem);
  },
};

function* checkFileSystem(fileSystem: LustreFileSystem): Generator<Finding> {
  const { file, deploymentType, storageType } = fileSystem;
  if (storageType === undefined) return;
  // Where the storage type does not exist, that is the mistake.
  if (deploymentType !== undefined && !LUSTRE_DEPLOYMENT_TYPES[deploymentType].storage[storageType]) return;
  const setting = fileSystem.setting(NAME);
  const name = nameIn(file, NAME);
  if (storageType !== 'HDD') {
    if (setting.status !== 'given') return;
    const message = `${name} "${setting.text}" stands on ${storageType} storage, and only HDD storage has a drive cache: CreateFileSystem answers BadRequest. Leave it out.`;
    yield findingAt(file, setting.value, message, {
      // "NONE" asks for nothing, and AWS does not say that it rejects it.
      ...(setting.text === 'NONE' ? { severity: 'note' as const } : {}),
      fixes: removeEntry(file, setting.entry, { safe: false }),
    });
  } else if (setting.status === 'omitted' && !fileSystem.isFromBackup) {
    const message = `${name} is missing, and HDD storage needs it: CreateFileSystem answers BadRequest. Write ${name} ${quotedList(DRIVE_CACHE_TYPES)}.`;
    const after = entryIn(fileSystem.setting('storage_type'));
    yield findingOnHead(fileSystem, message, {
      fixes: after ? insertAfter(file, after, NAME, '"NONE"', { safe: false }) : [],
    });
  } else if (setting.status === 'given' && !DRIVE_CACHE_TYPES.some((type) => type === setting.text)) {
    const message = `"${setting.text}" is no drive cache of FSx for Lustre: CreateFileSystem answers BadRequest. Write ${quotedList(DRIVE_CACHE_TYPES)}.`;
    yield findingAt(file, setting.value, message);
  }
}
