/**
 * What a record of the file system's log tells: it has a code, and never by which policy something was refused.
 * Source: FSx for Lustre User Guide, "Data repository event logs".
 */
import { REPOSITORY_CODES, type RepositoryRecord } from '../../evidence/repository-events';
import { describeAssociations, getBucketPolicy, headObject, listGrants, lookupEvents } from '../commands';
import type { Found } from '../found';
import { accountIn, named, type Scene } from '../scene';
import type { Symptom } from './symptom';
import { exportPoints } from './symptom-points';

export function recordSymptom(record: RepositoryRecord, scene: Scene): Symptom {
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
    beside: [],
    ...(cause === 'access' ? named('deniedKey', key) : {}),
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
