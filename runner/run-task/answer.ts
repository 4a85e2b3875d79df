/** What a request to the server is answered with. */
import { readRunTaskRequest, type RunTask } from '../../core/run-task/api/run-task-request';
import { checkUrl, type AllowedHosts } from '../../core/run-task/hosts';
import type { Log } from './log';
import { isSigned, SIGNATURE_HEADER } from './signature';

export const RUN_TASK_PATH = '/run-task';
export const HEALTH_PATH = '/healthz';

export interface Request {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

export interface Answer {
  readonly status: number;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** `full`: there are too many already, or the server is being stopped. */
export type Accepted = 'accepted' | 'known' | 'full';

export interface Answering {
  readonly key: Buffer;
  readonly hosts: AllowedHosts;
  /** Takes a task in; what comes of it is told to its callback. */
  readonly accept: (task: RunTask) => Accepted;
  readonly log: Log;
}

const METHODS: Readonly<Record<string, readonly string[]>> = {
  [RUN_TASK_PATH]: ['POST'],
  [HEALTH_PATH]: ['GET', 'HEAD'],
};
/** HCP Terraform sends a task again that was not answered with 200. */
const FULL: Answer = {
  status: 503,
  text: 'Too many tasks; send it again later.',
  headers: { 'retry-after': '30' },
};

/** Answers what can be answered without the body; undefined where the body is needed. */
export function answerToHead({ method, path }: Pick<Request, 'method' | 'path'>): Answer | undefined {
  const methods = Object.hasOwn(METHODS, path) ? METHODS[path] : undefined;
  if (!methods) return { status: 404, text: `There are ${RUN_TASK_PATH} and ${HEALTH_PATH}.` };
  if (!methods.includes(method)) {
    return {
      status: 405,
      text: `${path} takes ${methods.join(', ')}.`,
      headers: { allow: methods.join(', ') },
    };
  }
  return path === HEALTH_PATH ? { status: 200, text: 'ok' } : undefined;
}

/** Answers a run task: 200 means that it is taken in, and nothing of what comes of it. */
export function answerToTask({ headers, body }: Pick<Request, 'headers' | 'body'>, to: Answering): Answer {
  const { key, hosts, accept, log } = to;
  const signature = headers[SIGNATURE_HEADER];
  if (!isSigned(body, typeof signature === 'string' ? signature : undefined, key)) {
    log(`Refused, 401: ${signature ? 'the signature is not made with this key' : 'there is no signature'}.`);
    return { status: 401, text: 'The signature is missing, or is not made with the key of this run task.' };
  }
  const json = parsed(body);
  if (json === undefined) return refused(400, 'The request is not JSON.', log);
  const request = readRunTaskRequest(json);
  switch (request.status) {
    case 'probe':
      log('Answered the test of a run task that is being created.');
      return { status: 200 };
    case 'invalid':
      return refused(422, `The request is not understood: ${request.problems.join('; ')}.`, log);
    case 'task': {
      const { task } = request;
      for (const [name, url] of [
        ['task_result_callback_url', task.callbackUrl],
        ['plan_json_api_url', task.planUrl],
      ] as const) {
        const checked = url === undefined ? undefined : checkUrl(url, hosts.api);
        if (checked?.status === 'refused') return refused(403, `${name}: ${checked.reason}.`, log);
      }
      return accept(task) === 'full' ? FULL : { status: 200 };
    }
  }
}

function refused(status: number, text: string, log: Log): Answer {
  log(`Refused, ${status}: ${text}`);
  return { status, text };
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
