/**
 * `npm test`: the suites that Node.js runs, and beside them those in a real VS Code, and the stories in the sandbox,
 * which mostly wait; then one line with the counts of all. With arguments they all go to one mocha, without the windows
 * of VS Code.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'fsx-lustre-kms-test-'));
const MOCHA = 'node_modules/mocha/bin/mocha.js';
const SUITES = ['test/!(vscode)/**/*.test.ts', 'test/*.test.ts'];
/** Two walk through the seven steps, each in a sandbox of its own; the third starts VS Code, npm and pre-commit. */
const STORIES = {
  terminal: ['test/sandbox/story/*.test.ts'],
  board: ['test/extension/story/*.test.ts'],
  others: [
    'test/extension/board/view.test.ts',
    'test/extension/project/*.test.ts',
    'test/pipeline/**/*.test.ts',
  ],
};

/** Runs a command to its end, with its output shown as it comes or kept. */
async function run(name, args, stdio) {
  const countsFile = join(folder, `${name}.json`);
  const env = { ...process.env, FSX_LUSTRE_KMS_COUNTS: countsFile };
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', stdio, stdio] });
  const printed = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => printed.push(chunk));
  const code = await new Promise((done) => child.once('close', done));
  return { name, code, output: Buffer.concat(printed).toString(), counts: countsIn(countsFile) };
}

/** A run that ended without its counts is a failure. */
function countsIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { passes: 0, failures: 1, pending: 0 };
  }
}

const given = process.argv.slice(2);
const left = Object.values(STORIES)
  .flat()
  .flatMap((file) => ['--ignore', file]);
const results = await Promise.all(
  given.length > 0
    ? [run('node', [MOCHA, ...SUITES, ...given], 'inherit')]
    : [
        run('node', [MOCHA, ...SUITES, ...left], 'inherit'),
        ...Object.entries(STORIES).map(([name, story]) => run(name, [MOCHA, ...story], 'pipe')),
        run('vscode', ['--import=tsx', 'test/vscode/run.ts'], 'pipe'),
      ],
);
for (const { output } of results) process.stdout.write(output);

const total = (name) => results.reduce((sum, { counts }) => sum + counts[name], 0);
const skipped = total('pending') ? `, ${total('pending')} skipped` : '';
rmSync(folder, { recursive: true, force: true });
process.stdout.write(`${total('passes')} passed, ${total('failures')} failed${skipped}\n`);
process.exitCode = total('failures') > 0 || results.some(({ code }) => code !== 0) ? 1 : 0;
