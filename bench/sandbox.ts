import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SANDBOX_FILES, SANDBOX_VARIABLE } from '../core/deployment/sandbox';
import { ACCOUNTS, DEPLOY_ORDER } from '../core/journey/steps';
import { readCdktfProject } from '../runner/cdktf-project';
import { runProcess } from '../runner/run-process';
import { synthesize } from '../runner/synthesize';
import { terraformEnvironment } from '../runner/terraform/environment';
import { startSandbox } from '../sandbox/sandbox';

/** Runs a command to its end. @throws when it fails */
type Run = (command: string, args: readonly string[], cwd: string) => Promise<void>;

interface Way {
  readonly name: string;
  /** What has to be there first; not measured. */
  readonly prepare?: (sandboxFolder: string) => Promise<void>;
  readonly deploy: (stack: string, output: string, run: Run) => Promise<void>;
}

const WAYS: readonly Way[] = [
  {
    name: 'cdktf deploy',
    deploy: (stack, output, run) =>
      run(
        join('node_modules', '.bin', 'cdktf'),
        ['deploy', stack, '--auto-approve', '--no-color', '--skip-provider-lock', '--output', output],
        process.cwd(),
      ),
  },
  {
    name: 'terraform init, terraform apply',
    prepare: async (folder) => {
      const read = readCdktfProject(process.cwd());
      if (read.status !== 'read') throw new Error(read.message);
      const options = { outdir: join(folder, SANDBOX_FILES.output), env: { [SANDBOX_VARIABLE]: folder } };
      const synthesis = await synthesize(read.project, options);
      if (synthesis.status !== 'done') throw new Error(JSON.stringify(synthesis));
    },
    deploy: async (stack, output, run) => {
      const folder = join(output, 'stacks', stack);
      await run('terraform', ['init', '-input=false', '-no-color'], folder);
      await run('terraform', ['apply', '-auto-approve', '-input=false', '-no-color'], folder);
    },
  },
];

/**
 * The three accounts from nothing, by cdktf and by Terraform alone, in the same order, each in a sandbox of its own.
 * Most of both is the provider's: it waits 30 s after it has asked for a file system, and for an association.
 */
export async function benchSandbox(print: (line: string) => void): Promise<void> {
  const totals: number[] = [];
  for (const way of WAYS) {
    const seconds = await measure(way);
    const total = seconds.reduce((sum, one) => sum + one, 0);
    totals.push(total);
    const each = DEPLOY_ORDER.map(
      (name, index) => `${ACCOUNTS[name].letter} ${seconds[index]?.toFixed(1)} s`,
    );
    print(`sandbox, ${way.name.padEnd(34)} ${total.toFixed(1)} s (${each.join(', ')})`);
  }
  const [cdktf = NaN, terraform = NaN] = totals;
  print(`${'cdktf / terraform'.padEnd(43)} ${(cdktf / terraform).toFixed(2)} x`);
}

/** Seconds that each stack takes. */
async function measure({ prepare, deploy }: Way): Promise<number[]> {
  const folder = mkdtempSync(join(tmpdir(), 'fsx-lustre-kms-bench-'));
  const dataDir = join(folder, 'sandbox');
  const sandbox = await startSandbox({ port: 0, dataDir, log: () => undefined });
  if (sandbox.status !== 'ready') throw new Error(JSON.stringify(sandbox));
  try {
    const env = {
      ...terraformEnvironment(process.env, folder),
      [SANDBOX_VARIABLE]: dataDir,
      CI: '1',
    };
    const run: Run = async (command, args, cwd) => {
      const end = await runProcess(command, args, { cwd, env });
      if (end.status === 'ended' && end.exitCode === 0) return;
      const printed = end.status === 'ended' ? end.stdout + end.stderr : end.status;
      throw new Error(`${command} ${args.join(' ')}\n${printed}`);
    };
    await prepare?.(dataDir);
    const seconds: number[] = [];
    for (const name of DEPLOY_ORDER) {
      const started = performance.now();
      await deploy(ACCOUNTS[name].stack, join(dataDir, SANDBOX_FILES.output), run);
      seconds.push((performance.now() - started) / 1000);
    }
    return seconds;
  } finally {
    await sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
