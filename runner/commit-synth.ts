import { readdirSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { committedForm, type CommittedForm } from '../core/terraform/committed-form';
import { firstDifference, type Difference } from '../core/terraform/first-difference';
import { LOCK_FILE, lockState } from '../core/terraform/lock-file';
import type { SynthesizedStack } from './synthesize';
import { lockProviders, type ProviderLock } from './terraform/lock-providers';
import { writeFileAtomically } from './write-file';

/** Name of a stack's Terraform in its folder, as CDKTF has it. */
const TERRAFORM_FILE = 'cdk.tf.json';

/** A file that is not as it would be written. */
export interface StaleFile {
  /** Absolute path. */
  path: string;
  /** Where it differs; undefined: `problem` says what is wrong. */
  difference?: Difference;
  problem?: string;
}

export interface CommittedStack {
  name: string;
  /** Absolute path of its folder. */
  folder: string;
  /** Why there is no lock file that fits, with what Terraform said. */
  notLocked?: string;
}

export type CommitResult =
  | {
      status: 'done';
      stacks: CommittedStack[];
      /** Paths that were written anew: none when all was as it should be. */
      written: string[];
      /** Stacks whose state is in a file of this machine. */
      leftOut: string[];
      /** Folders of stacks that the app no longer has. */
      leftOver: string[];
    }
  | { status: 'stale'; files: StaleFile[] }
  | { status: 'cancelled' }
  /** The stacks cannot be committed; the message says why. */
  | { status: 'failed'; message: string };

export interface CommitOptions {
  /** Folder that holds a folder for each stack, as an absolute path. */
  target: string;
  /** Folders of this machine that the Terraform must not name, as absolute paths. */
  machinePaths: readonly string[];
  /** Whether to compare only. */
  check?: boolean;
  signal?: AbortSignal;
}

interface Prepared {
  name: string;
  folder: string;
  form: Extract<CommittedForm, { status: 'ready' }>;
}

/** Writes synthesized stacks in the form that is committed, or compares it with what is there. */
export async function commitStacks(
  stacks: readonly Pick<SynthesizedStack, 'name' | 'terraformFile'>[],
  { target, machinePaths, check = false, signal }: CommitOptions,
): Promise<CommitResult> {
  const prepared = prepare(stacks, machinePaths, target);
  if (prepared.status !== 'ready') return prepared;
  const over = leftOver(
    target,
    stacks.map(({ name }) => name),
  );
  return check
    ? compare(prepared, over)
    : await write(prepared.stacks, { leftOut: prepared.leftOut, leftOver: over, signal });
}

interface AllPrepared {
  status: 'ready';
  stacks: Prepared[];
  leftOut: string[];
}

function prepare(
  stacks: readonly Pick<SynthesizedStack, 'name' | 'terraformFile'>[],
  machinePaths: readonly string[],
  target: string,
): AllPrepared | Extract<CommitResult, { status: 'failed' }> {
  const ready: Prepared[] = [];
  const leftOut: string[] = [];
  // A home of "/" would be in every path.
  const paths = machinePaths.filter((path) => path.length > 1);
  for (const { name, terraformFile } of stacks) {
    const beside = readdirSync(dirname(terraformFile)).filter((entry) => entry === 'assets');
    if (beside.length > 0) {
      return failed(`${name} has assets, which are not committed: give it no TerraformAsset.`);
    }
    const form = committedForm(JSON.parse(readFileSync(terraformFile, 'utf8')) as unknown, paths);
    switch (form.status) {
      case 'ready':
        ready.push({ name, folder: join(target, name), form });
        break;
      case 'local-state':
        leftOut.push(name);
        break;
      case 'machine-path':
        return failed(
          `${name} has a path of this machine at ${form.place}: "${form.value}". Others who run what is committed do not have it; write a path below path.module, or none.`,
        );
    }
  }
  if (ready.length === 0) {
    return failed(
      'The state of every stack is in a file of this machine, and what is committed would not find it. Set backend in cdktf.json to { "type": "cloud", "organization": "…" } or { "type": "s3", "bucket": "…" }.',
    );
  }
  return { status: 'ready', stacks: ready, leftOut };
}

function failed(message: string): Extract<CommitResult, { status: 'failed' }> {
  return { status: 'failed', message };
}

function compare({ stacks, leftOut }: AllPrepared, leftOverFolders: readonly string[]): CommitResult {
  const files = stacks.flatMap(({ folder, form }): StaleFile[] => {
    const path = join(folder, TERRAFORM_FILE);
    const found = read(path);
    const difference = found === undefined ? undefined : firstDifference(found, form.text);
    const lock = lockState(read(join(folder, LOCK_FILE)), form.providers);
    return [
      ...(found === undefined ? [{ path, problem: 'is missing' }] : []),
      ...(difference ? [{ path, difference }] : []),
      ...(lock.status === 'fits' ? [] : [{ path: join(folder, LOCK_FILE), problem: lock.problem }]),
    ];
  });
  const over = leftOverFolders.map((folder) => ({
    path: join(folder, TERRAFORM_FILE),
    problem: 'is of a stack that the app no longer has',
  }));
  return files.length + over.length > 0
    ? { status: 'stale', files: [...files, ...over] }
    : { status: 'done', stacks: [...stacks], written: [], leftOut, leftOver: [] };
}

async function write(
  stacks: readonly Prepared[],
  { leftOut, leftOver: over, signal }: { leftOut: string[]; leftOver: string[]; signal?: AbortSignal },
): Promise<CommitResult> {
  // Everything is worked out before the first file is written.
  const locks = await lockAll(stacks, signal);
  if (signal?.aborted) return { status: 'cancelled' };
  const written: string[] = [];
  const put = async (path: string, text: string) => {
    if (read(path) === text) return;
    await mkdir(dirname(path), { recursive: true });
    await writeFileAtomically(path, text);
    written.push(path);
  };
  const done: CommittedStack[] = [];
  for (const { name, folder, form } of stacks) {
    await put(join(folder, TERRAFORM_FILE), form.text);
    const lock = locks.get(name);
    if (lock?.status === 'locked') await put(join(folder, LOCK_FILE), lock.text);
    done.push({ name, folder, ...(lock?.status === 'not-locked' ? { notLocked: lock.reason } : {}) });
  }
  return { status: 'done', stacks: done, written, leftOut, leftOver: over };
}

/** Lock files of the stacks that have none that fits; stacks that ask for the same share one. */
async function lockAll(
  stacks: readonly Prepared[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, ProviderLock>> {
  const byQuestion = new Map<string, ProviderLock>();
  const locks = new Map<string, ProviderLock>();
  for (const { name, folder, form } of stacks) {
    const before = read(join(folder, LOCK_FILE));
    if (lockState(before, form.providers).status === 'fits') continue;
    const question = JSON.stringify([form.providers, before]);
    const lock = byQuestion.get(question) ?? (await lockProviders(form.text, before, signal));
    byQuestion.set(question, lock);
    locks.set(name, lock);
  }
  return locks;
}

/** Folders that hold a stack's Terraform and are of none of these stacks. */
function leftOver(target: string, names: readonly string[]): string[] {
  return folders(target)
    .filter((name) => !names.includes(name))
    .map((name) => join(target, name))
    .filter((folder) => read(join(folder, TERRAFORM_FILE)) !== undefined);
}

function folders(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .sort();
  } catch {
    return []; // Not there yet.
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
