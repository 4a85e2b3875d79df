/** Evidence of live accounts with the parts that others have saved: files are read and written here. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readEvidence, type Evidence } from '../../core/live/evidence';
import { mergeEvidence } from '../../core/live/merge';
import { refusalsInText } from '../../core/live/refusals';
import { reasonAgainstReading } from '../file-reasons';
import { writeFileAtomically } from '../write-file';
import { collectLive, type LiveOptions } from './open';

export interface LiveInput extends LiveOptions {
  cwd: string;
  /** Files of other owners' evidence, or with AWS's sentences about refused calls. */
  with: readonly string[];
  /** File that what was read goes to, without the parts of others. */
  bundle?: string | undefined;
}

export type LiveEvidence =
  | {
      status: 'read';
      evidence: Evidence;
      notes: string[];
      /** Why the bundle is not written. */ bundleProblem?: string;
    }
  | { status: 'unusable'; message: string };

const TAKES =
  "It takes a file that another owner saved with --bundle, or one with AWS's sentences about refused calls.";

/** Collects, adds the parts of others, and saves what was collected where that is asked for. */
export async function liveEvidence(input: LiveInput): Promise<LiveEvidence> {
  const parts: Evidence[] = [];
  const texts: string[] = [];
  for (const name of input.with) {
    const path = resolve(input.cwd, name);
    let text: string;
    try {
      text = await readFile(path, 'utf8');
    } catch (error) {
      const reason = reasonAgainstReading(error, path);
      return { status: 'unusable', message: `--with ${name} cannot be read: ${reason}. ${TAKES}` };
    }
    const read = readEvidence(text);
    if (read.status === 'read') parts.push(read.evidence);
    else if (refusalsInText(text).length > 0) texts.push(text);
    else return { status: 'unusable', message: `${name} ${read.message}, and no refusal of AWS's either.` };
  }
  const live = await collectLive(input);
  if (live.status === 'no-way-in' && parts.length === 0) return { status: 'unusable', message: live.message };
  const own = live.status === 'collected' ? [live.evidence] : [];
  const notes: string[] = live.status === 'no-way-in' ? [live.message] : [];
  const bundleProblem = await writeBundle(input, own[0], notes);
  const [first, ...others] = [...own, ...parts];
  if (!first) return { status: 'unusable', message: 'Nothing could be read.' };
  const merged = mergeEvidence(first, others);
  if (merged.status === 'other-file-system')
    return {
      status: 'unusable',
      message: `--with: a part is about ${merged.fileSystemId}, not ${input.fileSystemId}.`,
    };
  return {
    status: 'read',
    evidence: withTexts(merged.evidence, texts),
    notes,
    ...(bundleProblem !== undefined && { bundleProblem }),
  };
}

/** @returns why not, where it cannot be written */
async function writeBundle(
  { bundle, cwd }: LiveInput,
  own: Evidence | undefined,
  notes: string[],
): Promise<string | undefined> {
  if (bundle === undefined || !own) return undefined;
  try {
    await writeFileAtomically(resolve(cwd, bundle), `${JSON.stringify(own, null, 2)}\n`);
  } catch (error) {
    return `--bundle ${bundle} is not written: ${(error as Error).message}.`;
  }
  notes.push(
    `${bundle} written: settings, policies and grants, no credentials. Its reader adds it by --with.`,
  );
  return undefined;
}

function withTexts(evidence: Evidence, texts: readonly string[]): Evidence {
  if (texts.length === 0) return evidence;
  const before = evidence.refusals.status === 'seen' ? evidence.refusals.value : [];
  return { ...evidence, refusals: { status: 'seen', value: [...before, ...texts.flatMap(refusalsInText)] } };
}
