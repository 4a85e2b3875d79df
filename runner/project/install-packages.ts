/** Installs the packages of a project, as `npm install` in its folder does. */
import { runProcess } from '../run-process';

export type Installed =
  { status: 'installed' } | { status: 'cancelled' } | { status: 'failed'; message: string };

export interface InstallOptions {
  /** Interrupts npm. */
  signal?: AbortSignal | undefined;
  /** Called with each piece of npm's output as it comes. */
  onOutput?: (text: string) => void;
}

/** What npm says last is why it failed. */
const LAST_LINES = 12;

/** @param folder of the project, with its package.json */
export async function installPackages(
  folder: string,
  { signal, onOutput }: InstallOptions = {},
): Promise<Installed> {
  const end = await runProcess('npm', ['install', '--no-fund', '--no-audit'], {
    cwd: folder,
    ...(signal && { signal }),
    ...(onOutput && { onOutput }),
  });
  switch (end.status) {
    case 'not-started':
      return { status: 'failed', message: end.message };
    case 'cancelled':
      return { status: 'cancelled' };
    case 'ended':
      return end.exitCode === 0
        ? { status: 'installed' }
        : {
            status: 'failed',
            message: `${end.stdout}${end.stderr}`.trim().split('\n').slice(-LAST_LINES).join('\n'),
          };
  }
}
