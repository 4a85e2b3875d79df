import { benchSynth } from './synth';

const print = (line: string) => process.stdout.write(`${line}\n`);
benchSynth(print);
