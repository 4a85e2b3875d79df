import { DONE, failed, type Done, type Failure } from './errno';
import type { Machine, Mounted, MountProblem, Place } from './shell/machine';
import { isAtOrUnder } from './tree';
import type { HsmVolume, Volume } from './volume';

/** A file system as a client finds it by its name. */
export interface FoundFileSystem {
  readonly id: string;
  readonly mountName: string;
  readonly capacityGiB: number;
}

/** A mount of a client, as it is kept. */
export interface MountRecord {
  readonly directory: string;
  readonly source: string;
  readonly fileSystemId: string;
}

/** What a client stands on. */
export interface ClientGround {
  readonly now: () => Date;
  readonly disk: Volume;
  readonly mounts: () => readonly MountRecord[];
  readonly changeMounts: (mounts: readonly MountRecord[]) => Promise<void>;
  /** The file system that a DNS name stands for here; undefined where it has no address. */
  readonly resolve: (host: string) => FoundFileSystem | undefined;
  /** Undefined when it is gone. */
  readonly fileSystem: (id: string) => (FoundFileSystem & { readonly files: HsmVolume }) | undefined;
}

/** `fs-….fsx.us-east-1.amazonaws.com@tcp:/abcdefgh` */
const SOURCE = /^([^@]+)@tcp\d*:\/([^/]+)$/;

/** An instance with Lustre file systems in its directories. */
export class ClientMachine implements Machine {
  readonly now: () => Date;
  readonly #ground: ClientGround;

  constructor(ground: ClientGround) {
    this.#ground = ground;
    this.now = ground.now;
  }

  at(path: string): Place {
    const mount = this.#ground
      .mounts()
      .filter(({ directory }) => isAtOrUnder(path, directory))
      .reduce<MountRecord | undefined>(
        (longest, one) => (one.directory.length > (longest?.directory.length ?? -1) ? one : longest),
        undefined,
      );
    const found = mount && this.#ground.fileSystem(mount.fileSystemId);
    if (!mount || !found) return { kind: 'local', volume: this.#ground.disk, path };
    const inside = path.slice(mount.directory === '/' ? 0 : mount.directory.length);
    return { kind: 'lustre', volume: found.files, path: inside || '/', mounted: mounted(mount, found) };
  }

  mounts(): readonly Mounted[] {
    return this.#ground.mounts().flatMap((mount) => {
      const found = this.#ground.fileSystem(mount.fileSystemId);
      return found ? [mounted(mount, found)] : [];
    });
  }

  async mount(
    source: string,
    directory: string,
  ): Promise<{ readonly status: 'mounted' } | { readonly status: MountProblem }> {
    const [, host = '', name = ''] = SOURCE.exec(source) ?? [];
    const found = this.#ground.resolve(host);
    if (!found) return { status: 'unknown-host' };
    const { volume, path } = this.at(directory);
    if (volume.stat(path)?.kind !== 'directory') return { status: 'no-directory' };
    if (name !== found.mountName) return { status: 'wrong-name' };
    const mounts = this.#ground.mounts();
    if (mounts.some((mount) => mount.directory === directory)) return { status: 'already-mounted' };
    await this.#ground.changeMounts([...mounts, { directory, source, fileSystemId: found.id }]);
    return { status: 'mounted' };
  }

  async unmount(directory: string): Promise<Done | Failure> {
    const mounts = this.#ground.mounts();
    const rest = mounts.filter((mount) => mount.directory !== directory);
    if (rest.length === mounts.length) return failed('EINVAL');
    await this.#ground.changeMounts(rest);
    return DONE;
  }
}

function mounted({ directory, source }: MountRecord, { mountName, capacityGiB }: FoundFileSystem): Mounted {
  return { directory, source, mountName, capacityGiB };
}
