import assert from 'node:assert/strict';
import type { Snapshot, WantedWorkspace } from '../../../core/hcp/snapshot';
import { HcpClient, ANSWER_MS, MAX_ANSWER } from '../../../runner/hcp/client';
import { RateLimit } from '../../../runner/hcp/rate-limit';
import { readWorkspaces } from '../../../runner/hcp/read-workspaces';
import { HcpTerraformStub, ORGANIZATION, TOKEN, type StubRun } from './hcp-terraform';
import { TestClock } from './test-clock';

const WORKSPACES: readonly WantedWorkspace[] = [
  { account: 'key', name: 'c-key' },
  { account: 'bucket', name: 'b-bucket' },
];
const FAILED: StubRun = {
  id: 'run-2',
  status: 'post_plan_awaiting_decision',
  message: 'Merge #12',
  counts: [2, 1, 0],
  tasks: [
    {
      id: 'taskrs-1',
      status: 'failed',
      message: '1 error',
      level: 'mandatory',
      url: 'https://lint.example.com/1',
      outcomes: [
        {
          id: 'grant-missing',
          description: 'No grant',
          label: 'Failed',
          level: 'error',
          body: '**why**',
        },
      ],
    },
  ],
};

describe('what HCP Terraform says of the workspaces', () => {
  let stub: HcpTerraformStub;
  let clock: TestClock;
  let rateLimit: RateLimit;

  beforeEach(async () => {
    stub = await HcpTerraformStub.start();
    clock = new TestClock();
    rateLimit = new RateLimit(clock, { requests: 30, perMs: 60_000 });
    stub.workspaces.set('c-key', [{ id: 'run-1', status: 'applied', counts: [3, 0, 0], applied: [3, 0, 0] }]);
    stub.workspaces.set('b-bucket', [FAILED, { id: 'run-0', status: 'applied' }]);
  });

  afterEach(async () => {
    await stub.stop();
    assert.deepEqual(stub.violations, []);
  });

  async function read(
    o: {
      token?: string;
      before?: Snapshot;
      signal?: AbortSignal;
      workspaces?: readonly WantedWorkspace[];
    } = {},
  ): Promise<Snapshot | undefined> {
    const { token = TOKEN, before, signal = new AbortController().signal, workspaces = WORKSPACES } = o;
    const { host, origin } = stub;
    const client = new HcpClient({ origin, token, clock, rateLimit, userAgent: 'test/1' });
    const snapshot = await readWorkspaces({
      ...{ client, host, origin, organization: ORGANIZATION, workspaces, before, signal },
    });
    assert.ok(!JSON.stringify(snapshot ?? {}).includes(token), 'the token is nowhere in what is shown');
    return snapshot;
  }

  /** What is said of the key's workspace alone. */
  async function readKey(): Promise<unknown> {
    const snapshot = await read({ workspaces: WORKSPACES.slice(0, 1) });
    return snapshot?.status === 'read' ? snapshot.workspaces[0]?.state : snapshot;
  }

  it('is the latest run of each, with counts, run tasks and outcomes', async () => {
    const snapshot = await read();
    assert.deepEqual(snapshot, {
      status: 'read',
      host: stub.host,
      workspaces: [
        {
          account: 'key',
          name: 'c-key',
          url: `${stub.origin}/app/storage/workspaces/c-key`,
          state: {
            status: 'read',
            run: {
              id: 'run-1',
              status: 'applied',
              message: 'Queued manually',
              createdAt: '2026-11-25T10:00:00.000Z',
              isDestroy: false,
              isPlanOnly: false,
              url: `${stub.origin}/app/storage/workspaces/c-key/runs/run-1`,
              plan: { add: 3, change: 0, destroy: 0, import: 0 },
              applied: { add: 3, change: 0, destroy: 0, import: 0 },
              tasks: [],
              tasksProblem: undefined,
            },
          },
        },
        {
          account: 'bucket',
          name: 'b-bucket',
          url: `${stub.origin}/app/storage/workspaces/b-bucket`,
          state: {
            status: 'read',
            run: {
              id: 'run-2',
              status: 'post_plan_awaiting_decision',
              message: 'Merge #12',
              createdAt: '2026-11-25T10:00:00.000Z',
              isDestroy: false,
              isPlanOnly: false,
              url: `${stub.origin}/app/storage/workspaces/b-bucket/runs/run-2`,
              plan: { add: 2, change: 1, destroy: 0, import: 0 },
              applied: undefined,
              tasks: [
                {
                  id: 'taskrs-1',
                  name: 'fsx-lustre-kms',
                  stage: 'post_plan',
                  status: 'failed',
                  message: '1 error',
                  isMandatory: true,
                  url: 'https://lint.example.com/1',
                  outcomes: [
                    {
                      id: 'grant-missing',
                      description: 'No grant',
                      tags: [{ label: 'Failed', level: 'error' }],
                      body: '**why**',
                      url: undefined,
                    },
                  ],
                },
              ],
              tasksProblem: undefined,
            },
          },
        },
      ],
    });
    assert.deepEqual(stub.requests, [
      '/api/v2/organizations/storage/workspaces/c-key',
      '/api/v2/workspaces/ws-c-key/runs?page[size]=1&include=plan,apply',
      '/api/v2/organizations/storage/workspaces/b-bucket',
      '/api/v2/workspaces/ws-b-bucket/runs?page[size]=1&include=plan,apply',
      '/api/v2/runs/run-2/task-stages?include=task_results&page[number]=1&page[size]=100',
      '/api/v2/task-results/taskrs-1/outcomes?page[number]=1&page[size]=100',
    ]);
  });

  it('has every page, and asks for results that did not come along', async () => {
    const task = (id: string) => ({ id, status: 'passed', outcomes: [] });
    stub.workspaces.set('c-key', [
      { id: 'run-1', status: 'planned', tasks: ['taskrs-a', 'taskrs-b', 'taskrs-c'].map(task) },
    ]);
    stub.pageSize = 2;
    stub.includesResults = false;
    const snapshot = await read({ workspaces: WORKSPACES.slice(0, 1) });
    assert.ok(snapshot?.status === 'read' && snapshot.workspaces[0]?.state.status === 'read');
    assert.deepEqual(
      snapshot.workspaces[0].state.run?.tasks.map(({ id, outcomes }) => [id, outcomes]),
      [
        ['taskrs-a', []],
        ['taskrs-b', []],
        ['taskrs-c', []],
      ],
    );
    assert.equal(stub.requests.filter((path) => path.includes('task-stages')).length, 2);
  });

  it('does without outcomes where HCP Terraform does not give them', async () => {
    stub.workspaces.set('c-key', [
      { id: 'run-1', status: 'planned', tasks: [{ id: 'taskrs-a', status: 'passed' }] },
    ]);
    const snapshot = await read({ workspaces: WORKSPACES.slice(0, 1) });
    assert.ok(snapshot?.status === 'read' && snapshot.workspaces[0]?.state.status === 'read');
    assert.equal(snapshot.workspaces[0].state.run?.tasks[0]?.outcomes, undefined);
  });

  it('asks for tasks of a run that has ended once, and for those of one that goes on again', async () => {
    const tasks = [{ id: 'taskrs-a', status: 'passed', outcomes: [] }];
    stub.workspaces.set('c-key', [{ id: 'run-1', status: 'applied', tasks }]);
    const before = await read();
    assert.ok(before);
    stub.requests.length = 0;
    assert.deepEqual(await read({ before }), before);
    const stages = stub.requests.filter((path) => path.includes('task-stages'));
    assert.deepEqual(
      stages.map((path) => path.slice(0, path.indexOf('?'))),
      ['/api/v2/runs/run-2/task-stages'],
    );
  });

  it('tells a workspace that is not there from one without a run', async () => {
    stub.workspaces.delete('c-key');
    stub.workspaces.set('b-bucket', []);
    const snapshot = await read();
    assert.ok(snapshot?.status === 'read');
    assert.deepEqual(
      snapshot.workspaces.map(({ state }) => state),
      [{ status: 'missing' }, { status: 'read', run: undefined }],
    );
  });

  it('says that a token is not taken, and asks no further', async () => {
    assert.deepEqual(await read({ token: 'another.atlasv1.token' }), { status: 'refused', host: stub.host });
    assert.equal(stub.requests.length, 1);
  });

  it('does not follow a redirect with the token', async () => {
    stub.next.push((response) => response.writeHead(302, { location: `${stub.origin}/elsewhere` }).end());
    const reason = 'a redirect (302), which is not followed';
    assert.deepEqual(await readKey(), { status: 'failed', reason });
    assert.equal(stub.requests.length, 1);
  });

  const BAD_ANSWERS: [what: string, body: string, reason: string][] = [
    ['is not JSON', '<html>', 'an answer that is not JSON'],
    [
      'is not as documented',
      '{"data":{"id":"ws-1","type":"workspaces"}}',
      'an answer that is not as documented (at data.attributes)',
    ],
    [
      'leads out of the path',
      '{"data":{"id":"../../x","type":"workspaces","attributes":{"name":"x"}}}',
      'an answer that is not as documented (at data.id)',
    ],
    ['is too large', ' '.repeat(MAX_ANSWER + 1), 'an answer that is too large'],
  ];
  for (const [what, body, reason] of BAD_ANSWERS) {
    it(`takes no answer that ${what}`, async () => {
      stub.next.push((response) => response.writeHead(200).end(body));
      assert.deepEqual(await readKey(), { status: 'failed', reason });
    });
  }

  it('says that there was no answer in time', async () => {
    const asked = stub.asked('/c-key');
    stub.next.push(() => undefined);
    const reading = readKey();
    await asked;
    clock.pass(ANSWER_MS);
    assert.deepEqual(await reading, { status: 'failed', reason: 'no answer within 20 seconds' });
  });

  it('says what of the connection failed', async () => {
    stub.next.push((response) => response.destroy());
    const state = (await readKey()) as { status: string; reason: string };
    assert.equal(state.status, 'failed');
    assert.match(state.reason, /^the connection failed \(\w+\)$/);
  });

  it('goes on with the next workspace when one fails', async () => {
    stub.next.push((response) => response.writeHead(500).end());
    const snapshot = await read();
    assert.ok(snapshot?.status === 'read');
    assert.deepEqual(
      snapshot.workspaces.map(({ state }) => (state.status === 'failed' ? state.reason : state.status)),
      ['the answer 500', 'read'],
    );
  });

  it('sends nothing for as long as Retry-After says', async () => {
    stub.next.push((response) => response.writeHead(429, { 'retry-after': '120' }).end());
    const reason = 'too many requests (429): none is sent for 120 seconds';
    assert.deepEqual(await readKey(), { status: 'failed', reason });
    clock.pass(119_000);
    assert.deepEqual(await readKey(), {
      status: 'failed',
      reason: 'too many requests (429): none is sent for 1 second',
    });
    assert.equal(stub.requests.length, 1);
    clock.pass(1_000);
    assert.equal(((await readKey()) as { status: string }).status, 'read');
  });

  it('sends 30 requests about runs in a minute, and waits with the next', async () => {
    const one = WORKSPACES.slice(0, 1);
    for (let times = 0; times < 30; times++) await read({ workspaces: one });
    assert.equal(stub.requests.filter((path) => path.includes('/runs')).length, 30);
    const asked = stub.asked('/c-key');
    const reading = read({ workspaces: one });
    await asked;
    while (!clock.waits.includes(60_000)) await new Promise((done) => setImmediate(done));
    assert.equal(stub.requests.filter((path) => path.includes('/runs')).length, 30);
    clock.pass(60_000);
    assert.equal((await reading)?.status, 'read');
    assert.equal(stub.requests.filter((path) => path.includes('/runs')).length, 31);
  });

  it('ends at once when it is cancelled', async () => {
    const controller = new AbortController();
    const asked = stub.asked('/c-key');
    stub.next.push(() => undefined);
    const reading = read({ signal: controller.signal });
    await asked;
    controller.abort();
    assert.equal(await reading, undefined);
    assert.equal(stub.requests.length, 1);
  });
});
