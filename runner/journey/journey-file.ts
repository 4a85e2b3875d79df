import { constants } from 'node:fs';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { emptyJourney, readJourney, type Journey, type ReadJourney } from '../../core/journey/journey';
import { JOURNEY_FILE } from '../../core/journey/target';
import { writeFileAtomically } from '../write-file';
import { waitForLock } from './lock-file';

/** A change takes milliseconds; who waits longer waits for a process that hangs. */
const LOCK_LIMIT_MS = 10_000;

export type JourneyChange =
  | {
      status: 'written';
      journey: Journey;
      /** Where the file was put that could not be read in full, if it could not. */
      movedAside?: string;
    }
  /** Nothing was written. */
  | { status: 'refused'; message: string; nextAction: string };

/** The journey of a project, or an empty one. Writes nothing. Rejects when the file is there and may not be read. */
export async function readJourneyFile(folder: string): Promise<ReadJourney> {
  try {
    return readJourney(await readFile(join(folder, JOURNEY_FILE), 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return { journey: emptyJourney(), status: 'good', problems: [] };
  }
}

/**
 * Changes the journey of a project: reads it, changes it and writes it while no other process does, so that two of them
 * lose nothing. A file that cannot be read in full is kept beside as `journey.json.broken-N`.
 */
export async function changeJourneyFile(
  folder: string,
  change: (journey: Journey) => Journey,
  lockLimitMs = LOCK_LIMIT_MS,
): Promise<JourneyChange> {
  const file = join(folder, JOURNEY_FILE);
  await makeStateFolder(folder);
  const lock = await waitForLock(`${file}.lock`, 'writes the journey', lockLimitMs);
  if (lock.status === 'held') {
    const who = lock.owner ? `process ${lock.owner.pid} on ${lock.owner.host}` : 'another process';
    return {
      status: 'refused',
      message: `${JOURNEY_FILE} is being written by ${who}, for longer than it should.`,
      nextAction: `If that process has ended, delete ${JOURNEY_FILE}.lock.`,
    };
  }
  try {
    const read = await readJourneyFile(folder);
    if (read.status === 'newer') {
      return {
        status: 'refused',
        message: `${JOURNEY_FILE} was not changed. ${read.problems.join(' ')}`,
        nextAction: 'Update fsx-lustre-kms.',
      };
    }
    const journey = change(read.journey);
    const movedAside = read.status === 'damaged' ? await keepAside(file) : undefined;
    await writeFileAtomically(file, `${JSON.stringify(journey, null, 2)}\n`);
    return { status: 'written', journey, ...(movedAside === undefined ? {} : { movedAside }) };
  } finally {
    await lock.release();
  }
}

/** The folder for what is this program's own, left out of Git: a sandbox in it has keys, though only its own. */
export async function makeStateFolder(folder: string): Promise<void> {
  const path = dirname(join(folder, JOURNEY_FILE));
  const made = await mkdir(path, { recursive: true });
  if (made !== undefined) await writeFile(join(path, '.gitignore'), '*\n');
}

/** Copies a file to the first free name beside it. */
async function keepAside(file: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const aside = `${file}.broken-${number}`;
    try {
      await copyFile(file, aside, constants.COPYFILE_EXCL);
      return aside;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
