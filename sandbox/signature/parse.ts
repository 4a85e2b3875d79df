import { queryPairs, type HttpRequest } from '../gateway/http';

/** The credential scope. */
export interface Scope {
  /** `YYYYMMDD` */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

/** A signature as a request carries it. */
export interface GivenSignature {
  readonly accessKeyId: string;
  readonly scope: Scope;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `YYYYMMDD'T'HHMMSS'Z'`; empty when it is missing. */
  readonly dateTime: string;
  readonly sessionToken?: string;
  /** Set for a presigned URL. */
  readonly presigned?: { readonly expiresS: number };
}

export type ParsedSignature =
  | { readonly status: 'signed'; readonly given: GivenSignature }
  | { readonly status: 'unsigned' }
  | { readonly status: 'malformed'; readonly detail: string };

const ALGORITHM = 'AWS4-HMAC-SHA256';

/** Reads the signature of a request, from its Authorization header or its query. */
export function parseSignature(request: HttpRequest): ParsedSignature {
  const header = request.headers['authorization'];
  if (header !== undefined) return fromHeader(header, request);
  const pairs = new Map(queryPairs(request.query));
  return pairs.has('X-Amz-Signature') || pairs.has('X-Amz-Algorithm')
    ? fromQuery(pairs)
    : { status: 'unsigned' };
}

function fromHeader(header: string, request: HttpRequest): ParsedSignature {
  if (!header.startsWith(`${ALGORITHM} `)) {
    return { status: 'malformed', detail: `Authorization header requires '${ALGORITHM}'.` };
  }
  const parts = new Map(
    header
      .slice(ALGORITHM.length)
      .split(',')
      .map((part) => {
        const [name = '', ...value] = part.trim().split('=');
        return [name, value.join('=')] as const;
      }),
  );
  for (const name of ['Credential', 'Signature', 'SignedHeaders']) {
    if (!parts.get(name)) {
      return { status: 'malformed', detail: `Authorization header requires '${name}' parameter.` };
    }
  }
  const token = request.headers['x-amz-security-token'];
  return withScope(parts.get('Credential') ?? '', {
    signedHeaders: (parts.get('SignedHeaders') ?? '').split(';'),
    signature: parts.get('Signature') ?? '',
    dateTime: request.headers['x-amz-date'] ?? basicDate(request.headers['date']),
    ...(token === undefined ? {} : { sessionToken: token }),
  });
}

function fromQuery(pairs: ReadonlyMap<string, string>): ParsedSignature {
  if (pairs.get('X-Amz-Algorithm') !== ALGORITHM) {
    return { status: 'malformed', detail: `X-Amz-Algorithm only supports "${ALGORITHM}"` };
  }
  for (const name of ['Credential', 'Signature', 'Date', 'SignedHeaders', 'Expires']) {
    if (!pairs.get(`X-Amz-${name}`)) {
      return {
        status: 'malformed',
        detail:
          'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
      };
    }
  }
  const expires = pairs.get('X-Amz-Expires') ?? '';
  if (!/^\d{1,7}$/.test(expires) || Number(expires) > MAX_EXPIRES_S) {
    return {
      status: 'malformed',
      detail:
        'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds',
    };
  }
  const token = pairs.get('X-Amz-Security-Token');
  return withScope(pairs.get('X-Amz-Credential') ?? '', {
    signedHeaders: (pairs.get('X-Amz-SignedHeaders') ?? '').split(';'),
    signature: pairs.get('X-Amz-Signature') ?? '',
    dateTime: pairs.get('X-Amz-Date') ?? '',
    presigned: { expiresS: Number(expires) },
    ...(token === undefined ? {} : { sessionToken: token }),
  });
}

const MAX_EXPIRES_S = 604_800;

function withScope(credential: string, rest: Omit<GivenSignature, 'accessKeyId' | 'scope'>): ParsedSignature {
  const [accessKeyId = '', date = '', region = '', service = '', end, ...more] = credential.split('/');
  if (accessKeyId === '' || end !== 'aws4_request' || more.length > 0 || !/^\d{8}$/.test(date)) {
    return {
      status: 'malformed',
      detail: `the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".`,
    };
  }
  return { status: 'signed', given: { accessKeyId, scope: { date, region, service }, ...rest } };
}

/** `Wed, 25 Nov 2026 17:45:00 GMT` as `20261125T174500Z`; empty when it is no date. */
function basicDate(date: string | undefined): string {
  const time = date === undefined ? NaN : Date.parse(date);
  return Number.isNaN(time) ? '' : new Date(time).toISOString().replace(/[-:]|\.\d{3}/g, '');
}
