import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { temporaryFolder } from '../../support/temporary-folder';

/** The thread's own program, and one that does as it does but for plans of some workspaces. */
const SOURCES = {
  own: join('runner', 'run-task', 'run-task-worker.ts'),
  misbehaving: join('test', 'runner', 'run-task', 'misbehaving-worker.ts'),
} as const;

const built = new Map<keyof typeof SOURCES, string>();

/** A bundle as it stands beside the product's, of the sources as they are now. */
export function builtWorker(name: keyof typeof SOURCES = 'own'): string {
  const outfile = built.get(name) ?? join(temporaryFolder(), `${name}.js`);
  if (built.has(name)) return outfile;
  buildSync({
    entryPoints: [SOURCES[name]],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    logLevel: 'warning',
  });
  built.set(name, outfile);
  return outfile;
}
