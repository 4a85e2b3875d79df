import { parseXml, textAt, toXml } from '../../gateway/xml';
import type { ObjectStoreCall } from '../../lustre/object-store';
import type { Answered, InternalRequest } from './internal-call';

/** Larger files go in parts, for which a key has to allow Decrypt besides GenerateDataKey. */
export const PART_BYTES = 8 * 1024 * 1024;

/** Sends an object in parts; what was sent of one that fails is dropped. */
export async function sendInParts(
  send: (from: ObjectStoreCall, request: InternalRequest) => Promise<Answered>,
  from: ObjectStoreCall,
  {
    bucket,
    key,
    headers,
    body,
  }: { bucket: string; key: string; headers: Record<string, string>; body: Buffer },
): Promise<Answered> {
  const place = { bucket, key };
  const created = await send(from, {
    operation: 'CreateMultipartUpload',
    method: 'POST',
    ...place,
    headers,
    query: { uploads: '' },
  });
  if (created.status === 'error') return created;
  const uploadId = textAt(parseXml(created.response.body.toString()), 'UploadId') ?? '';
  const parts: { PartNumber: number; ETag: string }[] = [];
  for (let start = 0; start < body.length; start += PART_BYTES) {
    const number = parts.length + 1;
    const part = await send(from, {
      operation: 'UploadPart',
      method: 'PUT',
      ...place,
      query: { uploadId, partNumber: String(number) },
      body: body.subarray(start, start + PART_BYTES),
    });
    if (part.status === 'error') {
      const query = { uploadId };
      await send(from, { operation: 'AbortMultipartUpload', method: 'DELETE', ...place, query });
      return part;
    }
    parts.push({ PartNumber: number, ETag: part.response.headers['etag'] ?? '' });
  }
  return send(from, {
    operation: 'CompleteMultipartUpload',
    method: 'POST',
    ...place,
    query: { uploadId },
    body: Buffer.from(toXml({ CompleteMultipartUpload: { Part: parts } })),
  });
}
