import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { SANDBOX_VARIABLE } from '../../core/deployment/sandbox';
import { shellWord } from '../../core/diagnose/changes/shell';
import { ownCommand } from '../../core/own-command';
import type { CdktfProject } from '../../runner/cdktf-project';
import { commitStacks, type CommitResult, type StaleFile } from '../../runner/commit-synth';
import { synthesize } from '../../runner/synthesize';
import type { CommandIo, ExitCode } from '../io';

/** Folder for the stacks, unless another is named. */
const DEFAULT_FOLDER = 'terraform';

export interface SynthCommitOptions {
  /** Folder, relative to where the command runs; true: the usual one. */
  commit: string | true;
  /** Compare only: end with 1 when a file is not as it would be written. */
  check?: boolean;
}

/** `fsx-lustre-kms synth --commit`: writes the stacks in the form that is committed, one folder each. */
export async function synthCommit(
  project: CdktfProject,
  { commit, check = false }: SynthCommitOptions,
  io: CommandIo,
): Promise<ExitCode> {
  const folder = resolve(io.cwd, commit === true ? DEFAULT_FOLDER : commit);
  const result = await synthesizeAndCommit(project, { folder, check, signal: io.signal });
  switch (result.status) {
    case 'cancelled':
      return 1;
    case 'failed':
      io.stderr(`${result.message}\n`);
      return 1;
    case 'stale':
      for (const file of result.files) io.stderr(`${describe(file, io.cwd)}\n`);
      io.stderr(
        `\nWrite anew and commit: ${ownCommand(`synth --commit${commit === true ? '' : ` ${shellWord(commit)}`}`)}\n`,
      );
      return 1;
    case 'done':
      report(result, io, check);
      return 0;
  }
}

/** Synthesizes into a folder of its own, so that a comparison leaves everything as it was. */
async function synthesizeAndCommit(
  project: CdktfProject,
  { folder, check, signal }: { folder: string; check: boolean; signal?: AbortSignal },
): Promise<CommitResult> {
  const outdir = realpathSync(mkdtempSync(join(tmpdir(), 'fsx-lustre-kms-synth-')));
  try {
    // What is committed is for AWS, wherever else stacks go from this terminal.
    const synthesis = await synthesize(project, { outdir, env: { [SANDBOX_VARIABLE]: '' }, signal });
    if (synthesis.status !== 'done') return synthesis;
    return await commitStacks(synthesis.stacks, {
      target: folder,
      machinePaths: [project.folder, realpathSync(project.folder), outdir, homedir()],
      check,
      signal,
    });
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

function report(
  { stacks, written, leftOut, leftOver }: Extract<CommitResult, { status: 'done' }>,
  { stdout, stderr, cwd }: CommandIo,
  check: boolean,
): void {
  for (const { folder } of stacks) {
    const isNew = written.some((path) => path.startsWith(`${folder}/`));
    stdout(`${relative(cwd, folder)}  ${check || !isNew ? 'up to date' : 'written'}\n`);
  }
  for (const name of leftOut) stdout(`${name} is not committed: its state is a file of this machine.\n`);
  for (const { folder, notLocked } of stacks) {
    if (notLocked === undefined) continue;
    stderr(
      `${relative(cwd, folder)} has no lock file that fits. terraform providers lock said: ${notLocked}\nWhere Terraform reaches its registry: terraform -chdir=${relative(cwd, folder)} providers lock -platform=linux_amd64\n`,
    );
  }
  for (const folder of leftOver) {
    stderr(
      `${relative(cwd, folder)} is of a stack that the app no longer has. Destroy it in its workspace, then delete the folder.\n`,
    );
  }
}

function describe({ path, problem, difference }: StaleFile, cwd: string): string {
  const name = relative(cwd, path);
  if (!difference) return `${name} ${problem ?? ''}`;
  const { line, found, wanted } = difference;
  return `${name}:${line}\n  - ${found ?? '(the file ends)'}\n  + ${wanted ?? '(the file ends)'}`;
}
