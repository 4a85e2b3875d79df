import type { AwsError } from '../../../gateway/outcome';
import { invalidArgument, s3Error } from '../errors';

/** Headers that are kept with an object and come back with it. */
const KEPT = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
  'x-amz-website-redirect-location',
];
const META = 'x-amz-meta-';
const MAX_META_BYTES = 2048;

const STORAGE_CLASSES = [
  'STANDARD',
  'REDUCED_REDUNDANCY',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER',
  'DEEP_ARCHIVE',
  'GLACIER_IR',
];

export type ObjectHeaders =
  | {
      readonly status: 'ok';
      readonly headers: Readonly<Record<string, string>>;
      readonly storageClass: string;
    }
  | AwsError;

/** What a request wants to be kept with the object. Source: S3 User Guide, "Working with object metadata". */
export function readObjectHeaders(given: Readonly<Record<string, string>>): ObjectHeaders {
  const storageClass = given['x-amz-storage-class'] ?? 'STANDARD';
  if (!STORAGE_CLASSES.includes(storageClass)) {
    return s3Error('InvalidStorageClass', 'The storage class you specified is not valid', {
      StorageClassRequested: storageClass,
    });
  }
  const headers: Record<string, string> = { 'content-type': 'binary/octet-stream' };
  let metaBytes = 0;
  for (const [name, value] of Object.entries(given)) {
    if (name.startsWith(META)) {
      metaBytes += name.length - META.length + value.length;
      headers[name] = value;
    } else if (KEPT.includes(name)) {
      // aws-chunked is how the body came, not what it is.
      const kept = name === 'content-encoding' ? withoutChunks(value) : value;
      if (kept !== '') headers[name] = kept;
    }
  }
  if (metaBytes > MAX_META_BYTES) {
    return s3Error('MetadataTooLarge', 'Your metadata headers exceed the maximum allowed metadata size', {
      Size: String(metaBytes),
      MaxSizeAllowed: String(MAX_META_BYTES),
    });
  }
  return { status: 'ok', headers, storageClass };
}

function withoutChunks(value: string): string {
  return value
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== 'aws-chunked' && coding !== '')
    .join(',');
}

/** User metadata by its name without `x-amz-meta-`. */
export function userMetadata(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      name.startsWith(META) ? [[name.slice(META.length), value] as const] : [],
    ),
  );
}

const OVERRIDES: readonly string[] = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
];

/** Headers of the answer that a GET's parameters replace: `response-content-type`. */
export function overrides(
  query: ReadonlyMap<string, string>,
): { readonly status: 'ok'; readonly headers: Record<string, string> } | AwsError {
  const headers: Record<string, string> = {};
  for (const name of OVERRIDES) {
    const value = query.get(`response-${name}`);
    if (value === undefined) continue;
    if (/[^\t\x20-\x7e\x80-\xff]/.test(value)) {
      return invalidArgument(
        'Header value cannot be represented using ISO-8859-1.',
        `response-${name}`,
        value,
      );
    }
    headers[name] = value;
  }
  return { status: 'ok', headers };
}
