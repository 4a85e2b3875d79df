import type { Call } from '../gateway/call';
import type { HttpResponse } from '../gateway/http';
import type { Outcome, RawAnswer } from '../gateway/outcome';
import type { Protocol } from '../gateway/protocol';
import { parseXml, textAt } from '../gateway/xml';
import { isJsonObject, parseJsonObject, textIn, type JsonObject } from '../json';
import type { SandboxWorld } from '../world';
import { accessDenied } from './authorized';
import { unknownOperation } from './json-service';

const READS = /^(Describe|Get|List|Head|Lookup|Filter|Search|Test|Simulate|Generate)/;

export interface PassOnOptions {
  /** The service's own, whatever else the request has in its headers. */
  readonly protocol: Protocol;
  /** Whether it changes something; default: by the operation's name. */
  readonly changes?: boolean;
  /** Parameters that take the place of the call's own: query and JSON protocols. */
  readonly input?: JsonObject;
}

/** Passes a call on to moto in the caller's account, and its answer back. */
export async function passOn(
  call: Call,
  world: Pick<SandboxWorld, 'moto' | 'log'>,
  { protocol, changes = !READS.test(call.operation), input = call.input }: PassOnOptions,
): Promise<Outcome> {
  const { caller, operation, service, region } = call;
  const isJson = protocol.kind === 'json';
  if (caller.kind === 'anonymous') return accessDenied(protocol.kind, 'Access Denied');
  const body = isJson
    ? JSON.stringify(input)
    : new URLSearchParams(input as Record<string, string>).toString();
  const response = await world.moto.send({
    account: caller.account,
    service,
    region,
    method: 'POST',
    path: '/',
    headers: isJson
      ? {
          'content-type': `application/x-amz-json-${protocol.version}`,
          'x-amz-target': `${protocol.target}.${operation}`,
        }
      : { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body: Buffer.from(body),
    changes,
  });
  if (response.status >= 500 && !isAwsAnswer(response)) return unknownOperation(call);
  return rawAnswer(isJson ? response : withRequestId(response, call.requestId));
}

/** moto answers a page of HTML to what it does not have. */
function isAwsAnswer({ headers, body }: HttpResponse): boolean {
  return !(headers['content-type'] ?? '').startsWith('text/html') || body.toString().includes('<Error>');
}

/** moto's answer with the id that the log and the event have. */
function withRequestId(response: HttpResponse, id: string): HttpResponse {
  const text = response.body.toString();
  const body = Buffer.from(
    text.replace(/<(RequestId|requestId|RequestID)>[^<]*</g, (_, tag: string) => `<${tag}>${id}<`),
  );
  const { 'content-length': _, ...headers } = response.headers;
  return { ...response, headers, body };
}

/** moto's answer, with its error read out of it for the event and the log. */
export function rawAnswer(response: HttpResponse): RawAnswer {
  if (response.status < 400) return { status: 'raw', response };
  const text = response.body.toString();
  const json = parseJsonObject(text);
  if (json) {
    const code = textIn(json, '__type') ?? 'InternalFailure';
    const message = textIn(json, 'message') ?? textIn(json, 'Message') ?? '';
    return { status: 'raw', response, error: { code: code.slice(code.lastIndexOf('#') + 1), message } };
  }
  const root = parseXml(text);
  const error =
    root?.name === 'Error'
      ? root
      : root?.children
          .flatMap((child) => (child.name === 'Errors' ? child.children : [child]))
          .find(({ name }) => name === 'Error');
  return {
    status: 'raw',
    response,
    error: {
      code: textAt(error, 'Code') ?? 'InternalFailure',
      message: textAt(error, 'Message') ?? '',
    },
  };
}

/** Request parameters as CloudTrail has them, for calls whose own shape nobody reads. */
export function shownParameters(input: unknown): JsonObject | null {
  if (!isJsonObject(input)) return null;
  const shown = Object.entries(input).filter(([name]) => name !== 'Action' && name !== 'Version');
  return shown.length === 0 ? null : Object.fromEntries(shown);
}
