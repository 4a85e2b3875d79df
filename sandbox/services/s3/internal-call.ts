import { randomUUID } from 'node:crypto';
import type { Call } from '../../gateway/call';
import type { HttpResponse } from '../../gateway/http';
import type { AwsError } from '../../gateway/outcome';
import type { ObjectStoreCall } from '../../lustre/object-store';

/** The service that calls. */
const SERVICE = 'fsx.amazonaws.com';

/** What a service asks of S3. */
export interface InternalRequest {
  readonly operation: string;
  readonly method: string;
  readonly bucket: string;
  readonly key?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

export type Answered = { readonly status: 'ok'; readonly response: HttpResponse } | AwsError;

/**
 * A call as it would come over HTTP. The session of a service's role is that service's own; anybody else it calls
 * for, with their credentials.
 */
export function callOf({ caller, region }: ObjectStoreCall, request: InternalRequest): Call {
  const { operation, method, bucket, key, query = {}, headers = {}, body = Buffer.alloc(0) } = request;
  const requestId = randomUUID();
  const isOwn = caller.kind === 'session' && caller.invokedBy !== undefined;
  const path = `/${[bucket, ...(key === undefined ? [] : [key])].map(encodePath).join('/')}`;
  return {
    requestId,
    service: 's3',
    operation,
    region,
    caller,
    input: {},
    request: {
      id: requestId,
      method,
      path,
      query: new URLSearchParams(query).toString(),
      headers: { host: `s3.${region}.amazonaws.com`, 'user-agent': SERVICE, ...headers },
      body,
      sourceIp: SERVICE,
    },
    payload: body,
    trailers: {},
    ...(isOwn ? {} : { viaService: `fsx.${region}.amazonaws.com` }),
  };
}

function encodePath(text: string): string {
  return text.split('/').map(encodeURIComponent).join('/');
}
