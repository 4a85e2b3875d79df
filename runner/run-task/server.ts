/** The run task server: takes HCP Terraform's requests, and stops without losing any. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NO_CONFIG, type LintConfig } from '../../core/lint/config';
import type { Tool } from '../../core/lint/format/report';
import { allowedHosts, type AllowedHost } from '../../core/run-task/hosts';
import { CHECKS_AT_ONCE, MAX_CHECK_MEMORY_MIB, MAX_REQUEST_BYTES } from '../../core/run-task/limits';
import { answerToHead, answerToTask, type Answer, type Answering } from './answer';
import { taskChecker } from './check-task';
import { SYSTEM_CLOCK, type Clock } from '../clock';
import type { Companions } from './companions';
import type { Log } from './log';
import { PlanJudge } from './plan-judge';
import { receive } from './receive';
import { Tasks, type Check } from './tasks';
import { workerFile } from './worker-file';

export interface RunTaskServerOptions {
  /** 0 picks a free one. */
  readonly port: number;
  /** Address to listen at. */
  readonly host: string;
  /** HMAC key of the run task. */
  readonly key: Buffer;
  /** Beside HCP Terraform's own. */
  readonly allowedHosts?: readonly AllowedHost[];
  readonly companions: Companions;
  /** Plans that are fetched, or wait for their check, at the same time. */
  readonly checksAtOnce?: number;
  readonly config?: LintConfig;
  readonly tool: Tool;
  readonly log: Log;
  readonly clock?: Clock;
  readonly random?: () => number;
  /** In place of the check of the plan. */
  readonly check?: Check;
  /** Program of the thread that judges plans, if it is not beside the one that runs. */
  readonly worker?: string;
  /** Memory that the objects of a check may take. */
  readonly checkMemoryMiB?: number;
}

export interface RunTaskServer {
  readonly status: 'listening';
  readonly port: number;
  /** Resolves when all tasks that were taken in have their end. */
  idle(): Promise<void>;
  /** Takes nothing more, ends or reports what is there, and resolves within 30 seconds. */
  stop(): Promise<void>;
}

export type StartedServer = RunTaskServer | { readonly status: 'address-unusable'; readonly message: string };

/** Time for a whole request to arrive: nobody holds a connection by sending slowly. */
const REQUEST_MS = 30_000;
const HEADERS_MS = 10_000;
/** Connections that wait to be taken; the system may allow fewer. */
const BACKLOG = 4096;

export async function startRunTaskServer(options: RunTaskServerOptions): Promise<StartedServer> {
  const { port, host, key, companions, tool, log, clock = SYSTEM_CLOCK, random = Math.random } = options;
  const hosts = allowedHosts(options.allowedHosts);
  const outgoing = { clock, random, log, userAgent: `${tool.name}/${tool.version}` };
  const { config = NO_CONFIG, worker: file = workerFile() } = options;
  const { checkMemoryMiB: memoryMiB = MAX_CHECK_MEMORY_MIB } = options;
  const judge = new PlanJudge({ clock, file, memoryMiB, config, tool });
  const check =
    options.check ??
    taskChecker({ ...outgoing, hosts, companions, judge: (plan, signal) => judge.judge(plan, signal) });
  const tasks = new Tasks({ ...outgoing, check, checksAtOnce: options.checksAtOnce ?? CHECKS_AT_ONCE });
  const answering: Answering = { key, hosts, log, accept: (task) => tasks.accept(task) };

  const server = createServer(
    { requestTimeout: REQUEST_MS, headersTimeout: HEADERS_MS },
    (message, response) => {
      void respond(message, response, answering);
    },
  );
  const problem = await listen(server, port, host);
  if (problem) {
    return {
      status: 'address-unusable',
      message: `${host}:${port} cannot be listened at (${problem.code ?? problem.message}); give another --port or --host.`,
    };
  }
  return {
    status: 'listening',
    port: (server.address() as AddressInfo).port,
    idle: () => tasks.idle(),
    stop: async () => {
      log('Stopping: no new tasks are taken.');
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      const untold = await tasks.stop();
      await judge.close();
      if (untold > 0) log(`${untold} results could not be told.`);
      await companions.written();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** @returns what is in the way */
function listen(server: Server, port: number, host: string): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    server.once('error', resolve);
    server.listen({ port, host, backlog: BACKLOG }, () => {
      server.off('error', resolve);
      resolve(undefined);
    });
  });
}

async function respond(
  message: IncomingMessage,
  response: ServerResponse,
  answering: Answering,
): Promise<void> {
  const [path = '/'] = (message.url ?? '/').split('?');
  const method = message.method ?? 'GET';
  const early = answerToHead({ method, path });
  if (early) {
    message.resume();
    write(response, method, early);
    return;
  }
  const received = await receive(message, MAX_REQUEST_BYTES);
  switch (received.status) {
    case 'aborted':
      response.destroy();
      return;
    case 'too-large':
      // The connection ends with the answer: what is still being sent is nobody's.
      write(response, method, {
        status: 413,
        text: `A request has ${MAX_REQUEST_BYTES} bytes at most.`,
        headers: { connection: 'close' },
      });
      return;
    case 'read':
      write(response, method, answerToTask({ headers: message.headers, body: received.body }, answering));
  }
}

function write(response: ServerResponse, method: string, { status, text = '', headers }: Answer): void {
  const body = Buffer.from(text === '' ? '' : `${text}\n`);
  response
    .writeHead(status, {
      ...(text === '' ? {} : { 'content-type': 'text/plain; charset=utf-8' }),
      'content-length': body.length,
      ...headers,
    })
    .end(method === 'HEAD' ? undefined : body);
}
