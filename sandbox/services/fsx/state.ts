import type { JsonObject } from '../../json';
import type { LinkEvent } from '../../lustre/link';
import type { LogLevel } from '../../lustre/repository-log';
import type { Store } from '../../store/store';
import type { StoreDocument } from '../../store/document';

/** What FSx keeps of all accounts. Times are ISO texts. */
export interface FsxState {
  readonly fileSystems: FileSystemRecord[];
  readonly associations: AssociationRecord[];
  readonly tasks: TaskRecord[];
}

/** A change of lifecycle that is under way, and when it is over. */
export interface Pending {
  readonly lifecycle: 'CREATING' | 'UPDATING' | 'DELETING' | 'EXECUTING';
  readonly until: string;
}

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

interface Resource {
  readonly account: string;
  readonly region: string;
  readonly createdAt: string;
  readonly token: string | undefined;
  /** Digest of the request that made it: the same token with another request is refused. */
  readonly request: string;
  tags: readonly Tag[];
  pending?: Pending | undefined;
}

export interface FileSystemRecord extends Resource {
  /** `fs-` and 17 hexadecimal digits. */
  readonly id: string;
  readonly mountName: string;
  readonly vpcId: string;
  readonly subnetId: string;
  readonly networkInterfaceIds: readonly string[];
  readonly deploymentType: string;
  readonly storageType: string;
  storageCapacityGiB?: number | undefined;
  readonly version: string;
  /** ARN of the key that encrypts it at rest; scratch file systems show none. */
  readonly keyArn?: string | undefined;
  log: { readonly level: LogLevel; readonly destination?: string };
  /** Members of LustreConfiguration that are answered as they were given. */
  settings: JsonObject;
  /** The older link to S3. */
  repository?: LegacyRepository | undefined;
  administrativeActions: readonly JsonObject[];
}

export interface LegacyRepository {
  readonly importPath: string;
  readonly exportPath: string;
  readonly chunkSizeMiB: number;
  autoImportPolicy: 'NONE' | 'NEW' | 'NEW_CHANGED' | 'NEW_CHANGED_DELETED';
  misconfigured?: string | undefined;
}

export interface AssociationRecord extends Resource {
  /** `dra-` and 17 hexadecimal digits. */
  readonly id: string;
  readonly fileSystemId: string;
  /** As it was given, or `/`. */
  readonly fileSystemPath: string;
  readonly dataRepositoryPath: string;
  readonly batchImport: boolean;
  chunkSizeMiB: number;
  autoImport: readonly LinkEvent[];
  autoExport: readonly LinkEvent[];
  /** Why it is MISCONFIGURED, where it is. */
  misconfigured?: string | undefined;
}

export interface TaskRecord extends Resource {
  readonly id: string;
  readonly fileSystemId: string;
  readonly type: string;
  readonly paths: readonly string[];
  readonly report: JsonObject;
  readonly outcome: { readonly total: number; readonly succeeded: number; readonly failed: number };
}

/** FSx's document of a sandbox. */
export function fsxDocument(store: Store): StoreDocument<FsxState> {
  return store.document<FsxState>('fsx', () => ({ fileSystems: [], associations: [], tasks: [] }));
}
