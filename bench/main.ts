/** Every measurement, or those that are named: `npm run bench -- synth lint`. */
import { benchAccess } from './access';
import { benchDiagnose } from './diagnose';
import { benchEditor } from './editor';
import { benchLint } from './lint';
import { benchRunTask } from './run-task';
import { benchSandbox } from './sandbox';
import { benchSynth } from './synth';
import { benchSyntax } from './syntax';

type Bench = (print: (line: string) => void) => void | Promise<void>;

const BENCHES: Readonly<Record<string, Bench>> = {
  synth: benchSynth,
  syntax: benchSyntax,
  lint: benchLint,
  access: benchAccess,
  diagnose: benchDiagnose,
  editor: benchEditor,
  sandbox: benchSandbox,
  'run-task': benchRunTask,
};

async function main(): Promise<void> {
  const asked = process.argv.slice(2);
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    await bench((line) => process.stdout.write(`${line}\n`));
  }
}

void main();
