/**
 * The one entry of the tests in a real VS Code: `tsx test/vscode/run.ts [WINDOW...]`. Packs the extension, installs it,
 * and runs the suites of each window through `runTests` of @vscode/test-electron. The counts of all go to the file in
 * FSX_LUSTRE_KMS_COUNTS.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { TestRunFailedError, resolveCliArgsFromVSCodeExecutablePath, runTests } from '@vscode/test-electron';
import { createVSIX } from '@vscode/vsce';
import { temporaryFolder } from '../support/temporary-folder';
import { bundleSuites } from './bundle';
import { findEditor, type FoundEditor } from './editor';
import { WINDOWS, type TestWindow } from './windows';

const VSIX = resolve('dist/fsx-lustre-kms.vsix');
/** Exit codes of our stand-in for `code` that speak of the host, not of a test. */
const HOST_FAILED: readonly (number | undefined)[] = [124, 125];

interface Counts {
  passes: number;
  failures: number;
  pending: number;
}

type Editor = Extract<FoundEditor, { status: 'found' }>;

async function main(names: readonly string[]): Promise<Counts> {
  const windows = WINDOWS.filter(({ name }) => names.length === 0 || names.includes(name));
  const editor = await findEditor(process.env);
  if (editor.status === 'missing') return notRun(editor.reason);
  await createVSIX({ packagePath: VSIX, dependencies: false });
  const total = { passes: 0, failures: 0, pending: 0 };
  for (const window of windows) {
    const counts =
      window.trusted || editor.canRestrict
        ? ((await runWindow(window, editor)) ?? (await runWindow(window, editor)) ?? hostFailed(window))
        : notRun('this VS Code cannot begin in restricted mode');
    total.passes += counts.passes;
    total.failures += counts.failures;
    total.pending += counts.pending;
  }
  return total;
}

/** @returns undefined when the host, not a test, failed: it may be tried again */
async function runWindow(window: TestWindow, editor: Editor): Promise<Counts | undefined> {
  process.stdout.write(`\nVS Code, ${window.name} window\n`);
  // Nothing of an earlier run, and nothing of this folder: suites change what they open.
  const folder = temporaryFolder();
  const workspace = join(folder, 'workspace');
  cpSync(resolve('test/vscode/fixture'), workspace, { recursive: true });
  const driver = join(folder, 'driver');
  mkdirSync(driver);
  writeFileSync(join(driver, 'package.json'), JSON.stringify(DRIVER));
  const profile = [
    `--user-data-dir=${join(folder, 'user')}`,
    `--extensions-dir=${join(folder, 'extensions')}`,
  ];
  installExtension(editor, profile);
  const countsFile = join(folder, 'counts.json');
  try {
    await runTests({
      vscodeExecutablePath: editor.executable,
      extensionDevelopmentPath: driver,
      extensionTestsPath: await bundleSuites(window.name),
      launchArgs: [workspace, ...profile, ...(window.trusted ? [] : ['--restricted-mode'])],
      extensionTestsEnv: { FSX_LUSTRE_KMS_COUNTS: countsFile, TEST_WORKSPACE: workspace },
    });
  } catch (error) {
    if (!(error instanceof TestRunFailedError) || HOST_FAILED.includes(error.code)) {
      process.stdout.write(`${String(error)}\n`);
      return undefined;
    }
  }
  const counts = existsSync(countsFile)
    ? (JSON.parse(readFileSync(countsFile, 'utf8')) as Counts)
    : undefined;
  return counts;
}

/** The extension that stands for the tests: what is tested is the installed one. */
const DRIVER = {
  name: 'driver',
  publisher: 'tests',
  version: '0.0.0',
  engines: { vscode: '*' },
  capabilities: { untrustedWorkspaces: { supported: true }, virtualWorkspaces: true },
};

function installExtension({ executable }: Editor, profile: readonly string[]): void {
  const isStandIn = executable.endsWith('.js');
  const [command = executable, ...first] = isStandIn
    ? [executable]
    : resolveCliArgsFromVSCodeExecutablePath(executable, { reuseMachineInstall: true });
  const args = [...first, ...profile, `--install-extension=${VSIX}`];
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`The extension could not be installed.\n${stdout}${stderr}`);
}

function hostFailed({ name }: TestWindow): Counts {
  process.stdout.write(`The VS Code of the ${name} window failed twice.\n`);
  return { passes: 0, failures: 1, pending: 0 };
}

function notRun(reason: string): Counts {
  const isRequired = process.env['FSX_LUSTRE_KMS_REQUIRE_ALL'] !== undefined;
  process.stdout.write(`${isRequired ? 'needed here' : 'skipped'}: ${reason}\n`);
  return { passes: 0, failures: isRequired ? 1 : 0, pending: isRequired ? 0 : 1 };
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
