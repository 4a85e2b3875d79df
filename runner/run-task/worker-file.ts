import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The program of the thread that judges plans: a bundle beside the one that runs.
 * @param folder of the bundle that runs
 * @throws when it is not there: then the package is not whole
 */
export function workerFile(folder: string = __dirname): string {
  const path = join(folder, 'run-task-worker.js');
  if (existsSync(path)) return path;
  throw new Error(`${path} is missing: the program cannot check plans without it.`);
}
