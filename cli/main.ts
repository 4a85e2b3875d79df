import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { Command, InvalidArgumentError, Option } from 'commander';
import { projectVersions } from '../core/project/versions';
import packageJson from '../package.json';
import { explain, type ExplainOptions } from './commands/explain';
import { LINT_FORMATS, lintCommand, type LintCommandOptions } from './commands/lint';
import { rehearse, type RehearseOptions } from './commands/rehearse';
import { registerDiagnose } from './commands/diagnose';
import { registerRunTask } from './commands/run-task';
import { sandbox, SANDBOX_HELP, type SandboxCommandOptions } from './commands/sandbox';
import { synth, type SynthOptions } from './commands/synth';
import type { CommandIo } from './io';
import { registerWalk } from './register-walk';
import { registerInit } from './register-init';
import { reasonAgainstReading } from '../runner/file-reasons';
import { addLiveOptions, liveDiagnosis, liveIo, registerAdopt } from './register-live';

const interrupted = new AbortController();
// A second interrupt ends the process at once.
process.once('SIGINT', () => {
  interrupted.abort();
});

// Whoever reads the output may have seen enough (`| head`): what runs ends as on an interrupt.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    interrupted.abort();
  });
}

const io: CommandIo = {
  signal: interrupted.signal,
  cwd: process.cwd(),
  stdout: (output) => process.stdout.write(output),
  stderr: (output) => process.stderr.write(output),
};
const { name, version, description, homepage } = packageJson;

/** Where the sandbox listens unless it is told: none of the ports that other emulators of AWS take. */
const SANDBOX_PORT = 4700;

const program = new Command(name)
  .description(description)
  .version(version)
  .exitOverride((error) => {
    // Commander ends with 1 on wrong usage; 1 is for findings here.
    process.exit(error.exitCode === 0 ? 0 : 2);
  });

program
  .command('lint')
  .description('find what will not work in policies, grants, buckets and file systems')
  .argument('[path...]', 'files and folders; - reads standard input (default: the current folder)')
  .addOption(format(LINT_FORMATS))
  .option('--output <file>', 'write the report to a file')
  .option('--max-warnings <n>', 'end with 1 when there are more warnings', wholeNumber)
  .option('--fix', 'apply the fixes that are certain to be right')
  .option('--stdin-name <name>', 'name that standard input has in the report', 'stdin.json')
  .action(async (paths: string[], options: LintCommandOptions) => {
    process.exitCode = await lintCommand(paths, options, {
      ...io,
      readStdin: () => text(process.stdin),
      colours: process.stdout.isTTY && !process.env['NO_COLOR'],
      width: process.stdout.isTTY ? process.stdout.columns || undefined : undefined,
      tool: { name, version, homepage },
    });
  });

program
  .command('explain')
  .description('decide access cases, and say why')
  .argument('<case...>', 'files with access cases, as JSON')
  .addOption(format(['pretty', 'json']))
  .action(async (files: string[], options: ExplainOptions) => {
    const readCase = async (path: string) => {
      const absolute = resolve(io.cwd, path);
      return readFile(absolute, 'utf8').catch((error: unknown) => {
        throw new Error(`it cannot be read: ${reasonAgainstReading(error, absolute)}`, {
          cause: error,
        });
      });
    };
    process.exitCode = await explain(files, options, { ...io, readFile: readCase });
  });

const rehearseCommand = program
  .command('rehearse')
  .description('predict the seven steps from the synthesized stacks, or from plans, without AWS')
  .option('--through-step <n>', 'rehearse steps 1 to n (default: 7)')
  .addOption(format(['pretty', 'json', 'html']))
  .option('--output <file>', 'write the report to a file')
  .option('--plan <file...>', 'plans of the accounts, each from terraform show -json')
  .option('--account <file=id>', 'account of a plan that does not say it', collect, [])
  .option('--strict', 'what is not known counts as not as expected')
  .option('--bucket-keys <on|off>', 'what if: S3 Bucket Keys')
  .option('--key-region <region>', 'what if: Region of the keys')
  .option('--bucket-region <region>', 'what if: Region of the buckets')
  .option('--key-policy <file>', 'what if: policy of the keys')
  .option('--scp <file>', 'what if: a service control policy', collect, []);
addLiveOptions(rehearseCommand)
  .option('--live', 'rehearse what live accounts have, read-only, and compare it with the stacks')
  .action(async (options: RehearseOptions) => {
    process.exitCode = await rehearse(options, liveIo(io));
  });

program
  .command('synth')
  .description('make the Terraform of the stacks in cdktf.json, and say where it is')
  .option('--sandbox <folder>', 'make it for the sandbox with this folder instead of AWS')
  .option('--commit [folder]', 'write the form that is committed, one folder a stack (default: terraform)')
  .option('--check', 'with --commit: end with 1 when a file there is not as it would be written')
  .action(async (options: SynthOptions) => {
    process.exitCode = await synth(options, io);
  });

registerWalk(program, io);

program
  .command('sandbox')
  .description('three AWS accounts on this machine, in which policies are enforced; until interrupted')
  .option('--port <n>', 'port on 127.0.0.1; 0 picks a free one', port, SANDBOX_PORT)
  .option('--data <dir>', 'folder of the state (default: one that goes when the sandbox ends)')
  .option('--reset', 'empty the folder first')
  .option('--json', 'print address and keys as one line of JSON')
  .option('--requests-per-second <n>', 'fault: throttle each account above it, service by service', aboveZero)
  .option('--lifecycle-delay <s>', 'fault: seconds that file systems and associations take', wholeNumber)
  .option('--grant-delay <s>', 'fault: seconds until a new grant counts', wholeNumber)
  .option('--misconfigured-associations', 'fault: associations become MISCONFIGURED')
  .option('--expired-sessions', 'fault: sessions of AssumeRole have expired')
  .addOption(new Option('--until-input-ends', 'end with whoever started it').hideHelp())
  .addHelpText('after', SANDBOX_HELP)
  .action(async (options: SandboxCommandOptions & { untilInputEnds?: boolean }) => {
    // All that it started has to end first: no signal ends it at once, and the first one of any kind stops it.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        interrupted.abort();
      });
    }
    if (options.untilInputEnds === true) {
      process.stdin.resume().once('close', () => {
        interrupted.abort();
      });
    }
    process.exitCode = await sandbox(options, io);
    process.stdin.destroy();
  });

registerRunTask(program, { ...io, tool: { name, version, homepage } }, () => {
  interrupted.abort();
});
registerInit(program, io, projectVersions(packageJson));
registerDiagnose(program, io, liveDiagnosis(io));
registerAdopt(program, io);

void program.parseAsync();

function format(choices: readonly string[]): Option {
  return new Option('--format <format>', 'how to show the result').choices(choices).default('pretty');
}

/** An option that may stand several times. */
function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}

function port(value: string): number {
  const number = wholeNumber(value);
  if (number > 65_535) throw new InvalidArgumentError('It is a number up to 65535.');
  return number;
}

function aboveZero(value: string): number {
  const number = wholeNumber(value);
  if (number === 0) throw new InvalidArgumentError('It is a number from 1 on.');
  return number;
}

function wholeNumber(value: string): number {
  if (!/^\d+$/.test(value)) throw new InvalidArgumentError('It is a number from 0 on.');
  return Number(value);
}
