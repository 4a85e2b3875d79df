import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { runProcess } from '../../../runner/run-process';
import { temporaryFolder } from '../../support/temporary-folder';

export interface Step {
  name: string;
  id?: string;
  if?: string;
  shell?: string;
  env?: Record<string, string>;
  run?: string;
  uses?: string;
  with?: Record<string, string>;
}

export interface Action {
  inputs: Record<string, { description: string; default: string }>;
  outputs: Record<string, { description: string; value: string }>;
  runs: { using: string; steps: Step[] };
}

/** What a run of the action has left behind. */
export interface ActionEnd {
  exitCode: number;
  /** What the scripts have printed, on both streams. */
  log: string;
  outputs: Record<string, string>;
  /** What steps that use another action would have given it, by the action's name. */
  used: Record<string, Record<string, string>>;
}

export function readAction(): Action {
  return load(readFileSync('action.yml', 'utf8')) as Action;
}

/**
 * Runs the steps of action.yml as GitHub's runner does: scripts in bash with its options, in the checkout, up to the
 * first that fails. Steps that use another action are written down and not run.
 */
export async function runAction(
  checkout: string,
  given: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>>,
): Promise<ActionEnd> {
  const action = readAction();
  for (const name of Object.keys(given)) assert.ok(action.inputs[name], `no input ${name}`);
  const defaults = Object.entries(action.inputs).map(([name, input]) => [name, input.default]);
  const inputs = Object.fromEntries(defaults) as Record<string, string>;
  const context: Context = { inputs: { ...inputs, ...given }, steps: {} };
  const temp = temporaryFolder();
  const end: ActionEnd = { exitCode: 0, log: '', outputs: {}, used: {} };
  for (const [at, step] of action.runs.steps.entries()) {
    if (step.if !== undefined && !holds(step.if, context)) continue;
    if (step.uses !== undefined) {
      end.used[step.uses] = filledIn(step.with ?? {}, context);
      continue;
    }
    const script = join(temp, `step-${at}.sh`);
    const output = join(temp, `step-${at}.output`);
    writeFileSync(script, step.run ?? '');
    writeFileSync(output, '');
    const ran = await runProcess('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], {
      cwd: checkout,
      env: {
        ...env,
        ...filledIn(step.env ?? {}, context),
        GITHUB_ACTIONS: 'true',
        GITHUB_WORKSPACE: checkout,
        GITHUB_OUTPUT: output,
        RUNNER_TEMP: temp,
      },
      onOutput: (text) => (end.log += text),
    });
    assert.equal(ran.status, 'ended');
    if (step.id !== undefined) context.steps[step.id] = outputsIn(readFileSync(output, 'utf8'));
    if (ran.exitCode !== 0) {
      end.exitCode = ran.exitCode ?? -1;
      break;
    }
  }
  const values = Object.entries(action.outputs).map(([name, { value }]) => [name, value]);
  end.outputs = filledIn(Object.fromEntries(values) as Record<string, string>, context);
  return end;
}

interface Context {
  inputs: Record<string, string>;
  steps: Record<string, Record<string, string>>;
}

function outputsIn(text: string): Record<string, string> {
  const lines = text.split('\n').filter(Boolean);
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

function filledIn(texts: Record<string, string>, context: Context): Record<string, string> {
  const entries = Object.entries(texts).map(([name, text]) => [
    name,
    text.replace(/\$\{\{ ([^}]+) \}\}/g, (_, expression: string) => valueOf(expression, context)),
  ]);
  return Object.fromEntries(entries) as Record<string, string>;
}

/** Of GitHub's expressions those that action.yml has; any other is an error. */
function valueOf(expression: string, { inputs, steps }: Context): string {
  const literal = /^'([^']*)'$/.exec(expression)?.[1];
  if (literal !== undefined) return literal;
  const input = /^inputs\.([\w-]+)$/.exec(expression)?.[1];
  if (input !== undefined) {
    const value = inputs[input];
    assert.ok(value !== undefined, `no input ${input}`);
    return value;
  }
  const [, step = '', output = ''] = /^steps\.([\w-]+)\.outputs\.([\w-]+)$/.exec(expression) ?? [];
  assert.ok(output, `an expression that this runner does not know: ${expression}`);
  return steps[step]?.[output] ?? '';
}

function holds(condition: string, context: Context): boolean {
  return condition.split(' && ').every((part) => {
    const [, left = '', operator = '', right = ''] = /^(\S+) (==|!=) (\S+)$/.exec(part) ?? [];
    assert.ok(operator, `a condition that this runner does not know: ${part}`);
    return (valueOf(left, context) === valueOf(right, context)) === (operator === '==');
  });
}
