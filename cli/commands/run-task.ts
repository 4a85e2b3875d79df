import { resolve } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import type { LintConfig } from '../../core/lint/config';
import type { Tool } from '../../core/lint/format/report';
import { printable } from '../../core/lint/format/text';
import { parseHost, type AllowedHost } from '../../core/run-task/hosts';
import { CHECKS_AT_ONCE } from '../../core/run-task/limits';
import { RUN_TASK_PATH } from '../../runner/run-task/answer';
import { readLintConfig } from '../../runner/lint-config';
import { Companions } from '../../runner/run-task/companions';
import { readKeyFile } from '../../runner/run-task/key-file';
import { startRunTaskServer } from '../../runner/run-task/server';
import type { CommandIo, ExitCode } from '../io';

export interface RunTaskOptions {
  /** 0 picks a free one. */
  port: number;
  /** Address to listen at. */
  host: string;
  /** File with the HMAC key. */
  keyFile: string;
  /** `HOST[:PORT]`. */
  allowHost: readonly string[];
  /** Files with plans. */
  companion: readonly string[];
  /** Folder in which the last plans are kept. */
  data?: string;
  concurrency: number;
}

/** What the command needs beside its options. */
export interface RunTaskIo extends CommandIo {
  tool: Tool;
}

/** Where it listens unless it is told. */
const PORT = 4710;

/**
 * `fsx-lustre-kms run-task`: a run task server for HCP Terraform, until interrupted. Standard output has its address,
 * standard error a line for what happens to each task.
 * @returns 0 when it was interrupted, 2 when the key, a host, a companion, the folder, the configuration or the port
 *   cannot be used
 */
export async function runTask(options: RunTaskOptions, io: RunTaskIo): Promise<ExitCode> {
  const log = (line: string) => {
    io.stderr(`${printable(line)}\n`);
  };
  const prepared = prepare(options, io.cwd, log);
  if (prepared.status === 'unusable') {
    for (const message of prepared.messages) io.stderr(`${message}\n`);
    return 2;
  }
  const { key, hosts, companions, config } = prepared;
  const { port, host, concurrency } = options;
  const server = await startRunTaskServer({
    ...{ port, host, key, companions, config, log },
    tool: io.tool,
    allowedHosts: hosts,
    checksAtOnce: concurrency,
  });
  if (server.status !== 'listening') {
    io.stderr(`${server.message}\n`);
    return 2;
  }
  const shownHost = host.includes(':') ? `[${host}]` : host;
  io.stdout(`Run task server at http://${shownHost}:${server.port}${RUN_TASK_PATH}, until interrupted.\n`);
  await interruptionOf(io.signal);
  await server.stop();
  return 0;
}

/** Adds the command to the program. @param interrupt aborts the signal of `io` */
export function registerRunTask(program: Command, io: RunTaskIo, interrupt: () => void): void {
  program
    .command('run-task')
    .description('run task server for HCP Terraform: lint and rehearsal of every plan; until interrupted')
    .requiredOption('--key-file <file>', 'file with the HMAC key of the run task')
    .option('--port <n>', 'port to listen at; 0 picks a free one', wholeNumber(0, 65_535), PORT)
    .option('--host <address>', 'address to listen at; 0.0.0.0 in a container', '127.0.0.1')
    .option(
      '--allow-host <host[:port]>',
      'host to call beside app.terraform.io, as your own Terraform Enterprise',
      collect,
      [],
    )
    .option('--companion <file>', 'plan of another workspace, of which the file has the name', collect, [])
    .option('--data <dir>', 'folder in which the last plans of the workspaces are kept (default: in memory)')
    .option(
      '--concurrency <n>',
      'plans that are fetched, or wait for their check, at the same time',
      wholeNumber(1, 256),
      CHECKS_AT_ONCE,
    )
    .action(async (options: RunTaskOptions) => {
      // What was taken in has to be told first: no signal ends it at once, and the first one of any kind stops it.
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);
      process.exitCode = await runTask(options, io);
    });
}

type Prepared =
  | {
      readonly status: 'ready';
      readonly key: Buffer;
      readonly hosts: readonly AllowedHost[];
      readonly companions: Companions;
      readonly config: LintConfig;
    }
  | { readonly status: 'unusable'; readonly messages: readonly string[] };

function prepare(options: RunTaskOptions, cwd: string, log: (line: string) => void): Prepared {
  const hosts: AllowedHost[] = [];
  for (const text of options.allowHost) {
    const parsed = parseHost(text);
    if (parsed.status === 'invalid') return unusable(`--allow-host ${text}: ${parsed.problem}.`);
    hosts.push(parsed.host);
  }
  const key = readKeyFile(resolve(cwd, options.keyFile));
  if (key.status === 'unusable') return unusable(key.message);
  const config = readLintConfig(cwd);
  if (config.status === 'invalid') return { status: 'unusable', messages: config.messages };
  const opened = Companions.open({
    files: options.companion.map((path) => resolve(cwd, path)),
    ...(options.data === undefined ? {} : { dataDir: resolve(cwd, options.data) }),
    log,
  });
  if (opened.status === 'unusable') return unusable(opened.message);
  return {
    status: 'ready',
    key: key.key,
    hosts,
    companions: opened.companions,
    config: config.config,
  };
}

function unusable(message: string): Prepared {
  return { status: 'unusable', messages: [message] };
}

function interruptionOf(signal: AbortSignal | undefined): Promise<void> {
  if (signal?.aborted) return Promise.resolve();
  return new Promise((resolved) => {
    signal?.addEventListener('abort', () => {
      resolved();
    });
  });
}

/** An option that may stand several times. */
function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}

function wholeNumber(least: number, most: number) {
  return (value: string): number => {
    const number = /^\d+$/.test(value) ? Number(value) : NaN;
    if (number >= least && number <= most) return number;
    throw new InvalidArgumentError(`It is a number from ${least} to ${most}.`);
  };
}
