import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { SANDBOX_FILES } from '../../../core/deployment/sandbox';
import type { Check, CheckStatus, Proof } from '../../../core/journey/proof';
import { ACCOUNTS, type AccountRole } from '../../../core/journey/steps';
import { runProcess } from '../../../runner/run-process';
import { cdktfProject } from '../../support/project';

/** How a command of the walkthrough ended. */
export interface CommandEnd<Document> {
  exitCode: number | null;
  /** What it said, for messages. */
  printed: string;
  /** Its JSON document. */
  document: Document;
}

export interface DeployDocument {
  stacks: { stack: string; status: string }[];
}

export interface VerifyDocument {
  proof: Proof;
}

/** A CDKTF project that somebody walks through in a terminal, in a sandbox that runs. */
export interface TerminalProject {
  readonly folder: string;
  /** Runs a command of the walkthrough, as a program would: with `--json`. */
  run<Document>(...args: string[]): Promise<CommandEnd<Document>>;
  /** Runs `verify` for a step: the statuses of its checks by their id. */
  verify(step: number): Promise<{ status: CheckStatus; checks: Record<string, CheckStatus>; seen: Check[] }>;
  /** Outputs of a stack, from its state. */
  outputs(account: AccountRole): Record<string, string>;
}

/** @param sandboxFolder folder of a sandbox that runs */
export function terminalProject(sandboxFolder: string): TerminalProject {
  const folder = cdktfProject({ throughStep: 1 });
  symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
  const cli = join(process.cwd(), 'dist', 'cli.js');
  const run = async <Document>(...args: string[]): Promise<CommandEnd<Document>> => {
    const end = await runProcess(process.execPath, [cli, ...args, '--sandbox', sandboxFolder, '--json'], {
      cwd: folder,
    });
    if (end.status !== 'ended') throw new Error(`${args.join(' ')}: ${end.status}`);
    const printed = `${args.join(' ')}\n${end.stdout}${end.stderr}`;
    return {
      exitCode: end.exitCode,
      printed,
      document: (end.stdout === '' ? undefined : JSON.parse(end.stdout)) as Document,
    };
  };
  return {
    folder,
    run,
    verify: async (step) => {
      const { document } = await run<VerifyDocument>('verify', String(step));
      const { status, checks } = document.proof;
      return { status, checks: Object.fromEntries(checks.map((one) => [one.id, one.status])), seen: checks };
    },
    outputs: (account) => {
      const state = join(sandboxFolder, SANDBOX_FILES.state, `terraform.${ACCOUNTS[account].stack}.tfstate`);
      const { outputs } = JSON.parse(readFileSync(state, 'utf8')) as {
        outputs: Record<string, { value: string }>;
      };
      return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
    },
  };
}
