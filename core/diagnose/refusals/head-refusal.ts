/**
 * Refused HEAD requests. Their answer has no body, so S3's sentence, which would name the policy, is not there: the AWS
 * CLI and the SDKs show the status alone.
 * Sources: S3 API Reference, HeadObject (an error is a generic code; without s3:ListBucket an object that does not exist
 * gives 403, and with it 404; a checksum of an object under a KMS key takes kms:Decrypt) and HeadBucket (takes
 * s3:ListBucket; no message body).
 */
import type { HeadRefusal } from '../../evidence/head-refusal';
import { stepOf } from './action-steps';
import { command } from '../changes/shell';
import { standIn, valuesOf } from '../changes/values';
import { getBucketPolicy, headObject } from '../commands';
import type { OpenPoint } from '../diagnosis';
import type { Found } from '../found';
import { accountIn, named, type Scene } from '../scene';

export function headRefusalFound(refusal: HeadRefusal, whole: Scene): Found {
  const { operation, said, times, bucket, key } = refusal;
  const scene = sceneAt(bucket, whole);
  const isBucket = operation === 'HeadBucket';
  return {
    layer: 'open',
    title: `S3 refuses ${operation ?? 'a HEAD request'}, in an answer that has no reason`,
    account: accountIn(scene, 'bucket'),
    ...named('step', stepOf(isBucket ? 's3:ListBucket' : 's3:GetObject')),
    confidence: 'open',
    sure: [
      `The text has "${said}"${times > 1 ? `, ${times} times` : ''}: S3 refused the caller of it.`,
      'The answer to a HEAD request has no body, so AWS says of no policy that it refuses.',
      ...(isBucket
        ? ['HeadBucket takes s3:ListBucket on the bucket. The key has no part in it.']
        : [
            'HeadObject takes s3:GetObject on the object. S3 answers 403 as well when there is no such object and the caller may not list the bucket (404 when it may).',
          ]),
    ],
    unsure: isBucket ? bucketPoints(scene) : objectPoints(scene, key),
    changes: [],
  };
}

/** Of another bucket than the linked one, it is not known whose it is. */
function sceneAt(bucket: string | undefined, whole: Scene): Scene {
  if (bucket === undefined || bucket === whole.bucket) return whole;
  return whole.bucket === undefined
    ? { ...whole, bucket }
    : { partition: whole.partition, accounts: {}, bucket };
}

function bucketPoints(scene: Scene): OpenPoint[] {
  return [
    {
      text: 'Which policy refuses: run by the same caller, a listing takes the same permission and its answer has the sentence.',
      command: listObjects(scene, '--max-items', '1'),
    },
    ...policyPoints(scene, 's3:ListBucket'),
  ];
}

function objectPoints(scene: Scene, key = standIn('objectKey')): OpenPoint[] {
  return [
    {
      text: 'Which policy refuses: run by the same caller, a GET takes the same permission (and Decrypt on the key) and its answer has the sentence.',
      command: command(
        'aws',
        's3api',
        'get-object',
        '--bucket',
        valuesOf(scene).bucket,
        '--key',
        key,
        '/dev/null',
      ),
    },
    {
      text: 'Whether the object is there.',
      command: listObjects(scene, '--prefix', key, '--max-items', '1'),
      account: accountIn(scene, 'bucket'),
    },
    ...policyPoints(scene, 's3:GetObject'),
    {
      text: 'Whether the object has a KMS key and the request asked for a checksum (ChecksumMode): that takes Decrypt on the key, and HEAD takes it for nothing else.',
      ...headObject(scene, key),
    },
  ];
}

function policyPoints(scene: Scene, action: string): OpenPoint[] {
  return [
    {
      text: `Whether the bucket policy allows ${action} to the caller, and denies it nowhere.`,
      ...getBucketPolicy(scene),
    },
    {
      text: `Who the caller is, whose own policies have to allow ${action} too.`,
      command: 'aws sts get-caller-identity',
    },
  ];
}

function listObjects(scene: Scene, ...options: string[]): string {
  return command('aws', 's3api', 'list-objects-v2', '--bucket', valuesOf(scene).bucket, ...options);
}
