import { resolve } from 'node:path';
import { diagnoseLive as diagnose } from '../../core/live/diagnosis';
import { liveText } from '../../core/live/text';
import { savePolicies } from '../../runner/live/save-policies';
import type { ExitCode } from '../io';
import { liveInputOf, type LiveCommandOptions, type LiveIo } from '../live-options';

/** Options as they are typed. */
export interface DiagnoseLiveOptions extends LiveCommandOptions {
  /** `pretty` (default) or `json`. */
  format?: string;
  /** File that this owner's part goes to. */
  bundle?: string;
  /** Folder that the policies of its changes go to. */
  policies?: string;
}

/**
 * `fsx-lustre-kms diagnose --file-system ID`: reads live accounts, rehearses the seven steps on what is there, and
 * names the first broken link. It changes nothing.
 * @returns 0 when nothing is seen to be broken, 1 when a link is, 2 on wrong usage or when nobody can be asked
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
  const { broken } = diagnosed;
  const saved =
    folder === undefined || !broken ? undefined : await savePolicies(resolve(io.cwd, folder), broken.changes);
  const diagnosis =
    broken && saved?.status === 'saved'
      ? { ...diagnosed, broken: { ...broken, changes: saved.changes } }
      : diagnosed;
  io.stdout(
    format === 'json'
      ? `${JSON.stringify(diagnosis, null, 2)}\n`
      : liveText(diagnosis, {
          evidence,
          profiles,
          folder: saved?.status === 'saved' ? folder : undefined,
          endpointUrl,
        }),
  );
  if (saved?.status === 'unusable') {
    io.stderr(`--policies ${folder ?? ''}: ${saved.message}\n`);
    return 2;
  }
  return diagnosis.broken ? 1 : 0;
}
