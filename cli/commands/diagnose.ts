import { text } from 'node:stream/consumers';
import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { resolveDeployment, type ResolvedDeployment } from '../../core/deployment/resolve';
import { diagnoseText } from '../../core/diagnose/diagnose';
import { WAYS, type Way } from '../../core/diagnose/diagnosis';
import { formLines } from '../../core/diagnose/forms';
import { prettyDiagnosis } from '../../core/diagnose/report/pretty';
import { readConfiguration } from '../../runner/journey/configuration';
import { reasonAgainstReading } from '../../runner/file-reasons';
import type { CommandIo, ExitCode } from '../io';
import { painter } from '../paint';

/** What the command touches of the world. */
export interface DiagnoseIo extends CommandIo {
  readStdin: () => Promise<string>;
  /** Whether nobody sends anything to standard input. */
  isTerminal: boolean;
  colours: boolean;
  /** The deployment of the folder; undefined where there is none that can be used. */
  deployment: () => ResolvedDeployment | undefined;
}

export interface DiagnoseOptions {
  format: 'pretty' | 'json';
  /** The only way that changes are shown in. */
  as?: Way;
}

/** Largest text that is read: events of a day, and no trail of a year. */
const MAX_BYTES = 20_000_000;

/**
 * `fsx-lustre-kms diagnose [FILE|-]`: names the broken link that a text shows.
 * @returns 0 when the text shows nothing broken, 1 when it does, 2 when it cannot be read or has nothing to diagnose
 */
export async function diagnose(
  file: string | undefined,
  { format, as }: DiagnoseOptions,
  io: DiagnoseIo,
): Promise<ExitCode> {
  if (file === undefined && io.isTerminal) {
    io.stderr(
      `diagnose reads a file or standard input, or a live file system (--file-system fs-…).\n${expected()}`,
    );
    return 2;
  }
  const read = await readText(file, io);
  if (read.status === 'unreadable') {
    io.stderr(`${read.message}\n`);
    return 2;
  }
  const result = diagnoseText(read.content, io.deployment());
  if (format === 'json') io.stdout(`${JSON.stringify(result, null, 2)}\n`);
  if (result.status === 'unreadable') {
    const name = file === undefined || file === '-' ? 'Standard input' : file;
    io.stderr(`${name} has nothing that could be diagnosed.\n${expected()}`);
    return 2;
  }
  if (format === 'pretty') io.stdout(prettyDiagnosis(result, painter(io.colours), as));
  return result.status === 'broken' ? 1 : 0;
}

function expected(): string {
  return `It takes, in any mixture:\n${formLines().join('\n')}\n`;
}

type ReadText = { status: 'read'; content: string } | { status: 'unreadable'; message: string };

async function readText(file: string | undefined, io: DiagnoseIo): Promise<ReadText> {
  const path = file === undefined || file === '-' ? undefined : resolve(io.cwd, file);
  try {
    if (path !== undefined && (await stat(path)).size > MAX_BYTES) return tooLarge(file ?? '');
    const content = path === undefined ? await io.readStdin() : await readFile(path, 'utf8');
    return content.length > MAX_BYTES ? tooLarge(file ?? 'Standard input') : { status: 'read', content };
  } catch (error) {
    const reason = path === undefined ? (error as Error).message : reasonAgainstReading(error, path);
    return { status: 'unreadable', message: `${file ?? 'Standard input'} cannot be read: ${reason}.` };
  }
}

function tooLarge(name: string): ReadText {
  return {
    status: 'unreadable',
    message: `${name} has more than ${MAX_BYTES / 1_000_000} MB. Give the part with the refusals.`,
  };
}

/** Adds `diagnose`. @param live what --file-system takes, and does */
export function registerDiagnose(program: Command, io: CommandIo, live?: LiveDiagnosis): Command {
  const command = program
    .command('diagnose')
    .description(
      'name the broken link: from a pasted refusal, event, log or lfs output, or a live file system',
    )
    .argument('[file]', 'a file, or - for standard input');
  const format = new Option('--format <format>', 'how to show the result').choices(['pretty', 'json']);
  command.addOption(format.default('pretty'));
  command.addOption(new Option('--as <way>', 'show changes in this way alone').choices(WAYS));
  const others = new Set(command.options);
  live?.addOptions(command);
  const liveOptions = command.options.filter((option) => !others.has(option));
  return command.action(
    async (file: string | undefined, options: DiagnoseOptions & { fileSystem?: string }) => {
      if (options.fileSystem !== undefined && live) {
        process.exitCode = await live.run(file, options);
        return;
      }
      const lost = liveOptions
        .filter((option) => command.getOptionValueSource(option.attributeName()) === 'cli')
        .map(({ long }) => long);
      if (lost.length > 0) {
        io.stderr(
          `${lost.join(', ')}: ${lost.length === 1 ? 'that goes' : 'these go'} with --file-system fs-…, for live accounts; this is a text.\n`,
        );
        process.exitCode = 2;
        return;
      }
      process.exitCode = await diagnose(file, options, {
        ...io,
        readStdin: () => text(process.stdin),
        isTerminal: process.stdin.isTTY,
        deployment: () => deploymentOf(io.cwd),
        colours: process.stdout.isTTY && !process.env['NO_COLOR'],
      });
    },
  );
}

/** The deployment of a folder, where it has one that is valid: which account is which is only a help here. */
function deploymentOf(folder: string): ResolvedDeployment | undefined {
  const read = readConfiguration(folder);
  return read.status === 'valid' ? resolveDeployment(read.deployment) : undefined;
}

/** The part of the command that reads live accounts. */
export interface LiveDiagnosis {
  /** `--file-system` and what belongs to it. */
  addOptions: (command: Command) => void;
  /** @param file a text beside, where one is given */
  run: (file: string | undefined, options: DiagnoseOptions & { fileSystem?: string }) => Promise<ExitCode>;
}
