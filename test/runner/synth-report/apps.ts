/** Small CDKTF apps with mistakes in them, run the ways that apps are run. */
import { execFile } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { build, type BuildOptions } from 'esbuild';
import { SYNTH_REPORT_ENVIRONMENT } from '../../../runner/synth-report';
import { temporaryFolder } from '../../support/temporary-folder';

const run = promisify(execFile);
const require = createRequire(join(process.cwd(), 'package.json'));

/** A folder with files, and this repository's packages. */
export function projectWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** Where the apps import `lintStacks` from: built once, as users have it, outside of their folders. */
export async function builtLintStacks(): Promise<string> {
  const outfile = join(temporaryFolder(), 'lint-stacks.js');
  await build({ ...BUILD, entryPoints: ['cdktf/lint-annotations.ts'], outfile });
  symlinkSync(join(process.cwd(), 'node_modules'), join(dirname(outfile), 'node_modules'));
  return outfile;
}

const BUILD: BuildOptions = {
  bundle: true,
  platform: 'node',
  external: ['cdktf', 'constructs', '@cdktf/provider-aws'],
  mainFields: ['module', 'main'],
  alias: { 'web-tree-sitter': require.resolve('web-tree-sitter') },
  logLevel: 'error',
};

/** How an app is run: each gives the command's arguments for node. */
export const WAYS: Readonly<Record<string, (folder: string) => Promise<string[]>>> = {
  tsx: () => Promise.resolve(['--import', `file://${require.resolve('tsx')}`, 'main.ts']),
  'ts-node': (folder) => {
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: TS_NODE_OPTIONS }));
    return Promise.resolve(['-r', require.resolve('ts-node/register/transpile-only'), 'main.ts']);
  },
  'compiled, with a map beside it': async (folder) => {
    await compile(folder, { sourcemap: true });
    return ['out/main.js'];
  },
  'compiled, with an inline map': async (folder) => {
    await compile(folder, { sourcemap: 'inline' });
    return ['out/main.js'];
  },
  'compiled, with node reading the map': async (folder) => {
    await compile(folder, { sourcemap: true });
    return ['--enable-source-maps', 'out/main.js'];
  },
};

const TS_NODE_OPTIONS = {
  target: 'es2022',
  module: 'commonjs',
  moduleResolution: 'node10',
  ignoreDeprecations: '6.0',
};

async function compile(folder: string, { sourcemap }: { sourcemap: true | 'inline' }): Promise<void> {
  const outfile = join(folder, 'out', 'main.js');
  await build({ ...BUILD, entryPoints: [join(folder, 'main.ts')], outfile, sourcemap });
}

/** Synthesizes with what a report needs, into `cdktf.out`. */
export async function synthesizeApp(
  folder: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = SYNTH_REPORT_ENVIRONMENT,
): Promise<void> {
  await run(process.execPath, [...args], { cwd: folder, env: { ...process.env, ...environment } });
}
