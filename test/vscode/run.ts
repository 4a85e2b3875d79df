/**
 * The one entry of the tests in a real VS Code: `tsx test/vscode/run.ts [WINDOW...]`. Packs the extension, installs it,
 * and runs the suites of each window through `runTests` of @vscode/test-electron. The counts of all go to the file in
 * FSX_LUSTRE_KMS_COUNTS. With SUITE=NAME only suites with that in the name of their file run.
 */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { TestRunFailedError, resolveCliArgsFromVSCodeExecutablePath, runTests } from '@vscode/test-electron';
import type { Counts } from '../support/counts';
import { temporaryFolder } from '../support/temporary-folder';
import { bundleSuites } from './bundle';
import { findEditor, type FoundEditor } from './editor';
import { bundleForWeb } from './host/web-bundle';

import { pack } from './pack';
import { WINDOWS, type TestWindow } from './windows';

/** Exit codes of our stand-in for `code` that speak of the host, not of a test. */
const HOST_FAILED: readonly (number | undefined)[] = [124, 125];

/** Lines of a log that are shown. */
const LOG_LINES = 40;

type Editor = Extract<FoundEditor, { status: 'found' }>;

async function main(names: readonly string[]): Promise<Counts> {
  const windows = WINDOWS.filter(({ name, onRequest }) =>
    names.length === 0 ? onRequest !== true : names.includes(name),
  );
  const editor = await findEditor(process.env);
  if (editor.status === 'missing') return notRun(editor.reason);
  const vsix = await pack();
  const total = { passes: 0, failures: 0, pending: 0, failed: [] as string[] };
  for (const window of windows) {
    const counts =
      (window.trusted && !window.web) || editor.isStandIn
        ? ((await runWindow(window, editor, vsix)) ??
          (await runWindow(window, editor, vsix)) ??
          hostFailed(window))
        : notRun('only our stand-in for code has windows in restricted mode and without Node.js');
    total.passes += counts.passes;
    total.failures += counts.failures;
    total.pending += counts.pending;
    total.failed.push(...(counts.failed ?? []).map((said) => `VS Code, ${window.name} window: ${said}`));
  }
  return total;
}

/** @returns undefined when the host, not a test, failed: it may be tried again */
async function runWindow(window: TestWindow, editor: Editor, vsix: string): Promise<Counts | undefined> {
  process.stdout.write(`\nVS Code, ${window.name} window\n`);
  // Nothing of an earlier run, and nothing of this folder: suites change what they open.
  const folder = temporaryFolder();
  const workspace = join(folder, 'workspace');
  cpSync(resolve('test/vscode/fixture'), workspace, { recursive: true });
  // What an app of the workspace imports.
  symlinkSync(resolve('node_modules'), join(workspace, 'node_modules'));
  const driver = join(folder, 'driver');
  mkdirSync(driver);
  writeFileSync(join(driver, 'package.json'), JSON.stringify(driverManifest(window)));
  const profile = [
    `--user-data-dir=${join(folder, 'user')}`,
    `--extensions-dir=${join(folder, 'extensions')}`,
  ];
  installExtension(editor, vsix, profile);
  const countsFile = join(folder, 'counts.json');
  try {
    await runTests({
      vscodeExecutablePath: editor.executable,
      extensionDevelopmentPath: driver,
      extensionTestsPath: window.web
        ? await bundleForWeb(window, process.env['SUITE'])
        : await bundleSuites(window.name, process.env['SUITE']),
      launchArgs: [
        workspace,
        ...profile,
        ...(window.trusted ? [] : ['--restricted-mode']),
        ...(window.web ? ['--web'] : []),
      ],
      extensionTestsEnv: { FSX_LUSTRE_KMS_COUNTS: countsFile, TEST_OUR_APP: resolve('dist/cdktf/main.js') },
    });
  } catch (error) {
    if (!(error instanceof TestRunFailedError) || HOST_FAILED.includes(error.code)) {
      process.stdout.write(`${String(error)}\n`);
      return undefined;
    }
  }
  if (!existsSync(countsFile)) return undefined;
  const counts = JSON.parse(readFileSync(countsFile, 'utf8')) as Counts;
  if (counts.failures > 0) printLogs(join(folder, 'user'));
  return counts;
}

/** What the extension and its host wrote, to see why a test failed. */
function printLogs(userData: string): void {
  const logs = readdirSync(userData, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(FSx for Lustre KMS|exthost)\.log$/.test(file),
  );
  for (const file of logs) {
    const lines = readFileSync(join(userData, file), 'utf8').split('\n');
    process.stdout.write(`\n${file}\n${lines.slice(-LOG_LINES).join('\n')}\n`);
  }
}

/** The extension that stands for the tests: what is tested is the installed one. */
function driverManifest({ web }: TestWindow): object {
  return {
    name: 'driver',
    publisher: 'tests',
    version: '0.0.0',
    engines: { vscode: '^1.100.0' },
    capabilities: { untrustedWorkspaces: { supported: true }, virtualWorkspaces: true },
    // Where an extension without code would run, a browser does not say.
    ...(web ? { browser: './suites.js' } : {}),
  };
}

function installExtension({ executable }: Editor, vsix: string, profile: readonly string[]): void {
  const isStandIn = executable.endsWith('.js');
  const [command = executable, ...first] = isStandIn
    ? [executable]
    : resolveCliArgsFromVSCodeExecutablePath(executable, { reuseMachineInstall: true });
  const args = [...first, ...profile, `--install-extension=${vsix}`];
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`The extension could not be installed.\n${stdout}${stderr}`);
}

function hostFailed({ name }: TestWindow): Counts {
  return { passes: 0, failures: 1, pending: 0, failed: [`The VS Code of the ${name} window failed twice.`] };
}

function notRun(reason: string): Counts {
  const isRequired = process.env['FSX_LUSTRE_KMS_REQUIRE_ALL'] !== undefined;
  process.stdout.write(`${isRequired ? 'needed here' : 'skipped'}: ${reason}\n`);
  return isRequired
    ? { passes: 0, failures: 1, pending: 0, failed: [reason] }
    : { passes: 0, failures: 0, pending: 1 };
}

main(process.argv.slice(2)).then(
  (total) => {
    const { FSX_LUSTRE_KMS_COUNTS: file } = process.env;
    if (file !== undefined) writeFileSync(file, JSON.stringify(total));
    process.exitCode = total.failures > 0 ? 1 : 0;
  },
  (error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exitCode = 1;
  },
);
