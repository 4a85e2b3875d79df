import {
  DeleteObjectsCommand,
  ListObjectVersionsCommand,
  S3Client,
  type ListObjectVersionsCommandOutput,
  type ObjectIdentifier,
} from '@aws-sdk/client-s3';
import { clientSettings, type AccountAccess } from '../accounts/access';

/** What was deleted so far. */
export interface DeletedCounts {
  /** Versions of objects, the current ones included. */
  versions: number;
  deleteMarkers: number;
}

/** Why one version could not be deleted. */
export interface UndeletedVersion {
  key: string;
  versionId: string | undefined;
  /** S3's error code. */
  code: string;
  message: string;
}

export type EmptyBucketEnd = { deleted: DeletedCounts } & (
  | { status: 'emptied' }
  /** There is no such bucket: nothing to empty. */
  | { status: 'missing' }
  | { status: 'cancelled' }
  /** Some versions are left, or the bucket could not be listed. */
  | { status: 'failed'; message: string; errors: UndeletedVersion[] }
);

/** S3 API Reference, "DeleteObjects", "ListObjectVersions": at most so many a call. */
const PAGE = 1000;
/** Errors that are told one by one; more of them say nothing new. */
const KEPT_ERRORS = 100;

/**
 * Deletes every version of every object of a bucket, and the delete markers: without that a versioned bucket cannot be
 * deleted. What is deleted is gone; the caller has had the bucket's name typed.
 */
export async function emptyBucket(
  access: AccountAccess,
  bucket: string,
  signal?: AbortSignal,
  onProgress?: (deleted: DeletedCounts) => void,
): Promise<EmptyBucketEnd> {
  const deleted: DeletedCounts = { versions: 0, deleteMarkers: 0 };
  const errors: UndeletedVersion[] = [];
  let left = 0;
  const { credentials, forcePathStyle } = access;
  const s3 = new S3Client({ ...clientSettings(access, 's3'), credentials, forcePathStyle });
  const options = signal === undefined ? {} : { abortSignal: signal };
  let from: { KeyMarker?: string; VersionIdMarker?: string } | undefined = {};
  try {
    while (from !== undefined) {
      signal?.throwIfAborted();
      const page: ListObjectVersionsCommandOutput = await s3.send(
        new ListObjectVersionsCommand({ Bucket: bucket, MaxKeys: PAGE, ...from }),
        options,
      );
      const markers = (page.DeleteMarkers ?? []).map(identifier);
      const objects = [...(page.Versions ?? []).map(identifier), ...markers];
      if (objects.length > 0) {
        const answer = await s3.send(
          new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: objects, Quiet: true } }),
          options,
        );
        const failed = (answer.Errors ?? []).map(({ Key = '', VersionId, Code = '', Message = '' }) => ({
          key: Key,
          versionId: VersionId,
          code: Code,
          message: Message,
        }));
        const failedMarkers = markers.filter(({ Key, VersionId }) =>
          failed.some(({ key, versionId }) => key === Key && versionId === VersionId),
        ).length;
        deleted.deleteMarkers += markers.length - failedMarkers;
        deleted.versions += objects.length - markers.length - (failed.length - failedMarkers);
        left += failed.length;
        errors.push(...failed.slice(0, KEPT_ERRORS - errors.length));
        onProgress?.({ ...deleted });
      }
      from = page.IsTruncated
        ? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker }
        : undefined;
    }
  } catch (error) {
    if (signal?.aborted) return { status: 'cancelled', deleted };
    const { name, message } = error as Error;
    if (name === 'NoSuchBucket') return { status: 'missing', deleted };
    return { status: 'failed', deleted, message: `${name}: ${message}`, errors };
  } finally {
    s3.destroy();
  }
  if (left === 0) return { status: 'emptied', deleted };
  const [first] = errors;
  const example = first ? `: ${first.key}: ${first.code}: ${first.message}` : '';
  return {
    status: 'failed',
    deleted,
    message: `${left} ${left === 1 ? 'version' : 'versions'} of ${bucket} could not be deleted${example}`,
    errors,
  };
}

function identifier({ Key, VersionId }: { Key?: string; VersionId?: string }): ObjectIdentifier {
  return { Key, VersionId };
}
