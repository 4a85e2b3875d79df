/**
 * The documented API of HCP Terraform on loopback, as far as the view reads it. What a request does not do as documented
 * is in `violations`, which a test wants to be empty.
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const TOKEN = 'viewToken.atlasv1.doNotTellAnybody';
export const ORGANIZATION = 'storage';
const MEDIA_TYPE = 'application/vnd.api+json';

export interface StubOutcome {
  readonly id: string;
  readonly description: string;
  readonly label: string;
  readonly level: string;
  readonly body?: string;
}

export interface StubTask {
  readonly id: string;
  readonly status: string;
  readonly message?: string;
  readonly url?: string;
  readonly level?: 'advisory' | 'mandatory';
  /** Undefined: the server does not give them. */
  readonly outcomes?: readonly StubOutcome[];
}

export interface StubRun {
  readonly id: string;
  readonly status: string;
  readonly message?: string;
  readonly planOnly?: boolean;
  readonly counts?: readonly [add: number, change: number, destroy: number];
  readonly applied?: readonly [add: number, change: number, destroy: number];
  readonly tasks?: readonly StubTask[];
}

type Reply = (response: ServerResponse, path: string) => void;

export class HcpTerraformStub {
  /** By name of the workspace; the newest run first. */
  readonly workspaces = new Map<string, readonly StubRun[]>();
  readonly violations: string[] = [];
  /** Paths with their queries, in the order in which they came. */
  readonly requests: string[] = [];
  /** Replies to the next requests, instead of the usual ones. */
  readonly next: Reply[] = [];
  /** Whether results come along with their stages. */
  includesResults = true;
  /** Elements on a page of a list, whatever is asked for. */
  pageSize = 100;
  private readonly waiting: { readonly path: string; readonly found: () => void }[] = [];
  private readonly server: Server = createServer((request, response) => {
    this.answer(request, response);
  });

  static async start(): Promise<HcpTerraformStub> {
    const stub = new HcpTerraformStub();
    await new Promise<void>((done) => stub.server.listen(0, '127.0.0.1', done));
    return stub;
  }

  get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get origin(): string {
    return `http://${this.host}`;
  }

