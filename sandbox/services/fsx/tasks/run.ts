import { parseDataRepositoryPath } from '../../../lustre/link';
import { isAtOrUnder } from '../../../lustre/tree';
import { filesDocument, type FsxGround } from '../ground';
import { linksOf, withoutSlash } from '../links';
import type { FileSystemRecord, TaskRecord } from '../state';

/** Tasks that the sandbox has. */
export const TASK_TYPES = ['EXPORT_TO_REPOSITORY', 'IMPORT_METADATA_FROM_REPOSITORY'] as const;
export type TaskType = (typeof TASK_TYPES)[number];

type Outcome = TaskRecord['outcome'];

/** Does a task's work at once; its lifecycle shows the end later. */
export async function runTask(
  ground: FsxGround,
  fileSystem: FileSystemRecord,
  type: TaskType,
  paths: readonly string[],
): Promise<Outcome> {
  switch (type) {
    case 'EXPORT_TO_REPOSITORY':
      return exportFiles(ground, fileSystem, paths);
    case 'IMPORT_METADATA_FROM_REPOSITORY':
      return importNames(ground, fileSystem, paths);
  }
}

/** Exports the files under the paths (relative to the file system's root; none: all) that have changed. */
async function exportFiles(
  ground: FsxGround,
  fileSystem: FileSystemRecord,
  paths: readonly string[],
): Promise<Outcome> {
  const tops = paths.map((path) => withoutSlash(path.startsWith('/') ? path : `/${path}`));
  const files = Object.entries(filesDocument(ground.world, fileSystem.id).value.tree)
    .filter(([, node]) => node.kind === 'file')
    .map(([path]) => path)
    .filter((path) => tops.length === 0 || tops.some((top) => isAtOrUnder(path, top)));
  let [succeeded, failed] = [0, 0];
  for (const path of files) {
    const { status } = await ground.files(fileSystem).export(path);
    if (status === 'done') succeeded += 1;
    if (status === 'refused' || status === 'impossible') failed += 1;
  }
  return { total: succeeded + failed, succeeded, failed };
}

/** Imports the names of the links under the paths: directories of the file system, or `s3://…`; none: all. */
async function importNames(
  ground: FsxGround,
  fileSystem: FileSystemRecord,
  paths: readonly string[],
): Promise<Outcome> {
  const links = linksOf(ground.state(), fileSystem.id).filter(
    (link) =>
      paths.length === 0 ||
      paths.some((path) => {
        const place = parseDataRepositoryPath(path);
        if (place) return place.bucket === link.bucket && place.prefix.startsWith(link.prefix);
        return isAtOrUnder(withoutSlash(path.startsWith('/') ? path : `/${path}`), link.path);
      }),
  );
  let [succeeded, failed] = [0, 0];
  for (const link of links) {
    const { status } = await ground.files(fileSystem).import(link, ['NEW', 'CHANGED', 'DELETED']);
    if (status === 'done') succeeded += 1;
    else failed += 1;
  }
  return { total: succeeded + failed, succeeded, failed };
}
