import { resolve } from 'node:path';
import type { Way } from '../../core/diagnose/diagnosis';
import type { Change } from '../../core/live/change';
import { diagnoseLive as diagnose, type LiveDiagnosis } from '../../core/live/diagnosis';
import { liveText } from '../../core/live/text';
import { savePolicies } from '../../runner/live/save-policies';
import type { ExitCode } from '../io';
import { liveInputOf, type LiveCommandOptions, type LiveIo } from '../live-options';

/** Options as they are typed. */
export interface DiagnoseLiveOptions extends LiveCommandOptions {
  /** `pretty` (default) or `json`. */
  format?: string;
  /** The way that changes are shown in; default: `cli`. */
  as?: Way;
  /** File that this owner's part goes to. */
  bundle?: string;
  /** Folder that the policies of its changes go to. */
  policies?: string;
}

/**
 * `fsx-lustre-kms diagnose --file-system ID`: reads live accounts, rehearses the seven steps on what is there, and
 * names the first broken link. It changes nothing.
 * @returns 0 when nothing is seen to be broken, 1 when a link is, 2 on wrong usage, when nobody can be asked, or when a
 * file cannot be written
 */
export async function diagnoseLive(options: DiagnoseLiveOptions, io: LiveIo): Promise<ExitCode> {
  const { format = 'pretty' } = options;
  if (format !== 'pretty' && format !== 'json') {
    io.stderr(`--format ${format}: it is pretty or json.\n`);
    return 2;
  }
  const input = liveInputOf(options, io);
  if (input.status === 'wrong') {
    io.stderr(`${input.message}\n`);
    return 2;
  }
  const read = await io.collect({ ...input.input, bundle: options.bundle });
  if (read.status === 'unusable') {
    io.stderr(`${read.message}\n`);
    return 2;
  }
  for (const note of read.notes) io.stderr(`${note}\n`);
  const { evidence } = read;
  const { profiles, endpointUrl } = input.input;
  const diagnosed = diagnose(evidence);
  const { policies: folder } = options;
  const saved =
    folder === undefined ? undefined : await savePolicies(resolve(io.cwd, folder), changesOf(diagnosed));
  const diagnosis = saved?.status === 'saved' ? withChanges(diagnosed, saved.changes) : diagnosed;
  io.stdout(
    format === 'json'
      ? `${JSON.stringify(diagnosis, null, 2)}\n`
      : liveText(diagnosis, {
          evidence,
          profiles,
          folder: saved?.status === 'saved' ? folder : undefined,
          endpointUrl,
          as: options.as,
        }),
  );
  if (saved?.status === 'unusable') {
    io.stderr(`--policies ${folder ?? ''}: ${saved.message}\n`);
    return 2;
  }
  if (read.bundleProblem !== undefined) {
    io.stderr(`${read.bundleProblem}\n`);
    return 2;
  }
  return diagnosis.broken ? 1 : 0;
}

function changesOf({ unsettled, broken }: LiveDiagnosis): Change[] {
  return [...unsettled, ...(broken ? [broken] : [])].flatMap(({ changes }) => changes);
}

/** @param changes those of `changesOf`, in the same order */
function withChanges(diagnosis: LiveDiagnosis, changes: readonly Change[]): LiveDiagnosis {
  const left = [...changes];
  const replaced = <T extends { changes: Change[] }>(one: T): T => ({
    ...one,
    changes: left.splice(0, one.changes.length),
  });
  const unsettled = diagnosis.unsettled.map(replaced);
  return { ...diagnosis, unsettled, ...(diagnosis.broken && { broken: replaced(diagnosis.broken) }) };
}
