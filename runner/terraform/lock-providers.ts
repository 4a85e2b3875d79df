import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LOCK_FILE } from '../../core/terraform/lock-file';
import { runProcess } from '../run-process';
import { terraformEnvironment } from './environment';

/** Where HCP Terraform runs, and so whose packages the file must know. */
const RUNNERS = 'linux_amd64';

const PLATFORMS: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64', ia32: '386' };

export type ProviderLock =
  | { status: 'locked'; text: string }
  /** Terraform or the provider could not be had: nothing is made up in its place. */
  | { status: 'not-locked'; reason: string };

/**
 * Makes a lock file: Terraform itself chooses the versions and computes the hashes, of the runners' platform and this
 * machine's. Versions of an earlier file stay, where they fit.
 * @param terraform text of the stack's `cdk.tf.json`
 * @param before text of the lock file that is there
 */
export async function lockProviders(
  terraform: string,
  before: string | undefined,
  signal?: AbortSignal,
): Promise<ProviderLock> {
  const folder = mkdtempSync(join(tmpdir(), 'fsx-lustre-kms-lock-'));
  try {
    writeFileSync(join(folder, 'cdk.tf.json'), terraform);
    const file = join(folder, LOCK_FILE);
    if (before !== undefined) writeFileSync(file, before);
    const own = `${process.platform === 'win32' ? 'windows' : process.platform}_${PLATFORMS[process.arch] ?? process.arch}`;
    const platforms = [...new Set([RUNNERS, own])].map((platform) => `-platform=${platform}`);
    const end = await runProcess('terraform', ['providers', 'lock', ...platforms], {
      cwd: folder,
      env: terraformEnvironment(process.env, folder),
      signal,
    });
    if (end.status === 'cancelled') return { status: 'not-locked', reason: 'interrupted' };
    if (end.status === 'not-started') return { status: 'not-locked', reason: end.message };
    if (end.exitCode !== 0 || !existsSync(file)) return { status: 'not-locked', reason: errorOf(end.stderr) };
    return { status: 'locked', text: readFileSync(file, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Terraform's error, without its frame. */
function errorOf(stderr: string): string {
  // eslint-disable-next-line no-control-regex -- colours begin with an escape character
  const plain = stderr.replace(/\u001b\[[\d;]*m/g, '').replace(/[╷│╵]/g, ' ');
  return (
    (/Error: ([\s\S]*)/.exec(plain)?.[1] ?? plain).replace(/\s+/g, ' ').trim() ||
    'terraform providers lock failed'
  );
}
