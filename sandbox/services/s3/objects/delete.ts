import type { Outcome } from '../../../gateway/outcome';
import { childrenOf, parseXml, textAt, type XmlContent } from '../../../gateway/xml';
import { emptyAnswer, xmlAnswer } from '../answers';
import { denialOf } from '../access';
import { verifyBody } from '../checksums/verify';
import { timeNow } from '../clock';
import { invalidRequest, malformedXml } from '../errors';
import type { BucketCall } from '../operation';
import { writeCondition } from './conditions';
import { addVersion, currentObject, newVersionId, NULL_VERSION, removeVersion, versionsOf } from './versions';

const MAX_OBJECTS = 1000;

/** What a delete did. */
interface Deleted {
  /** The version that is gone, or the new delete marker's. */
  readonly versionId: string | undefined;
  readonly isMarker: boolean;
}

/** Source: S3 API Reference, DeleteObject. */
export async function deleteObject(call: BucketCall): Promise<Outcome> {
  const { bucket, key, query, headers } = call;
  const current = currentObject(bucket, key);
  // Nothing to compare with: S3 has no object to delete, which is no error without the condition.
  const refused = headers['if-match'] === undefined ? undefined : writeCondition(headers, key, current);
  if (refused) return refused;
  const { versionId, isMarker } = await deleteKey(call, key, query.get('versionId'));
  return emptyAnswer(204, {
    ...(versionId === undefined ? {} : { 'x-amz-version-id': versionId }),
    ...(isMarker ? { 'x-amz-delete-marker': 'true' } : {}),
  });
}

/** Source: S3 API Reference, DeleteObjects. Each object is judged by itself. */
export async function deleteObjects(call: BucketCall): Promise<Outcome> {
  const { headers, call: request } = call;
  const hasSum =
    headers['content-md5'] !== undefined ||
    [...Object.keys(headers), ...Object.keys(request.trailers)].some((name) =>
      /^x-amz-checksum-(crc|sha)/.test(name),
    );
  if (!hasSum)
    return invalidRequest('Missing required header for this request: Content-MD5 OR x-amz-checksum-*');
  const verified = verifyBody(request);
  if (verified.status === 'error') return verified;
  const root = parseXml(request.payload.toString());
  const objects = childrenOf(root, 'Object').map((element) => ({
    key: textAt(element, 'Key') ?? '',
    versionId: textAt(element, 'VersionId'),
  }));
  const isWellFormed = root?.name === 'Delete' && objects.length > 0 && objects.length <= MAX_OBJECTS;
  if (!isWellFormed || objects.some(({ key }) => key === '')) return malformedXml();
  const isQuiet = textAt(root, 'Quiet')?.toLowerCase() === 'true';
  // Together: their changes are written in one go.
  const results = await Promise.all(
    objects.map(async ({ key, versionId }): Promise<{ Deleted?: XmlContent; Error?: XmlContent }> => {
      const named = { Key: key, VersionId: versionId };
      const denied = await denialOf(call, deleteAction(versionId), key);
      if (denied) return { Error: { ...named, Code: denied.code, Message: denied.message } };
      const done = await deleteKey(call, key, versionId);
      const marker = done.isMarker ? { DeleteMarker: true, DeleteMarkerVersionId: done.versionId } : {};
      return isQuiet ? {} : { Deleted: { ...named, ...marker } };
    }),
  );
  return xmlAnswer('DeleteResult', results);
}

/** A version is a permission of its own. */
export function deleteAction(versionId: string | undefined): string {
  return versionId === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion';
}

/** Deletes an object or a version; without a version, a versioned bucket gets a delete marker. */
async function deleteKey(call: BucketCall, key: string, versionId: string | undefined): Promise<Deleted> {
  const { bucket, store } = call;
  if (versionId !== undefined) {
    const isMarker = versionsOf(bucket, key).find(({ id }) => id === versionId)?.kind === 'delete-marker';
    await store.deleteBlobs(await store.change(() => removeVersion(bucket, key, versionId)));
    return { versionId, isMarker };
  }
  if (bucket.versioning === undefined) {
    await store.deleteBlobs(await store.change(() => removeVersion(bucket, key, NULL_VERSION)));
    return { versionId: undefined, isMarker: false };
  }
  const marker = {
    kind: 'delete-marker',
    id: newVersionId(bucket),
    modified: timeNow(call),
  } as const;
  await store.deleteBlobs(await store.change(() => addVersion(bucket, key, marker)));
  return { versionId: marker.id, isMarker: true };
}
