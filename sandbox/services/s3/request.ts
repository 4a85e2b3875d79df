import { queryPairs } from '../../gateway/http';
import type { AwsError } from '../../gateway/outcome';
import type { Call } from '../../gateway/call';
import { s3Error } from './errors';

/** What a request to S3 is about. */
export interface S3Request {
  readonly call: Call;
  /** Empty for the service itself. */
  readonly bucketName: string;
  /** Empty for a bucket. */
  readonly key: string;
  /** Of parameters that come twice the first counts. */
  readonly query: ReadonlyMap<string, string>;
  readonly headers: Readonly<Record<string, string>>;
}

type Addressed = Pick<Call, 'request' | 'virtualHostBucket'>;

const MAX_KEY_BYTES = 1024;

/** Reads bucket, key and parameters. */
export function readRequest(call: Call): ({ readonly status: 'ok' } & S3Request) | AwsError {
  const place = placeOf(call);
  if (!place) return s3Error('InvalidURI', "Couldn't parse the specified URI.");
  if (Buffer.byteLength(place.key) > MAX_KEY_BYTES) {
    return s3Error('KeyTooLongError', 'Your key is too long', {
      Size: String(Buffer.byteLength(place.key)),
      MaxSizeAllowed: String(MAX_KEY_BYTES),
    });
  }
  return {
    status: 'ok',
    call,
    bucketName: place.bucket,
    key: place.key,
    query: queryOf(call),
    headers: call.request.headers,
  };
}

/** Bucket and key, from the host and the path; undefined when the path's escapes are malformed. */
export function placeOf({
  request,
  virtualHostBucket,
}: Addressed): { bucket: string; key: string } | undefined {
  let path: string;
  try {
    path = decodeURIComponent(request.path.slice(1));
  } catch {
    return undefined;
  }
  if (virtualHostBucket !== undefined) return { bucket: virtualHostBucket, key: path };
  const slash = path.indexOf('/');
  return slash < 0 ? { bucket: path, key: '' } : { bucket: path.slice(0, slash), key: path.slice(slash + 1) };
}

export function queryOf({ request }: Pick<Call, 'request'>): ReadonlyMap<string, string> {
  return new Map(queryPairs(request.query).toReversed());
}
