import { createHash, createHmac } from 'node:crypto';
import type { HttpRequest } from '../gateway/http';
import type { Scope } from './parse';

/**
 * Signature Version 4, as far as a server needs it.
 * Source: IAM User Guide, "Create a signed AWS API request"; S3 API Reference, "Authenticating Requests".
 */

export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

/** The key of one day, Region and service. */
export function signingKey(secretAccessKey: string, { date, region, service }: Scope): Buffer {
  return hmac(hmac(hmac(hmac(`AWS4${secretAccessKey}`, date), region), service), 'aws4_request');
}

export function sign(key: Buffer, stringToSign: string): string {
  return hmac(key, stringToSign).toString('hex');
}

export function scopeText({ date, region, service }: Scope): string {
  return `${date}/${region}/${service}/aws4_request`;
}

/** What is signed of a request: its canonical form, hashed. */
export function stringToSign(canonicalRequest: string, dateTime: string, scope: Scope): string {
  return ['AWS4-HMAC-SHA256', dateTime, scopeText(scope), sha256(canonicalRequest)].join('\n');
}

export interface Canonical {
  readonly request: Pick<HttpRequest, 'method' | 'path' | 'query' | 'headers'>;
  readonly signedHeaders: readonly string[];
  readonly payloadHash: string;
  /** S3 takes the path as it is; all others encode it once more. */
  readonly isS3: boolean;
}

export function canonicalRequest({ request, signedHeaders, payloadHash, isS3 }: Canonical): string {
  const headers = signedHeaders.map(
    (name) => `${name}:${(request.headers[name] ?? '').trim().replace(/ +/g, ' ')}\n`,
  );
  return [
    request.method,
    canonicalPath(request.path, isS3),
    canonicalQuery(request.query),
    headers.join(''),
    signedHeaders.join(';'),
    payloadHash,
  ].join('\n');
}

function canonicalPath(path: string, isS3: boolean): string {
  const once = (path === '' ? '/' : path).split('/').map((segment) => encode(decode(segment)));
  return (isS3 ? once : once.map(encode)).join('/');
}

function canonicalQuery(query: string): string {
  return query
    .split('&')
    .filter((part) => part !== '' && !part.startsWith('X-Amz-Signature='))
    .map((part) => {
      const at = part.indexOf('=');
      const [name, value] = at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
      return [encode(decode(name)), encode(decode(value))] as const;
    })
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Everything but letters, digits and `-._~`. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
