import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { adopt as adoptEvidence } from '../../core/adopt/adopt';
import { formatProblems } from '../../core/deployment/format';
import { ACCOUNT_ID } from '../../core/facts/arns';
import { openFacts } from '../../core/live/commands';
import { PROJECT_APP } from '../../core/project/files';
import { writeProject } from '../../runner/project/write-project';
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

/**
 * `fsx-lustre-kms adopt [DIR]`: reads live accounts and writes a cdktf.json in which what is there already is named
 * and left alone. Nothing is overwritten, and nothing in AWS is changed.
 * @returns 0 when it is written, 2 when something that it needs is not known, or a cdktf.json is there already
 */
export async function adopt(directory: string, options: AdoptCommandOptions, io: LiveIo): Promise<ExitCode> {
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
  const text = `${JSON.stringify(cdktfJson(adopted.input), null, 2)}\n`;
  if (options.dryRun === true) io.stdout(text);
  else {
    const folder = resolve(io.cwd, directory);
    const written = await writeProject(folder, [{ name: 'cdktf.json', text }]);
    switch (written.status) {
      case 'written':
        io.stdout(
          `${resolve(folder, 'cdktf.json')} written. What else a project needs, \`fsx-lustre-kms init\` writes into a new folder: put this file there in the place of its own.\n`,
        );
        break;
      case 'in-the-way':
        return fail(
          `${written.path} is there already, and is left as it is. --dry-run prints what it would be.`,
        );
      case 'unwritable':
        return fail(`${written.path}: ${written.message}`);
    }
  }
  const lines = [
    ...section('What the stacks will do', adopted.notes),
    ...section('What could not be known', [
      ...adopted.open,
      ...openFacts(read.evidence).map(({ what, command }) => `${what}: ${command}`),
    ]),
  ];
  if (lines.length > 0) io.stderr(`${lines.join('\n')}\n`);
  return 0;
}

function section(title: string, sentences: readonly string[]): string[] {
  return sentences.length === 0 ? [] : [title, ...sentences.map((sentence) => `  - ${sentence}`)];
}

function cdktfJson(deployment: unknown): unknown {
  return {
    language: 'typescript',
    app: PROJECT_APP,
    projectId: randomUUID(),
    sendCrashReports: 'false',
    terraformProviders: [],
    terraformModules: [],
    context: { fsxLustreKms: deployment },
  };
}
