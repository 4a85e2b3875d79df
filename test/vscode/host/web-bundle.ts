import { readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { build } from 'esbuild';
import type { TestWindow } from '../windows';

/**
 * Puts the suites of a window into one file that exports `run` and needs nothing of Node.js.
 * @param only part of the names of those that are wanted
 * @returns its path
 */
export async function bundleForWeb(
  { name, also = [], without = [] }: TestWindow,
  only = '',
): Promise<string> {
  const own = readdirSync(resolve('test/vscode/suites', name)).map((file) => join(name, file));
  const files = [...own, ...also]
    .filter((file) => file.endsWith('.test.ts') && basename(file).includes(only))
    .sort();
  const outfile = resolve('dist/vscode-test', `${name}.js`);
  const list = files.map((file) => `() => require('../suites/${file}')`).join(', ');
  await build({
    stdin: {
      contents: `export const run = () => require('./web-run').runSuites([${list}], ${JSON.stringify(without)});`,
      resolveDir: resolve('test/vscode/host'),
      loader: 'ts',
    },
    outfile,
    bundle: true,
    platform: 'browser',
    target: 'es2022',
    format: 'cjs',
    sourcemap: 'inline',
    external: ['vscode'],
    alias: { 'node:assert/strict': resolve('test/vscode/host/web-assert.ts') },
    logLevel: 'warning',
  });
  return outfile;
}
