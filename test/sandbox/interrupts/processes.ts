import { readdirSync, readFileSync } from 'node:fs';

/** Environment variable that a command and all that it starts have from the test: who has it was started by it. */
export const MARK = 'FSX_LUSTRE_KMS_TEST_MARK';

/**
 * Command lines of the processes that carry a mark. What has ended and was not waited for has none.
 * (proc(5): `environ` is the environment that a process was started with.)
 */
export function processesWith(mark: string): string[] {
  if (process.platform !== 'linux') return []; // Other systems do not show it.
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((id) => read(id, 'environ').split('\0').includes(`${MARK}=${mark}`))
    .map((id) => `${id}: ${read(id, 'cmdline').replaceAll('\0', ' ').trim()}`);
}

function read(id: string, file: string): string {
  try {
    return readFileSync(`/proc/${id}/${file}`, 'utf8');
  } catch {
    return ''; // It has just ended, or is somebody else's.
  }
}
