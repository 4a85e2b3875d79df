import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A way to start moto's server. */
export interface MotoCommand {
  readonly command: string;
  readonly args: readonly string[];
  /** What listens on a port of its own inside a container, which this one leads to. */
  readonly kind: 'direct' | 'container';
}

export type FoundMoto =
  | { readonly status: 'found'; readonly moto: MotoCommand }
  | { readonly status: 'missing'; readonly message: string };

/** Versions whose behaviour the sandbox was tried with. */
const PACKAGE = 'moto[server]==5.2.1';
const IMAGE = 'motoserver/moto:5.2.1';

export const INSTALL_MOTO = `The sandbox needs moto's server. Install it (pipx install '${PACKAGE}', or pip install '${PACKAGE}'), or have uv, pipx or Docker on the PATH.`;

/**
 * The first way that this machine has: `moto_server`, uv, pipx, Docker.
 * @param path the PATH to look on
 */
export function findMoto(path: string): FoundMoto {
  const has = (command: string): boolean => isOnPath(command, path);
  if (has('moto_server')) return found({ command: 'moto_server', args: [], kind: 'direct' });
  if (has('uvx')) {
    return found({ command: 'uvx', args: ['--from', PACKAGE, 'moto_server'], kind: 'direct' });
  }
  if (has('pipx')) {
    return found({ command: 'pipx', args: ['run', '--spec', PACKAGE, 'moto_server'], kind: 'direct' });
  }
  if (has('docker')) return found({ command: 'docker', args: [IMAGE], kind: 'container' });
  return { status: 'missing', message: INSTALL_MOTO };
}

function found(moto: MotoCommand): FoundMoto {
  return { status: 'found', moto };
}

function isOnPath(command: string, path: string): boolean {
  return path.split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK);
      return folder !== '';
    } catch {
      return false;
    }
  });
}
