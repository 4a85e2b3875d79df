import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { editThroughStep } from '../../core/journey/through-step-text';
import { reasonAgainstReading } from '../file-reasons';
import { writeFileAtomically } from '../write-file';

export type ThroughStepChange =
  | { status: 'changed'; from: number; to: number }
  /** It is so already, or further. */
  | { status: 'kept'; throughStep: number }
  /** cdktf.json cannot be read or written; nothing was changed. */
  | { status: 'refused'; message: string };

/** Raises `throughStep` in a folder's cdktf.json to a step, 1 to 7, and never lowers it. */
export function raiseThroughStep(folder: string, step: number): Promise<ThroughStepChange> {
  return change(folder, (now) => Math.max(now, step));
}

/** Lowers it, for a walk that goes back; never raises it. */
export function lowerThroughStep(folder: string, step: number): Promise<ThroughStepChange> {
  return change(folder, (now) => Math.min(now, step));
}

async function change(folder: string, choose: (now: number) => number): Promise<ThroughStepChange> {
  const file = join(folder, 'cdktf.json');
  try {
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
      throw new Error(reasonAgainstReading(error, file), { cause: error });
    });
    const edit = editThroughStep(text, choose);
    if (edit.status !== 'edited') return edit;
    await writeFileAtomically(file, edit.text);
    return { status: 'changed', from: edit.from, to: choose(edit.from) };
  } catch (error) {
    return { status: 'refused', message: `cdktf.json: ${(error as Error).message}` };
  }
}
