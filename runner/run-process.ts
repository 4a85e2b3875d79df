import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';

/** What a command has printed. */
interface Printed {
  stdout: string;
  stderr: string;
}

export type ProcessEnd =
  /** `exitCode` is null when a signal ended it. */
  | ({ status: 'ended'; exitCode: number | null } & Printed)
  /** The caller's signal ended it, or it came to its end in spite of it; null as above, and when it never began. */
  | ({ status: 'cancelled'; exitCode: number | null } & Printed)
  /** There is no such command, or it may not be run. */
  | { status: 'not-started'; message: string };

export interface ProcessOptions {
  cwd: string;
  /** Set beside this process's own environment. */
  env?: Readonly<Record<string, string>>;
  /** Interrupts the command and all that it started: SIGINT, as Ctrl-C in a terminal. */
  signal?: AbortSignal;
  /** For a command that goes on in spite of `signal`: SIGTERM. Nothing is ever killed (SIGKILL). */
  escalate?: AbortSignal;
  /**
   * The process that signals go to instead of the command's group, for a command that would leave its own child alone
   * in the middle of its work; asked each time, undefined: the group.
   */
  receiver?: () => number | undefined;
  /** Called with each piece of output as it comes. */
  onOutput?: (text: string, stream: 'stdout' | 'stderr') => void;
}

/**
 * Runs a command to its end, without a shell, in a process group of its own, so that an interrupt reaches what it
 * has started too. Commands of the folder's `node_modules/.bin` come first.
 */
export function runProcess(
  command: string,
  args: readonly string[],
  { cwd, env = {}, signal, escalate, receiver, onOutput }: ProcessOptions,
): Promise<ProcessEnd> {
  const output = { stdout: '', stderr: '' };
  if (signal?.aborted) return Promise.resolve({ status: 'cancelled', exitCode: null, ...output });
  return new Promise((resolve) => {
    const path = [join(cwd, 'node_modules', '.bin'), env['PATH'] ?? process.env['PATH']].join(delimiter);
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env, PATH: path },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        output[name] += text;
        onOutput?.(text, name);
      });
    }
    const send = (name: 'SIGINT' | 'SIGTERM') => {
      if (child.pid === undefined) return;
      try {
        process.kill(receiver?.() ?? -child.pid, name);
      } catch {
        // It has ended by itself in the meantime.
      }
    };
    const interrupt = () => {
      send('SIGINT');
    };
    const terminate = () => {
      send('SIGTERM');
    };
    signal?.addEventListener('abort', interrupt, { once: true });
    escalate?.addEventListener('abort', terminate, { once: true });
    const end = (result: ProcessEnd) => {
      signal?.removeEventListener('abort', interrupt);
      escalate?.removeEventListener('abort', terminate);
      resolve(result);
    };
    child.once('error', (error) => {
      end({ status: 'not-started', message: `${command} could not be started: ${error.message}` });
    });
    child.once('close', (exitCode) => {
      const isCancelled = signal?.aborted === true || escalate?.aborted === true;
      end({ status: isCancelled ? 'cancelled' : 'ended', exitCode, ...output });
    });
  });
}
