import type { Outcome } from '../../../gateway/outcome';
import type { XmlContent } from '../../../gateway/xml';
import { canonicalId } from '../acl';
import { xmlAnswer } from '../answers';
import { invalidArgument } from '../errors';
import type { BucketCall } from '../operation';
import type { BucketRecord, ObjectVersion } from '../state';
import { commonPrefix, nameWriter, readPageSize } from './paging';
import { compareKeys, sortedKeys, versionsOf } from './versions';

interface Entry {
  readonly key: string;
  readonly version: ObjectVersion;
  readonly isLatest: boolean;
}

/** Source: S3 API Reference, ListObjectVersions. */
export function listObjectVersions(call: BucketCall): Outcome {
  const { bucket, query } = call;
  const size = readPageSize(query, 'max-keys');
  if (size.status === 'error') return size;
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const keyMarker = query.get('key-marker') ?? '';
  const versionMarker = query.get('version-id-marker') ?? '';
  if (versionMarker !== '' && keyMarker === '') {
    return invalidArgument(
      'A version-id marker cannot be specified without a key marker.',
      'version-id-marker',
      versionMarker,
    );
  }
  const entries: Entry[] = [];
  const prefixes: string[] = [];
  let isTruncated = false;
  let last: { key: string; version: string | undefined } | undefined;
  for (const entry of entriesAfter(bucket, keyMarker, versionMarker)) {
    if (!entry.key.startsWith(prefix)) continue;
    const common = commonPrefix(entry.key, prefix, delimiter);
    if (common !== undefined && (common === prefixes.at(-1) || common === keyMarker)) continue;
    if (entries.length + prefixes.length === size.size) {
      isTruncated = size.size > 0;
      break;
    }
    if (common === undefined) entries.push(entry);
    else prefixes.push(common);
    last = { key: common ?? entry.key, version: common === undefined ? entry.version.id : undefined };
  }
  const write = nameWriter(call);
  const shown = (kind: ObjectVersion['kind']) =>
    entries.filter(({ version }) => version.kind === kind).map((entry) => shownEntry(bucket, entry, write));
  return xmlAnswer('ListVersionsResult', {
    Name: bucket.name,
    Prefix: write(prefix),
    KeyMarker: write(keyMarker),
    VersionIdMarker: versionMarker,
    NextKeyMarker: isTruncated && last ? write(last.key) : undefined,
    NextVersionIdMarker: isTruncated ? last?.version : undefined,
    Delimiter: delimiter === '' ? undefined : write(delimiter),
    EncodingType: query.get('encoding-type'),
    MaxKeys: size.size,
    IsTruncated: isTruncated,
    Version: shown('object'),
    DeleteMarker: shown('delete-marker'),
    CommonPrefixes: prefixes.map((name) => ({ Prefix: write(name) })),
  });
}

/** Versions after a marker: keys in S3's order, of each the newest first. */
function* entriesAfter(bucket: BucketRecord, keyMarker: string, versionMarker: string): Generator<Entry> {
  for (const key of sortedKeys(bucket)) {
    const order = keyMarker === '' ? 1 : compareKeys(key, keyMarker);
    // With a key alone, all of its versions are behind.
    if (order < 0 || (order === 0 && versionMarker === '')) continue;
    const versions = versionsOf(bucket, key);
    const start = order === 0 ? versions.findIndex(({ id }) => id === versionMarker) + 1 : 0;
    for (const [index, version] of versions.entries()) {
      if (index >= start) yield { key, version, isLatest: index === 0 };
    }
  }
}

function shownEntry(
  { account }: BucketRecord,
  { key, version, isLatest }: Entry,
  write: (name: string) => string,
): XmlContent {
  return {
    Key: write(key),
    VersionId: version.id,
    IsLatest: isLatest,
    LastModified: version.modified,
    ...(version.kind === 'object'
      ? { ETag: `"${version.etag}"`, Size: version.size, StorageClass: version.storageClass }
      : {}),
    Owner: { ID: canonicalId(account) },
  };
}
