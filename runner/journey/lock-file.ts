import { createHash, randomUUID } from 'node:crypto';
import { link, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { z } from 'zod';

/** Who has a lock. */
export interface LockOwner {
  pid: number;
  host: string;
  /** What it does, for people: `VS Code: deploys account-c-key`. */
  what: string;
  /** ISO 8601. */
  since: string;
}

export type TakenLock =
  | { status: 'taken'; release: () => Promise<void> }
  /** `owner` is undefined for a file that is not understood. */
  | { status: 'held'; owner: LockOwner | undefined };

interface LockText {
  owner: LockOwner | undefined;
  /** Tells one lock from a later one of the same process. */
  id: string;
}

const ownerSchema = z.object({
  id: z.string().min(1),
  pid: z.int().positive(),
  host: z.string(),
  what: z.string(),
  since: z.string(),
});

/** A file that is not understood may still be written, on a file system without links. */
const UNREADABLE_IS_STALE_MS = 10_000;
const RETRY_MS = 20;

/**
 * Takes a lock: a file that names its owner. One whose owner has ended is taken over; that of another machine is not,
 * since nobody here can see whether it runs.
 * @param file in a folder that is there
 */
export async function takeLock(file: string, what: string): Promise<TakenLock> {
  const id = randomUUID();
  const owner: LockOwner = { pid: process.pid, host: hostname(), what, since: new Date().toISOString() };
  // A second look, after one that has ended was removed.
  for (const isLast of [false, true]) {
    if (await create(file, JSON.stringify({ id, ...owner }))) {
      return { status: 'taken', release: () => removeIf(file, id) };
    }
    const held = await read(file);
    if (held === undefined) continue; // It has just been released.
    if (isLast || !(await isStale(file, held))) return { status: 'held', owner: held.owner };
    if (!(await removeStale(file, held.id))) return { status: 'held', owner: held.owner };
  }
  const held = await read(file);
  return { status: 'held', owner: held?.owner };
}

/** Waits for a lock that is held for moments only. @returns what `takeLock` says when the time is up */
export async function waitForLock(file: string, what: string, limitMs: number): Promise<TakenLock> {
  const end = Date.now() + limitMs;
  for (;;) {
    const taken = await takeLock(file, what);
    if (taken.status === 'taken' || Date.now() >= end) return taken;
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS * (0.5 + Math.random())));
  }
}

/** Who has a lock, and is still there; undefined: nobody. */
export async function lockOwner(file: string): Promise<LockOwner | undefined> {
  const held = await read(file);
  return held !== undefined && !(await isStale(file, held)) ? held.owner : undefined;
}

/** Whether a process of this machine runs. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Creates the file with its text at once, so that nobody reads half of it. @returns false when it is there */
async function create(file: string, text: string): Promise<boolean> {
  const temporary = `${file}.${randomUUID()}`;
  try {
    await writeFile(temporary, text, { flag: 'wx', mode: 0o600 });
    await link(temporary, file);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (code === 'EPERM' || code === 'ENOTSUP' || code === 'ENOSYS') return await createInPlace(file, text);
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}

/** For a file system that has no links. */
async function createInPlace(file: string, text: string): Promise<boolean> {
  try {
    await writeFile(file, text, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function read(file: string): Promise<LockText | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const { id, ...owner } = ownerSchema.parse(JSON.parse(text));
    return { id: digest(id), owner };
  } catch {
    return { id: digest(text), owner: undefined };
  }
}

async function isStale(file: string, { owner }: LockText): Promise<boolean> {
  if (owner !== undefined) return owner.host === hostname() && !isRunning(owner.pid);
  const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Date.now() }));
  return Date.now() - mtimeMs > UNREADABLE_IS_STALE_MS;
}

/**
 * Removes the lock with this id, whose owner has ended. Several processes may find it at the same time, and one that is
 * slow must not remove the lock that a quick one has taken since: who removes holds a guard named after the old lock.
 * @returns false when another process holds the guard
 */
async function removeStale(file: string, id: string): Promise<boolean> {
  const guard = `${file}.${id}.gone`;
  if (!(await create(guard, String(process.pid)))) {
    await removeAbandoned(guard);
    return false;
  }
  try {
    await removeIf(file, undefined, id);
    return true;
  } finally {
    await rm(guard, { force: true });
  }
}

/** A guard is held for a moment: one that is old has an owner that was killed in it. */
async function removeAbandoned(guard: string): Promise<void> {
  const pid = Number(await readFile(guard, 'utf8').catch(() => ''));
  const { mtimeMs } = await stat(guard).catch(() => ({ mtimeMs: Date.now() }));
  const isOld = Date.now() - mtimeMs > UNREADABLE_IS_STALE_MS;
  if (isOld && !(pid > 0 && isRunning(pid))) await rm(guard, { force: true });
}

async function removeIf(file: string, id: string | undefined, idDigest = digest(id ?? '')): Promise<void> {
  if ((await read(file))?.id === idDigest) await rm(file, { force: true });
}

/** A name that is safe in a path, whatever stands in the file. */
function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
