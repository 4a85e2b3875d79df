import {
  canonicalRequest,
  scopeText,
  sha256,
  sign,
  signingKey,
  stringToSign,
} from '../../sandbox/signature/canonical';
import type { RunningSandbox } from '../../sandbox/sandbox';
import type { Keys } from './clients';

export interface SignedRequest {
  service: string;
  region?: string;
  method?: string;
  /** Percent-encoded, with the query. */
  target?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** Default: now. */
  date?: Date;
}

/** The headers of a request, signed. */
export function signedHeaders(host: string, keys: Keys, request: SignedRequest): Record<string, string> {
  const {
    service,
    region = 'us-east-1',
    method = 'POST',
    target = '/',
    body = '',
    date = new Date(),
  } = request;
  const dateTime = date.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const scope = { date: dateTime.slice(0, 8), region, service };
  const headers: Record<string, string> = {
    host,
    'x-amz-date': dateTime,
    ...(service === 's3' ? { 'x-amz-content-sha256': sha256(body) } : {}),
    ...(keys.sessionToken === undefined ? {} : { 'x-amz-security-token': keys.sessionToken }),
    ...request.headers,
  };
  const names = Object.keys(headers).sort();
  const [path = '/', query = ''] = target.split('?');
  const canonical = canonicalRequest({
    request: { method, path, query, headers },
    signedHeaders: names,
    payloadHash: headers['x-amz-content-sha256'] ?? sha256(body),
    isS3: service === 's3',
  });
  const signature = sign(signingKey(keys.secretAccessKey, scope), stringToSign(canonical, dateTime, scope));
  const credential = `${keys.accessKeyId}/${scopeText(scope)}`;
  return {
    ...headers,
    authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names.join(';')}, Signature=${signature}`,
  };
}

/** Sends a signed request. */
export async function send(sandbox: RunningSandbox, keys: Keys, request: SignedRequest): Promise<Response> {
  const { method = 'POST', target = '/', body = '' } = request;
  const { host: _, ...headers } = signedHeaders(new URL(sandbox.endpoint).host, keys, request);
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return fetch(`${sandbox.endpoint}${target}`, { method, headers, ...(hasBody ? { body } : {}) });
}

export interface PresignedRequest {
  service: string;
  region: string;
  path?: string;
  query?: string;
  date: Date;
  expiresS: number;
}

/** A URL that carries the signature of a GET. */
export function presigned(sandbox: RunningSandbox, keys: Keys, request: PresignedRequest): string {
  const { service, region, path = '/', query: own = '', date, expiresS } = request;
  const dateTime = date.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const scope = { date: dateTime.slice(0, 8), region, service };
  const { host } = new URL(sandbox.endpoint);
  const pairs = new URLSearchParams({
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `${keys.accessKeyId}/${scopeText(scope)}`,
    'X-Amz-Date': dateTime,
    'X-Amz-Expires': String(expiresS),
    'X-Amz-SignedHeaders': 'host',
    ...(keys.sessionToken === undefined ? {} : { 'X-Amz-Security-Token': keys.sessionToken }),
  });
  const query = [own, pairs.toString()].filter((part) => part !== '').join('&');
  const canonical = canonicalRequest({
    request: { method: 'GET', path, query, headers: { host } },
    signedHeaders: ['host'],
    payloadHash: service === 's3' ? 'UNSIGNED-PAYLOAD' : sha256(''),
    isS3: service === 's3',
  });
  const signature = sign(signingKey(keys.secretAccessKey, scope), stringToSign(canonical, dateTime, scope));
  return `${sandbox.endpoint}${path}?${query}&X-Amz-Signature=${signature}`;
}

export interface QueryAnswer {
  status: number;
  text: string;
}

/** A call of a query-protocol service. */
export async function query(
  sandbox: RunningSandbox,
  keys: Keys,
  service: 'iam' | 'sts' | 'ec2',
  action: string,
  params: Record<string, string> = {},
): Promise<QueryAnswer> {
  const version = { iam: '2010-05-08', sts: '2011-06-15', ec2: '2016-11-15' }[service];
  const response = await send(sandbox, keys, {
    service,
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body: new URLSearchParams({ Action: action, Version: version, ...params }).toString(),
  });
  return { status: response.status, text: await response.text() };
}

/** A call of IAM that succeeds. @throws when it does not */
export async function iam(
  sandbox: RunningSandbox,
  keys: Keys,
  action: string,
  params: Record<string, string> = {},
): Promise<string> {
  const { status, text } = await query(sandbox, keys, 'iam', action, params);
  if (status !== 200) throw new Error(`${action}: ${status} ${text}`);
  return text;
}

/** A policy of one statement. */
export function allow(action: string | string[], resource = '*', rest: Record<string, unknown> = {}): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: action, Resource: resource, ...rest }],
  });
}

/** A trust policy for one principal. */
export function trust(principal: string, rest: Record<string, unknown> = {}): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: principal }, Action: 'sts:AssumeRole', ...rest }],
  });
}

/** A user with policies of its own, and its keys. */
export async function makeUser(
  sandbox: RunningSandbox,
  administrator: Keys,
  name: string,
  policy?: string,
): Promise<Keys> {
  await iam(sandbox, administrator, 'CreateUser', { UserName: name });
  if (policy !== undefined) {
    await iam(sandbox, administrator, 'PutUserPolicy', {
      UserName: name,
      PolicyName: 'own',
      PolicyDocument: policy,
    });
  }
  const made = await iam(sandbox, administrator, 'CreateAccessKey', { UserName: name });
  const at = (tag: string) => new RegExp(`<${tag}>([^<]+)</${tag}>`).exec(made)?.[1] ?? '';
  return { accessKeyId: at('AccessKeyId'), secretAccessKey: at('SecretAccessKey') };
}
