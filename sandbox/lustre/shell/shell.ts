import { evaluateArithmetic } from './arithmetic';
import type { Budget } from './budget';
import { BUILTINS, type Builtin } from './builtins';
import { expandText, expandWords, type Expansion } from './expand';
import type { Machine } from './machine';
import { PROGRAMS } from './programs';
import { openRedirections } from './redirect';
import { Input, noInput, Output, type Streams } from './streams';
import type { Command, Pipeline, Script, Step } from './syntax';

/** How commands ended: their status, and whether what surrounds them ends too. */
export interface Ended {
  readonly status: number;
  readonly flow?: 'exit' | 'break' | 'continue';
}

/** What a script has of its own: a copy of it goes into subshells. */
export interface Environment {
  readonly variables: Map<string, string>;
  cwd: string;
  /** Ends where a command fails (`set -e`). */
  errexit: boolean;
  /** Variables that are not set are errors (`set -u`). */
  nounset: boolean;
  /** A pipeline fails with any of its commands. */
  pipefail: boolean;
  status: number;
}

export interface ShellOptions {
  readonly machine: Machine;
  readonly budget: Budget;
  /** Name of the script, in messages. */
  readonly name: string;
  readonly isRoot: boolean;
}

/** Status of a script that was ended from outside. */
const ENDED_FROM_OUTSIDE = 137;
const NOT_FOUND = 127;

/** Runs scripts on a machine. */
export class Shell {
  readonly options: ShellOptions;
  readonly environment: Environment;

  constructor(options: ShellOptions, environment: Environment = newEnvironment()) {
    this.options = options;
    this.environment = environment;
  }

  /** @param isTested the outcome is looked at, so that `set -e` does not count */
  async run(script: Script, streams: Streams, isTested = false): Promise<Ended> {
    let last: Ended = { status: 0 };
    for (const [index, step] of script.entries()) {
      if (!isDue(step, last)) continue;
      if (this.options.budget.isSpent) return { status: ENDED_FROM_OUTSIDE, flow: 'exit' };
      const isInside = script[index + 1] !== undefined && script[index + 1]?.when !== 'always';
      last = await this.#pipeline(step.pipeline, streams, isTested || isInside);
      this.environment.status = last.status;
      if (last.flow) return last;
    }
    return last;
  }

