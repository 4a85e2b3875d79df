import { ERRNO } from '../../errno';
import type { Entry } from '../../volume';
import { readOptions, unknownOption, type Program, type Running } from '../command';
import { resolvePath } from '../machine';

interface Named {
  readonly name: string;
  readonly entry: Entry;
}

/** `ls [-1aAldh] [PATH...]`. Source: GNU coreutils. */
export const ls: Program = (running) => {
  const { flags, operands, unknown } = readOptions(running.args, ['l', 'a', 'A', '1', 'd', 'h', 'R']);
  if (unknown !== undefined) return unknownOption(running, 'ls', unknown, 2);
  const places = (operands.length === 0 ? ['.'] : operands).map((name) => ({
    name,
    ...entryOf(running, name),
  }));
  let status = 0;
  for (const { name } of places.filter(({ entry }) => !entry)) {
    running.errors.write(`ls: cannot access '${name}': ${ERRNO.ENOENT.text}\n`);
    status = 2;
  }
  const there = places.flatMap(({ name, entry }) => (entry ? { name, entry } : []));
  const files = there.filter(({ entry }) => flags.has('d') || entry.kind === 'file');
  running.output.write(listing(files, flags));
  const directories = there.filter((one) => !files.includes(one));
  const hasTitles = there.length + (places.length - there.length) > 1 || flags.has('R');
  directories.forEach(({ name }, index) => {
    if (index > 0 || files.length > 0) running.output.write('\n');
    listDirectory(running, name, flags, hasTitles);
  });
  return status;
};

function entryOf({ machine, cwd }: Running, name: string): { entry: Entry | undefined } {
  const { volume, path } = machine.at(resolvePath(cwd, name));
  return { entry: volume.stat(path) };
}

function listDirectory(running: Running, name: string, flags: ReadonlySet<string>, hasTitle: boolean): void {
  const { machine, cwd } = running;
  const { volume, path } = machine.at(resolvePath(cwd, name));
  const shown = volume.list(path).filter((one) => !one.startsWith('.') || flags.has('a') || flags.has('A'));
  const inside = shown.flatMap((one): Named[] => {
    const { entry } = entryOf(running, `${name}/${one}`);
    return entry ? [{ name: one, entry }] : [];
  });
  const here = entryOf(running, name).entry;
  const above = entryOf(running, `${name}/..`).entry;
  const dots = flags.has('a') && here && above ? [dot('.', here), dot('..', above)] : [];
  const all = [...dots, ...inside];
  if (hasTitle) running.output.write(`${name}:\n`);
  if (flags.has('l')) running.output.write(`total ${total(all)}\n`);
  running.output.write(listing(all, flags));
  if (!flags.has('R')) return;
  for (const one of inside.filter(({ entry }) => entry.kind === 'directory')) {
    running.output.write('\n');
    listDirectory(running, `${name === '/' ? '' : name}/${one.name}`, flags, true);
  }
}

function dot(name: string, entry: Entry): Named {
  return { name, entry };
}

const BLOCK_BYTES = 1024;
const CLUSTER_BLOCKS = 4;

/** Blocks of 1 KiB on the disk, in clusters of four. */
function total(entries: readonly Named[]): number {
  return entries
    .map(({ entry }) => Math.ceil(entry.size / (BLOCK_BYTES * CLUSTER_BLOCKS)) * CLUSTER_BLOCKS)
    .reduce((sum, blocks) => sum + blocks, 0);
}

function listing(entries: readonly Named[], flags: ReadonlySet<string>): string {
  if (!flags.has('l')) return entries.map(({ name }) => `${name}\n`).join('');
  const rows = entries.map(({ name, entry }) => ({
    name,
    mode: modeText(entry),
    owner: [entry.uid, entry.gid].map((id) => (id === 0 ? 'root' : String(id))).join(' '),
    size: flags.has('h') ? humanSize(entry.size) : String(entry.size),
    time: timeText(entry.mtime),
  }));
  const width = Math.max(0, ...rows.map(({ size }) => size.length));
  return rows
    .map(
      ({ name, mode, owner, size, time }) => `${mode} 1 ${owner} ${size.padStart(width)} ${time} ${name}\n`,
    )
    .join('');
}

function modeText({ kind, mode }: Entry): string {
  const bits = [6, 3, 0].map((shift) => {
    const three = (mode >> shift) & 7;
    return `${three & 4 ? 'r' : '-'}${three & 2 ? 'w' : '-'}${three & 1 ? 'x' : '-'}`;
  });
  return `${kind === 'directory' ? 'd' : '-'}${bits.join('')}`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function timeText(iso: string): string {
  const date = new Date(iso);
  const day = String(date.getUTCDate()).padStart(2);
  return `${MONTHS[date.getUTCMonth()] ?? ''} ${day} ${iso.slice(11, 16)}`;
}

/** `1.5K`, `12M`. */
export function humanSize(bytes: number): string {
  const units = ['', 'K', 'M', 'G', 'T', 'P'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const rounded = unit > 0 && value < 10 ? (Math.ceil(value * 10) / 10).toFixed(1) : String(Math.ceil(value));
  return `${rounded}${units[unit] ?? ''}`;
}
