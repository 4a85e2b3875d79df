import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { HttpRequest } from './http';

export type Received =
  | { readonly status: 'read'; readonly request: HttpRequest }
  | { readonly status: 'too-large' }
  | { readonly status: 'aborted' };

/** More than any proof or export of a walkthrough needs; it is all in memory. */
export const MAX_BODY_BYTES = 512 * 1024 * 1024;

/** Reads a request to its end. */
export async function receive(message: IncomingMessage): Promise<Received> {
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    for await (const piece of message as AsyncIterable<Buffer>) {
      size += piece.length;
      // The rest is read and dropped: a client that still writes would not see the answer.
      if (size <= MAX_BODY_BYTES) pieces.push(piece);
    }
  } catch {
    return { status: 'aborted' };
  }
  if (size > MAX_BODY_BYTES) return { status: 'too-large' };
  const [path = '', ...query] = withoutHost(message.url ?? '').split('?');
  return {
    status: 'read',
    request: {
      id: randomUUID(),
      method: message.method ?? 'GET',
      path: path.startsWith('/') ? path : `/${path}`,
      query: query.join('?'),
      headers: headersOf(message.rawHeaders),
      body: Buffer.concat(pieces),
      sourceIp: message.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '127.0.0.1',
    },
  };
}

/**
 * A client whose proxy the sandbox is asks for a whole address; its Host header, which is signed, names the host too.
 * Source: RFC 9112, HTTP/1.1, 3.2.2, "absolute-form".
 */
function withoutHost(target: string): string {
  return target.replace(/^http:\/\/[^/?]*/i, '');
}

function headersOf(raw: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = raw[index]?.toLowerCase() ?? '';
    const value = raw[index + 1] ?? '';
    const before = Object.hasOwn(headers, name) ? headers[name] : undefined;
    headers[name] = before === undefined ? value : `${before},${value}`;
  }
  return headers;
}