  async #pipeline({ commands, isNegated }: Pipeline, streams: Streams, isTested: boolean): Promise<Ended> {
    const isExempt = isTested || isNegated;
    const [only] = commands;
    let ended: Ended;
    if (commands.length === 1 && only) ended = await this.#command(only, streams, isExempt);
    else ended = await this.#piped(commands, streams, isExempt);
    if (ended.flow) return ended;
    const status = isNegated ? Number(ended.status === 0) : ended.status;
    return this.environment.errexit && status !== 0 && !isExempt ? { status, flow: 'exit' } : { status };
  }

  /** Each command of a pipeline runs in a subshell, here one after the other. */
  async #piped(commands: readonly Command[], streams: Streams, isTested: boolean): Promise<Ended> {
    let { input } = streams;
    const statuses: number[] = [];
    for (const [index, command] of commands.entries()) {
      const output = index === commands.length - 1 ? streams.output : new Output();
      const { status } = await this.#subshell().#command(command, { ...streams, input, output }, isTested);
      statuses.push(status);
      input = new Input(index === commands.length - 1 ? Buffer.alloc(0) : output.content);
    }
    const last = statuses.at(-1) ?? 0;
    const failed = this.environment.pipefail ? statuses.findLast((status) => status !== 0) : undefined;
    return { status: failed ?? last };
  }

  #subshell(): Shell {
    const { variables, ...rest } = this.environment;
    return new Shell(this.options, { ...rest, variables: new Map(variables) });
  }

  async #command(command: Command, streams: Streams, isTested: boolean): Promise<Ended> {
    await this.options.budget.step();
    const line = command.kind === 'simple' ? command.line : undefined;
    const redirected = await openRedirections(command.redirections, streams, {
      machine: this.options.machine,
      cwd: this.environment.cwd,
      text: (word) => expandText(word, this.#expansion(streams, line)),
    });
    if (redirected.status === 'failed') {
      this.#complain(streams, line, redirected.message);
      return { status: 1 };
    }
    const ended = await this.#inside(command, redirected.streams, isTested);
    const problem = await redirected.close();
    if (problem === undefined) return ended;
    this.#complain(streams, line, problem);
    return { ...ended, status: 1 };
  }

  async #inside(command: Command, streams: Streams, isTested: boolean): Promise<Ended> {
    switch (command.kind) {
      case 'simple':
        return this.#simple(command, streams);
      case 'group':
        return this.run(command.body, streams, isTested);
      case 'subshell': {
        const { status } = await this.#subshell().run(command.body, streams, isTested);
        return { status };
      }
      case 'if':
        return this.#if(command, streams, isTested);
      case 'while':
        return this.#while(command, streams, isTested);
      case 'for':
        return this.#for(command, streams, isTested);
      case 'test':
        return this.#arithmetic(command, streams);
    }
  }

  async #if(command: Command & { kind: 'if' }, streams: Streams, isTested: boolean): Promise<Ended> {
    for (const { test, body } of command.branches) {
      const tested = await this.run(test, streams, true);
      if (tested.flow) return tested;
      if (tested.status === 0) return this.run(body, streams, isTested);
    }
    return command.otherwise ? this.run(command.otherwise, streams, isTested) : { status: 0 };
  }

  async #while(command: Command & { kind: 'while' }, streams: Streams, isTested: boolean): Promise<Ended> {
    let status = 0;
    for (;;) {
      if (this.options.budget.isSpent) return { status: ENDED_FROM_OUTSIDE, flow: 'exit' };
      await this.options.budget.step();
      const tested = await this.run(command.test, streams, true);
      if (tested.flow) return tested;
      if ((tested.status === 0) === command.isUntil) return { status };
      const ended = await this.run(command.body, streams, isTested);
      if (ended.flow === 'exit') return ended;
      if (ended.flow === 'break') return { status: 0 };
      status = ended.status;
    }
  }

  async #for(command: Command & { kind: 'for' }, streams: Streams, isTested: boolean): Promise<Ended> {
    let status = 0;
    for (const value of await expandWords(command.words, this.#expansion(streams, undefined))) {
      this.environment.variables.set(command.name, value);
      const ended = await this.run(command.body, streams, isTested);
      if (ended.flow === 'exit') return ended;
      if (ended.flow === 'break') return { status: 0 };
      status = ended.status;
    }
    return { status };
  }

  async #arithmetic({ expression }: Command & { kind: 'test' }, streams: Streams): Promise<Ended> {
    const text = await expandText(expression, this.#expansion(streams, undefined));
    const value = evaluateArithmetic(text, (name) => this.environment.variables.get(name) ?? '');
    if (value === undefined) this.#complain(streams, undefined, `((: ${text}: syntax error in expression`);
    return { status: value === undefined || value === 0 ? 1 : 0 };
  }

  async #simple(command: Command & { kind: 'simple' }, streams: Streams): Promise<Ended> {
    const { variables } = this.environment;
    const problems: string[] = [];
    const expansion = {
      ...this.#expansion(streams, command.line),
      fail: (message: string) => {
        problems.push(message);
        this.#complain(streams, command.line, message);
      },
    };
    const words = await expandWords(command.words, expansion);
    for (const { name, value } of command.assignments) {
      variables.set(name, await expandText(value, expansion));
    }
    if (problems.length > 0) return { status: 1, flow: 'exit' };
    const [name, ...args] = words;
    if (name === undefined) return { status: this.#statusOfAssignments(command) };
    return this.#execute(name, args, streams, command.line, this.options.isRoot);
  }

  /** `name=$(command)` ends as the command did. */
  #statusOfAssignments({ assignments }: Command & { kind: 'simple' }): number {
    const hasCommand = assignments.some(({ value }) => value.some(({ kind }) => kind === 'command'));
    return hasCommand ? this.#lastSubstitution : 0;
  }

  #lastSubstitution = 0;

  async #execute(
    name: string,
    args: readonly string[],
    streams: Streams,
    line: number | undefined,
    isRoot: boolean,
  ): Promise<Ended> {
    const builtin: Builtin | undefined = Object.hasOwn(BUILTINS, name) ? BUILTINS[name] : undefined;
    if (builtin) {
      return builtin({
        shell: this,
        args,
        streams,
        complain: (message) => {
          this.#complain(streams, line, message);
        },
      });
    }
    const program = Object.hasOwn(PROGRAMS, name) ? PROGRAMS[name] : undefined;
    if (!program) {
      const problem = name.includes('/') ? 'No such file or directory' : 'command not found';
      this.#complain(streams, line, `${name}: ${problem}`);
      return { status: NOT_FOUND };
    }
    const { machine, budget } = this.options;
    const status = await program({
      ...streams,
      args,
      machine,
      cwd: this.environment.cwd,
      isRoot,
      wait: (ms) => budget.wait(ms),
      run: async ([inner = '', ...rest], as = {}) => {
        await budget.step();
        if (budget.isSpent) return ENDED_FROM_OUTSIDE;
        const input = as.input === undefined ? streams.input : new Input(as.input);
        const ended = await this.#subshell().#execute(
          inner,
          rest,
          { ...streams, input },
          line,
          as.isRoot ?? isRoot,
        );
        return ended.status;
      },
    });
    return { status };
  }

  #expansion(streams: Streams, line: number | undefined): Expansion {
    const { machine } = this.options;
    return {
      machine,
      cwd: this.environment.cwd,
      isStrict: this.environment.nounset,
      variable: (name) => this.#variable(name),
      output: async (script) => {
        const output = new Output();
        const { status } = await this.#subshell().run(script, { ...streams, input: noInput(), output });
        this.#lastSubstitution = status;
        return output.content.toString('utf8').replaceAll('\0', '').replace(/\n+$/, '');
      },
      fail: (message) => {
        this.#complain(streams, line, message);
      },
    };
  }

  #variable(name: string): string | undefined {
    switch (name) {
      case '?':
        return String(this.environment.status);
      case '#':
        return '0';
      case '@':
      case '*':
        return '';
      case '$':
        return '4242';
      case '0':
        return this.options.name;
      case 'PWD':
        return this.environment.cwd;
      default:
        return this.environment.variables.get(name);
    }
  }

  #complain(streams: Streams, line: number | undefined, message: string): void {
    const where = line === undefined ? '' : ` line ${line}:`;
    streams.errors.write(`${this.options.name}:${where} ${message}\n`);
  }
}

function isDue({ when }: Step, { status }: Ended): boolean {
  switch (when) {
    case 'always':
      return true;
    case 'succeeded':
      return status === 0;
    case 'failed':
      return status !== 0;
  }
}

export function newEnvironment(): Environment {
  return {
    variables: new Map([
      ['HOME', '/root'],
      ['USER', 'root'],
      ['PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
    ]),
    cwd: '/',
    errexit: false,
    nounset: false,
    pipefail: false,
    status: 0,
  };
}
