import type { Outcome } from '../../../gateway/outcome';
import { emptyAnswer, errorAnswer, xmlAnswer } from '../answers';
import type { BucketCall } from '../operation';
import type { StoredVersion } from '../state';
import { readTagging, tagSet } from '../tags';
import { findVersion, versionHeader } from './versions';

/** Source: S3 API Reference, GetObjectTagging. */
export function getObjectTagging(call: BucketCall): Outcome {
  return onVersion(call, (version) =>
    xmlAnswer('Tagging', tagSet(version.tags), versionHeader(call.bucket, version.id)),
  );
}

/** Source: S3 API Reference, PutObjectTagging. */
export async function putObjectTagging(call: BucketCall): Promise<Outcome> {
  const read = readTagging(call.call.payload, 'object');
  if (read.status === 'error') return read;
  return onVersion(call, async (version) => {
    await call.store.change(() => {
      version.tags = read.tags;
    });
    return emptyAnswer(200, versionHeader(call.bucket, version.id));
  });
}

/** Source: S3 API Reference, DeleteObjectTagging. */
export async function deleteObjectTagging(call: BucketCall): Promise<Outcome> {
  return onVersion(call, async (version) => {
    await call.store.change(() => {
      version.tags = [];
    });
    return emptyAnswer(204, versionHeader(call.bucket, version.id));
  });
}

/** Answers about an object or one version of it. */
export function onVersion<Answer extends Outcome | Promise<Outcome>>(
  { bucket, key, query, call }: BucketCall,
  answer: (version: StoredVersion) => Answer,
): Answer | Outcome {
  const versionId = query.get('versionId');
  const found = findVersion(bucket, key, { versionId, method: call.request.method });
  if (found.status === 'found') return answer(found.version);
  if (found.status === 'missing') return found.error;
  return errorAnswer(found.error, {
    'x-amz-delete-marker': 'true',
    ...versionHeader(bucket, found.marker.id),
  });
}
