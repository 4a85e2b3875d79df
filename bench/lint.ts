import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lint } from '../core/lint/lint';
import { Linter } from '../core/lint/linter';
import { RULES } from '../core/rules/registry';
import { createParsers } from '../core/syntax/parsers';
import { Reader } from '../core/syntax/reader';
import { readGrammars } from '../runner/grammars';
import { median } from './measure';
import { keyPolicy, terraform, typeScript } from './syntax';

/** Runs of what is measured warm; the first tenth warms up. */
const RUNS = 300;
/** Rounds of whole processes; the medians are shown. */
const ROUNDS = 3;
const FILES = 1000;
/** Templates for the comparison with cfn-lint. */
const TEMPLATES = 50;

/** Lint in an editor, in CI, and beside cfn-lint on the same policies. Build first: it runs the built program. */
export async function benchLint(print: (line: string) => void): Promise<void> {
  const reader = new Reader(await createParsers(await readGrammars()));
  print(`lint with ${RULES.length} rules`);
  policyWarm(reader, print);
  scriptAfterEdit(reader, print);
  const folder = mkdtempSync(join(tmpdir(), 'fsx-lustre-kms-bench-'));
  try {
    manyFilesCold(join(folder, 'files'), print);
    besideCfnLint(join(folder, 'templates'), print);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function policyWarm(reader: Reader, print: (line: string) => void): void {
  const text = keyPolicy();
  const times = measureWarm(() => {
    const file = reader.read({ path: 'policy.json', text });
    if (file) lint([file], { rules: RULES });
  });
  print(`key policy, ${Math.round(text.length / 1024)} KB, read and linted, warm      ${times}  (goal 2)`);
}

/** What an editor waits for: a letter more or less in an action's name, near the top, in the middle, near the end. */
function scriptAfterEdit(reader: Reader, print: (line: string) => void): void {
  const text = typeScript();
  const lines = text.split('\n').length;
  for (const [where, share] of [
    ['near the top', 0],
    ['in the middle', 0.5],
    ['near the end', 0.95],
  ] as const) {
    const document = reader.open({ path: 'main.ts', text });
    const linter = new Linter({ rules: RULES });
    const at = text.indexOf('Decrypt', text.length * share);
    const times = measureWarm((run) => {
      const edit = { start: at, end: at + (run % 2), text: run % 2 === 0 ? 'x' : '' };
      const file = document.edit([edit]);
      if (file) linter.lint([file]);
    });
    document.dispose();
    print(`TypeScript, ${lines} lines, after an edit ${where.padEnd(13)} ${times}  (goal 10)`);
  }
}

/** A folder of every language, walked, read and linted by a new process. */
function manyFilesCold(folder: string, print: (line: string) => void): void {
  const policy = samplePolicy(0);
  const hcl = terraform()
    .split(/(?=resource ")/)
    .slice(0, 4)
    .join('');
  const script = shortScript();
  for (let index = 0; index < FILES / 4; index++) {
    const at = join(folder, `module-${index}`);
    mkdirSync(at, { recursive: true });
    writeFileSync(join(at, 'key-policy.json'), JSON.stringify(policy, null, 2));
    writeFileSync(join(at, 'main.tf'), hcl);
    writeFileSync(join(at, 'main.ts'), script);
    writeFileSync(join(at, 'package.json'), JSON.stringify({ name: `module-${index}` }));
  }
  const ms = median(Array.from({ length: ROUNDS }, () => wallMsOf(process.execPath, lintArguments(folder))));
  print(`${FILES} files, in a process of its own             ${ms.toFixed(0)} ms  (goal 3000)`);
}

/** The same policies, each in a CloudFormation template, through both programs, each as a process of its own. */
function besideCfnLint(folder: string, print: (line: string) => void): void {
  if (spawnSync('cfn-lint', ['--version'], { stdio: 'ignore' }).status !== 0) {
    print('cfn-lint is not on the PATH: not compared');
    return;
  }
  mkdirSync(folder, { recursive: true });
  const files = Array.from({ length: TEMPLATES }, (_, index) => {
    const path = join(folder, `template-${index}.json`);
    const key = { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: samplePolicy(index) } };
    const template = { AWSTemplateFormatVersion: '2010-09-09', Resources: { Key: key } };
    writeFileSync(path, JSON.stringify(template, null, 2));
    return path;
  });
  const compared = (['one template', 'all of them'] as const).map((name, index) => {
    const given = index === 0 ? files.slice(0, 1) : files;
    const runs = { ours: [] as number[], theirs: [] as number[] };
    for (let round = 0; round < ROUNDS; round++) {
      runs.ours.push(wallMsOf(process.execPath, lintArguments(...given)));
      runs.theirs.push(wallMsOf('cfn-lint', given));
    }
    return { name, ours: median(runs.ours), theirs: median(runs.theirs) };
  });
  for (const { name, ours, theirs } of compared) {
    print(
      `${TEMPLATES} CloudFormation templates, ${name}:  ours ${ours.toFixed(0)} ms, cfn-lint ${theirs.toFixed(0)} ms, cfn-lint / ours ${(theirs / ours).toFixed(1)} x`,
    );
  }
  const [one, all] = compared;
  if (!one || !all) return;
  const each = (kind: 'ours' | 'theirs') => (all[kind] - one[kind]) / (TEMPLATES - 1);
  print(
    `each further template:  ours ${each('ours').toFixed(2)} ms, cfn-lint ${each('theirs').toFixed(2)} ms, cfn-lint / ours ${(each('theirs') / each('ours')).toFixed(1)} x`,
  );
}

function lintArguments(...paths: string[]): string[] {
  return ['dist/cli.js', 'lint', '--format', 'json', ...paths];
}

/** Wall time of a process. Linters end with 1 or more on findings, which is no failure here. */
function wallMsOf(command: string, args: readonly string[]): number {
  const started = performance.now();
  const { error, stderr } = spawnSync(command, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  if (error) throw error;
  if (stderr !== '') throw new Error(`${command} ${args.join(' ')}\n${stderr}`);
  return performance.now() - started;
}

/** Runs something again and again. @returns the middle and the best time, for people */
function measureWarm(run: (index: number) => void): string {
  const times: number[] = [];
  for (let index = 0; index < RUNS; index++) {
    const started = performance.now();
    run(index);
    times.push(performance.now() - started);
  }
  const warm = times.slice(RUNS / 10);
  return `${median(warm).toFixed(2)} ms, at best ${Math.min(...warm).toFixed(2)} ms`;
}

/** The long script with its first constructs only. */
function shortScript(): string {
  const [head = '', first = ''] = typeScript().split(/(?=^ *const key\d+ = )/m);
  const constructs = first.slice(0, first.lastIndexOf('});') + '});'.length);
  return `${head}${constructs}\n  }\n}\n`;
}

/** A key policy in which there is nothing to find. */
function samplePolicy(index: number) {
  const account = '111122223333';
  return {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'kms:*', Resource: '*' },
      {
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${account}:role/reader-${index}` },
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Resource: '*',
        Condition: {
          StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com', 'kms:CallerAccount': account },
        },
      },
    ],
  };
}
