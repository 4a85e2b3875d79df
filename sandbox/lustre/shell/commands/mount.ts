import { ERRNO } from '../../errno';
import { usage, type Program, type Running } from '../command';
import { resolvePath, type MountProblem } from '../machine';
import { humanSize } from './ls';

/** `mount -t lustre -o OPTIONS SOURCE DIRECTORY`; without arguments what is mounted; `-a` what /etc/fstab names. */
export const mount: Program = async (running) => {
  const { machine, output, isRoot } = running;
  const { type, operands, isAll } = readArguments(running.args);
  if (isAll) return mountAll(running);
  if (operands.length === 0) {
    for (const { source, directory } of machine.mounts()) {
      output.write(`${source} on ${directory} type lustre (rw,relatime,seclabel,flock,lazystatfs)\n`);
    }
    return 0;
  }
  const [source, directory] = operands;
  if (source === undefined || directory === undefined || operands.length > 2) {
    return usage(running, "mount: bad usage\nTry 'mount --help' for more information.");
  }
  if (!isRoot) return usage(running, `mount: ${directory}: must be superuser to use mount.`);
  if (type !== undefined && type !== 'lustre') {
    return usage(running, `mount: ${directory}: unknown filesystem type '${type}'.`, 32);
  }
  return mountOne(running, source, directory);
};

/** A place of Lustre: `fs-….fsx.us-east-1.amazonaws.com@tcp:/abcdefgh`. */
const SOURCE = /^[^@\s]+@tcp\d*:\/[^/\s]+/;

async function mountOne(running: Running, source: string, directory: string): Promise<number> {
  const place = resolvePath(running.cwd, directory);
  if (!SOURCE.test(source)) {
    return usage(running, `mount: ${directory}: special device ${source} does not exist.`, 32);
  }
  const { status } = await running.machine.mount(source, place);
  if (status === 'mounted') return 0;
  const { message, code } = MESSAGES[status](source, directory);
  return usage(running, message, code);
}

/**
 * What mount.lustre says, and its status.
 * Source: FSx for Lustre User Guide, "Troubleshooting file system mount issues"; mount_lustre.c.
 */
const MESSAGES: Readonly<
  Record<MountProblem, (source: string, directory: string) => { message: string; code: number }>
> = {
  'unknown-host': (source) => ({
    message: `mount.lustre: Can't parse NID '${source}'`,
    code: 1,
  }),
  'wrong-name': (source, directory) => ({
    message: [
      `mount.lustre: mount ${source} at ${directory} failed: ${ERRNO.ENOENT.text}`,
      'Is the MGS specification correct?',
      'Is the filesystem name correct?',
      'If upgrading, is the copied client log valid? (see upgrade docs)',
    ].join('\n'),
    code: ERRNO.ENOENT.code,
  }),
  'no-directory': (_, directory) => ({
    message: `mount.lustre: ${directory} inaccessible: ${ERRNO.ENOENT.text}`,
    code: ERRNO.ENOENT.code,
  }),
  'already-mounted': (source, directory) => ({
    message: `mount.lustre: according to /etc/mtab ${source} is already mounted on ${directory}`,
    code: ERRNO.EEXIST.code,
  }),
};

async function mountAll(running: Running): Promise<number> {
  const { volume, path } = running.machine.at('/etc/fstab');
  const read = await volume.read(path);
  const lines = read.status === 'ok' ? read.content.toString('utf8').split('\n') : [];
  let status = 0;
  for (const [source = '', directory = '', type] of lines.map((line) => line.trim().split(/\s+/))) {
    const isMounted = running.machine.mounts().some((one) => one.directory === directory);
    if (source.startsWith('#') || type !== 'lustre' || isMounted) continue;
    status = (await mountOne(running, source, directory)) || status;
  }
  return status;
}

function readArguments(args: readonly string[]): {
  type: string | undefined;
  operands: string[];
  isAll: boolean;
} {
  const operands: string[] = [];
  let type: string | undefined;
  let isAll = false;
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? '';
    if (arg === '-t' || arg === '--types') type = args[(index += 1)];
    else if (arg === '-o' || arg === '--options') index += 1;
    else if (arg === '-a' || arg === '--all') isAll = true;
    else if (/^-t./.test(arg)) type = arg.slice(2);
    else if (!arg.startsWith('-')) operands.push(arg);
  }
  return { type, operands, isAll };
}

export const umount: Program = async (running) => {
  const operands = running.args.filter((arg) => !arg.startsWith('-'));
  if (!running.isRoot) return usage(running, 'umount: must be superuser to unmount.', 32);
  let status = 0;
  for (const operand of operands) {
    const done = await running.machine.unmount(resolvePath(running.cwd, operand));
    if (done.status === 'ok') continue;
    running.errors.write(`umount: ${operand}: not mounted.\n`);
    status = 32;
  }
  return status;
};

const GIB = 1024 ** 3;
const ROOT_GIB = 8;

/** `df [-h] [PATH...]`. */
export const df: Program = ({ args, machine, output, errors, cwd }) => {
  const isHuman = args.some((arg) => /^-\w*h/.test(arg));
  const paths = args.filter((arg) => !arg.startsWith('-'));
  const root = { source: '/dev/xvda1', directory: '/', capacityGiB: ROOT_GIB };
  let status = 0;
  const shown = paths.flatMap((path) => {
    const place = machine.at(resolvePath(cwd, path));
    if (place.volume.stat(place.path)) return place.kind === 'lustre' ? [place.mounted] : [root];
    errors.write(`df: ${path}: ${ERRNO.ENOENT.text}\n`);
    status = 1;
    return [];
  });
  const rows = (paths.length === 0 ? [root, ...machine.mounts()] : shown).map((one) => {
    const size = (gib: number) => (isHuman ? humanSize(gib * GIB) : String(gib * 1024 ** 2));
    return [one.source, size(one.capacityGiB), size(0), size(one.capacityGiB), '0%', one.directory];
  });
  if (rows.length === 0) return status;
  const title = [
    'Filesystem',
    isHuman ? 'Size' : '1K-blocks',
    'Used',
    isHuman ? 'Avail' : 'Available',
    'Use%',
    'Mounted on',
  ];
  output.write(table([title, ...rows]));
  return status;
};

/** Columns of the width of their longest text; the first and the last stand left. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows
    .map((row) => {
      const cells = row.map((cell, column) => {
        if (column === row.length - 1) return cell;
        return column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
      });
      return `${cells.join(' ')}\n`;
    })
    .join('');
}
