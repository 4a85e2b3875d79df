/**
 * `npm test`: the suites that Node.js runs, and beside them those in a real VS Code, and the stories in the sandbox,
 * which mostly wait; then one line with the counts of all. With arguments they all go to one mocha, without the windows
 * of VS Code.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { constants, setPriority, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createVSIX } from '@vscode/vsce';

const folder = mkdtempSync(join(tmpdir(), 'fsx-lustre-kms-test-'));
const MOCHA = 'node_modules/mocha/bin/mocha.js';
const SUITES = ['test/!(vscode)/**/*.test.ts', 'test/*.test.ts'];
/** Each walks through the seven steps in a sandbox of its own. */
const STORIES = { terminal: ['test/sandbox/story/*.test.ts'], board: ['test/extension/story/*.test.ts'] };
/** They start VS Code, npm, pre-commit and Terraform, and come after the windows of VS Code. */
const OTHERS = [
  'test/extension/windows/*.test.ts',
  'test/extension/{diagnose,hcp,project}/*.test.ts',
  'test/pipeline/**/*.test.ts',
  'test/sandbox/interrupts/*.test.ts',
  'test/terraform/*.test.ts',
];

/** Runs a command to its end, with its output shown as it comes or kept. */
async function run(name, args, stdio, priority = constants.priority.PRIORITY_NORMAL) {
  const countsFile = join(folder, `${name}.json`);
  const env = { ...process.env, FSX_LUSTRE_KMS_COUNTS: countsFile };
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', stdio, stdio] });
  if (child.pid !== undefined) setPriority(child.pid, priority);
  const begin = Date.now();
  const printed = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => printed.push(chunk));
  const code = await new Promise((done) => child.once('close', done));
  const seconds = Math.round((Date.now() - begin) / 1000);
  return { name, code, seconds, output: Buffer.concat(printed).toString(), counts: countsIn(countsFile) };
}

/** A run that ended without its counts is a failure. */
function countsIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {
      passes: 0,
      failures: 1,
      pending: 0,
      failed: [`${basename(file, '.json')}: ended before its end`],
    };
  }
}

const given = process.argv.slice(2);
/** Everything, in as many processes at once as two cores bear: the stories mostly wait. */
async function runAll() {
  process.env.FSX_LUSTRE_KMS_VSIX = join(folder, 'extension.vsix');
  await createVSIX({ packagePath: process.env.FSX_LUSTRE_KMS_VSIX, dependencies: false });
  const left = [...Object.values(STORIES).flat(), ...OTHERS].flatMap((file) => ['--ignore', file]);
  const windows = async () => [
    await run('vscode', ['--import=tsx', 'test/vscode/run.ts'], 'pipe'),
    await run('others', [MOCHA, ...OTHERS], 'pipe', constants.priority.PRIORITY_BELOW_NORMAL),
  ];
  const stories = Object.entries(STORIES).map(([name, files]) => run(name, [MOCHA, ...files], 'pipe'));
  // The stories go before all but the windows: ten minutes of each are a wait that begins when the rest of it is done.
  const node = run('node', [MOCHA, ...SUITES, ...left], 'inherit', constants.priority.PRIORITY_BELOW_NORMAL);
  return (await Promise.all([node, ...stories, windows()])).flat();
}

const results =
  given.length > 0 ? [await run('node', [MOCHA, ...SUITES, ...given], 'inherit')] : await runAll();
for (const { output } of results) process.stdout.write(output);
// Once more at the end: what failed is lost in thousands of lines, and a log may keep its last ones only.
for (const { name, counts } of results)
  for (const said of counts.failed ?? []) process.stdout.write(`\nfailed (${name}): ${said}\n`);

const total = (name) => results.reduce((sum, { counts }) => sum + counts[name], 0);
const skipped = total('pending') ? `, ${total('pending')} skipped` : '';
rmSync(folder, { recursive: true, force: true });
for (const { name, seconds, counts } of results)
  process.stdout.write(
    `${name}: ${counts.passes} passed in ${Math.floor(seconds / 60)} min ${seconds % 60} s\n`,
  );
process.stdout.write(`${total('passes')} passed, ${total('failures')} failed${skipped}\n`);
process.exitCode = total('failures') > 0 || results.some(({ code }) => code !== 0) ? 1 : 0;
