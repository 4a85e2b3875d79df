/** Files on the client's mount: where an object shows, and where its content is. */
import { isReleased, readHsmStates, type HsmState } from '../../core/evidence/lfs-output';
import type { Evidence } from '../../core/journey/proof';
import type { Unanswered } from './ask';
import { quoted, runOnClient, type RunOnClient } from './run-on-client';
import type { Verification } from './verification';

/** A part of a bucket as the file system shows it. */
export interface LinkedFolder {
  /** Directory of the file system, `/` or `/data`. */
  fileSystemPath: string;
  /** What keys begin with: empty, or with a slash at its end. */
  prefix: string;
}

/** Where an object shows on the client, as an absolute path; undefined when the link does not cover it. */
export function pathOnClient(mountPath: string, folder: LinkedFolder, key: string): string | undefined {
  if (!key.startsWith(folder.prefix) || key.endsWith('/')) return undefined;
  const directory = directoryOnClient(mountPath, folder);
  return `${directory}/${key.slice(folder.prefix.length)}`;
}

export function directoryOnClient(mountPath: string, { fileSystemPath }: LinkedFolder): string {
  return `${mountPath}${fileSystemPath.replace(/\/+$/, '')}`;
}

export type AskedState =
  | { status: 'known'; state: HsmState; evidence: Evidence }
  /** `lfs` does not say: no such file, not on Lustre. */
  | { status: 'unreadable'; why: string; evidence: Evidence }
  | Exclude<RunOnClient, { status: 'ran' }>;

/** Where the content of a file is, as `lfs hsm_state` says. */
export async function hsmStateOf(on: Verification, instanceId: string, path: string): Promise<AskedState> {
  const run = await runOnClient(on, { instanceId, line: `sudo lfs hsm_state ${quoted(path)}` });
  if (run.status !== 'ran') return run;
  const { evidence } = run;
  const state = readHsmStates(run.stdout).files.find((file) => file.path === path);
  if (state) return { status: 'known', state, evidence };
  return { status: 'unreadable', why: (run.stderr || run.stdout).trim().split('\n')[0] ?? '', evidence };
}

export type Released =
  /** The file system has only the name: reading it asks S3. */
  | { status: 'released'; evidence: Evidence[] }
  /** Its content is on the file system, and stays there. */
  | { status: 'kept'; why: string; evidence: Evidence[] }
  | { status: 'not-run'; why: string }
  | Unanswered;

/**
 * Sees to it that the next read of a file comes from S3. Nothing can be lost: Lustre releases the content of a file
 * only when it is archived and has not changed since (lfs-hsm(1), hsm_release).
 */
export async function releaseContent(on: Verification, instanceId: string, path: string): Promise<Released> {
  const before = await hsmStateOf(on, instanceId, path);
  if (before.status === 'unreadable') return { status: 'kept', why: before.why, evidence: [before.evidence] };
  if (before.status !== 'known') return before;
  if (isReleased(before.state)) return { status: 'released', evidence: [before.evidence] };
  const run = await runOnClient(on, { instanceId, line: `sudo lfs hsm_release ${quoted(path)}` });
  if (run.status !== 'ran') return run;
  const evidence = [before.evidence, run.evidence];
  if (run.exitCode !== 0) return { status: 'kept', why: run.stderr.trim().split('\n')[0] ?? '', evidence };
  const after = await hsmStateOf(on, instanceId, path);
  if (after.status === 'unreadable')
    return { status: 'kept', why: after.why, evidence: [...evidence, after.evidence] };
  if (after.status !== 'known') return after;
  const seen = [...evidence, after.evidence];
  return isReleased(after.state)
    ? { status: 'released', evidence: seen }
    : {
        status: 'kept',
        why: 'hsm_release has been taken, but the state is not released yet.',
        evidence: seen,
      };
}
