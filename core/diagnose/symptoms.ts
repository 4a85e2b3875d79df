/**
 * What the client and the file system's log show: a load or an export that failed, and never by which policy.
 * Sources: FSx for Lustre User Guide, "Data repository event logs" and "Exporting files using HSM commands"; lfs-hsm(1).
 */
import type { Sighting } from '../evidence/mixed-text';
import { HSM_STATE, isExported, isReleased, type HsmState } from '../evidence/lfs-output';
import { REPOSITORY_CODES, type RepositoryRecord } from '../evidence/repository-events';
import { command } from './changes/shell';
import {
  describeAssociations,
  getBucketPolicy,
  getKeyPolicy,
  headObject,
  listGrants,
  lookupEvents,
} from './commands';
import type { OpenPoint } from './diagnosis';
import type { Found } from './found';
import { accountIn, type Scene } from './scene';

/** What failed: it fits a refusal of the same. */
export type Direction = 'read' | 'list' | 'export';

/** Something that went wrong, before it is known why. */
export interface Symptom {
  direction: Direction;
  /** What was seen, as a sentence. */
  seen: string;
  found: Found;
}

/** What a file or record says; nothing where it is as it should be. */
export function symptomOf(sighting: Sighting, scene: Scene): Symptom | undefined {
  switch (sighting.kind) {
    case 'no-data':
      return noData(sighting.line, sighting.path, scene);
    case 'record':
      return ofRecord(sighting.record, scene);
    case 'hsm-state':
      return ofState(sighting.file, scene);
    default:
      return undefined;
  }
}

function noData(line: string, path: string, scene: Scene): Symptom {
  const seen = `The text has "${line}": the file system has the name of the file, and could not load its content from the bucket.`;
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
        { text: 'Where the content of the file is.', ...onClient(scene, 'hsm_state', path) },
      ],
      changes: [],
    },
  };
}

function ofState(file: HsmState, scene: Scene): Symptom | undefined {
  if (isExported(file)) return undefined;
  const { flags, path } = file;
  const shown = `0x${flags.toString(16).padStart(8, '0')}`;
  if ((flags & HSM_STATE.lost) !== 0) {
    return fileProblem(
      `${path} has the state lost_from_hsm (${shown}): the object with its content is gone.`,
      {
        layer: 'object',
        title: 'The object that has the content of a file is gone',
        unsure: [{ text: 'Whether an older version of the object is there.', ...headObject(scene) }],
      },
    );
  }
  if ((flags & HSM_STATE.neverArchive) !== 0) {
    return fileProblem(
      `${path} has the state never_archive (${shown}): it is not exported until somebody clears that (lfs hsm_clear --noarchive).`,
      {
        layer: 'file',
        title: 'A file is marked not to be exported',
        unsure: [],
      },
    );
  }
  if (isReleased(file)) {
    return fileProblem(
      `${path} is released and not archived (${shown}): the file system has no content for it, and no whole copy in the bucket is known.`,
      {
        layer: 'object',
        title: 'A file has its content nowhere',
        unsure: [{ text: 'Whether the object is there.', ...headObject(scene) }],
      },
    );
  }
  const isOld = (flags & HSM_STATE.archived) !== 0;
  const seen = isOld
    ? `${path} is archived and dirty (${shown}): it was changed after it was exported, and the bucket has the content of before.`
    : `${path} is not archived (${shown}): the bucket does not have its content.`;
  return {
    direction: 'export',
    seen,
    found: {
      layer: 'open',
      title: 'A file is not in the bucket as it is now',
      account: {},
      step: 'export',
      confidence: 'open',
      sure: [seen, 'lfs hsm_archive says nothing and ends with 0 when S3 or KMS refuses later.'],
      unsure: [
        {
          text: 'Whether an export is still going on (or was never asked for). NOOP means that nothing is going on, and not that anything is done.',
          ...onClient(scene, 'hsm_action', path),
        },
        ...exportPoints(scene),
      ],
      changes: [],
    },
  };
}

function fileProblem(seen: string, found: Pick<Found, 'layer' | 'title' | 'unsure'>): Symptom {
  return {
    direction: 'export',
    seen,
    found: { ...found, account: {}, step: 'export', confidence: 'certain', sure: [seen], changes: [] },
  };
}

