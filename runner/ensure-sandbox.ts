import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { SANDBOX_FILES } from '../core/deployment/sandbox';
import { isRunning } from './journey/lock-file';

export type EnsuredSandbox =
  | {
      status: 'running';
      /** `http://127.0.0.1:PORT` */
      endpoint: string;
      /** Whether this call has started it. */
      isOwn: boolean;
      /** Ends it and waits, if this call has started it; else does nothing. Safe to call again. */
      stop: () => Promise<void>;
    }
  /** The signal ended it. */
  | { status: 'cancelled' }
  | { status: 'refused'; message: string; nextAction: string };

export interface EnsureSandboxOptions {
  /** The sandbox's folder, as an absolute path. */
  folder: string;
  /** Folder with cdktf.json: the sandbox has its accounts. */
  project: string;
  /** Path of this program's command line, which has the sandbox. */
  cli: string;
  /** Ends the start. */
  signal?: AbortSignal;
  /** Told what is going on, for a person. */
  onMessage?: (message: string) => void;
  /** Longest wait for one that somebody else has just started. Default: 60 s. */
  limitMs?: number;
}

/** Lines of the sandbox's log that are kept, to say why it did not start. */
const KEPT_LINES = 20;
const PROBE_MS = 2000;
const POLL_MS = 200;
const LIMIT_MS = 60_000;

/** A sandbox on a folder: one that runs there already, else one of its own, started as a child process. */
export async function ensureSandbox(options: EnsureSandboxOptions): Promise<EnsuredSandbox> {
  const running = await runningSandbox(options.folder);
  if (running !== undefined) return { status: 'running', endpoint: running, isOwn: false, stop: nothing };
  options.onMessage?.('Starting the sandbox …');
  const started = await start(options);
  if (started.status !== 'refused') return started;
  // Somebody else may have been quicker, and be starting it now.
  const other = await waitForOther(options);
  return other === undefined ? started : { status: 'running', endpoint: other, isOwn: false, stop: nothing };
}

/** Address of the sandbox that runs on a folder; undefined: none does. */
export async function runningSandbox(folder: string): Promise<string | undefined> {
  if ((await ownerOf(folder)) === undefined) return undefined;
  const endpoint = await endpointOf(folder);
  return endpoint !== undefined && (await answers(endpoint)) ? endpoint : undefined;
}

async function nothing(): Promise<void> {
  // Not ours to end.
}

function start({ folder, project, cli, signal }: EnsureSandboxOptions): Promise<EnsuredSandbox> {
  return new Promise((resolve) => {
    // A process group of its own: an interrupt of the terminal is for the stacks first, which still need the sandbox.
    const args = [cli, 'sandbox', '--json', '--port', '0', '--data', folder, '--until-input-ends'];
    const child = spawn(process.execPath, args, {
      cwd: project,
      detached: true,
      // Its input ends with this process, even when that is killed.
      stdio: ['pipe', 'pipe', 'pipe'],
      // Inside an editor, `execPath` is the editor, which is Node.js only when it is told so.
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    });
    // Whatever ends this process, an exception too, ends what it has started.
    const leave = () => child.kill('SIGTERM');
    process.once('exit', leave);
    const ended = new Promise<void>((whenEnded) => {
      child.once('close', () => {
        process.removeListener('exit', leave);
        whenEnded();
      });
    });
    const stop = async () => {
      child.kill('SIGTERM');
      await ended;
    };
    // It may have ended before.
    child.stdin.on('error', () => undefined);
    const log: string[] = [];
    const abort = () => child.kill('SIGTERM');
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort, { once: true });
    const settle = (result: EnsuredSandbox) => {
      signal?.removeEventListener('abort', abort);
      resolve(result);
    };
    createInterface(child.stderr).on('line', (line) => {
      log.push(line);
      if (log.length > KEPT_LINES) log.shift();
    });
    createInterface(child.stdout).once('line', (line) => {
      const endpoint = endpointIn(line);
      if (endpoint === undefined || signal?.aborted) return;
      settle({ status: 'running', endpoint, isOwn: true, stop });
    });
    child.once('error', (error) => {
      settle(refused(`The sandbox could not be started: ${error.message}`));
    });
    child.once('close', () => {
      if (signal?.aborted) settle({ status: 'cancelled' });
      else settle(refused(log.join('\n') || 'The sandbox has ended before it was ready.'));
    });
  });
}

function refused(message: string): EnsuredSandbox {
  const isMoto = /moto/i.test(message);
  const nextAction = isMoto
    ? "Install moto (pipx install 'moto[server]'), and try again."
    : 'Set right what it says, and try again.';
  return { status: 'refused', message, nextAction };
}

async function waitForOther({
  folder,
  signal,
  limitMs = LIMIT_MS,
}: EnsureSandboxOptions): Promise<string | undefined> {
  const end = Date.now() + limitMs;
  while ((await ownerOf(folder)) !== undefined && Date.now() < end && !signal?.aborted) {
    const endpoint = await runningSandbox(folder);
    if (endpoint !== undefined) return endpoint;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return undefined;
}

/** Process id of the sandbox that has the folder. */
async function ownerOf(folder: string): Promise<number | undefined> {
  const pid = Number(await textOf(join(folder, SANDBOX_PID)));
  return Number.isInteger(pid) && pid > 0 && isRunning(pid) ? pid : undefined;
}

/** In the folder while a sandbox has it. */
const SANDBOX_PID = 'sandbox.pid';

async function endpointOf(folder: string): Promise<string | undefined> {
  const config = await textOf(join(folder, SANDBOX_FILES.config));
  return /^endpoint_url = (http:\/\/127\.0\.0\.1:\d+)$/m.exec(config)?.[1];
}

/** Whether something that answers as AWS does is there: the port may be another program's by now. */
async function answers(endpoint: string): Promise<boolean> {
  const controller = new AbortController();
  const timer = setTimeout(() => {
    controller.abort();
  }, PROBE_MS);
  try {
    const { headers } = await fetch(endpoint, { signal: controller.signal });
    return headers.has('x-amz-request-id') || headers.has('x-amzn-requestid');
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

function endpointIn(line: string): string | undefined {
  try {
    const { endpoint } = JSON.parse(line) as { endpoint?: unknown };
    return typeof endpoint === 'string' ? endpoint : undefined;
  } catch {
    return undefined;
  }
}

async function textOf(path: string): Promise<string> {
  return await readFile(path, 'utf8').catch(() => '');
}
