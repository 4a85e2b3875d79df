import type { Call } from '../gateway/call';
import type { HttpResponse } from '../gateway/http';
import type { Outcome, RawAnswer } from '../gateway/outcome';
import { parseXml, textAt } from '../gateway/xml';
import { isJsonObject, parseJsonObject, textIn, type JsonObject } from '../json';
import type { SandboxWorld } from '../world';
import { accessDenied } from './authorized';
import { unknownOperation } from './json-service';

const READS = /^(Describe|Get|List|Head|Lookup|Filter|Search|Test|Simulate|Generate)/;

export interface PassOnOptions {
  /** Whether it changes something; default: by the operation's name. */
  readonly changes?: boolean;
  /** Parameters that take the place of the call's own: query and JSON protocols. */
  readonly input?: JsonObject;
}

/** Passes a call on to moto in the caller's account, and its answer back. */
export async function passOn(
  call: Call,
  world: Pick<SandboxWorld, 'moto' | 'log'>,
  { changes = !READS.test(call.operation), input = call.input }: PassOnOptions = {},
): Promise<Outcome> {
  const { caller, request, service, region } = call;
  const isJson = request.headers['x-amz-target'] !== undefined;
  if (caller.kind === 'anonymous') return accessDenied(isJson ? 'json' : 'query', 'Access Denied');
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
      ? pick(request.headers, ['content-type', 'x-amz-target'])
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

function pick(headers: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = headers[name];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}
