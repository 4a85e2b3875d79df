import type { IamDirectory } from '../../identity/directory';
import { fileSystemRoleArn } from '../../../core/facts/arns';
import type { FileSystemFiles } from '../../lustre/import';
import { LustreFiles } from '../../lustre/lustre-files';
import type { ObjectStore } from '../../lustre/object-store';
import type { StoreDocument } from '../../store/document';
import type { SandboxWorld } from '../../world';
import { present } from './lifecycle';
import { linksOf } from './links';
import { repositoryLog } from './log-destination';
import { fsxDocument, type FileSystemRecord, type FsxState } from './state';

/** What FSx's operations stand on; clients of file systems use it too. It holds nothing itself. */
export interface FsxGround {
  readonly world: SandboxWorld;
  readonly document: StoreDocument<FsxState>;
  readonly objects: ObjectStore;
  /** What is there now. */
  readonly state: () => FsxState;
  readonly files: (fileSystem: FileSystemRecord) => LustreFiles;
}

export function fsxGround(world: SandboxWorld, objects: ObjectStore): FsxGround {
  const document = fsxDocument(world.store);
  const state = () => present(document.value, world.now());
  return {
    world,
    document,
    objects,
    state,
    files: (fileSystem) => {
      const { id, region } = fileSystem;
      return new LustreFiles({
        region,
        document: filesDocument(world, id),
        contents: world.store.blobs(CONTENTS),
        objects,
        role: () => roleSession(world.directory, fileSystem),
        links: () => linksOf(state(), id),
        log: repositoryLog(world, fileSystem),
        now: world.now,
      });
    },
  };
}

/** Folder of the files' contents. */
export const CONTENTS = 'lustre-contents';

export function filesDocument({ store }: SandboxWorld, id: string): StoreDocument<FileSystemFiles> {
  return store.document<FileSystemFiles>(`lustre-${id}`, () => ({ tree: {}, seen: {} }));
}

/** The file system's role at work: its session is named `FSx`. */
function roleSession(directory: IamDirectory, { account, id }: Pick<FileSystemRecord, 'account' | 'id'>) {
  return directory.serviceSession(fileSystemRoleArn('aws', account, id), 'FSx', 'fsx.amazonaws.com');
}
