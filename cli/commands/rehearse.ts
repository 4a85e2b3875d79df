import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ACCOUNT_ID } from '../../core/facts/arns';
import { STEPS } from '../../core/journey/steps';
import { driftText } from '../../core/live/drift';
import { rehearse as rehearseSteps } from '../../core/rehearsal/rehearse';
import { formatHtml } from '../../core/rehearsal/report/html';
import { formatPretty } from '../../core/rehearsal/report/pretty';
import type { Rehearsal } from '../../core/rehearsal/result';
import { changeWorld, type WhatIf } from '../../core/rehearsal/what-if';
import { readWorld, type ReadWorld } from '../../core/rehearsal/world/read-world';
import { readCdktfProject } from '../../runner/cdktf-project';
import { reasonAgainstReading } from '../../runner/file-reasons';
import { readPlans, readSynthesized, type RehearsalInput } from '../../runner/rehearsal-input';
import { writeFileAtomically } from '../../runner/write-file';
import type { CommandIo, ExitCode } from '../io';
import type { LiveCommandOptions, LiveIo } from '../live-options';
import { liveRehearsal } from '../live-rehearsal';

/** Options as they are typed. */
export interface RehearseOptions extends LiveCommandOptions {
  /** 1 to 7; default 7. */
  throughStep?: string;
  /** `pretty` (default), `json` or `html`. */
  format?: string;
  /** File to write instead of the terminal. */
  output?: string;
  /** Plans, `terraform show -json`; without any, the project's synthesized stacks. */
  plan?: readonly string[];
  /** `FILE=ID`: account of a plan that does not say it. */
  account?: readonly string[];
  /** What is not known counts as not as expected. */
  strict?: boolean;
  /** What-if: S3 Bucket Keys `on` or `off`. */
  bucketKeys?: string;
  /** What-if: Region of the keys. */
  keyRegion?: string;
  /** What-if: Region of the buckets. */
  bucketRegion?: string;
  /** What-if: file with the policy of the keys. */
  keyPolicy?: string;
  /** What-if: files with service control policies. */
  scp?: readonly string[];
  /** Rehearse on what live accounts say, read-only, and compare it with the synthesized stacks. */
  live?: boolean;
}

const FORMATS = ['pretty', 'json', 'html'] as const;
type Format = (typeof FORMATS)[number];

/** What is wrong with the options, for the user. */
class UsageError extends Error {}

/**
 * `fsx-lustre-kms rehearse`: predicts the seven steps from the synthesized stacks or from plans, without AWS.
 * @returns 0 when nothing is contradicted, 1 when a step is not as expected (with `strict`, or not known to be),
 *   2 on wrong usage and input that cannot be read
 */
export async function rehearse(options: RehearseOptions, io: CommandIo & Partial<LiveIo>): Promise<ExitCode> {
  try {
    const throughStep = throughStepOf(options.throughStep);
    const format = formatOf(options.format);
    const accounts = accountsOf(options);
    const change = whatIfOf(options, io.cwd);
    if (options.live === true) return await rehearseAccounts(options, throughStep, format, io);
    const input = await readInput(options, io.cwd);
    if (input.status === 'unreadable') throw new UsageError(input.message);
    for (const note of input.notes) io.stderr(`${note}\n`);
    const read = readWorld(input.files, accounts);
    const changed: ReadWorld = { ...read, world: changeWorld(read.world, change) };
    const rehearsal = rehearseSteps(changed, throughStep);
    await print(textOf(format, rehearsal, changed), options.output, io);
    return exitCodeOf(rehearsal, options.strict ?? false);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    io.stderr(`${error.message}\n`);
    return 2;
  }
}

/** With `--live`: in the pretty format also what differs from the stacks, where the folder has some. */
async function rehearseAccounts(
  options: RehearseOptions,
  throughStep: number,
  format: Format,
  io: CommandIo & Partial<LiveIo>,
): Promise<ExitCode> {
  if ((options.plan ?? options.account ?? []).length > 0)
    throw new UsageError('--live reads accounts; --plan and --account are for plans.');
  const { collect } = io;
  if (!collect) throw new Error('Live accounts are read by the command line only.');
  const change = whatIfOf(options, io.cwd);
  const live = await liveRehearsal(options, throughStep, change, { ...io, collect });
  if (live.status === 'unusable') throw new UsageError(live.message);
  for (const note of live.notes) io.stderr(`${note}\n`);
  const { rehearsal, read, drift } = live;
  const text =
    format === 'json'
      ? `${JSON.stringify({ ...rehearsal, ...(drift && { drift }) }, null, 2)}\n`
      : textOf(format, rehearsal, read);
  await print(format === 'pretty' && drift ? `${text}\n${driftText(drift)}` : text, options.output, io);
  return exitCodeOf(rehearsal, options.strict ?? false);
}

