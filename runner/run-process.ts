import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';

export type ProcessEnd =
  | {
      status: 'ended';
      /** Null when a signal ended it. */
      exitCode: number | null;
      stdout: string;
      stderr: string;
    }
  /** The signal of the caller's ended it. */
  | { status: 'cancelled' }
  /** There is no such command, or it may not be run. */
  | { status: 'not-started'; message: string };

export interface ProcessOptions {
  cwd: string;
  /** Set beside this process's own environment. */
  env?: Readonly<Record<string, string>>;
  /** Interrupts the command and all that it started. */
  signal?: AbortSignal;
  /** Called with each piece of output as it comes. */
  onOutput?: (text: string) => void;
}

/**
 * Runs a command to its end, without a shell, in a process group of its own, so that an interrupt reaches what it
 * has started too. Commands of the folder's `node_modules/.bin` come first.
 */
export function runProcess(
  command: string,
  args: readonly string[],
  { cwd, env = {}, signal, onOutput }: ProcessOptions,
): Promise<ProcessEnd> {
  return new Promise((resolve) => {
    const path = [join(cwd, 'node_modules', '.bin'), env['PATH'] ?? process.env['PATH']].join(delimiter);
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env, PATH: path },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    const output = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        output[name] += text;
        onOutput?.(text);
      });
    }
    const interrupt = () => {
      if (child.pid === undefined) return;
      try {
        process.kill(-child.pid, 'SIGINT');
      } catch {
        // It has ended by itself in the meantime.
      }
    };
    if (signal?.aborted) interrupt();
    signal?.addEventListener('abort', interrupt, { once: true });
    const end = (result: ProcessEnd) => {
      signal?.removeEventListener('abort', interrupt);
      resolve(signal?.aborted ? { status: 'cancelled' } : result);
    };
    child.once('error', (error) => {
      end({ status: 'not-started', message: `${command} could not be started: ${error.message}` });
    });
    child.once('close', (exitCode) => {
      end({ status: 'ended', exitCode, ...output });
    });
  });
}
