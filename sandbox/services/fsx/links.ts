import { parseDataRepositoryPath, type Link, type LinkEvent } from '../../lustre/link';
import type { AssociationRecord, FileSystemRecord, FsxState, LegacyRepository } from './state';

/** Where a file system's directories get their contents from. */
export function linksOf({ fileSystems, associations }: FsxState, fileSystemId: string): Link[] {
  const legacy = fileSystems
    .filter(({ id }) => id === fileSystemId)
    .flatMap((fileSystem) => legacyLink(fileSystem) ?? []);
  return [
    ...legacy,
    ...associations
      .filter((association) => association.fileSystemId === fileSystemId && !isLeaving(association))
      .map(associationLink),
  ];
}

function isLeaving({ pending }: AssociationRecord): boolean {
  return pending?.lifecycle === 'DELETING';
}

export function associationLink(association: AssociationRecord): Link {
  const { id, fileSystemPath, dataRepositoryPath, autoImport, autoExport } = association;
  const { bucket, prefix } = parseDataRepositoryPath(dataRepositoryPath) ?? NOWHERE;
  return { id, path: withoutSlash(fileSystemPath), bucket, prefix, autoImport, autoExport };
}

const NOWHERE = { bucket: '', prefix: '' };

const LEGACY_EVENTS: Readonly<Record<LegacyRepository['autoImportPolicy'], readonly LinkEvent[]>> = {
  NONE: [],
  NEW: ['NEW'],
  NEW_CHANGED: ['NEW', 'CHANGED'],
  NEW_CHANGED_DELETED: ['NEW', 'CHANGED', 'DELETED'],
};

/** The older link: files are imported from one path of the bucket and exported to another, or to the same one. */
export function legacyLink({ id, repository }: FileSystemRecord): Link | undefined {
  const place = repository && parseDataRepositoryPath(repository.importPath);
  if (!place) return undefined;
  const exportPrefix = parseDataRepositoryPath(repository.exportPath)?.prefix ?? place.prefix;
  const autoImport = LEGACY_EVENTS[repository.autoImportPolicy];
  return { id, path: '/', ...place, exportPrefix, autoImport, autoExport: [] };
}

/** `/data/` as `/data`; `/` stays. */
export function withoutSlash(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}
