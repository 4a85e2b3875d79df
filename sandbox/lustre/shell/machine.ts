import type { Done, Failure } from '../errno';
import type { HsmVolume, Volume } from '../volume';

/** A file system that is mounted. */
export interface Mounted {
  /** Directory of the machine. */
  readonly directory: string;
  /** What `mount` was given: `fs-….fsx.us-east-1.amazonaws.com@tcp:/abcdefgh`. */
  readonly source: string;
  readonly mountName: string;
  readonly capacityGiB: number;
}

/** Where a path of a machine leads to. */
export type Place =
  | { readonly kind: 'local'; readonly volume: Volume; readonly path: string }
  | { readonly kind: 'lustre'; readonly volume: HsmVolume; readonly path: string; readonly mounted: Mounted };

/** Why a file system was not mounted. */
export type MountProblem =
  /** No address for the name, or not from here. */
  | 'unknown-host'
  /** The file system is there, the mount name is another one. */
  | 'wrong-name'
  | 'no-directory'
  | 'already-mounted';

/** The machine on which a shell runs. It is no real one. */
export interface Machine {
  readonly now: () => Date;
  /** @param path normalized, from the root */
  at(path: string): Place;
  mounts(): readonly Mounted[];
  mount(
    source: string,
    directory: string,
  ): Promise<{ readonly status: 'mounted' } | { readonly status: MountProblem }>;
  unmount(directory: string): Promise<Done | Failure>;
}

/** A path from the root, without `.`, `..` and doubled slashes. */
export function resolvePath(cwd: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${path.startsWith('/') ? '' : cwd}/${path}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}
