import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import type { Moment } from './moment';
import { MARK, processesWith } from './processes';

export interface InterruptedEnd {
  exitCode: number | null;
  /** What ended it from outside, if anything did. */
  endedBy: NodeJS.Signals | null;
  /** Its JSON document; undefined: it printed none. */
  document:
    | { status: string; stacks?: { stack: string; status: string; problem?: Problem }[]; problem?: Problem }
    | undefined;
  /** Its lines on standard error. */
  log: string[];
  /** Processes that it started and that were there when it had ended. */
  left: string[];
  /** How often it was interrupted: one that was quicker than the moment was not. */
  interrupts: number;
}

export interface Problem {
  message: string;
  nextAction: string;
}

/** Runs this program's command line with `--json`, in a process group of its own, and interrupts it. */
export async function interruptedCommand(
  [cli, ...args]: readonly [string, ...string[]],
  cwd: string,
  moment: Moment,
): Promise<InterruptedEnd> {
  const mark = randomUUID();
  const child = spawn(process.execPath, [cli, ...args, '--json'], {
    cwd,
    env: { ...process.env, [MARK]: mark },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const printed = text(child.stdout);
  const timers: NodeJS.Timeout[] = [];
  let interrupts = 0;
  const interrupt = () => {
    const { pid } = child;
    if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    process.kill(moment.toGroup ? -pid : pid, 'SIGINT');
    interrupts += 1;
  };
  const begin = () => {
    if (timers.length > 0) return;
    timers.push(setTimeout(interrupt, moment.delayMs));
    if (moment.secondMs !== undefined) timers.push(setTimeout(interrupt, moment.delayMs + moment.secondMs));
  };
  const isReached = watchFor(moment);
  if (moment.after.kind === 'start') begin();
  const log: string[] = [];
  createInterface(child.stderr).on('line', (line) => {
    log.push(line);
    if (isReached(line)) begin();
  });
  const [exitCode, endedBy] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) => {
    child.once('close', (...end) => {
      resolve(end);
    });
  });
  const left = processesWith(mark);
  timers.forEach(clearTimeout);
  const stdout = await printed;
  const document = stdout === '' ? undefined : (JSON.parse(stdout) as InterruptedEnd['document']);
  return { exitCode, endedBy, document, log, left, interrupts };
}

/** Says of each line of the log whether the moment's beginning is reached with it. */
function watchFor({ after }: Moment): (line: string) => boolean {
  const begun = new Set<string>();
  return (line) => {
    const event = parsed(line);
    switch (after.kind) {
      case 'start':
        return false;
      case 'phase':
        return event['event'] === 'phase' && event['phase'] === after.phase;
      case 'begun':
        if (after.stack !== undefined && event['stack'] !== after.stack) return false;
        if (isBegun(event) && isOfType(event, after.type)) begun.add(String(event['address']));
        return (
          begun.size >= after.nth ||
          (event['event'] === 'phase' && event['phase'] === 'outputs' && begun.size > 0)
        );
    }
  };
}

function isBegun(event: Record<string, unknown>): boolean {
  return event['event'] === 'resource' && event['state'] === 'begun' && event['action'] !== 'read';
}

function isOfType(event: Record<string, unknown>, type: string | undefined): boolean {
  return type === undefined || String(event['address']).startsWith(`${type}.`);
}

function parsed(line: string): Record<string, unknown> {
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return {};
  }
}
