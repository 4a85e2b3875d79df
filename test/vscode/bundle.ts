import { existsSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { build } from 'esbuild';

/**
 * Puts the suites of a window into one file that exports `run`, as VS Code wants it.
 * @param only part of the names of those that are wanted
 * @returns its path
 */
export async function bundleSuites(window: string, only = ''): Promise<string> {
  const here = resolve('test/vscode');
  const folder = join(here, 'suites', window);
  const files = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.test.ts') && name.includes(only))
        .sort()
        .map((name) => join(folder, name))
    : [];
  const outfile = resolve('dist/vscode-test', `${window}.js`);
  const list = files.map((file) => `() => require('./${relative(here, file)}')`).join(', ');
  await build({
    stdin: {
      contents: `export const run = () => require('./run-suites').runSuites([${list}]);`,
      resolveDir: here,
      loader: 'ts',
    },
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  return outfile;
}
