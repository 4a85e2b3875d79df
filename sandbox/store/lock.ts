import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

/** In the folder while a sandbox has it: its process id. It also marks the folder as a sandbox's own. */
const LOCK = 'sandbox.pid';
const MARK = 'fsx-lustre-kms-sandbox';

export type Claim = { readonly status: 'claimed' } | { readonly status: 'refused'; readonly message: string };

/** Takes a folder for this process, and empties it when asked to. */
export async function claimFolder(folder: string, reset: boolean): Promise<Claim> {
  const names = readdirSync(folder);
  if (names.length > 0 && !names.includes(MARK)) {
    return {
      status: 'refused',
      message: `${folder} holds other files: give the sandbox an empty folder, or one of its own.`,
    };
  }
  const owner = ownerOf(folder);
  if (owner !== undefined) {
    return { status: 'refused', message: `${folder} is in use by the sandbox with process id ${owner}.` };
  }
  if (reset) {
    await Promise.all(names.map((name) => rm(join(folder, name), { recursive: true, force: true })));
  }
  try {
    writeFileSync(join(folder, MARK), 'State of fsx-lustre-kms sandbox. It can be deleted.\n');
    writeFileSync(join(folder, LOCK), String(process.pid));
  } catch (error) {
    return { status: 'refused', message: `${folder} cannot be written: ${(error as Error).message}` };
  }
  return { status: 'claimed' };
}

export function releaseFolder(folder: string): void {
  rmSync(join(folder, LOCK), { force: true });
}

/** Process id of a sandbox that runs on the folder. One that was killed has left its id behind. */
function ownerOf(folder: string): number | undefined {
  let pid: number;
  try {
    pid = Number(readFileSync(join(folder, LOCK), 'utf8'));
  } catch {
    return undefined;
  }
  return Number.isInteger(pid) && pid > 0 && isRunning(pid) ? pid : undefined;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
