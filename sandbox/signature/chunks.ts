import { sha256, scopeText, sign } from './canonical';
import type { Scope } from './parse';

/** A body in aws-chunked framing, taken apart. */
export type DecodedBody =
  | { readonly status: 'ok'; readonly payload: Buffer; readonly trailers: Readonly<Record<string, string>> }
  | { readonly status: 'incomplete' }
  | { readonly status: 'wrong-signature' };

/** What the signatures of chunks are made with; left out for unsigned chunks. */
export interface ChunkSigning {
  readonly key: Buffer;
  readonly dateTime: string;
  readonly scope: Scope;
  /** Signature of the request's headers, the first in the chain. */
  readonly seed: string;
}

const EMPTY_HASH = sha256('');
const MAX_HEADER_BYTES = 1024;

/**
 * Takes an aws-chunked body apart, and checks the signature of each chunk and of the trailers where they have one.
 * Source: S3 API Reference, "Signature Calculations for the Authorization Header: Transferring Payload in Multiple
 * Chunks" and "… (with trailing headers)".
 */
export function decodeChunks(body: Buffer, signing: ChunkSigning | undefined): DecodedBody {
  const pieces: Buffer[] = [];
  let previous = signing?.seed ?? '';
  let at = 0;
  for (;;) {
    const lineEnd = body.indexOf('\r\n', at);
    if (lineEnd < 0 || lineEnd - at > MAX_HEADER_BYTES) return { status: 'incomplete' };
    const header = /^([0-9a-fA-F]{1,8})(?:;chunk-signature=([0-9a-f]{64}))?$/.exec(
      body.toString('latin1', at, lineEnd),
    );
    if (!header) return { status: 'incomplete' };
    const size = parseInt(header[1] ?? '', 16);
    const start = lineEnd + 2;
    if (start + size > body.length) return { status: 'incomplete' };
    const chunk = body.subarray(start, start + size);
    if (signing) {
      const expected = sign(
        signing.key,
        [...chainHead('PAYLOAD', signing, previous), EMPTY_HASH, sha256(chunk)].join('\n'),
      );
      if (header[2] !== expected) return { status: 'wrong-signature' };
      previous = expected;
    }
    if (size === 0) return withTrailers(body.subarray(start), Buffer.concat(pieces), signing, previous);
    if (body.toString('latin1', start + size, start + size + 2) !== '\r\n') return { status: 'incomplete' };
    pieces.push(chunk);
    at = start + size + 2;
  }
}

function withTrailers(
  rest: Buffer,
  payload: Buffer,
  signing: ChunkSigning | undefined,
  previous: string,
): DecodedBody {
  const trailers: Record<string, string> = {};
  let given: string | undefined;
  for (const line of rest.toString('latin1').split('\r\n')) {
    const at = line.indexOf(':');
    if (at <= 0) continue;
    const name = line.slice(0, at).toLowerCase().trim();
    const value = line.slice(at + 1).trim();
    if (name === 'x-amz-trailer-signature') given = value;
    else trailers[name] = value;
  }
  if (signing && Object.keys(trailers).length > 0) {
    const canonical = Object.entries(trailers).map(([name, value]) => `${name}:${value}\n`);
    const text = [...chainHead('TRAILER', signing, previous), sha256(canonical.join(''))].join('\n');
    if (given !== sign(signing.key, text)) return { status: 'wrong-signature' };
  }
  return { status: 'ok', payload, trailers };
}

function chainHead(kind: 'PAYLOAD' | 'TRAILER', signing: ChunkSigning, previous: string): string[] {
  return [`AWS4-HMAC-SHA256-${kind}`, signing.dateTime, scopeText(signing.scope), previous];
}
