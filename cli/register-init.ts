import type { Command } from 'commander';
import { PROJECT_FIELDS } from '../core/project/fields';
import { installPackages } from '../runner/project/install-packages';
import { rehearseProject } from '../runner/project/rehearse-project';
import { init, type InitIo, type InitOptions } from './commands/init';
import type { CommandIo } from './io';
import { openQuestions } from './questions';

/** Adds `init`: its options are the fields of a new project. */
export function registerInit(program: Command, io: CommandIo, versions: InitIo['versions']): void {
  const command = program
    .command('init')
    .description('write a CDKTF project of your own; where its packages are installed, rehearse it')
    .argument(
      '[dir]',
      'folder of the project; it is made if need be, and a cdktf.json of adopt is kept',
      '.',
    );
  for (const { option, placeholder, description } of PROJECT_FIELDS) {
    command.option(`${option} <${placeholder}>`, description);
  }
  command
    .option(
      '--package <version>',
      'where the project takes fsx-lustre-kms from: a version, tarball or folder',
    )
    .option('--install', 'install its packages with npm, and rehearse it')
    .option('--yes', 'ask nothing, and take the defaults')
    .option('--json', 'print what was done as JSON')
    .action(async (directory: string, options: InitOptions) => {
      const isTerminal = process.stdin.isTTY && process.stderr.isTTY;
      const questions = isTerminal ? openQuestions(process.stdin, process.stderr) : undefined;
      const region = process.env['AWS_REGION'] ?? process.env['AWS_DEFAULT_REGION'] ?? 'us-east-1';
      try {
        process.exitCode = await init(directory, options, {
          ...io,
          region,
          versions,
          rehearse: (folder, signal) => {
            // All is answered: from here on Ctrl+C is for what runs, and no longer for a question.
            questions?.close();
            return rehearseProject(folder, signal);
          },
          install: (folder) =>
            installPackages(folder, { signal: io.signal, onOutput: (text) => process.stderr.write(text) }),
          ...(questions && { ask: questions.ask }),
        });
      } finally {
        questions?.close();
      }
    });
}
