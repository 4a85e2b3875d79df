import type { FsxGround } from '../ground';
import { associationLifecycle } from '../lifecycle';
import { linkProblem } from '../linking';
import { associationLink, legacyLink } from '../links';
import type { AssociationRecord, FileSystemRecord } from '../state';

/** Looks whether an association still hears of its bucket's changes; one that does not is MISCONFIGURED. */
export async function refreshAssociation(ground: FsxGround, record: AssociationRecord): Promise<void> {
  const { world, document } = ground;
  const fileSystem = ground.state().fileSystems.find(({ id }) => id === record.fileSystemId);
  if (!fileSystem || associationLifecycle(record, world.now()) !== 'AVAILABLE') return;
  const problem = await linkProblem(ground, fileSystem, associationLink(record));
  if (problem === undefined) return;
  await document.change(() => {
    record.misconfigured = problem;
  });
}

/** Takes over what has changed in the buckets of a file system, as far as its links import changes. */
export async function importChanges(ground: FsxGround, fileSystem: FileSystemRecord): Promise<void> {
  const { world } = ground;
  const files = ground.files(fileSystem);
  const legacy = legacyLink(fileSystem);
  if (legacy && legacy.autoImport.length > 0 && fileSystem.repository?.misconfigured === undefined) {
    await files.import(legacy, legacy.autoImport);
  }
  const own = ground.state().associations.filter(({ fileSystemId }) => fileSystemId === fileSystem.id);
  for (const record of own) {
    if (record.autoImport.length === 0) continue;
    await refreshAssociation(ground, record);
    // Names of a new association are there before it is AVAILABLE; changes come when it is.
    if (associationLifecycle(record, world.now()) !== 'AVAILABLE') continue;
    await files.import(associationLink(record), record.autoImport);
  }
}