function ofRecord(record: RepositoryRecord, scene: Scene): Symptom {
  const { code, bucket, key } = record;
  const { cause, direction, means } = REPOSITORY_CODES[code];
  const where = key === undefined ? (bucket ?? '') : `${bucket === undefined ? '' : `${bucket}/`}${key}`;
  const seen = `The file system logged ${code}${where === '' ? '' : ` for ${where}`}: ${means}.`;
  const isExport = direction === 'export';
  const base = {
    account: {},
    step: isExport ? ('export' as const) : ('read-fails' as const),
    sure: [seen],
    changes: [],
  };
  const symptom = (
    found: Pick<Found, 'layer' | 'title' | 'confidence' | 'unsure'> & Partial<Found>,
  ): Symptom => ({
    direction: code === 'S3ImportListObjectError' ? 'list' : isExport ? 'export' : 'read',
    seen,
    found: { ...base, ...found },
  });
  switch (cause) {
    case 'access':
      return code === 'S3ImportListObjectError'
        ? symptom(listing(scene, seen))
        : symptom(refused(scene, isExport, key));
    case 'no-bucket':
      return symptom({
        layer: 'association',
        title: 'The linked bucket does not exist',
        confidence: 'certain',
        account: accountIn(scene, 'bucket'),
        step: 'bucket-policy',
        unsure: [{ text: 'Which bucket the file system is linked to.', ...describeAssociations(scene) }],
      });
    case 'object':
      return symptom({
        layer: 'object',
        title: 'An object cannot be taken as it is',
        confidence: 'certain',
        account: accountIn(scene, 'bucket'),
        unsure: [{ text: 'What the object is, and its storage class.', ...headObject(scene, key) }],
      });
    case 'file':
      return symptom({
        layer: 'file',
        title: 'A file cannot be taken as it is',
        confidence: 'certain',
        account: accountIn(scene, 'fileSystem'),
        unsure: [],
      });
    case 'not-linked':
      return symptom({
        layer: 'association',
        title: 'What was to be exported is in no linked directory',
        confidence: 'certain',
        account: accountIn(scene, 'fileSystem'),
        unsure: [{ text: 'Which directories are linked to which buckets.', ...describeAssociations(scene) }],
      });
    case 'internal':
      return symptom({
        layer: 'open',
        title: 'FSx met an internal error',
        confidence: 'open',
        account: accountIn(scene, 'fileSystem'),
        unsure: [
          { text: 'Whether it goes by itself: AWS names no cause. If it stays, it is for AWS Support.' },
        ],
      });
  }
}

function listing(
  scene: Scene,
  seen: string,
): Pick<Found, 'layer' | 'title' | 'confidence' | 'unsure'> & Partial<Found> {
  return {
    layer: 'open',
    title: 'The objects of the bucket could not be listed',
    confidence: 'open',
    account: accountIn(scene, 'bucket'),
    step: 'bucket-policy',
    sure: [seen, 'It is not the key: listing takes no permission on it.'],
    unsure: [
      {
        text: 'Whether the bucket policy allows s3:ListBucket on the bucket itself (its ARN without /*).',
        ...getBucketPolicy(scene),
      },
      { text: 'Whether the file system is still linked to this bucket.', ...describeAssociations(scene) },
    ],
  };
}

function refused(
  scene: Scene,
  isExport: boolean,
  key: string | undefined,
): Pick<Found, 'layer' | 'title' | 'confidence' | 'unsure'> {
  return {
    layer: 'open',
    title: isExport ? 'S3 or KMS refuses the export' : 'S3 or KMS refuses to give the object',
    confidence: 'open',
    unsure: isExport
      ? exportPoints(scene)
      : [
          {
            text: 'Whether KMS refuses Decrypt: the sentence in CloudTrail of account A says which policy is missing.',
            ...lookupEvents(scene, 'Decrypt'),
          },
          { text: 'Whether the role has a grant with Decrypt.', ...listGrants(scene) },
          { text: 'Whether the bucket policy lets the role get the object.', ...getBucketPolicy(scene) },
          { text: 'Who owns the object, and with which key it is encrypted.', ...headObject(scene, key) },
        ],
  };
}

/** Everything that can refuse an export. */
function exportPoints(scene: Scene): OpenPoint[] {
  return [
    {
      text: 'Whether KMS refuses GenerateDataKey (or Decrypt, for files that go in several parts): the sentence in CloudTrail of account A says which policy is missing.',
      ...lookupEvents(scene, 'GenerateDataKey'),
    },
    { text: 'Whether the role has a grant with GenerateDataKey and Decrypt.', ...listGrants(scene) },
    { text: 'Whether the key policy allows it too.', ...getKeyPolicy(scene) },
    {
      text: 'Whether the bucket policy lets the role put the object, and has no Deny that it meets (aws:SourceVpc, aws:SourceVpce, an encryption header).',
      ...getBucketPolicy(scene),
    },
  ];
}

function onClient(scene: Scene, verb: string, path: string): Pick<OpenPoint, 'command' | 'account'> {
  return { command: command('lfs', verb, path), account: accountIn(scene, 'fileSystem') };
}
