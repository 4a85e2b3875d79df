import { ERRNO, type Done, type Errno, type Failure } from '../../errno';
import { hsmStateLine } from '../../hsm';
import type { HsmVolume } from '../../volume';
import { usage, type Program, type Running } from '../command';
import { resolvePath } from '../machine';
import { humanSize } from './ls';

/**
 * `lfs`, as far as it is about HSM and space. Requests end with status 0 when they were taken: how the transfer ends,
 * nobody is told. Sources: lfs-hsm(1); FSx for Lustre User Guide, "Exporting files using HSM commands".
 */
export const lfs: Program = (running) => {
  const [command = '', ...args] = running.args;
  const subcommand = Object.hasOwn(COMMANDS, command) ? COMMANDS[command] : undefined;
  if (!subcommand) return usage(running, `lfs: unrecognized command '${command}'\nTry 'lfs help' for help.`);
  return subcommand(running, args);
};

type Subcommand = (running: Running, args: readonly string[]) => number | Promise<number>;

const COMMANDS: Readonly<Record<string, Subcommand>> = {
  hsm_state: (running, args) => look(running, args, 'hsm state', (path, flags) => hsmStateLine(path, flags)),
  // A transfer is over before the next command begins, whether it took place or was refused.
  hsm_action: (running, args) => look(running, args, 'hsm action', (path) => `${path}: NOOP`),
  hsm_archive: (running, args) => request(running, args, (volume, path) => volume.archive(path)),
  hsm_release: (running, args) => request(running, args, (volume, path) => volume.release(path)),
  hsm_restore: (running, args) => request(running, args, (volume, path) => volume.restore(path)),
  hsm_remove: (running, args) => request(running, args, (volume, path) => volume.removeCopy(path)),
  df: (running, args) => space(running, args),
};

/** Files among arguments; `--archive 1`, `-a 1` and the like are passed over. */
function filesOf(args: readonly string[]): string[] {
  return args.filter(
    (arg, index) => !arg.startsWith('-') && !/^(-a|--archive|-D|--data)$/.test(args[index - 1] ?? ''),
  );
}

type Found =
  | { readonly status: 'ok'; readonly volume: HsmVolume; readonly path: string; readonly flags: number }
  | { readonly status: 'failed'; readonly errno: Errno; readonly isFile: boolean };

function find({ machine, cwd }: Running, name: string): Found {
  const place = machine.at(resolvePath(cwd, name));
  const kind = place.volume.stat(place.path)?.kind;
  if (kind === undefined) return { status: 'failed', errno: 'ENOENT', isFile: false };
  if (place.kind === 'local') return { status: 'failed', errno: 'ENOTTY', isFile: kind === 'file' };
  const flags = place.volume.flags(place.path);
  return flags === undefined
    ? { status: 'failed', errno: 'EINVAL', isFile: false }
    : { status: 'ok', volume: place.volume, path: place.path, flags };
}

function look(
  running: Running,
  args: readonly string[],
  what: string,
  line: (path: string, flags: number) => string,
): number {
  const files = filesOf(args);
  if (files.length === 0)
    return usage(running, `lfs ${what.replace(' ', '_')}: must specify one or more files`);
  let status = 0;
  for (const name of files) {
    const found = find(running, name);
    if (found.status === 'ok') {
      running.output.write(`${line(name, found.flags)}\n`);
      continue;
    }
    running.errors.write(`can't get ${what} for ${name}: ${ERRNO[found.errno].text}\n`);
    status = ERRNO[found.errno].code;
  }
  return status;
}

async function request(
  running: Running,
  args: readonly string[],
  send: (volume: HsmVolume, path: string) => Promise<Done | Failure>,
): Promise<number> {
  const files = filesOf(args);
  if (files.length === 0) return usage(running, 'lfs: must specify one or more files');
  const found: (Found & { readonly status: 'ok'; readonly name: string })[] = [];
  for (const name of files) {
    const one = find(running, name);
    if (one.status === 'failed') {
      const message =
        one.errno === 'EINVAL'
          ? `Not a regular file: ${name}`
          : one.errno === 'ENOENT'
            ? `Cannot stat ${name}: ${ERRNO.ENOENT.text}`
            : `Cannot send HSM request (use of ${name}): ${ERRNO[one.errno].text}`;
      return usage(running, message, ERRNO[one.errno].code);
    }
    found.push({ ...one, name });
  }
  for (const { volume, path, name } of found) {
    const sent: Done | Failure = running.isRoot
      ? await send(volume, path)
      : { status: 'failed', errno: 'EPERM' };
    if (sent.status === 'failed') {
      const { text, code } = ERRNO[sent.errno];
      return usage(running, `Cannot send HSM request (use of ${name}): ${text}`, code);
    }
  }
  return 0;
}

const GIB = 1024 ** 3;

/** `lfs df [-h] [PATH]`: one metadata target, one for data. */
function space({ machine, output, errors, cwd }: Running, args: readonly string[]): number {
  const isHuman = args.includes('-h');
  const path = args.find((arg) => !arg.startsWith('-'));
  const place = path === undefined ? undefined : machine.at(resolvePath(cwd, path));
  if (place && place.kind !== 'lustre') {
    errors.write(`lfs df: ${path ?? ''}: ${ERRNO.ENOTTY.text}\n`);
    return 1;
  }
  for (const { directory, mountName, capacityGiB } of place ? [place.mounted] : machine.mounts()) {
    const size = (gib: number) => (isHuman ? humanSize(gib * GIB) : String(Math.round(gib * 1024 ** 2)));
    const row = (target: string, gib: number) =>
      `${target.padEnd(20)} ${size(gib).padStart(11)} ${size(0).padStart(11)} ${size(gib).padStart(11)}   0% ${directory}`;
    const title = isHuman ? 'bytes' : '1K-blocks';
    output.write(
      [
        `UUID                 ${title.padStart(11)}        Used   Available Use% Mounted on`,
        `${row(`${mountName}-MDT0000_UUID`, capacityGiB / 32)}[MDT:0]`,
        `${row(`${mountName}-OST0000_UUID`, capacityGiB)}[OST:0]`,
        '',
        `filesystem_summary:  ${row('', capacityGiB).slice(21)}`,
        '',
      ].join('\n'),
    );
  }
  return 0;
}
