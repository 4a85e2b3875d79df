import { timingSafeEqual } from 'node:crypto';
import type { HttpRequest } from '../gateway/http';
import type { Credential } from '../identity/credentials';
import { canonicalRequest, sha256, sign, signingKey, stringToSign } from './canonical';
import { decodeChunks } from './chunks';
import type { GivenSignature } from './parse';

/** What is wrong with a signature; `problems.ts` has each service's words for it. */
export type SignatureProblem =
  | 'missing'
  | 'malformed'
  | 'unknown-key'
  | 'wrong-token'
  | 'expired-token'
  | 'wrong-signature'
  | 'wrong-time'
  | 'expired-url'
  | 'wrong-payload-hash'
  | 'incomplete-body';

export type Verification =
  | {
      readonly status: 'ok';
      readonly payload: Buffer;
      readonly trailers: Readonly<Record<string, string>>;
    }
  | { readonly status: 'refused'; readonly problem: SignatureProblem };

const MAX_SKEW_MS = 15 * 60_000;

/** Checks a signature with the key that it names, and takes the body out of its framing. */
export function verifySignature(
  request: HttpRequest,
  given: GivenSignature,
  credential: Credential,
  now: Date,
): Verification {
  const token = tokenProblem(given, credential, now);
  if (token && token !== 'expired-token') return refused(token);
  const time = timeProblem(given, now);
  if (time) return refused(time);
  const isS3 = given.scope.service === 's3';
  const payloadHash = payloadHashOf(request, given, isS3);
  const key = signingKey(credential.secretAccessKey, given.scope);
  const canonical = canonicalRequest({ request, signedHeaders: given.signedHeaders, payloadHash, isS3 });
  const expected = sign(key, stringToSign(canonical, given.dateTime, given.scope));
  if (!given.signedHeaders.includes('host') || !sameText(expected, given.signature)) {
    return refused('wrong-signature');
  }
  if (token) return refused(token);
  return readBody(request, payloadHash, { key, given });
}

function tokenProblem(
  given: GivenSignature,
  credential: Credential,
  now: Date,
): SignatureProblem | undefined {
  if (credential.kind === 'user') return given.sessionToken === undefined ? undefined : 'wrong-token';
  if (given.sessionToken === undefined) return 'unknown-key';
  if (!sameText(given.sessionToken, credential.sessionToken)) return 'wrong-token';
  return credential.expires <= now.toISOString() ? 'expired-token' : undefined;
}

function timeProblem(
  { dateTime, scope, presigned }: GivenSignature,
  now: Date,
): SignatureProblem | undefined {
  const time = timeOf(dateTime);
  if (time === undefined) return 'malformed';
  if (!dateTime.startsWith(scope.date)) return 'wrong-signature';
  const ageMs = now.getTime() - time;
  if (presigned) {
    if (ageMs > presigned.expiresS * 1000) return 'expired-url';
    return ageMs < -MAX_SKEW_MS ? 'wrong-time' : undefined;
  }
  return Math.abs(ageMs) > MAX_SKEW_MS ? 'wrong-time' : undefined;
}

function timeOf(dateTime: string): number | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(dateTime);
  if (!parts) return undefined;
  const [, year = '', month = '', day = '', hour = '', minute = '', second = ''] = parts;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(time) ? undefined : time;
}

/** S3 takes the client's word for the hash, and compares it with the body afterwards. */
function payloadHashOf(request: HttpRequest, { presigned }: GivenSignature, isS3: boolean): string {
  const stated = request.headers['x-amz-content-sha256'];
  if (!isS3) return sha256(request.body);
  return presigned ? (stated ?? 'UNSIGNED-PAYLOAD') : (stated ?? '');
}

function readBody(
  request: HttpRequest,
  payloadHash: string,
  { key, given }: { key: Buffer; given: GivenSignature },
): Verification {
  if (payloadHash.startsWith('STREAMING-')) {
    const isSigned = payloadHash.startsWith('STREAMING-AWS4-HMAC-SHA256-PAYLOAD');
    const { dateTime, scope, signature } = given;
    const decoded = decodeChunks(
      request.body,
      isSigned ? { key, dateTime, scope, seed: signature } : undefined,
    );
    if (decoded.status === 'wrong-signature') return refused('wrong-signature');
    if (decoded.status === 'incomplete') return refused('incomplete-body');
    const stated = request.headers['x-amz-decoded-content-length'];
    if (stated !== undefined && Number(stated) !== decoded.payload.length) return refused('incomplete-body');
    return decoded;
  }
  if (payloadHash !== 'UNSIGNED-PAYLOAD' && payloadHash !== sha256(request.body)) {
    return refused('wrong-payload-hash');
  }
  return { status: 'ok', payload: request.body, trailers: {} };
}

function refused(problem: SignatureProblem): Verification {
  return { status: 'refused', problem };
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
