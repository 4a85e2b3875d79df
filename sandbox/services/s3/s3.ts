import type { Call } from '../../gateway/call';
import { withTrail, type AwsError, type Outcome } from '../../gateway/outcome';
import type { SandboxWorld } from '../../world';
import { unknownOperation } from '../json-service';
import type { Service } from '../service';
import { arnOf, denialOf } from './access';
import { errorAnswer } from './answers';
import { asControl, isControl } from './control';
import { accessDenied, noSuchBucket, s3Error } from './errors';
import { findVersion } from './objects/versions';
import type { BucketCall, BucketOperation, S3Call } from './operation';
import { OPERATIONS } from './operations';
import { readRequest } from './request';
import { operationOf } from './route';
import { S3Store, type BucketRecord } from './state';
import { trailOf } from './trail';

/**
 * S3 is the sandbox's own: buckets, their policies and objects are in its state, where they survive a restart, the
 * objects encrypted with KMS's data keys. moto would enforce a part of the policies by itself.
 */
export function s3Service(world: SandboxWorld): Service {
  const store = new S3Store(world.store);
  return {
    name: 's3',
    eventSource: 's3.amazonaws.com',
    protocol: { kind: 'rest-xml' },
    takesAnonymous: true,
    operationOf,
    answer: (call) => answerS3(call, world, store),
  };
}

/** Answers one call to S3, of a client or of another service. */
export async function answerS3(call: Call, world: SandboxWorld, store: S3Store): Promise<Outcome> {
  const operation = Object.hasOwn(OPERATIONS, call.operation) ? OPERATIONS[call.operation] : undefined;
  if (!operation) return unknownOperation(call);
  const read = readRequest(call);
  if (read.status === 'error') return read;
  const request: S3Call = { ...read, world, store };
  if (operation.on === 'account') {
    const outcome = await operation.answer(request);
    return withTrail(isControl(call) ? asControl(outcome, call) : outcome, trailOf(request, undefined));
  }
  const bucket = store.bucket(read.bucketName);
  if (!bucket) return withTrail(noSuchBucket(read.bucketName), trailOf(request, undefined));
  const outcome = await answerOnBucket({ ...request, bucket }, operation);
  return withTrail(outcome, trailOf(request, bucket));
}

async function answerOnBucket(call: BucketCall, operation: BucketOperation): Promise<Outcome> {
  const { bucket, key, headers } = call;
  const elsewhere = redirect(call);
  if (elsewhere) return elsewhere;
  const owner = headers['x-amz-expected-bucket-owner'];
  if (owner !== undefined && owner !== bucket.account) return accessDenied();
  const action = typeof operation.action === 'function' ? operation.action(call) : operation.action;
  if (action === undefined) return operation.answer(call);
  const denied =
    operation.on === 'object'
      ? await denialOf(call, action, key, existingTags(call))
      : await denialOf(call, action);
  return denied ?? operation.answer(call);
}

function existingTags({ bucket, key, query, call }: BucketCall) {
  const found = findVersion(bucket, key, {
    versionId: query.get('versionId'),
    method: call.request.method,
  });
  return found.status === 'found' ? found.version.tags : [];
}

/**
 * A bucket answers at its own Region's endpoint.
 * Source: S3 User Guide, "Making requests using the REST API", "Request redirection".
 */
function redirect({ bucket, call }: BucketCall): Outcome | undefined {
  const isClient = call.caller.kind !== 'anonymous' && call.viaService === undefined;
  if (!isClient || call.region === bucket.region || call.operation === 'GetBucketLocation') return undefined;
  return errorAnswer(permanentRedirect(bucket), { 'x-amz-bucket-region': bucket.region });
}

function permanentRedirect(bucket: BucketRecord): AwsError {
  return s3Error(
    'PermanentRedirect',
    'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
    {
      Endpoint: `s3.${bucket.region}.amazonaws.com`,
      Bucket: bucket.name,
      BucketArn: arnOf(bucket),
    },
  );
}
