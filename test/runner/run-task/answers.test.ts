import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { planText, signatureOf, start, type Setting } from './start';

interface Sent {
  method?: string;
  path?: string;
  body?: string;
  headers?: Record<string, string>;
  /** Without a length in front. */
  chunked?: boolean;
}

describe('answers of the run task server', () => {
  let setting: Setting;
  beforeEach(async () => {
    setting = await start({
      check: () => Promise.resolve({ status: 'passed', message: 'well', outcomes: [] }),
    });
  });
  afterEach(async () => {
    await setting.close();
  });

  async function send({ method = 'POST', path = '/run-task', body = '', headers, chunked = false }: Sent) {
    const { port } = new URL(setting.url);
    const sent = request({
      ...{ port, method, path, host: '127.0.0.1' },
      headers: {
        'x-tfc-task-signature': signatureOf(body),
        ...(chunked ? { 'transfer-encoding': 'chunked' } : { 'content-length': Buffer.byteLength(body) }),
        ...headers,
      },
    });
    sent.end(body);
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    let text = '';
    for await (const piece of response) text += String(piece);
    return { status: response.statusCode, headers: response.headers, text };
  }

  const payload = (changes: Record<string, unknown> = {}) =>
    JSON.stringify(setting.hcp.payload('p', changes));
  const without = (name: string) => payload({ [name]: undefined });
  const probe = () => JSON.stringify({ payload_version: 1, access_token: 'test-token', stage: 'test' });

  const TABLE: readonly (readonly [name: string, status: number, sent: () => Sent])[] = [
    ['a task', 200, () => ({ body: payload() })],
    [
      'a task before the plan, without a plan',
      200,
      () => ({ body: payload({ stage: 'pre_plan', plan_json_api_url: undefined }) }),
    ],
    ['a task before the apply', 200, () => ({ body: payload({ stage: 'pre_apply' }) })],
    ['a task after the apply', 200, () => ({ body: payload({ stage: 'post_apply' }) })],
    ['a task with a field that is new', 200, () => ({ body: payload({ is_new: { a: 1 } }) })],
    [
      'a signature in upper case',
      200,
      () => ({ body: payload(), headers: { 'x-tfc-task-signature': signatureOf(payload()).toUpperCase() } }),
    ],
    ['the test of a run task that is created', 200, () => ({ body: probe() })],
    ['such a test in full', 200, () => ({ body: payload({ access_token: 'test-token' }) })],
    ['no signature', 401, () => ({ body: payload(), headers: { 'x-tfc-task-signature': '' } })],
    ['a test without signature', 401, () => ({ body: probe(), headers: { 'x-tfc-task-signature': '' } })],
    [
      'a signature of another body',
      401,
      () => ({ body: payload(), headers: { 'x-tfc-task-signature': signatureOf(`${payload()} `) } }),
    ],
    [
      'a signature of another key',
      401,
      () => ({
        body: payload(),
        headers: { 'x-tfc-task-signature': signatureOf(payload(), Buffer.from('other')) },
      }),
    ],
    [
      'a signature that is cut',
      401,
      () => ({ body: payload(), headers: { 'x-tfc-task-signature': signatureOf(payload()).slice(0, 64) } }),
    ],
    [
      'a signature that is not hexadecimal',
      401,
      () => ({ body: payload(), headers: { 'x-tfc-task-signature': 'z'.repeat(128) } }),
    ],
    [
      'a signature and no key would do',
      401,
      () => ({
        body: payload(),
        headers: { 'x-tfc-task-signature': signatureOf(payload(), Buffer.alloc(0)) },
      }),
    ],
    [
      'wrong JSON that is not signed',
      401,
      () => ({ body: '{', headers: { 'x-tfc-task-signature': '0'.repeat(128) } }),
    ],
    ['no JSON', 400, () => ({ body: '{"payload_version":1' })],
    ['nothing', 400, () => ({ body: '' })],
    ['JSON that is no object', 422, () => ({ body: '[1]' })],
    ['another version', 422, () => ({ body: payload({ payload_version: 2 }) })],
    ['a version as text', 422, () => ({ body: payload({ payload_version: '1' }) })],
    ['an unknown stage', 422, () => ({ body: payload({ stage: 'mid_plan' }) })],
    ['a token that no header can have', 422, () => ({ body: payload({ access_token: 'a\r\nb' }) })],
    ['a callback that is no URL', 422, () => ({ body: payload({ task_result_callback_url: 'callback' }) })],
    ...[
      'payload_version',
      'stage',
      'access_token',
      'task_result_id',
      'task_result_callback_url',
      'plan_json_api_url',
      'organization_name',
      'workspace_name',
      'run_id',
    ].map((name) => [`no ${name}`, 422, () => ({ body: without(name) })] as const),
    [
      'a callback to another host',
      403,
      () => ({ body: payload({ task_result_callback_url: 'https://example.com/callback' }) }),
    ],
    [
      'a callback to another port',
      403,
      () => ({ body: payload({ task_result_callback_url: 'http://127.0.0.1:1/callback' }) }),
    ],
    [
      'a callback to HCP Terraform over http',
      403,
      () => ({ body: payload({ task_result_callback_url: 'http://app.terraform.io/callback' }) }),
    ],
    [
      'a callback to HCP Terraform at another port',
      403,
      () => ({ body: payload({ task_result_callback_url: 'https://app.terraform.io:444/callback' }) }),
    ],
    [
      'a callback to a host that begins alike',
      403,
      () => ({ body: payload({ task_result_callback_url: 'https://app.terraform.io.example.com/' }) }),
    ],
    [
      'a callback with a user in it',
      403,
      () => ({ body: payload({ task_result_callback_url: 'https://app.terraform.io@example.com/' }) }),
    ],
    [
      'a callback with a user for the right host',
      403,
      () => ({ body: payload({ task_result_callback_url: 'https://a:b@app.terraform.io/' }) }),
    ],
    [
      'a plan of another host',
      403,
      () => ({ body: payload({ plan_json_api_url: 'https://example.com/plan' }) }),
    ],
    [
      'a plan that is not http at all',
      403,
      () => ({ body: payload({ plan_json_api_url: 'file:///etc/passwd' }) }),
    ],
    [
      'a plan of the host that keeps plans, which gets no token',
      403,
      () => ({ body: payload({ plan_json_api_url: 'https://archivist.terraform.io/x' }) }),
    ],
    ['a body over the limit', 413, () => ({ body: payload({ run_message: 'x'.repeat(1024 * 1024) }) })],
    [
      'a body over the limit that does not say so',
      413,
      () => ({ body: payload({ run_message: 'x'.repeat(1024 * 1024) }), chunked: true }),
    ],
    ['a body at the limit', 400, () => ({ body: ' '.repeat(1024 * 1024) })],
    ['another path', 404, () => ({ path: '/', body: payload() })],
    ['a path like a property of objects', 404, () => ({ path: '/constructor' })],
    ['GET of a run task', 405, () => ({ method: 'GET' })],
    ['PUT of a run task', 405, () => ({ method: 'PUT', body: payload() })],
    ['POST of the health', 405, () => ({ path: '/healthz' })],
    ['the health', 200, () => ({ method: 'GET', path: '/healthz' })],
    ['the health with a query', 200, () => ({ method: 'GET', path: '/healthz?now' })],
    ['the head of the health', 200, () => ({ method: 'HEAD', path: '/healthz' })],
  ];
  for (const [name, status, sent] of TABLE) {
    it(`${status} for ${name}`, async () => {
      const answer = await send(sent());
      assert.equal(answer.status, status, answer.text);
    });
  }

  it('names the methods that there are', async () => {
    assert.equal((await send({ method: 'GET' })).headers.allow, 'POST');
    assert.equal((await send({ path: '/healthz' })).headers.allow, 'GET, HEAD');
  });

  it('says what is wrong without the values', async () => {
    const { text } = await send({ body: payload({ stage: 'mid_plan', access_token: 'se cret' }) });
    assert.match(text, /stage/);
    assert.equal(text.includes('se cret'), false);
  });

  it('an accepted task is answered with nothing', async () => {
    const { text, headers } = await send({ body: payload() });
    assert.deepEqual([text, headers['content-length']], ['', '0']);
  });

  it('refused requests reach no one', async () => {
    for (const [, status, sent] of TABLE) if (status >= 400) await send(sent());
    await setting.server.idle();
    assert.deepEqual([setting.hcp.callbacks, setting.hcp.fetched], [[], []]);
  });

  it('the test of a run task reaches no one', async () => {
    await send({ body: payload({ access_token: 'test-token' }) });
    await setting.server.idle();
    assert.deepEqual([setting.hcp.callbacks, setting.hcp.fetched], [[], []]);
  });

  for (const [name, times] of [
    ['one after the other', false],
    ['all at once', true],
  ] as const) {
    it(`a task that comes again, ${name}, is answered with 200 and has one final result`, async () => {
      const body = payload();
      if (times) await Promise.all(Array.from({ length: 20 }, () => send({ body })));
      else
        for (let index = 0; index < 5; index++) {
          assert.equal((await send({ body })).status, 200);
          await setting.server.idle();
        }
      await setting.server.idle();
      assert.deepEqual(
        setting.hcp.callbacks.filter(({ status }) => status !== 'running').map(({ task }) => task),
        ['p'],
      );
    });
  }

  it('200 comes at once, whatever becomes of the plan', async () => {
    await setting.close();
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    setting = await start({
      check: async () => {
        await held;
        return { status: 'passed', message: 'well', outcomes: [] };
      },
    });
    assert.equal((await send({ body: payload() })).status, 200);
    assert.deepEqual(
      setting.hcp.callbacks.filter(({ status }) => status !== 'running'),
      [],
    );
    release();
    assert.equal((await setting.hcp.final('p')).status, 'passed');
  });

  it('before the plan the task has passed, and no plan is fetched', async () => {
    const final = await setting.run('p', planText('one-plan/plan'), { stage: 'pre_plan' });
    assert.deepEqual([final.status, setting.hcp.fetched], ['passed', []]);
    assert.match(final.message, /^Nothing to check before the plan/);
  });
});
