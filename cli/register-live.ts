import type { Command } from 'commander';
import { adopt, type AdoptCommandOptions } from './commands/adopt';
import { diagnoseLive, type DiagnoseLiveOptions } from './commands/diagnose-live';
import type { CommandIo, ExitCode } from './io';
import type { LiveIo } from './live-options';
import { quietClients } from './quiet-clients';

/** What commands that read live accounts have of this process. */
export function liveIo(io: CommandIo): LiveIo {
  return {
    ...io,
    collect: async (input) => {
      quietClients();
      // The AWS clients in there are large: the other commands do without.
      // eslint-disable-next-line no-restricted-syntax
      const { liveEvidence } = await import('../runner/live/diagnose.js');
      return await liveEvidence(input);
    },
  };
}

/** `--file-system` and what belongs to it. */
export function addLiveOptions(command: Command): Command {
  return command
    .option('--file-system <id>', 'a live file system, fs-…, that is only looked at')
    .option('--profile <name>', "AWS profile of the file system's account (default: the usual credentials)")
    .option('--bucket-profile <name>', "AWS profile of the bucket's account")
    .option('--key-profile <name>', "AWS profile of the key's account")
    .option('--region <region>', 'Region of the file system (default: AWS_REGION)')
    .option('--endpoint-url <url>', 'where AWS is called instead: a sandbox')
    .option('--bucket <name>', 'a bucket that is meant, beside those that are linked', collect, [])
    .option('--key <arn>', 'the key that is meant, whatever the bucket names', collect, [])
    .option('--with <file...>', "what others saved with --bundle, or AWS's sentences about refusals")
    .option('--no-events', 'leave out CloudTrail, which takes two calls a second');
}

/** The part of `diagnose` that reads live accounts. */
export function liveDiagnosis(io: CommandIo) {
  return {
    addOptions: (command: Command): void => {
      addLiveOptions(command)
        .option('--bundle <file>', 'save what was read, for whoever asks the others')
        .option('--policies <dir>', 'folder that the policies to put are written to');
    },
    run: (file: string | undefined, options: DiagnoseLiveOptions): Promise<ExitCode> => {
      // A text beside is taken for what it tells.
      const texts = [...(options.with ?? []), ...(file === undefined ? [] : [file])];
      return diagnoseLive({ ...options, with: texts }, liveIo(io));
    },
  };
}

/** Adds `adopt`. */
export function registerAdopt(program: Command, io: CommandIo): void {
  const command = program
    .command('adopt')
    .description('write a cdktf.json for what is there already, read from live accounts')
    .argument('[dir]', 'folder that it goes to', '.');
  addLiveOptions(command)
    .option('--bucket-account <id>', "id of the bucket's account, where nobody can see it")
    .option('--client <id>', 'an instance that has the file system mounted')
    .option('--dry-run', 'print it, and write nothing')
    .action(async (directory: string, options: AdoptCommandOptions) => {
      process.exitCode = await adopt(directory, options, liveIo(io));
    });
}

/** An option that may stand several times. */
function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}
