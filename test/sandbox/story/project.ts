import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SANDBOX_FILES, SANDBOX_VARIABLE } from '../../../core/deployment/sandbox';
import { ACCOUNTS, type AccountRole } from '../../../core/journey/steps';
import { runProcess } from '../../../runner/run-process';
import { terraformEnvironment } from '../../../runner/terraform/environment';
import { cdktfProject } from '../../support/project';
import { temporaryFolder } from '../../support/temporary-folder';

/** A CDKTF project whose stacks go to a sandbox. */
export interface SandboxProject {
  /** Runs `cdktf deploy` or `cdktf destroy` for one stack; what it printed. @throws when it fails */
  cdktf(command: 'deploy' | 'destroy', account: AccountRole): Promise<string>;
  /** The resources that a new plan of a stack would change, as it was synthesized last; none: an empty plan. */
  planned(account: AccountRole): Promise<string[]>;
  /** Outputs of a stack. */
  outputs(account: AccountRole): Record<string, string>;
  /** Writes the step into cdktf.json. */
  reach(throughStep: number): void;
}

/** @param sandboxFolder folder of a sandbox that runs */
export function sandboxProject(sandboxFolder: string, throughStep: number): SandboxProject {
  const folder = cdktfProject({ throughStep });
  const env = {
    ...terraformEnvironment(process.env, temporaryFolder()),
    [SANDBOX_VARIABLE]: sandboxFolder,
    CI: '1',
  };
  const output = join(sandboxFolder, SANDBOX_FILES.output);
  const run = async (command: string, args: string[], cwd: string): Promise<string> => {
    const end = await runProcess(command, args, { cwd, env });
    assert.equal(end.status, 'ended');
    assert.equal(end.exitCode, 0, `${command} ${args.join(' ')}\n${end.stdout}${end.stderr}`);
    return end.stdout;
  };
  return {
    cdktf: (command, account) =>
      run(
        join(process.cwd(), 'node_modules', '.bin', 'cdktf'),
        [
          command,
          ACCOUNTS[account].stack,
          '--auto-approve',
          '--no-color',
          ...(command === 'deploy' ? ['--skip-provider-lock'] : []),
          '--output',
          output,
        ],
        folder,
      ),
    planned: async (account) => {
      const stack = join(output, 'stacks', ACCOUNTS[account].stack);
      await run('terraform', ['plan', '-input=false', '-no-color', '-out=again'], stack);
      const { resource_changes: changes = [] } = JSON.parse(
        await run('terraform', ['show', '-json', 'again'], stack),
      ) as { resource_changes?: { address: string; change: { actions: string[] } }[] };
      return changes
        .filter(({ change }) => change.actions.join() !== 'no-op')
        .map(({ address, change }) => `${address}: ${change.actions.join()}`);
    },
    outputs: (account) => {
      const state = join(sandboxFolder, SANDBOX_FILES.state, `terraform.${ACCOUNTS[account].stack}.tfstate`);
      const { outputs } = JSON.parse(readFileSync(state, 'utf8')) as {
        outputs: Record<string, { value: string }>;
      };
      return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
    },
    reach: (step) => {
      const file = join(folder, 'cdktf.json');
      const json = JSON.parse(readFileSync(file, 'utf8')) as {
        context: { fsxLustreKms: { throughStep: number } };
      };
      json.context.fsxLustreKms.throughStep = step;
      writeFileSync(file, JSON.stringify(json));
    },
  };
}
