import { LUSTRE_DEPLOYMENT_TYPES, STORAGE_TYPES } from '../../facts/fsx-lustre';
import { nearest } from '../../facts/nearest';
import { lustreFileSystems, type LustreFileSystem } from '../../model/lustre-file-system';
import { replaceValue } from '../edits';
import { findingAt, quotedList } from '../finding';
import { CREATE_FILE_SYSTEM_PAGE, typeInWords } from '../lustre';
import type { Finding, Rule } from '../rule';

/** HDD storage exists for PERSISTENT_1 only, Intelligent-Tiering for PERSISTENT_2 only. */
export const rule: Rule = {
  meta: {
    id: 'fsx-storage-type',
    severity: 'error',
    title: 'The storage type does not exist for the deployment type',
    why: '`SSD` goes with every deployment type, `HDD` with `PERSISTENT_1` only, and `INTELLIGENT_TIERING` with `PERSISTENT_2` only. Terraform accepts the other combinations, and `CreateFileSystem` answers `BadRequest`.',
    fix: 'Write `SSD`, or the deployment type that has the storage type.',
    sources: [CREATE_FILE_SYSTEM_PAGE],
  },
  *check(model) {
    for (const fileSystem of lustreFileSystems(model)) yield* checkFileSystem(fileSystem);
  },
};

function* checkFileSystem(fileSystem: LustreFileSystem): Generator<Finding> {
  const { file, deploymentType, storageType } = fileSystem;
  const setting = fileSystem.setting('storage_type');
  if (setting.status !== 'given') return;
  if (storageType === undefined) {
    const meant = nearest(setting.text.replaceAll('-', '_'), STORAGE_TYPES, 2);
    const right = meant === undefined ? quotedList(STORAGE_TYPES) : `"${meant}"`;
    const message = `"${setting.text}" is no storage type of FSx: CreateFileSystem answers BadRequest. Write ${right}.`;
    const fixes = meant === undefined ? [] : replaceValue(file, setting.value, meant, { safe: false });
    yield findingAt(file, setting.value, message, { fixes });
    return;
  }
  if (deploymentType === undefined) return;
  const own = Object.keys(LUSTRE_DEPLOYMENT_TYPES[deploymentType].storage);
  if (own.includes(storageType)) return;
  const home = Object.entries(LUSTRE_DEPLOYMENT_TYPES).find(([, { storage }]) => storage[storageType])?.[0];
  const message = `${storageType} storage does not exist for ${typeInWords(fileSystem)}: CreateFileSystem answers BadRequest. Write ${quotedList(own)}, or deployment type "${home ?? ''}".`;
  yield findingAt(file, setting.value, message, {
    fixes: replaceValue(file, setting.value, 'SSD', { safe: false }),
  });
}
