import type { Command } from 'commander';
import { SANDBOX_FOLDER } from '../core/journey/target';
import { deploy, type DeployOptions } from './commands/deploy';
import { destroy, type DestroyOptions } from './commands/destroy';
import { status } from './commands/status';
import { steps } from './commands/steps';
import { verify, type VerifyCommandOptions } from './commands/verify';
import type { CommandIo } from './io';
import { walkIo } from './terminal';
import type { WalkCommandOptions, WalkIo } from './walk-io';
import { quietClients } from './quiet-clients';

const HELP = `
With --json, standard output has one JSON document when the command ends, and standard error one JSON object a line
for what happens until then, each with an "event". Nothing is asked then: what would be has to be given.

Exit codes: 0 done, 1 not done or not proved, 2 wrong usage or a cdktf.json that cannot be used.`;

/** Adds the commands of the walkthrough. */
export function registerWalk(program: Command, io: CommandIo): void {
  const add = (command: string, what: string): Command =>
    program
      .command(command)
      .description(what)
      .option('--sandbox [folder]', `in a sandbox instead of AWS (default folder: ${SANDBOX_FOLDER})`)
      .option('--json', 'for programs: see below')
      .addHelpText('after', HELP);

  add('steps', 'the seven steps of the walkthrough, and where each of them stands').action(
    async (options: WalkCommandOptions) => {
      process.exitCode = await steps(options, inTerminal(io, options));
    },
  );

  add('status', 'who is signed in, what is deployed, and what costs money').action(
    async (options: WalkCommandOptions) => {
      process.exitCode = await status(options, inTerminal(io, options));
    },
  );

  add('deploy', 'plan, ask, and deploy what a step needs, or one stack')
    .argument('<step|stack>', '1 to 7 or the id of a step, or the name of a stack')
    .option('--yes', 'do not ask, as long as nothing that is whole is destroyed or replaced')
    .option('--allow-destroy', 'with --yes: also destroy and replace what the plan says')
    .option('--back', 'go back to the step: take away what the later ones have made')
    .option('--confirm <id>', "with --back: the step's id, instead of typing it")
    .action(async (what: string, options: DeployOptions) => {
      process.exitCode = await deploy(what, options, inTerminal(io, options));
    });

  add('verify', 'look whether a step really works, and keep what was seen')
    .argument('<step>', '1 to 7, or the id of a step')
    .option('--evidence', 'print what was seen, word for word')
    .action(async (what: string, options: VerifyCommandOptions) => {
      process.exitCode = await verify(what, options, inTerminal(io, options));
    });

  add('destroy', 'clean up: the stacks of A, B and C with all that is in them')
    .option('--yes', 'ask nothing: what is not named with --confirm, and has to be, is not destroyed')
    .option(
      '--confirm <name>',
      'name of the bucket that goes, instead of typing it; where none does, of the stack; several times',
      (name: string, before: readonly string[]) => [...before, name],
      [],
    )
    .action(async (options: DestroyOptions) => {
      process.exitCode = await destroy(options, inTerminal(io, options));
    });
}

/** What the walkthrough has of this process; made by the command that runs, since it takes over the signals. */
function inTerminal(io: CommandIo, options: WalkCommandOptions): WalkIo {
  return walkIo(
    io,
    options,
    async (options) => {
      quietClients();
      // They are large, and the other commands do without them.
      // eslint-disable-next-line no-restricted-syntax
      const { openWalk } = await import('../runner/journey/walk.js');
      return await openWalk(options);
    },
    __filename,
  );
}
