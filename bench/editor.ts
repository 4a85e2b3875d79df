import { spawn } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const BUNDLES = ['dist/extension/node.js', 'dist/extension/web.js'];

/** Size of the extension, and what a person waits for in a real VS Code (`test/vscode/suites/measure`). */
export async function benchEditor(print: (line: string) => void): Promise<void> {
  for (const bundle of BUNDLES) {
    const [size, packed] = [statSync(bundle).size, gzipSync(readFileSync(bundle)).length];
    print(`${bundle.padEnd(58)} ${kib(size)}, ${kib(packed)} packed`);
  }
  const printed = await runWindow();
  print(`${'dist/fsx-lustre-kms.vsix'.padEnd(58)} ${kib(statSync('dist/fsx-lustre-kms.vsix').size)}`);
  const measured = printed.split('\n').filter((line) => line.startsWith('measured '));
  for (const line of measured) print(line.slice('measured '.length));
  if (measured.length === 0) print(`Not measured in VS Code:\n${printed.trim()}`);
}

async function runWindow(): Promise<string> {
  const child = spawn(process.execPath, ['--import=tsx', 'test/vscode/run.ts', 'measure']);
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  await new Promise((done) => child.once('close', done));
  return Buffer.concat(chunks).toString();
}

function kib(bytes: number): string {
  return `${(bytes / 1024).toFixed(0)} KiB`;
}
