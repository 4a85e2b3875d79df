/** What the client and the file system's log show: a load or an export that failed, and never by which policy. */
import type { ClientError } from '../../evidence/client-error';
import type { Sighting } from '../../evidence/mixed-text';
import { clientErrorFound } from './client-errors/client-error-found';
import { shownOf, type FilesShown } from './files-shown';
import { hsmSymptom } from './hsm-symptom';
import { readSymptom } from './read-symptom';
import { recordSymptom } from './record-symptom';
import { named, type Scene } from '../scene';
import type { Symptom } from './symptom';

/**
 * What a file or record says; nothing where it is as it should be.
 * @param files of the whole text
 */
export function symptomOf(sighting: Sighting, files: FilesShown, scene: Scene): Symptom | undefined {
  switch (sighting.kind) {
    case 'no-data':
      return readSymptom(sighting, shownOf(files, sighting), scene);
    case 'record':
      return recordSymptom(sighting.record, scene);
    case 'hsm-state': {
      const { file, where } = sighting;
      const front = files.standing.get(file);
      // A later one has settled it.
      if (front === undefined) return undefined;
      return hsmSymptom(
        file,
        { ...shownOf(files, { path: file.path, ...named('where', where) }), front },
        scene,
      );
    }
    default:
      return undefined;
  }
}

/**
 * Adds what the kernel says of reads without data (-61): beside a command's word of the same it is no failure of its own.
 * @param errors of this kind
 */
export function withKernel(
  symptoms: readonly Symptom[],
  errors: readonly ClientError[],
  scene: Scene,
): Symptom[] {
  const read = symptoms.find(({ direction, found }) => direction === 'read' && found.layer === 'open');
  const kernel = errors.map((error): Symptom => {
    const found = clientErrorFound(error, {}, scene);
    const { sure } = found;
    return {
      direction: 'read',
      seen: sure.join(' '),
      beside: [],
      found: read ? { ...read.found, sure, unsure: [] } : found,
    };
  });
  return [...symptoms, ...kernel];
}
