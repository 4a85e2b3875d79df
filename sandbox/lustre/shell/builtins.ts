import { evaluateTest } from './test-expression';
import { resolvePath } from './machine';
import { formatText } from './printf';
import type { Ended, Shell } from './shell';
import type { Streams } from './streams';

/** What a command of the shell itself gets. */
export interface BuiltinCall {
  readonly shell: Shell;
  readonly args: readonly string[];
  readonly streams: Streams;
  readonly complain: (message: string) => void;
}

export type Builtin = (call: BuiltinCall) => Ended | Promise<Ended>;

const OK: Ended = { status: 0 };

/** Commands of the shell itself, which change it or need no program. */
export const BUILTINS: Readonly<Record<string, Builtin>> = {
  ':': () => OK,
  true: () => OK,
  false: () => ({ status: 1 }),
  wait: () => OK,
  break: () => ({ status: 0, flow: 'break' }),
  continue: () => ({ status: 0, flow: 'continue' }),
  exit: ({ shell, args }) => ({
    status: /^\d+$/.test(args[0] ?? '') ? Number(args[0]) & 0xff : shell.environment.status,
    flow: 'exit',
  }),
  cd: ({ shell, args, complain }) => {
    const target = args.find((arg) => arg !== '--') ?? shell.environment.variables.get('HOME') ?? '/';
    const place = resolvePath(shell.environment.cwd, target);
    const { volume, path } = shell.options.machine.at(place);
    const kind = volume.stat(path)?.kind;
    if (kind !== 'directory') {
      complain(`cd: ${target}: ${kind === undefined ? 'No such file or directory' : 'Not a directory'}`);
      return { status: 1 };
    }
    shell.environment.cwd = place;
    return OK;
  },
  pwd: ({ shell, streams }) => {
    streams.output.write(`${shell.environment.cwd}\n`);
    return OK;
  },
  echo: ({ args, streams }) => {
    const rest = args.slice(args.findIndex((arg) => !/^-[neE]+$/.test(arg)));
    const options = args.slice(0, args.length - rest.length).join('');
    const words = args.every((arg) => /^-[neE]+$/.test(arg)) ? [] : rest;
    const flags = words.length === 0 ? args.join('') : options;
    const text = words.join(' ');
    const shown = flags.includes('e') ? formatText(text.replaceAll('%', '%%'), []) : text;
    streams.output.write(flags.includes('n') ? shown : `${shown}\n`);
    return OK;
  },
  printf: ({ args, streams, complain }) => {
    const [format, ...values] = args[0] === '--' ? args.slice(1) : args;
    if (format === undefined) {
      complain('printf: usage: printf [-v var] format [arguments]');
      return { status: 2 };
    }
    streams.output.write(formatText(format, values));
    return OK;
  },
  export: ({ shell, args }) => {
    for (const arg of args) {
      const match = /^([A-Za-z_]\w*)=([^]*)$/.exec(arg);
      if (match) shell.environment.variables.set(match[1] ?? '', match[2] ?? '');
    }
    return OK;
  },
  unset: ({ shell, args }) => {
    for (const name of args) shell.environment.variables.delete(name);
    return OK;
  },
  set: ({ shell, args }) => {
    setOptions(shell, args);
    return OK;
  },
  read: ({ shell, args, streams }) => readLine(shell, args, streams),
  test: ({ shell, args, complain }) => test(shell, args, complain),
  '[': ({ shell, args, complain }) => {
    if (args.at(-1) === ']') return test(shell, args.slice(0, -1), complain);
    complain("[: missing `]'");
    return { status: 2 };
  },
};

function test(shell: Shell, args: readonly string[], complain: (message: string) => void): Ended {
  const { machine } = shell.options;
  const result = evaluateTest(args, (path) => {
    const { volume, path: inside } = machine.at(resolvePath(shell.environment.cwd, path));
    return volume.stat(inside);
  });
  if (result === undefined) {
    complain('test: expression expected');
    return { status: 2 };
  }
  return { status: result ? 0 : 1 };
}

/** `set -euo pipefail`, and with `+` the other way round. */
function setOptions({ environment }: Shell, args: readonly string[]): void {
  args.forEach((arg, index) => {
    const isOn = arg.startsWith('-');
    if (!isOn && !arg.startsWith('+')) return;
    if (arg.includes('e')) environment.errexit = isOn;
    if (arg.includes('u')) environment.nounset = isOn;
    const name = arg.endsWith('o') ? args[index + 1] : undefined;
    if (name === 'pipefail' || name === 'errexit' || name === 'nounset') environment[name] = isOn;
  });
}

/** `read -r -d '' NAME`: a line, or up to another character. */
function readLine({ environment }: Shell, args: readonly string[], { input }: Streams): Ended {
  const names: string[] = [];
  let delimiter = '\n';
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? '';
    if (arg === '-d') {
      delimiter = args[index + 1] ?? '';
      index += 1;
    } else if (!arg.startsWith('-')) names.push(arg);
  }
  const line = input.upTo(delimiter.charCodeAt(0) || 0);
  const separators = environment.variables.get('IFS');
  const text =
    separators === '' ? (line?.text ?? '') : (line?.text ?? '').replace(/^[ \t\n]+|[ \t\n]+$/g, '');
  const [first = 'REPLY', ...more] = names;
  const fields = text.split(/[ \t\n]+/);
  if (more.length === 0) environment.variables.set(first, text);
  else {
    [first, ...more].forEach((name, index) => {
      const isLast = index === more.length;
      environment.variables.set(name, (isLast ? fields.slice(index).join(' ') : fields[index]) ?? '');
    });
  }
  return { status: line?.isWhole ? 0 : 1 };
}
