import type { AwsError, Outcome } from '../../../gateway/outcome';
import { childAt, childrenOf, parseXml, textAt } from '../../../gateway/xml';
import { emptyAnswer, xmlAnswer } from '../answers';
import { malformedXml, s3Error } from '../errors';
import type { BucketCall } from '../operation';
import { OBJECT_OWNERSHIPS, type PublicAccessBlock } from '../state';

/** Source: S3 API Reference, GetPublicAccessBlock. */
export function getPublicAccessBlock({ bucket }: BucketCall): Outcome {
  if (bucket.publicAccessBlock) {
    return xmlAnswer('PublicAccessBlockConfiguration', { ...bucket.publicAccessBlock });
  }
  return s3Error(
    'NoSuchPublicAccessBlockConfiguration',
    'The public access block configuration was not found',
    { BucketName: bucket.name },
  );
}

/** What is left out is off. Source: S3 API Reference, PutPublicAccessBlock. */
export async function putPublicAccessBlock({ bucket, call, store }: BucketCall): Promise<Outcome> {
  const read = readPublicAccessBlock(call.payload);
  if (read.status === 'error') return read;
  await store.change(() => {
    bucket.publicAccessBlock = read.block;
  });
  return emptyAnswer(200);
}

/** The settings in a request's body, for a bucket or an account. */
export function readPublicAccessBlock(
  payload: Buffer,
): { readonly status: 'read'; readonly block: PublicAccessBlock } | AwsError {
  const root = parseXml(payload.toString());
  if (root?.name !== 'PublicAccessBlockConfiguration') return malformedXml();
  const isOn = (name: keyof PublicAccessBlock) => textAt(root, name)?.toLowerCase() === 'true';
  return {
    status: 'read',
    block: {
      BlockPublicAcls: isOn('BlockPublicAcls'),
      IgnorePublicAcls: isOn('IgnorePublicAcls'),
      BlockPublicPolicy: isOn('BlockPublicPolicy'),
      RestrictPublicBuckets: isOn('RestrictPublicBuckets'),
    },
  };
}

/** Source: S3 API Reference, DeletePublicAccessBlock. */
export async function deletePublicAccessBlock({ bucket, store }: BucketCall): Promise<Outcome> {
  await store.change(() => {
    bucket.publicAccessBlock = undefined;
  });
  return emptyAnswer(204);
}

/** Source: S3 API Reference, GetBucketOwnershipControls. */
export function getBucketOwnershipControls({ bucket }: BucketCall): Outcome {
  if (bucket.ownership) {
    return xmlAnswer('OwnershipControls', { Rule: { ObjectOwnership: bucket.ownership } });
  }
  return s3Error('OwnershipControlsNotFoundError', 'The bucket ownership controls were not found', {
    BucketName: bucket.name,
  });
}

/** Source: S3 API Reference, PutBucketOwnershipControls. */
export async function putBucketOwnershipControls({ bucket, call, store }: BucketCall): Promise<Outcome> {
  const root = parseXml(call.payload.toString());
  const named = textAt(childAt(root, 'Rule'), 'ObjectOwnership');
  const ownership = OBJECT_OWNERSHIPS.find((candidate) => candidate === named);
  if (root?.name !== 'OwnershipControls' || childrenOf(root, 'Rule').length !== 1 || !ownership) {
    return malformedXml();
  }
  await store.change(() => {
    bucket.ownership = ownership;
  });
  return emptyAnswer(200);
}

/** Source: S3 API Reference, DeleteBucketOwnershipControls. */
export async function deleteBucketOwnershipControls({ bucket, store }: BucketCall): Promise<Outcome> {
  await store.change(() => {
    bucket.ownership = undefined;
  });
  return emptyAnswer(204);
}

/** Source: S3 API Reference, GetBucketVersioning: empty while it has never been set. */
export function getBucketVersioning({ bucket }: BucketCall): Outcome {
  return xmlAnswer('VersioningConfiguration', { Status: bucket.versioning });
}

/** Source: S3 API Reference, PutBucketVersioning. */
export async function putBucketVersioning({ bucket, call, store }: BucketCall): Promise<Outcome> {
  const root = parseXml(call.payload.toString());
  const status = textAt(root, 'Status');
  if (root?.name !== 'VersioningConfiguration' || (status !== 'Enabled' && status !== 'Suspended')) {
    return malformedXml();
  }
  await store.change(() => {
    bucket.versioning = status;
  });
  return emptyAnswer(200);
}
