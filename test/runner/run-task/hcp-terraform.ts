/**
 * HCP Terraform's side of a run task on loopback, and beside it the host that keeps plans. It checks every request of
 * ours against the documented contract: what is wrong is in `violations`, which a test wants to be empty.
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run-tasks/run-tasks-integration
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

export const TOKEN = 'secretToken.atlasv1.doNotTellAnybody';

const tag = {
  type: 'object',
  additionalProperties: false,
  required: ['label'],
  properties: {
    label: { type: 'string', minLength: 1, maxLength: 32 },
    level: { enum: ['none', 'info', 'warning', 'error'] },
  },
};
const outcome = {
  type: 'object',
  additionalProperties: false,
  required: ['type', 'attributes'],
  properties: {
    type: { const: 'task-result-outcomes' },
    attributes: {
      type: 'object',
      additionalProperties: false,
      required: ['outcome-id', 'description'],
      properties: {
        'outcome-id': { type: 'string', minLength: 1, maxLength: 64 },
        description: { type: 'string', minLength: 1, pattern: '^[^\\n]*$' },
        body: { type: 'string', maxLength: 10_000 },
        url: { type: 'string', format: 'uri' },
        tags: { type: 'object', additionalProperties: { type: 'array', minItems: 1, items: tag } },
      },
    },
  },
};
/** The documented body of a callback, written down from the page and not from our own schema. */
const CALLBACK = {
  type: 'object',
  additionalProperties: false,
  required: ['data'],
  properties: {
    data: {
      type: 'object',
      additionalProperties: false,
      required: ['type', 'attributes'],
      properties: {
        type: { const: 'task-results' },
        attributes: {
          type: 'object',
          additionalProperties: false,
          required: ['status'],
          properties: {
            status: { enum: ['passed', 'failed', 'running'] },
            message: { type: 'string', maxLength: 1000 },
            url: { type: 'string', format: 'uri' },
          },
        },
        relationships: {
          type: 'object',
          additionalProperties: false,
          required: ['outcomes'],
          properties: {
            outcomes: {
              type: 'object',
              additionalProperties: false,
              required: ['data'],
              properties: { data: { type: 'array', maxItems: 10, items: outcome } },
            },
          },
        },
      },
    },
  },
};

export interface Outcome {
  attributes: {
    'outcome-id': string;
    description: string;
    body?: string;
    url?: string;
    tags: Record<string, { label: string; level?: string }[]>;
  };
}

/** A callback, as it came. */
export interface Callback {
  task: string;
  status: 'running' | 'passed' | 'failed';
  message: string;
  outcomes: Outcome[];
}

/** Answers a request; without an answer of its own there is the documented one. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export interface HcpTerraform {
  /** `127.0.0.1:PORT` of the API, and of the host that keeps plans. */
  readonly api: string;
  readonly archive: string;
  readonly violations: string[];
  readonly callbacks: Callback[];
  /** Requests for plans, as `api PATH` or `archive PATH`. */
  readonly fetched: string[];
  /** Plans by their id, as text. */
  readonly plans: Map<string, string | Buffer>;
  /** In place of the documented answers, by kind. */
  onPlan: Handler | undefined;
  onArchive: Handler | undefined;
  onCallback: Handler | undefined;
  /** Payload of a run task of a plan. */
  payload(plan: string, changes?: Record<string, unknown>): Record<string, unknown>;
  /** Resolves when the final result of a task has come. */
  final(task: string): Promise<Callback>;
  close(): void;
}