  /** Resolves when a request whose path ends like this comes. */
  async asked(path: string): Promise<void> {
    await new Promise<void>((found) => {
      this.waiting.push({ path, found });
    });
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  private answer({ method, url = '', headers }: IncomingMessage, response: ServerResponse): void {
    const { pathname, searchParams, search } = new URL(url, this.origin);
    this.requests.push(decodeURIComponent(pathname + search));
    for (const one of this.waiting.splice(0)) {
      if (pathname.endsWith(one.path)) one.found();
      else this.waiting.push(one);
    }
    if (method !== 'GET') this.violations.push(`${String(method)} ${pathname}`);
    if (headers.accept !== MEDIA_TYPE) this.violations.push(`${pathname}: Accept ${String(headers.accept)}`);
    if (url.includes(TOKEN)) this.violations.push('the token is in an address');
    const reply = this.next.shift();
    if (reply) {
      reply(response, pathname);
      return;
    }
    if (headers.authorization !== `Bearer ${TOKEN}`) {
      send(response, 401, { errors: [{ status: '401', title: 'unauthorized' }] });
      return;
    }
    const found = this.document(pathname, searchParams);
    if (found === undefined) send(response, 404, { errors: [{ status: '404', title: 'not found' }] });
    else send(response, 200, found);
  }

  private document(path: string, query: URLSearchParams): unknown {
    const [, api, version, kind, id = '', part, name] = path.split('/');
    if (api !== 'api' || version !== 'v2') return undefined;
    switch (`${String(kind)}/${part ?? ''}`) {
      case 'organizations/workspaces':
        return id === ORGANIZATION && name !== undefined && this.workspaces.has(name)
          ? { data: { id: `ws-${name}`, type: 'workspaces', attributes: { name } } }
          : undefined;
      case 'workspaces/runs':
        return this.runs(id.replace(/^ws-/, ''), query);
      case 'runs/task-stages':
        return this.stages(id, query);
      case 'task-results/': {
        const task = this.tasks().find((one) => one.id === id);
        return task && { data: resultOf(task) };
      }
      case 'task-results/outcomes': {
        const outcomes = this.tasks().find((one) => one.id === id)?.outcomes;
        return outcomes && this.page(outcomes.map(outcomeOf), query);
      }
      default:
        this.violations.push(`${path} is not documented`);
        return undefined;
    }
  }

  private tasks(): StubTask[] {
    return [...this.workspaces.values()].flat().flatMap(({ tasks = [] }) => tasks);
  }

  private runs(name: string, query: URLSearchParams): unknown {
    const runs = this.workspaces.get(name)?.slice(0, Number(query.get('page[size]') ?? 20));
    if (!runs) return undefined;
    const included = query.get('include')?.split(',') ?? [];
    return {
      data: runs.map(runOf),
      included: runs.flatMap((run) => [
        ...(included.includes('plan') ? [changesOf('plans', `plan-${run.id}`, run.counts)] : []),
        ...(included.includes('apply') ? [changesOf('applies', `apply-${run.id}`, run.applied)] : []),
      ]),
      meta: { pagination: { 'current-page': 1, 'next-page': runs.length > 1 ? 2 : null } },
    };
  }

  private stages(id: string, query: URLSearchParams): unknown {
    const run = [...this.workspaces.values()].flat().find((one) => one.id === id);
    if (!run) return undefined;
    const tasks = run.tasks ?? [];
    const stages = tasks.map((task) => ({
      id: `ts-${task.id}`,
      type: 'task-stages',
      attributes: { stage: 'post_plan', status: task.status },
      relationships: { 'task-results': { data: [{ id: task.id, type: 'task-results' }] } },
    }));
    const comes = this.includesResults && query.get('include') === 'task_results';
    return { ...this.page(stages, query), ...(comes ? { included: tasks.map(resultOf) } : {}) };
  }

  private page<T>(all: readonly T[], query: URLSearchParams): { data: readonly T[]; meta: object } {
    const number = Number(query.get('page[number]') ?? 1);
    const data = all.slice((number - 1) * this.pageSize, number * this.pageSize);
    const next = number * this.pageSize < all.length ? number + 1 : null;
    return { data, meta: { pagination: { 'current-page': number, 'next-page': next } } };
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': MEDIA_TYPE }).end(JSON.stringify(body));
}

function runOf({ id, status, message = 'Queued manually', planOnly = false, tasks = [] }: StubRun): unknown {
  return {
    id,
    type: 'runs',
    attributes: {
      status,
      message,
      'created-at': '2026-11-25T10:00:00.000Z',
      'is-destroy': false,
      'plan-only': planOnly,
      'has-changes': true,
    },
    relationships: {
      plan: { data: { id: `plan-${id}`, type: 'plans' } },
      apply: { data: { id: `apply-${id}`, type: 'applies' } },
      'task-stages': { data: tasks.map((task) => ({ id: `ts-${task.id}`, type: 'task-stages' })) },
    },
  };
}

function changesOf(type: string, id: string, counts: StubRun['counts']): unknown {
  const [add, change, destroy] = counts ?? [null, null, null];
  return {
    id,
    type,
    attributes: {
      status: counts ? 'finished' : 'pending',
      'resource-additions': add,
      'resource-changes': change,
      'resource-destructions': destroy,
      'resource-imports': counts ? 0 : null,
    },
  };
}

function resultOf({ id, status, message = '', url, level = 'advisory' }: StubTask): {
  id: string;
  type: string;
  attributes: object;
} {
  return {
    id,
    type: 'task-results',
    attributes: {
      status,
      message,
      url: url ?? null,
      'task-name': 'fsx-lustre-kms',
      stage: 'post_plan',
      'workspace-task-enforcement-level': level,
    },
  };
}

function outcomeOf({ id, description, label, level, body }: StubOutcome): unknown {
  return {
    id: `tro-${id}`,
    type: 'task-result-outcomes',
    attributes: {
      'outcome-id': id,
      description,
      body: body ?? null,
      url: null,
      tags: { Status: [{ label, level }] },
    },
  };
}
