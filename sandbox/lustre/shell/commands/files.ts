import { ERRNO, type Errno } from '../../errno';
import { baseName } from '../../tree';
import { readOptions, unknownOption, usage, type Program, type Running } from '../command';
import { resolvePath } from '../machine';

/** Programs of GNU coreutils that read and change files, with their messages. */

function complain({ errors }: Running, program: string, subject: string, errno: Errno): void {
  errors.write(`${program}: ${subject}: ${ERRNO[errno].text}\n`);
}

function placeOf({ machine, cwd }: Running, path: string) {
  return machine.at(resolvePath(cwd, path));
}

export const cat: Program = async (running) => {
  const { operands, unknown } = readOptions(running.args, ['u']);
  if (unknown !== undefined) return unknownOption(running, 'cat', unknown);
  let status = 0;
  for (const operand of operands.length === 0 ? ['-'] : operands) {
    if (operand === '-') {
      running.output.write(running.input.rest());
      continue;
    }
    const { volume, path } = placeOf(running, operand);
    const read = await volume.read(path);
    if (read.status === 'ok') running.output.write(read.content);
    else {
      complain(running, 'cat', operand, read.errno);
      status = 1;
    }
  }
  return status;
};

export const mkdir: Program = async (running) => {
  const { flags, operands, unknown } = readOptions(running.args, ['p', 'v', '--parents']);
  if (unknown !== undefined) return unknownOption(running, 'mkdir', unknown);
  if (operands.length === 0) return usage(running, 'mkdir: missing operand');
  const makesParents = flags.has('p') || flags.has('--parents');
  let status = 0;
  for (const operand of operands) {
    const whole = resolvePath(running.cwd, operand);
    const parts = whole.split('/').slice(1);
    const steps = makesParents ? parts.map((_, index) => `/${parts.slice(0, index + 1).join('/')}`) : [whole];
    for (const step of steps) {
      const { volume, path } = running.machine.at(step);
      if (makesParents && volume.stat(path)?.kind === 'directory') continue;
      const made = await volume.makeDirectory(path);
      if (made.status === 'ok') continue;
      running.errors.write(`mkdir: cannot create directory ‘${operand}’: ${ERRNO[made.errno].text}\n`);
      status = 1;
      break;
    }
  }
  return status;
};

export const rm: Program = async (running) => {
  const known = ['r', 'R', 'f', 'd', 'v', '--recursive', '--force'];
  const { flags, operands, unknown } = readOptions(running.args, known);
  if (unknown !== undefined) return unknownOption(running, 'rm', unknown);
  const isForced = flags.has('f') || flags.has('--force');
  const isRecursive = flags.has('r') || flags.has('R') || flags.has('--recursive');
  if (operands.length === 0) return isForced ? 0 : usage(running, 'rm: missing operand');
  let status = 0;
  for (const operand of operands) {
    const place = resolvePath(running.cwd, operand);
    const { volume, path } = running.machine.at(place);
    const entry = volume.stat(path);
    if (!entry && isForced) continue;
    const isDirectory = entry?.kind === 'directory';
    const errno = isDirectory && !isRecursive ? 'EISDIR' : await removeAll(running, place);
    if (errno === undefined) continue;
    running.errors.write(`rm: cannot remove '${operand}': ${ERRNO[errno].text}\n`);
    status = 1;
  }
  return status;
};

async function removeAll(running: Running, place: string): Promise<Errno | undefined> {
  const { volume, path } = running.machine.at(place);
  if (running.machine.mounts().some(({ directory }) => directory === place)) return 'EBUSY';
  if (volume.stat(path)?.kind === 'directory') {
    for (const name of volume.list(path)) {
      const errno = await removeAll(running, `${place === '/' ? '' : place}/${name}`);
      if (errno !== undefined) return errno;
    }
  }
  const removed = await volume.remove(path);
  return removed.status === 'ok' ? undefined : removed.errno;
}

export const touch: Program = async (running) => {
  const { operands, unknown } = readOptions(running.args, ['a', 'm', 'c']);
  if (unknown !== undefined) return unknownOption(running, 'touch', unknown);
  let status = 0;
  for (const operand of operands) {
    const { volume, path } = placeOf(running, operand);
    if (volume.stat(path)) continue;
    const made = await volume.write(path, Buffer.alloc(0), false);
    if (made.status === 'ok') continue;
    running.errors.write(`touch: cannot touch '${operand}': ${ERRNO[made.errno].text}\n`);
    status = 1;
  }
  return status;
};

export const cp: Program = async (running) => {
  const { operands, unknown } = readOptions(running.args, ['f', 'p', 'v']);
  if (unknown !== undefined) return unknownOption(running, 'cp', unknown);
  const sources = operands.slice(0, -1);
  const target = operands.at(-1);
  if (target === undefined || sources.length === 0) return usage(running, 'cp: missing file operand');
  const to = placeOf(running, target);
  const isDirectory = to.volume.stat(to.path)?.kind === 'directory';
  if (sources.length > 1 && !isDirectory) return usage(running, `cp: target '${target}': Not a directory`);
  let status = 0;
  for (const source of sources) {
    const from = placeOf(running, source);
    const name = isDirectory ? `${target}/${baseName(resolvePath(running.cwd, source))}` : target;
    const problem = await copy(running, from, name, source);
    if (problem === undefined) continue;
    running.errors.write(`cp: ${problem}\n`);
    status = 1;
  }
  return status;
};

async function copy(
  running: Running,
  from: ReturnType<typeof placeOf>,
  name: string,
  source: string,
): Promise<string | undefined> {
  const entry = from.volume.stat(from.path);
  if (entry?.kind === 'directory') return `-r not specified; omitting directory '${source}'`;
  if (!entry) return `cannot stat '${source}': ${ERRNO.ENOENT.text}`;
  const read = await from.volume.read(from.path);
  if (read.status === 'failed') return `error reading '${source}': ${ERRNO[read.errno].text}`;
  const to = placeOf(running, name);
  const written = await to.volume.write(to.path, read.content, false);
  return written.status === 'ok'
    ? undefined
    : `cannot create regular file '${name}': ${ERRNO[written.errno].text}`;
}

export const tee: Program = async (running) => {
  const { flags, operands, unknown } = readOptions(running.args, ['a', '--append']);
  if (unknown !== undefined) return unknownOption(running, 'tee', unknown);
  const content = running.input.rest();
  running.output.write(content);
  let status = 0;
  for (const operand of operands) {
    const { volume, path } = placeOf(running, operand);
    const written = await volume.write(path, content, flags.has('a') || flags.has('--append'));
    if (written.status === 'ok') continue;
    complain(running, 'tee', operand, written.errno);
    status = 1;
  }
  return status;
};
