import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { parseXml, textAt } from '../gateway/xml';
import type { HttpResponse } from '../gateway/http';
import type { MotoClient, MotoQuery, MotoQueryAnswer, MotoRequest } from './client';
import { newSeed, type Journal } from './journal';

/** Headers that belong to one connection, or are set anew. */
const DROPPED =
  /^(host|connection|keep-alive|content-length|transfer-encoding|expect|authorization|content-encoding|x-amz-(security-token|decoded-content-length|trailer|content-sha256)|x-moto-account-id)$/;

/** The client of one running moto. Requests go one after the other: that alone makes its ids repeatable. */
export class MotoHttpClient implements MotoClient {
  readonly #url: URL;
  readonly #journal: Journal;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  #last: Promise<unknown> = Promise.resolve();

  constructor(url: string, journal: Journal) {
    this.#url = new URL(url);
    this.#journal = journal;
  }

  send(request: MotoRequest): Promise<HttpResponse> {
    return this.#inTurn(async () => {
      if (!request.changes) return this.#exchange(request);
      const seed = newSeed();
      await this.#seed(seed, request.account);
      const response = await this.#exchange(request);
      if (response.status < 400) await this.#journal.append(request, seed);
      return response;
    });
  }

  async query({
    account,
    service,
    region = 'us-east-1',
    action,
    params,
    changes,
  }: MotoQuery): Promise<MotoQueryAnswer> {
    const version = service === 'iam' ? '2010-05-08' : '2016-11-15';
    const form = new URLSearchParams({ Action: action, Version: version, ...params });
    const response = await this.send({
      account,
      service,
      region,
      method: 'POST',
      path: '/',
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
      body: Buffer.from(form.toString()),
      changes,
    });
    const root = parseXml(response.body.toString());
    if (response.status < 400 && root) return { status: 'ok', root };
    const error = root?.children.find(({ name }) => name === 'Error') ?? root;
    return {
      status: 'error',
      httpStatus: response.status,
      code: textAt(error, 'Code') ?? 'InternalFailure',
      message: textAt(error, 'Message') ?? `moto answered ${response.status}`,
    };
  }

  /** Does the journal's requests again, on a moto that has just started. */
  replay(): Promise<number> {
    return this.#inTurn(async () => {
      const entries = await this.#journal.entries();
      for (const entry of entries) {
        await this.#seed(entry.seed, entry.account);
        await this.#exchange({ ...entry, body: await this.#journal.bodyOf(entry), changes: true });
      }
      return entries.length;
    });
  }

  close(): void {
    this.#agent.destroy();
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Without an account moto would look for one everywhere, and on the way make IAM for all AWS partitions. */
  async #seed(seed: number, account: string): Promise<void> {
    const headers = { 'x-moto-account-id': account };
    await this.#http('POST', `/moto-api/seed?a=${seed}`, headers, Buffer.alloc(0));
  }

  #exchange(request: MotoRequest): Promise<HttpResponse> {
    const { account, service, region, method, path, query, body } = request;
    const kept = Object.entries(request.headers).filter(([name]) => !DROPPED.test(name));
    const headers = {
      ...Object.fromEntries(kept),
      'x-moto-account-id': account,
      // moto reads service and Region here, and checks no signature.
      authorization: `AWS4-HMAC-SHA256 Credential=AKIASANDBOXSANDBOX00/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
    };
    return this.#http(method, query ? `${path}?${query}` : path, headers, body);
  }

  #http(
    method: string,
    path: string,
    headers: Readonly<Record<string, string>>,
    body: Buffer,
  ): Promise<HttpResponse> {
    const { hostname, port } = this.#url;
    return new Promise((resolve, reject) => {
      const request = httpRequest(
        {
          agent: this.#agent,
          hostname,
          port,
          method,
          path,
          headers: { ...headers, 'content-length': body.length },
        },
        (response) => {
          readResponse(response).then(resolve, reject);
        },
      );
      request.once('error', (error: NodeJS.ErrnoException) => {
        // moto closed a kept connection just when it was used again: it has not seen the request.
        if (request.reusedSocket && error.code === 'ECONNRESET') {
          this.#http(method, path, headers, body).then(resolve, reject);
        } else {
          reject(error);
        }
      });
      request.end(body);
    });
  }
}

async function readResponse(response: IncomingMessage): Promise<HttpResponse> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers)) {
    if (value === undefined || /^(connection|keep-alive|transfer-encoding|server|date)$/.test(name)) continue;
    headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return { status: response.statusCode ?? 500, headers, body: await buffer(response) };
}
