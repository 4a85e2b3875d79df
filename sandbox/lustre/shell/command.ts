import type { Machine } from './machine';
import type { Streams } from './streams';

/** A program as it runs. */
export interface Running extends Streams {
  /** Without the program's own name. */
  readonly args: readonly string[];
  readonly machine: Machine;
  readonly cwd: string;
  readonly isRoot: boolean;
  /** Runs another program: for `sudo`, `xargs` and the like. */
  readonly run: (
    words: readonly string[],
    as?: { readonly isRoot?: boolean; readonly input?: Buffer },
  ) => Promise<number>;
  /** Waits; ends early when the shell is to end. */
  readonly wait: (ms: number) => Promise<void>;
}

/** A program: what it does, and the status with which it ends. */
export type Program = (running: Running) => number | Promise<number>;

/** Says what is wrong with how a program was called. */
export function usage(running: Pick<Running, 'errors'>, message: string, status = 1): number {
  running.errors.write(`${message}\n`);
  return status;
}

/** Options and operands of short options: `-l`, `-pv`; `--` ends them. */
export interface Options {
  readonly flags: ReadonlySet<string>;
  readonly operands: readonly string[];
  /** The first that the program does not have. */
  readonly unknown?: string;
}

/**
 * Reads a program's arguments.
 * @param known letters, and long options with their dashes
 */
export function readOptions(args: readonly string[], known: readonly string[]): Options {
  const flags = new Set<string>();
  const operands: string[] = [];
  let unknown: string | undefined;
  const take = (flag: string) => {
    if (known.includes(flag)) flags.add(flag);
    else unknown ??= flag;
  };
  const end = args.indexOf('--');
  args.forEach((arg, index) => {
    if (index === end) return;
    if ((end >= 0 && index > end) || arg === '-' || !arg.startsWith('-')) operands.push(arg);
    else if (arg.startsWith('--')) take(arg);
    else for (const letter of arg.slice(1)) take(letter);
  });
  return { flags, operands, ...(unknown === undefined ? {} : { unknown }) };
}

/** What GNU programs say of an option that they do not have. */
export function unknownOption(
  running: Pick<Running, 'errors'>,
  program: string,
  option: string,
  status = 1,
): number {
  const shown = option.startsWith('--') ? `unrecognized option '${option}'` : `invalid option -- '${option}'`;
  return usage(running, `${program}: ${shown}\nTry '${program} --help' for more information.`, status);
}
