/** A read that ended with "No data available", and what `lfs` shows of its file beside it. */
import { standIn } from '../changes/values';
import { here } from './client-errors/meaning';
import { getBucketPolicy, headObject, listGrants, lookupEvents } from '../commands';
import type { OpenPoint } from '../diagnosis';
import { shownSentences, type FileShown } from './files-shown';
import { isRestore } from './hsm-action';
import { isContentLost } from './hsm-state';
import { hsmSymptom } from './hsm-symptom';
import { named, type Scene } from '../scene';
import type { Symptom } from './symptom';
import { onClient } from './symptom-points';

/** @param path undefined where Python names none: as when it reads a file that is open */
export function readSymptom(
  { line, path }: { line: string; path?: string },
  shown: FileShown,
  scene: Scene,
): Symptom {
  const { state, hasContent } = shown;
  const lost =
    state && isContentLost(state) && hasContent === false ? hsmSymptom(state, shown, scene) : undefined;
  if (lost) return { ...lost, found: { ...lost.found, sure: [...lost.found.sure, endsSo(line)] } };
  return hasContent === true && path !== undefined
    ? ofContent(line, path, shown, scene)
    : ofLoad(line, path, shown, scene);
}

function endsSo(line: string): string {
  return `The text has "${line}". A read whose content cannot be loaded from the bucket ends with it (ENODATA).`;
}

function ofLoad(line: string, path: string | undefined, shown: FileShown, scene: Scene): Symptom {
  const beside = shownSentences(shown);
  const seen =
    path === undefined
      ? `The text has "${line}", without a path. A read whose content cannot be loaded from the bucket ends with it (ENODATA).`
      : `The text has "${line}": the file system has the name of the file, and could not load its content from the bucket.`;
  return {
    direction: 'read',
    seen,
    beside,
    ...named('path', path),
    found: {
      layer: 'open',
      title: 'The content of a file could not be loaded from the bucket',
      account: {},
      step: 'read-fails',
      confidence: 'open',
      sure: [
        seen,
        ...beside,
        'That ls shows the file proves nothing about the key: names and sizes come without it.',
      ],
      unsure: [
        ...restorePoint(path, shown, scene),
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
        ...placePoint(path, shown, scene),
      ],
      changes: [],
    },
  };
}

function restorePoint(path: string | undefined, { action }: FileShown, scene: Scene): OpenPoint[] {
  if (path === undefined || !action || !isRestore(action)) return [];
  return [
    {
      text: 'Whether the RESTORE still goes on, and the file can be read when it is done.',
      ...onClient(scene, 'hsm_action', path),
    },
  ];
}

/** Settled where the text has the state. */
function placePoint(path: string | undefined, { state }: FileShown, scene: Scene): OpenPoint[] {
  if (state) return [];
  return [
    {
      text:
        path === undefined
          ? 'Which file it is, and where its content is. An extended attribute that is not there (os.getxattr) ends with the same words.'
          : 'Where the content of the file is.',
      ...onClient(scene, 'hsm_state', path ?? standIn('filePath')),
    },
  ];
}

/** The read failed at one time, and at another the file system has the content: what was wrong may be over. */
function ofContent(line: string, path: string, shown: FileShown, scene: Scene): Symptom {
  const seen = endsSo(line);
  const beside = shownSentences(shown);
  return {
    direction: 'read',
    seen,
    beside,
    path,
    found: {
      layer: 'open',
      title: 'A file could not be read, whose content is on the file system',
      account: {},
      step: 'read-fails',
      confidence: 'open',
      sure: [seen, ...beside],
      unsure: [
        {
          text: 'Whether it still cannot be read: the content may have come after the read that failed.',
          ...here(scene, 'cat', path),
        },
        {
          text: 'If it cannot: what Lustre says of it in the messages of the kernel.',
          ...here(scene, 'dmesg'),
        },
        {
          text: 'If it was released when it was read: whether KMS refused Decrypt. CloudTrail in account A has the sentence.',
          ...lookupEvents(scene, 'Decrypt'),
        },
        {
          text: 'If KMS has no refusal: whether the bucket policy lets the role get the object.',
          ...getBucketPolicy(scene),
        },
      ],
      changes: [],
    },
  };
}