function exitCodeOf({ steps }: Rehearsal, strict: boolean): ExitCode {
  const bad = steps.some(({ asExpected }) => asExpected === false || (strict && asExpected === null));
  return bad ? 1 : 0;
}

async function readInput({ plan = [] }: RehearseOptions, cwd: string): Promise<RehearsalInput> {
  if (plan.length > 0) return readPlans(plan, cwd);
  const project = readCdktfProject(cwd);
  if (project.status !== 'read') return { status: 'unreadable', message: project.message };
  return await readSynthesized(project.project, cwd);
}

function throughStepOf(text = String(STEPS.length)): number {
  if (/^\d$/.test(text) && Number(text) >= 1 && Number(text) <= STEPS.length) return Number(text);
  throw new UsageError(`--through-step ${text}: it is a number from 1 to ${STEPS.length}.`);
}

function formatOf(text = 'pretty'): Format {
  const format = FORMATS.find((name) => name === text);
  if (format) return format;
  throw new UsageError(`--format ${text}: it is ${FORMATS.join(', ')}.`);
}

/** `FILE=ID`, with FILE as `--plan` has it. */
function accountsOf({ account = [], plan = [] }: RehearseOptions): Map<string, string> {
  return new Map(
    account.map((text) => {
      const [file, id] = [text.slice(0, text.lastIndexOf('=')), text.slice(text.lastIndexOf('=') + 1)];
      if (!text.includes('=') || !ACCOUNT_ID.test(id)) {
        throw new UsageError(`--account ${text}: it is FILE=ID, with the twelve digits of an account.`);
      }
      const named = plan.find((path) => path === file || resolve(path) === resolve(file));
      if (named === undefined) throw new UsageError(`--account ${text}: ${file} is given to no --plan.`);
      return [named, id];
    }),
  );
}

function whatIfOf(options: RehearseOptions, cwd: string): WhatIf {
  const { bucketKeys, keyRegion, bucketRegion, keyPolicy, scp = [] } = options;
  if (bucketKeys !== undefined && bucketKeys !== 'on' && bucketKeys !== 'off') {
    throw new UsageError(`--bucket-keys ${bucketKeys}: it is on or off.`);
  }
  return {
    ...(bucketKeys === undefined ? {} : { bucketKeys: bucketKeys === 'on' }),
    ...(keyRegion === undefined ? {} : { keyRegion }),
    ...(bucketRegion === undefined ? {} : { bucketRegion }),
    ...(keyPolicy === undefined
      ? {}
      : { keyPolicy: { document: readPolicy(keyPolicy, cwd), name: `policy in ${keyPolicy}` } }),
    ...(scp.length === 0
      ? {}
      : { serviceControlPolicies: scp.map((path) => ({ document: readPolicy(path, cwd), name: path })) }),
  };
}

function readPolicy(path: string, cwd: string): unknown {
  const absolute = resolve(cwd, path);
  let text: string;
  let document: unknown;
  try {
    text = readFileSync(absolute, 'utf8');
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${reasonAgainstReading(error, absolute)}.`);
  }
  try {
    document = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new UsageError(`${path} is not JSON: ${(error as Error).message}`);
  }
  if (typeof document === 'object' && document !== null && 'Statement' in document) return document;
  throw new UsageError(`${path} is no policy: it has no Statement.`);
}

function textOf(format: Format, rehearsal: Rehearsal, { world }: ReadWorld): string {
  switch (format) {
    case 'pretty':
      return formatPretty(rehearsal);
    case 'json':
      return `${JSON.stringify(rehearsal, null, 2)}\n`;
    case 'html':
      return formatHtml(rehearsal, world);
  }
}

/** Prints, or writes a file: whole or not at all. */
async function print(text: string, output: string | undefined, io: CommandIo): Promise<void> {
  if (output === undefined) {
    io.stdout(text);
    return;
  }
  try {
    await writeFileAtomically(resolve(io.cwd, output), text);
  } catch (error) {
    throw new UsageError(`--output ${output} cannot be written: ${(error as Error).message}.`);
  }
  io.stderr(`${output} written.\n`);
}
