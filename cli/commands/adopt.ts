import { randomUUID } from 'node:crypto';
import { basename, relative, resolve } from 'node:path';
import { adopt as adoptEvidence } from '../../core/adopt/adopt';
import { formatProblems } from '../../core/deployment/format';
import { orList } from '../../core/deployment/problem';
import { shellWord } from '../../core/diagnose/changes/shell';
import { ACCOUNT_ID } from '../../core/facts/arns';
import type { AccountRole } from '../../core/journey/steps';
import { openFacts } from '../../core/live/commands';
import { configurationFile, PROJECT_FILE_NAMES } from '../../core/project/files';
import { ownCommand } from '../../core/own-command';
import { initCommand } from '../../core/project/next';
import type { LiveInput } from '../../runner/live/diagnose';
import { readFolder, writeProject, type Disk } from '../../runner/project/write-project';
import type { ExitCode } from '../io';
import { liveInputOf, type LiveCommandOptions, type LiveIo } from '../live-options';

/** Options as they are typed. */
export interface AdoptCommandOptions extends LiveCommandOptions {
  /** Id of account B, where nobody can see it. */
  bucketAccount?: string;
  /** Id of an instance that has the file system mounted. */
  client?: string;
  /** Print what cdktf.json would be, and write nothing. */
  dryRun?: boolean;
}

/** What would keep `init` from writing the rest; a .gitignore does not. */
const OTHERS = PROJECT_FILE_NAMES.filter((name) => name !== 'cdktf.json' && name !== '.gitignore');

/**
 * `fsx-lustre-kms adopt [DIR]`: reads live accounts and writes a cdktf.json in which what is there already is named
 * and left alone. Nothing is overwritten, and nothing in AWS is changed.
 * @param disk where a test has one that fails
 * @returns 0 when it is written, 2 when something that it needs is not known, or cannot be read or written, or a
 * cdktf.json is there already
 */
export async function adopt(
  directory: string,
  options: AdoptCommandOptions,
  io: LiveIo,
  disk?: Disk,
): Promise<ExitCode> {
  const fail = (message: string): ExitCode => {
    io.stderr(`${message}\n`);
    return 2;
  };
  const { bucketAccount, client } = options;
  if (bucketAccount !== undefined && !ACCOUNT_ID.test(bucketAccount))
    return fail(`--bucket-account ${bucketAccount}: an account id has twelve digits.`);
  const input = liveInputOf(options, io);
  if (input.status === 'wrong') return fail(input.message);
  const read = await io.collect(input.input);
  if (read.status === 'unusable') return fail(read.message);
  for (const note of read.notes) io.stderr(`${note}\n`);
  const adopted = adoptEvidence(read.evidence, {
    profiles: input.input.profiles,
    ...(bucketAccount === undefined ? {} : { bucketAccount }),
    ...(client === undefined ? {} : { clientInstanceId: client }),
  });
  if (adopted.status === 'short') return fail(adopted.missing.join('\n'));
  if (adopted.status === 'invalid') return fail(formatProblems(adopted.problems));
  const file = configurationFile({ projectId: randomUUID(), deployment: adopted.input });
  if (options.dryRun === true) io.stdout(file.text);
  else {
    const folder = resolve(io.cwd, directory);
    const written = await writeProject(folder, [file], disk);
    switch (written.status) {
      case 'written':
        io.stdout(`${resolve(folder, 'cdktf.json')} written.\n${await nextSentence(folder, io.cwd)}\n`);
        break;
      case 'in-the-way':
        return fail(
          `${written.path} is there already, and is left as it is. --dry-run prints what it would be.`,
        );
      case 'unwritable':
        return fail(
          `${resolve(folder, 'cdktf.json')} is not written: ${written.message}. Give a folder in which it can be: \`${ownCommand('adopt FOLDER')}\` with the same options; or --dry-run, which prints what it would be.`,
        );
    }
  }
  const lines = [
    ...section('What the stacks will do', adopted.notes),
    ...section('What could not be known', [
      ...adopted.open,
      ...openFacts(read.evidence).map(
        ({ what, account, command }) => `${what}: ${command}${asCaller(account, command, input.input)}`,
      ),
    ]),
  ];
  if (lines.length > 0) io.stderr(`${lines.join('\n')}\n`);
  return 0;
}

/** `init` writes the rest where nothing of it is there yet. */
async function nextSentence(folder: string, cwd: string): Promise<string> {
  const read = await readFolder(folder, OTHERS);
  const there = read.status === 'read' ? Object.keys(read.content) : [basename(read.path)];
  return there.length === 0
    ? `Next: ${initCommand(relative(cwd, folder))} keeps it and writes the rest.`
    : `For a project of its own, move it into a folder without ${orList(there)}: \`${ownCommand('init')}\` keeps it there and writes the rest.`;
}

/** Whom a command is run as: with the profile that was given for that account, else with that of account A. */
function asCaller(account: AccountRole, command: string, { profiles, endpointUrl }: LiveInput): string {
  const profile = profiles[account] ?? profiles.fileSystem;
  // S3 Control puts the account in front of the host: a sandbox is found by the address in its profile alone.
  const endpoint = command.startsWith('aws s3control ') ? undefined : endpointUrl;
  return [
    ...(profile === undefined ? [] : [` --profile ${shellWord(profile)}`]),
    ...(endpoint === undefined ? [] : [` --endpoint-url ${shellWord(endpoint)}`]),
  ].join('');
}

function section(title: string, sentences: readonly string[]): string[] {
  return sentences.length === 0 ? [] : [title, ...sentences.map((sentence) => `  - ${sentence}`)];
}
