import type { Budget } from './budget';
import type { Machine } from './machine';
import { parseScript } from './parse';
import { Shell } from './shell';
import { noInput, Output } from './streams';
import { ShellSyntaxError } from './tokens';

export interface ScriptResult {
  readonly status: number;
  readonly output: Buffer;
  readonly errors: Buffer;
}

/** Longest script, in characters. */
const MAX_LENGTH = 100_000;
/** Bash's status for a script that it cannot read. */
const UNREADABLE = 2;

/**
 * Runs a script as root on a machine of the sandbox. None of it reaches the machine that the sandbox runs on.
 * @param name file name of the script, for messages
 */
export async function runScript(
  text: string,
  machine: Machine,
  { name, budget }: { readonly name: string; readonly budget: Budget },
): Promise<ScriptResult> {
  const [output, errors] = [new Output(), new Output()];
  const shell = new Shell({ machine, budget, name, isRoot: true });
  try {
    if (text.length > MAX_LENGTH) throw new ShellSyntaxError('the script is too long', 1);
    const { status } = await shell.run(parseScript(text), { input: noInput(), output, errors });
    return { status, output: output.content, errors: errors.content };
  } catch (error) {
    if (!(error instanceof ShellSyntaxError)) throw error;
    errors.write(`${name}: line ${error.line}: ${error.message}\n`);
    return { status: UNREADABLE, output: output.content, errors: errors.content };
  }
}