export async function startHcpTerraform(): Promise<HcpTerraform> {
  const ajv = new Ajv({ allErrors: true });
  addFormats(ajv);
  const isCallback: ValidateFunction = ajv.compile(CALLBACK);
  const finals = new Map<string, Callback>();
  const wanted = new Map<string, (callback: Callback) => void>();
  const servers: Server[] = [];

  const listen = async (handler: Handler): Promise<string> => {
    const server = createServer(handler);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  };

  const archive = await listen((request, response) => {
    const { url = '', method, headers } = request;
    stub.fetched.push(`archive ${url}`);
    if (method !== 'GET') stub.violations.push(`archive: ${method ?? ''} instead of GET`);
    if (headers.authorization !== undefined)
      stub.violations.push('archive: was given an Authorization header');
    if (JSON.stringify(request.rawHeaders).includes(TOKEN))
      stub.violations.push('archive: was given the token');
    if (stub.onArchive) {
      stub.onArchive(request, response);
      return;
    }
    const plan = stub.plans.get(url.replace(/^\/object\//, ''));
    response.writeHead(plan === undefined ? 404 : 200, { 'content-type': 'application/json' }).end(plan);
  });

  const api = await listen((request, response) => {
    const { url = '', headers } = request;
    if (headers.authorization !== `Bearer ${TOKEN}`) stub.violations.push(`api: no token for ${url}`);
    if (!/^fsx-lustre-kms\/\d+\.\d+\.\d+$/.test(headers['user-agent'] ?? '')) {
      stub.violations.push(`api: user agent ${headers['user-agent'] ?? 'missing'}`);
    }
    const plan = /^\/api\/v2\/plans\/([\w-]+)\/json-output$/.exec(url)?.[1];
    const task = /^\/api\/v2\/task-results\/([\w-]+)\/callback$/.exec(url)?.[1];
    if (plan !== undefined) {
      stub.fetched.push(`api ${url}`);
      if (request.method !== 'GET') stub.violations.push(`api: ${request.method ?? ''} ${url}`);
      if (stub.onPlan) stub.onPlan(request, response);
      else response.writeHead(307, { location: `http://${archive}/object/${plan}` }).end();
    } else if (task !== undefined) takeCallback(task, request, response);
    else {
      stub.violations.push(`api: ${request.method ?? ''} ${url} is not documented`);
      response.writeHead(404).end();
    }
  });

  function takeCallback(task: string, request: IncomingMessage, response: ServerResponse): void {
    if (request.method !== 'PATCH')
      stub.violations.push(`callback: ${request.method ?? ''} instead of PATCH`);
    if (request.headers['content-type'] !== 'application/vnd.api+json') {
      stub.violations.push(`callback: content type ${request.headers['content-type'] ?? 'missing'}`);
    }
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const text = Buffer.concat(pieces).toString();
      if (text.includes(TOKEN)) stub.violations.push('callback: the token is in the body');
      const document = JSON.parse(text) as {
        data: {
          attributes: { status: Callback['status']; message: string };
          relationships?: { outcomes: { data: Outcome[] } };
        };
      };
      if (!isCallback(document)) stub.violations.push(`callback: ${ajv.errorsText(isCallback.errors)}`);
      if (finals.has(task)) stub.violations.push(`callback: ${task} has its final result already`);
      const { attributes, relationships } = document.data;
      const callback = { task, ...attributes, outcomes: relationships?.outcomes.data ?? [] };
      stub.callbacks.push(callback);
      if (stub.onCallback) {
        stub.onCallback(request, response);
        if (response.statusCode !== 200 || !response.writableEnded) return;
      } else response.writeHead(200).end();
      if (callback.status === 'running') return;
      finals.set(task, callback);
      wanted.get(task)?.(callback);
    });
  }

  const stub: HcpTerraform = {
    api,
    archive,
    violations: [],
    callbacks: [],
    fetched: [],
    plans: new Map(),
    onPlan: undefined,
    onArchive: undefined,
    onCallback: undefined,
    payload: (plan, changes = {}) => payloadOf(api, plan, changes),
    final: async (task) => finals.get(task) ?? (await new Promise((resolve) => wanted.set(task, resolve))),
    close: () => {
      for (const server of servers) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
  return stub;
}

/** The documented sample, for a plan and a task of the same id. */
function payloadOf(api: string, plan: string, changes: Record<string, unknown>): Record<string, unknown> {
  return {
    payload_version: 1,
    stage: 'post_plan',
    access_token: TOKEN,
    capabilities: { outcomes: true },
    configuration_version_download_url: `http://${api}/api/v2/configuration-versions/cv-1/download`,
    configuration_version_id: 'cv-1',
    is_speculative: false,
    organization_name: 'research',
    plan_json_api_url: `http://${api}/api/v2/plans/${plan}/json-output`,
    run_app_url: `http://${api}/app/research/${plan}/runs/run-1`,
    run_created_at: '2026-11-02T14:47:13.036Z',
    run_created_by: 'somebody',
    run_id: 'run-1',
    run_message: 'Triggered via UI',
    task_result_callback_url: `http://${api}/api/v2/task-results/${plan}/callback`,
    task_result_enforcement_level: 'mandatory',
    task_result_id: plan,
    vcs_branch: 'main',
    vcs_commit_url: null,
    vcs_pull_request_url: null,
    vcs_repo_url: null,
    workspace_app_url: `http://${api}/app/research/${plan}`,
    workspace_id: `ws-${plan}`,
    workspace_name: plan,
    workspace_working_directory: '/terraform',
    ...changes,
  };
}
