import type { Caller } from '../identity/caller';
import type { JsonObject } from '../json';
import type { HttpRequest } from './http';

/** A request of which is known who made it and what it asks for. */
export interface Call {
  readonly requestId: string;
  /** The service as the credential scope names it: `kms`, `s3`, `sts`. */
  readonly service: string;
  /** For example `CreateKey`; `Unknown` where the request names none. */
  readonly operation: string;
  /** Region of the credential scope. */
  readonly region: string;
  readonly caller: Caller;
  /**
   * Parameters: the JSON body (json protocols), the form and the query (query protocol: `Name.member.1` stays as
   * it is), empty for S3, which reads `request`.
   */
  readonly input: JsonObject;
  readonly request: HttpRequest;
  /** Body without aws-chunked framing. */
  readonly payload: Buffer;
  /** Trailing headers of an aws-chunked body, names in lower case: checksums. */
  readonly trailers: Readonly<Record<string, string>>;
  /** Bucket that the host names, for S3. */
  readonly virtualHostBucket?: string;
  /**
   * The service that makes this call for the caller, for example `s3.us-east-1.amazonaws.com`: `kms:ViaService`.
   */
  readonly viaService?: string;
}
