import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createServer, type AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import type { MotoCommand } from './find';

/** moto's server, running. */
export interface MotoProcess {
  readonly url: string;
  /** When it has ended, whoever ended it; with the last lines that it printed. */
  readonly ended: Promise<string>;
  /** Ends it and all that it started. */
  stop(): Promise<void>;
}

export type StartedMoto =
  | { readonly status: 'running'; readonly moto: MotoProcess }
  | { readonly status: 'cancelled' }
  | { readonly status: 'failed'; readonly message: string };

export interface StartMotoOptions {
  /** How long it may take until it listens: the first start of uv, pipx and Docker downloads it. */
  readonly timeoutMs?: number;
  readonly env?: NodeJS.ProcessEnv;
  /** Ends it before it listens. */
  readonly signal?: AbortSignal;
}

const START_TIMEOUT_MS = 180_000;
const GRACE_MS = 3_000;
const KEPT_LINES = 20;

/** Starts moto in a process group of its own and waits until it listens on a port of 127.0.0.1. */
export async function startMoto(
  { command, args, kind }: MotoCommand,
  { timeoutMs = START_TIMEOUT_MS, env = process.env, signal }: StartMotoOptions = {},
): Promise<StartedMoto> {
  const port = kind === 'container' ? await freePort() : 0;
  const name = `fsx-lustre-kms-sandbox-${randomUUID()}`;
  const child = spawn(
    command,
    kind === 'container' ? containerArgs(args, port, name) : [...args, '-H', '127.0.0.1', '-p', '0'],
    { env: motoEnvironment(env), stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  );
  const lines: string[] = [];
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => {
      resolve(error.message);
    });
    child.once('close', () => {
      resolve(lines.join('\n'));
    });
  });
  let hasEnded = false;
  const endWithThisProcess = () => {
    signalGroup(child, 'SIGKILL');
  };
  // A process group of its own outlives this process, however that ends.
  process.once('exit', endWithThisProcess);
  void ended.then(() => {
    hasEnded = true;
    process.off('exit', endWithThisProcess);
  });
  const stop = async (): Promise<void> => {
    if (!hasEnded) await stopGroup(child, kind, ended);
  };
  const listens = new Promise<string>((resolve) => {
    // It logs every request from then on; only the last lines are kept, for when it dies.
    createInterface(child.stderr).on('line', (line) => {
      lines.push(line);
      if (lines.length > KEPT_LINES) lines.shift();
      const own = /Running on http:\/\/127\.0\.0\.1:(\d+)/.exec(line)?.[1];
      if (own !== undefined) resolve(`http://127.0.0.1:${port === 0 ? own : port}`);
    });
  });
  let timer: NodeJS.Timeout | undefined;
  let cancel: () => void = () => undefined;
  const late = new Promise<'late' | 'cancelled'>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, 'late');
    cancel = () => {
      resolve('cancelled');
    };
    signal?.addEventListener('abort', cancel, { once: true });
    if (signal?.aborted) cancel();
  });
  const first = await Promise.race([
    listens.then((url) => ({ url })),
    ended.then((printed) => ({ printed })),
    late,
  ]);
  clearTimeout(timer);
  signal?.removeEventListener('abort', cancel);
  if (first === 'cancelled') {
    await stop();
    return { status: 'cancelled' };
  }
  if (first === 'late') {
    await stop();
    return { status: 'failed', message: `moto did not listen within ${timeoutMs / 1000} s.` };
  }
  if ('printed' in first) {
    return { status: 'failed', message: `moto ended before it listened: ${first.printed}` };
  }
  return { status: 'running', moto: { url: first.url, ended, stop } };
}

function containerArgs(image: readonly string[], port: number, name: string): string[] {
  const env = Object.entries(MOTO_SETTINGS).flatMap(([key, value]) => ['-e', `${key}=${value}`]);
  return ['run', '--rm', '--name', name, '-p', `127.0.0.1:${port}:5000`, ...env, ...image];
}

/** AWS's managed policies can be attached; buckets come by path alone. */
const MOTO_SETTINGS = {
  MOTO_IAM_LOAD_MANAGED_POLICIES: 'true',
  S3_IGNORE_SUBDOMAIN_BUCKETNAME: 'true',
} as const;

/** Without the settings of the user's own moto, and without AWS keys, which moto has no use for. */
function motoEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !/^(MOTO_|AWS_|S3_IGNORE)/.test(name));
  return { ...Object.fromEntries(kept), ...MOTO_SETTINGS, PYTHONUNBUFFERED: '1' };
}

/**
 * Ends the process group. moto has nothing to save, and takes seconds to take itself down when it is asked; Docker's
 * client has to be asked, so that it ends the container.
 */
async function stopGroup(
  child: ChildProcess,
  kind: MotoCommand['kind'],
  ended: Promise<unknown>,
): Promise<void> {
  signalGroup(child, kind === 'container' ? 'SIGTERM' : 'SIGKILL');
  const timer = setTimeout(() => {
    signalGroup(child, 'SIGKILL');
  }, GRACE_MS);
  await ended;
  clearTimeout(timer);
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended in the meantime.
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
