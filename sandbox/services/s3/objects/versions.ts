import { randomBytes } from 'node:crypto';
import type { AwsError } from '../../../gateway/outcome';
import { methodNotAllowed, noSuchKey, noSuchVersion } from '../errors';
import type { BucketRecord, ContentPart, DeleteMarker, ObjectVersion, StoredVersion } from '../state';

/** The id of versions from before versioning, and while it is suspended. */
export const NULL_VERSION = 'null';

export function versionsOf({ objects }: BucketRecord, key: string): readonly ObjectVersion[] {
  return objects[slot(key)] ?? [];
}

/** The keys of a bucket in S3's order: that of their UTF-8 bytes. */
export function sortedKeys({ objects }: BucketRecord): string[] {
  return Object.keys(objects)
    .map((name) => name.slice(1))
    .sort(compareKeys);
}

export function compareKeys(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** The object that a key has now; undefined when there is none or it was deleted. */
export function currentObject(bucket: BucketRecord, key: string): StoredVersion | undefined {
  const [newest] = versionsOf(bucket, key);
  return newest?.kind === 'object' ? newest : undefined;
}

export type FoundVersion =
  | { readonly status: 'found'; readonly version: StoredVersion }
  /** What is there is a delete marker, which the answer tells of. */
  | { readonly status: 'deleted'; readonly marker: DeleteMarker; readonly error: AwsError }
  | { readonly status: 'missing'; readonly error: AwsError };

/** Finds an object, or one version of it. */
export function findVersion(
  bucket: BucketRecord,
  key: string,
  { versionId, method }: { versionId: string | undefined; method: string },
): FoundVersion {
  const versions = versionsOf(bucket, key);
  const version = versionId === undefined ? versions[0] : versions.find(({ id }) => id === versionId);
  if (!version) {
    return {
      status: 'missing',
      error: versionId === undefined ? noSuchKey(key) : noSuchVersion(key, versionId),
    };
  }
  if (version.kind === 'object') return { status: 'found', version };
  return {
    status: 'deleted',
    marker: version,
    error: versionId === undefined ? noSuchKey(key) : methodNotAllowed(method),
  };
}

/** The id that a new version gets. */
export function newVersionId({ versioning }: BucketRecord): string {
  return versioning === 'Enabled' ? randomBytes(24).toString('base64url') : NULL_VERSION;
}

/**
 * Puts a version in front; one of the same id is replaced.
 * @returns content that is no longer needed
 */
export function addVersion(
  bucket: BucketRecord,
  key: string,
  version: ObjectVersion,
): readonly ContentPart[] {
  const { kept, dropped } = without(versionsOf(bucket, key), version.id);
  bucket.objects[slot(key)] = [version, ...kept];
  return dropped;
}

/**
 * Takes a version away for good.
 * @returns content that is no longer needed
 */
export function removeVersion(bucket: BucketRecord, key: string, id: string): readonly ContentPart[] {
  const { kept, dropped } = without(versionsOf(bucket, key), id);
  if (kept.length > 0) bucket.objects[slot(key)] = kept;
  // Dropping a name from a record that only this file writes.
  else Reflect.deleteProperty(bucket.objects, slot(key));
  return dropped;
}

/** What answers tell of a version's id: nothing while the bucket has never been versioned. */
export function versionHeader({ versioning }: BucketRecord, id: string): Record<string, string> {
  return versioning === undefined ? {} : { 'x-amz-version-id': id };
}

function without(
  versions: readonly ObjectVersion[],
  id: string,
): { kept: ObjectVersion[]; dropped: readonly ContentPart[] } {
  return {
    kept: versions.filter((version) => version.id !== id),
    dropped: versions.flatMap((version) =>
      version.id === id && version.kind === 'object' ? version.content : [],
    ),
  };
}

function slot(key: string): string {
  return `/${key}`;
}
