import { ERRNO } from '../errno';
import { parentOf } from '../tree';
import { resolvePath, type Machine } from './machine';
import { Input, Output, type Streams } from './streams';
import type { Redirection, Word } from './syntax';

export interface RedirectionGround {
  readonly machine: Machine;
  readonly cwd: string;
  readonly text: (word: Word) => Promise<string>;
}

export type Redirected =
  | {
      readonly status: 'open';
      readonly streams: Streams;
      /** Writes what was redirected to files. What is wrong is returned, for the shell to say. */
      readonly close: () => Promise<string | undefined>;
    }
  | { readonly status: 'failed'; readonly message: string };

interface OpenFile {
  readonly name: string;
  readonly output: Output;
  readonly isAppending: boolean;
}

const NULL_DEVICE = '/dev/null';

/** Opens the files that a command reads and writes. They are written when it ends, as if it closed them then. */
export async function openRedirections(
  redirections: readonly Redirection[],
  streams: Streams,
  ground: RedirectionGround,
): Promise<Redirected> {
  let { input, output, errors } = streams;
  const files: OpenFile[] = [];
  for (const { from, operation, target } of redirections) {
    const name = await ground.text(target);
    const failed = (reason: string): Redirected => ({ status: 'failed', message: `${name}: ${reason}` });
    if (operation === 'here') input = new Input(Buffer.from(name));
    else if (operation === 'read') {
      const read = await readFile(ground, name);
      if (read.status === 'failed') return failed(read.reason);
      input = new Input(read.content);
    } else {
      let sink: Output;
      if (operation === 'duplicate') {
        if (name !== '1' && name !== '2') return failed('Bad file descriptor');
        sink = name === '1' ? output : errors;
      } else {
        sink = new Output();
        const reason = writeProblem(ground, name);
        if (reason !== undefined) return failed(reason);
        if (name !== NULL_DEVICE) files.push({ name, output: sink, isAppending: operation === 'append' });
      }
      if (from === 2) errors = sink;
      else output = sink;
    }
  }
  return { status: 'open', streams: { input, output, errors }, close: () => writeFiles(ground, files) };
}

async function readFile(
  { machine, cwd }: RedirectionGround,
  name: string,
): Promise<
  { readonly status: 'ok'; readonly content: Buffer } | { readonly status: 'failed'; readonly reason: string }
> {
  if (name === NULL_DEVICE) return { status: 'ok', content: Buffer.alloc(0) };
  const { volume, path } = machine.at(resolvePath(cwd, name));
  const read = await volume.read(path);
  return read.status === 'ok' ? read : { status: 'failed', reason: ERRNO[read.errno].text };
}

/** Why a file cannot be opened for writing. */
function writeProblem({ machine, cwd }: RedirectionGround, name: string): string | undefined {
  if (name === NULL_DEVICE) return undefined;
  if (name === '') return ERRNO.ENOENT.text;
  const place = resolvePath(cwd, name);
  const { volume, path } = machine.at(place);
  if (volume.stat(path)?.kind === 'directory') return ERRNO.EISDIR.text;
  const parent = machine.at(parentOf(place));
  const kind = parent.volume.stat(parent.path)?.kind;
  if (kind === undefined) return ERRNO.ENOENT.text;
  return kind === 'directory' ? undefined : ERRNO.ENOTDIR.text;
}

async function writeFiles(
  { machine, cwd }: RedirectionGround,
  files: readonly OpenFile[],
): Promise<string | undefined> {
  let problem: string | undefined;
  for (const { name, output, isAppending } of files) {
    const { volume, path } = machine.at(resolvePath(cwd, name));
    const written = await volume.write(path, output.content, isAppending);
    if (written.status === 'failed') problem ??= `${name}: ${ERRNO[written.errno].text}`;
  }
  return problem;
}
