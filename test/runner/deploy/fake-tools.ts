import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ACCOUNTS, type AccountRole } from '../../../core/journey/steps';
import type { RunEvent } from '../../../core/journey/plan';
import type { StackRun } from '../../../runner/deploy/stack-run';
import { ACCOUNT_C, deployment } from '../../support/deployments';
import { temporaryFolder } from '../../support/temporary-folder';

/** What the made-up terraform does when it is called. */
export interface Answer {
  stdout?: string;
  stderr?: string;
  /** Default: 0. */
  exit?: number;
  /** Goes on until these signals have come, one after the other, and says each; prints `after` then. */
  until?: ('SIGINT' | 'SIGTERM')[];
  after?: string;
}

/** Answers by command (`plan`, `init`, `apply`, `destroy`, `output`, `state`); several: one a call, the last again. */
export type Scenario = Partial<Record<string, Answer | Answer[]>>;

export interface FakeProject {
  run: StackRun;
  /** What was called so far: `terraform plan …`, `cdktf deploy …`. */
  calls: () => string[];
  events: RunEvent[];
  /** Writes the stack as it is synthesized. */
  synthesize: (changes?: Record<string, unknown>) => void;
  /** Makes the stack's state be there. */
  deployed: () => void;
  stackFolder: string;
  scenario: (scenario: Scenario) => void;
  /** The PATH with the made-up terraform in front. */
  path: string;
}

/** A script that is run by this Node.js, whatever the PATH is. */
function writeScript(file: string, code: string): void {
  writeFileSync(`${file}.cjs`, code);
  writeFileSync(file, `#!/bin/sh\nexec '${process.execPath}' '${file}.cjs' "$@"\n`);
  chmodSync(file, 0o700);
}

const TERRAFORM = `
const fs = require('fs'), path = require('path');
const folder = __dirname, args = process.argv.slice(2);
fs.appendFileSync(path.join(folder, 'calls'), 'terraform ' + args.join(' ') + '\\n');
const scenario = JSON.parse(fs.readFileSync(path.join(folder, 'scenario.json'), 'utf8'));
const counter = path.join(folder, 'count-' + args[0]);
const count = fs.existsSync(counter) ? Number(fs.readFileSync(counter, 'utf8')) : 0;
fs.writeFileSync(counter, String(count + 1));
const all = [scenario[args[0]] ?? {}].flat();
const answer = all[Math.min(count, all.length - 1)];
if (args[0] === 'init' && !answer.exit) {
  fs.mkdirSync('.terraform/providers', { recursive: true });
  fs.writeFileSync('.terraform/terraform.tfstate', '{}');
  fs.writeFileSync('.terraform.lock.hcl', '');
}
const end = () => { process.stderr.write(answer.stderr ?? ''); process.exitCode = answer.exit ?? 0; clearInterval(timer); };
// Should a test fail, it does not stay for ever.
const timer = setTimeout(() => process.exit(9), 60_000);
const until = [...(answer.until ?? [])];
for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => {
  fs.appendFileSync(path.join(folder, 'calls'), 'terraform got ' + name + '\\n');
  if (name === until[0]) until.shift();
  if (until.length === 0) { process.stdout.write(answer.after ?? ''); end(); }
});
process.stdout.write(answer.stdout ?? '');
if (until.length === 0) end();
`;

/** Runs Terraform in a session of its own, and gives up at once when it is interrupted, as the real one does. */
const CDKTF = `
const fs = require('fs'), path = require('path'), { spawn } = require('child_process');
const args = process.argv.slice(2);
const log = (text) => fs.appendFileSync(path.join(TOOLS, 'calls'), text + '\\n');
log('cdktf ' + args.join(' ').replace(/--output .*/, '--output OUTDIR'));
log('cdktf runs as ' + process.pid);
process.on('SIGINT', () => { log('cdktf got SIGINT'); process.exit(1); });
const stack = args[1], out = args[args.indexOf('--output') + 1];
const child = spawn(process.env.TERRAFORM_BINARY_NAME, [args[0] === 'deploy' ? 'apply' : 'destroy', '-auto-approve'], {
  cwd: path.join(out, 'stacks', stack), detached: true, stdio: ['ignore', 'pipe', 'pipe'],
});
child.stdout.on('data', (text) => process.stdout.write(String(text).replace(/^/, stack + '  ')));
child.stderr.on('data', (text) => process.stdout.write(text));
child.on('close', (code) => { if (code) console.error('Invoking Terraform CLI failed with exit code ' + code); process.exitCode = code ? 1 : 0; });
`;

export function fakeProject(scenario: Scenario = {}, account: AccountRole = 'key'): FakeProject {
  const folder = temporaryFolder();
  const tools = temporaryFolder();
  const stackFolder = join(folder, 'cdktf.out', 'stacks', ACCOUNTS[account].stack);
  mkdirSync(join(folder, 'node_modules', '.bin'), { recursive: true });
  mkdirSync(stackFolder, { recursive: true });
  writeScript(join(tools, 'terraform'), TERRAFORM);
  writeScript(
    join(folder, 'node_modules', '.bin', 'cdktf'),
    `const TOOLS = ${JSON.stringify(tools)};${CDKTF}`,
  );
  const events: RunEvent[] = [];
  const state = join(folder, 'state.tfstate');
  const project: FakeProject = {
    run: {
      project: { folder, app: 'app', output: 'cdktf.out', context: {} },
      deployment: deployment(),
      target: { kind: 'aws' },
      account,
      onEvent: (event) => events.push(event),
    },
    calls: () => {
      const file = join(tools, 'calls');
      return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
    },
    events,
    synthesize: (changes = {}) => {
      const json = {
        provider: { aws: [{ allowed_account_ids: [ACCOUNT_C] }] },
        resource: { aws_kms_key: { key: {} } },
        output: { key_arn_data: { value: 'x' } },
        terraform: { backend: { local: { path: state } } },
        ...changes,
      };
      writeFileSync(join(stackFolder, 'cdk.tf.json'), JSON.stringify(json));
    },
    deployed: () => {
      writeFileSync(state, '{}');
    },
    stackFolder,
    scenario: (answers) => {
      writeFileSync(join(tools, 'scenario.json'), JSON.stringify(answers));
    },
    path: [tools, process.env['PATH']].join(delimiter),
  };
  project.synthesize();
  project.scenario(scenario);
  return project;
}

/** Runs something with another PATH. */
export async function withPath<T>(path: string, run: () => Promise<T>): Promise<T> {
  const before = process.env['PATH'];
  process.env['PATH'] = path;
  try {
    return await run();
  } finally {
    process.env['PATH'] = before;
  }
}

/** What `terraform plan -json` prints. */
export function planOutput(
  changes: readonly [action: string, address: string][],
  outputs: Record<string, string> = {},
): string {
  const lines: unknown[] = changes.map(([action, addr]) => ({
    '@level': 'info',
    '@message': `${addr}: Plan to ${action}`,
    type: 'planned_change',
    change: { action, resource: { addr, resource_type: addr.split('.')[0] } },
  }));
  if (Object.keys(outputs).length > 0) {
    const named = Object.entries(outputs).map(([name, action]) => [name, { sensitive: false, action }]);
    lines.push({ '@message': 'Outputs', type: 'outputs', outputs: Object.fromEntries(named) as unknown });
  }
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** An error as `terraform plan -json` prints it. */
export function planError(summary: string, detail = ''): string {
  const diagnostic = { severity: 'error', summary, detail };
  return `${JSON.stringify({ '@level': 'error', '@message': `Error: ${summary}`, type: 'diagnostic', diagnostic })}\n`;
}
