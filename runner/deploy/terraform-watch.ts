import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** The Terraform that cdktf runs, watched from outside. */
export interface TerraformWatch {
  /** Set for cdktf. */
  env: Record<string, string>;
  /** Process id of the Terraform that runs; undefined: none does. */
  running(): number | undefined;
  /** Resolves once none runs any more. */
  ended(): Promise<void>;
}

const LOOK_AGAIN_MS = 100;

/**
 * Lets an interrupt reach Terraform itself. cdktf runs it on a terminal of its own, out of reach of signals to cdktf's
 * process group, and, interrupted itself, ends at once and closes that terminal: the hang-up ends Terraform in the
 * middle of its work, what it was creating is in no state, and the lock stays. So cdktf starts Terraform through a
 * script that says its process id and lets it outlive a hang-up: then it ends in order, also when cdktf or the editor
 * dies.
 * @param folder of our own for this run; programs in it may be executed
 * @param terraform command that is run
 */
export function watchTerraform(folder: string, terraform: string): TerraformWatch {
  const script = join(folder, 'terraform');
  const ids = join(folder, 'process-ids');
  writeFileSync(
    script,
    `#!/bin/sh\ntrap '' HUP\necho $$ >>${quoted(ids)}\nexec ${quoted(terraform)} "$@"\n`,
    { mode: 0o700 },
  );
  const running = () => {
    if (!existsSync(ids)) return undefined;
    const last = Number(readFileSync(ids, 'utf8').trim().split('\n').at(-1));
    return Number.isInteger(last) && last > 0 && isRunning(last) ? last : undefined;
  };
  return {
    env: { TERRAFORM_BINARY_NAME: script },
    running,
    ended: async () => {
      while (running() !== undefined) await wait(LOOK_AGAIN_MS);
    },
  };
}

/** A text as one word of a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function isRunning(id: number): boolean {
  try {
    process.kill(id, 0);
  } catch {
    return false;
  }
  try {
    // Ended, and nobody has asked how: Linux keeps its entry. (proc(5): the state follows the name in parentheses.)
    return !/^.*\) [ZX] /s.test(readFileSync(`/proc/${id}/stat`, 'utf8'));
  } catch {
    return true; // No /proc: not Linux.
  }
}
