import { join } from 'node:path';
import type { WalkOpener } from './walk';

/** @param extension folder of the extension, which has the command line and in it the sandbox */
export function openWalkIn(folder: string, extension: string): WalkOpener {
  return async (options) => {
    // eslint-disable-next-line no-restricted-syntax -- late, since it is large; what it imports is checked there
    const { openWalk } = await import('./walk-bundle.js');
    const cli = join(extension, 'dist', 'cli.js');
    return await openWalk({ ...options, folder, cli, by: 'The editor' });
  };
}
