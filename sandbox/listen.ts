import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MAX_BODY_BYTES, receive } from './gateway/receive';
import type { HttpRequest, HttpResponse } from './gateway/http';
import type { Log } from './log';

export type Listening =
  | { readonly status: 'listening'; readonly port: number; close(): Promise<void> }
  | { readonly status: 'port-in-use'; readonly message: string };

const KEEP_ALIVE_MS = 120_000;

/** Takes requests on 127.0.0.1, and answers them. */
export async function listen(
  port: number,
  answer: (request: HttpRequest) => Promise<HttpResponse>,
  log: Log,
): Promise<Listening> {
  const server = createServer((message, response) => {
    respond(message, response, answer).catch((error: unknown) => {
      log(`An answer could not be sent: ${String(error)}`);
      fail(response);
    });
  });
  // Clients keep connections for a while; one that is closed just when it is used again looks like a failure to them.
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  // Uploads of large files take their time; clients close what they no longer want.
  server.requestTimeout = 0;
  const problem = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
    server.once('error', resolve);
    server.listen(port, '127.0.0.1', () => {
      resolve(undefined);
    });
  });
  if (problem?.code === 'EADDRINUSE' || problem?.code === 'EACCES') {
    const why = problem.code === 'EACCES' ? 'may not be used' : 'is in use';
    return { status: 'port-in-use', message: `Port ${port} of 127.0.0.1 ${why}; give another with --port.` };
  }
  if (problem) throw problem;
  return {
    status: 'listening',
    port: (server.address() as AddressInfo).port,
    close: () => close(server),
  };
}

async function respond(
  message: IncomingMessage,
  response: ServerResponse,
  answer: (request: HttpRequest) => Promise<HttpResponse>,
): Promise<void> {
  const received = await receive(message);
  if (received.status === 'aborted') return;
  if (received.status === 'too-large') {
    const text = `A request may have ${MAX_BODY_BYTES} bytes.`;
    response.writeHead(413, { 'content-type': 'text/plain' }).end(text);
    return;
  }
  const { status, headers, body } = await answer(received.request);
  // The length of what a HEAD would have had is the service's to say.
  const isHead = received.request.method === 'HEAD';
  const length = (isHead ? headers['content-length'] : undefined) ?? body.length;
  const framing = status === 204 || status === 304 ? {} : { 'content-length': length };
  response.writeHead(status, { ...headers, ...framing }).end(isHead ? undefined : body);
}

/** An answer that HTTP does not take, for a control character in a header: AWS's answer to what it did not foresee. */
function fail(response: ServerResponse): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const body = JSON.stringify({
    __type: 'InternalFailure',
    message: 'The sandbox failed; its log says why.',
  });
  response
    .writeHead(500, { 'content-type': 'application/json', 'x-amzn-errortype': 'InternalFailure' })
    .end(body);
}

async function close(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}
