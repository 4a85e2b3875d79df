import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { MARK, processesWith } from './processes';

/** What somebody at a keyboard types for an interrupt. */
export const CTRL_C = '\u0003';

/** A command that runs in a terminal of its own. */
export interface Terminal {
  /** Types something. */
  type: (text: string) => void;
  /** Waits until the terminal has shown something since this was last asked. @throws when the command ends before */
  shows: (text: string) => Promise<void>;
  /** How the command ended, all that it showed, and the processes that it has left. */
  ended: Promise<{ exitCode: number | null; shown: string; left: string[] }>;
}

/** A pseudo-terminal of 100 columns. Python's, since what else makes one is another command on each system. */
const IN_A_TERMINAL =
  'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(["sh", "-c", "stty cols 100 rows 30; exec \\"$@\\"", "sh", *sys.argv[1:]])))';

/** Runs a command in a pseudo-terminal: it has a keyboard, a screen, and Ctrl+C reaches its whole process group. */
export function openTerminal(
  command: readonly string[],
  { cwd, env = {} }: { cwd: string; env?: Readonly<Record<string, string>> },
): Terminal {
  const mark = randomUUID();
  const child = spawn('python3', ['-c', IN_A_TERMINAL, ...command], {
    cwd,
    env: { ...process.env, NO_COLOR: '', ...env, [MARK]: mark },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let shown = '';
  let seen = 0;
  let hasEnded = false;
  const watchers = new Set<() => void>();
  const look = () => {
    for (const watcher of [...watchers]) watcher();
  };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    shown += text;
    look();
  });
  const ended = new Promise<Awaited<Terminal['ended']>>((resolve) => {
    child.once('close', (exitCode) => {
      hasEnded = true;
      look();
      resolve({ exitCode, shown, left: processesWith(mark) });
    });
  });
  return {
    ended,
    type: (text) => child.stdin.write(text),
    shows: (text) =>
      new Promise((resolve, reject) => {
        const watcher = () => {
          const at = shown.indexOf(text, seen);
          if (at === -1 && !hasEnded) return;
          watchers.delete(watcher);
          if (at === -1) {
            reject(new Error(`it ended before it showed ${JSON.stringify(text)}:\n${shown}`));
            return;
          }
          seen = at + text.length;
          resolve();
        };
        watchers.add(watcher);
        watcher();
      }),
  };
}
