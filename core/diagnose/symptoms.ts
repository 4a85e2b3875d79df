/** What the client and the file system's log show: a load or an export that failed, and never by which policy. */
import type { Sighting } from '../evidence/mixed-text';
import { standIn } from './changes/values';
import { getBucketPolicy, headObject, listGrants, lookupEvents } from './commands';
import { hsmSymptom } from './hsm-symptom';
import { recordSymptom } from './record-symptom';
import type { Scene } from './scene';
import type { Symptom } from './symptom';
import { onClient } from './symptom-points';

/** What a file or record says; nothing where it is as it should be. */
export function symptomOf(sighting: Sighting, scene: Scene): Symptom | undefined {
  switch (sighting.kind) {
    case 'no-data':
      return noData(sighting.line, sighting.path, scene);
    case 'record':
      return recordSymptom(sighting.record, scene);
    case 'hsm-state':
      return hsmSymptom(sighting.file, scene);
    default:
      return undefined;
  }
}

/** @param path undefined where Python names none: as when it reads a file that is open */
function noData(line: string, path: string | undefined, scene: Scene): Symptom {
  const seen =
    path === undefined
      ? `The text has "${line}", without a path. A read whose content cannot be loaded from the bucket ends with it (ENODATA).`
      : `The text has "${line}": the file system has the name of the file, and could not load its content from the bucket.`;
  return {
    direction: 'read',
    seen,
    found: {
      layer: 'open',
      title: 'The content of a file could not be loaded from the bucket',
      account: {},
      step: 'read-fails',
      confidence: 'open',
      sure: [seen, 'That ls shows the file proves nothing about the key: names and sizes come without it.'],
      unsure: [
        {
          text: 'Whether KMS refuses Decrypt. Most often it does, for want of a grant (step 6); CloudTrail in account A has the sentence that says which policy is missing, and account C has nothing.',
          ...lookupEvents(scene, 'Decrypt'),
        },
        { text: 'Whether the role has a grant with Decrypt.', ...listGrants(scene) },
        { text: 'Whether the bucket policy lets the role get the object.', ...getBucketPolicy(scene) },
        {
          text: 'Whether the object is there, in a storage class that can be read.',
          ...headObject(scene),
        },
        {
          text:
            path === undefined
              ? 'Which file it is, and where its content is. An extended attribute that is not there (os.getxattr) ends with the same words.'
              : 'Where the content of the file is.',
          ...onClient(scene, 'hsm_state', path ?? standIn('filePath')),
        },
      ],
      changes: [],
    },
  };
}
