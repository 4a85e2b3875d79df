import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { MAX_PLAN_BYTES, MAX_PLAN_MS } from '../../../core/run-task/limits';
import type { Handler } from './hcp-terraform';
import { planText, start, type Setting } from './start';

const PLAN = planText('one-plan/plan');
const MIB = 1024 * 1024;

/** Answers each request with the next handler, and the last one from then on. */
function inTurn(...handlers: readonly Handler[]): Handler {
  let turn = 0;
  return (request, response) => {
    handlers[Math.min(turn++, handlers.length - 1)]?.(request, response);
  };
}

const status =
  (code: number, headers: Record<string, string> = {}, body = ''): Handler =>
  (_request, response) => {
    response.writeHead(code, headers).end(body);
  };
const body =
  (content: string | Buffer, headers: Record<string, string> = {}): Handler =>
  (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(content);
  };
/** Says that there is more than comes, and ends the connection. */
const cutOff: Handler = (_request, response) => {
  response.writeHead(200, { 'content-length': PLAN.length });
  response.write(PLAN.slice(0, 1000), () => response.socket?.destroy());
};
const noConnection: Handler = (request) => request.socket.destroy();

describe('plans that are fetched', () => {
  let setting: Setting;
  beforeEach(async () => {
    setting = await start();
  });
  afterEach(async () => {
    await setting.close();
  });

  /** A task whose plan is answered for by handlers of the API and of the host that keeps plans. */
  async function outcome(onPlan: Handler | undefined, onArchive?: Handler) {
    Object.assign(setting.hcp, { onPlan, onArchive });
    const { status: result, message } = await setting.run('p', PLAN);
    return { result, message };
  }
  const redirect = (to: string) => status(307, { location: to });
  const archive = () => `http://${setting.hcp.archive}/object/p`;

  it('come along the redirect, without the token', async () => {
    assert.equal((await outcome(undefined)).result, 'passed');
    assert.deepEqual(setting.hcp.fetched, ['api /api/v2/plans/p/json-output', 'archive /object/p']);
  });

  it('come without a redirect as well, and compressed', async () => {
    assert.equal((await outcome(body(PLAN))).result, 'passed');
    const { status: result } = await setting.run('q', PLAN);
    assert.equal(result, 'passed');
    setting.hcp.onPlan = body(gzipSync(PLAN), { 'content-encoding': 'gzip' });
    assert.equal((await setting.run('r', PLAN)).status, 'passed');
  });

  for (const code of [301, 302, 303, 307, 308]) {
    it(`follow a redirect with ${code}`, async () => {
      assert.equal((await outcome(status(code, { location: archive() }))).result, 'passed');
    });
  }

  it('follow five redirects, relative ones too, and not a sixth', async () => {
    const hops = (count: number) =>
      inTurn(...Array.from({ length: count }, () => status(307, { location: '/again' })), body(PLAN));
    assert.equal((await outcome(redirect(archive()), hops(4))).result, 'passed');
    setting.hcp.onArchive = hops(5);
    const { status: result, message } = await setting.run('q', PLAN);
    assert.deepEqual([result, message], ['failed', "The plan's address leads on more than 5 times."]);
  });

  const FAILURES: readonly (readonly [
    name: string,
    onPlan: () => Handler,
    onArchive: Handler | undefined,
    reason: RegExp,
  ])[] = [
    ...[400, 401, 403, 404, 410, 422].map(
      (code) =>
        [
          `${code} of the API`,
          () => status(code),
          undefined,
          new RegExp(`^127\\.0\\.0\\.1:\\d+ answered ${code} to the request for the plan\\.$`),
        ] as const,
    ),
    ['403 of the host that keeps plans', () => redirect(archive()), status(403), /answered 403/],
    [
      '500 that lasts',
      () => status(500),
      undefined,
      /^The plan could not be fetched within 60 seconds\. .* answered 500/,
    ],
    ['503 that lasts', () => status(503), undefined, /answered 503/],
    ['429 that lasts', () => status(429, { 'retry-after': '20' }), undefined, /answered 429/],
    ['204 that lasts', () => status(204), undefined, /HCP Terraform has not completed the plan \(204\)\.$/],
    [
      'no connection',
      () => noConnection,
      undefined,
      /^The plan could not be fetched within 60 seconds\. The connection failed \(/,
    ],
    ['a redirect without an address', () => status(307), undefined, /answered 307 without an address/],
    [
      'a redirect to another host',
      () => redirect('https://example.com/plan'),
      undefined,
      /leads elsewhere: example\.com is not an allowed host/,
    ],
    [
      'a redirect to plain http',
      () => redirect('http://archivist.terraform.io/x'),
      undefined,
      /leads elsewhere: it is not https/,
    ],
    [
      'a redirect with a password in it',
      () => redirect('https://a:b@archivist.terraform.io/x'),
      undefined,
      /user name or password/,
    ],
    ['a redirect to a file', () => redirect('file:///etc/passwd'), undefined, /it is not https/],
    [
      'a redirect from the host that keeps plans to another',
      () => redirect(archive()),
      status(302, { location: 'http://127.0.0.1:1/' }),
      /127\.0\.0\.1:1 is not an allowed host/,
    ],
    [
      'a plan that is cut off each time',
      () => redirect(archive()),
      cutOff,
      /The plan was cut off after \d+ bytes/,
    ],
    [
      'a plan that is cut off in its text',
      () => body(PLAN.slice(0, -200)),
      undefined,
      /^The plan is not JSON, or was cut off\.$/,
    ],
    ['nothing', () => body(''), undefined, /^The plan is not JSON, or was cut off\.$/],
    ['a page instead of a plan', () => body('<html></html>'), undefined, /not JSON/],
    ['JSON that is no plan', () => body('{"data":{"type":"plans"}}'), undefined, /is no plan/],
    ['null', () => body('null'), undefined, /is no plan/],
    ['a state', () => body('{"format_version":"1.0","values":{"root_module":{}}}'), undefined, /is no plan/],
    [
      'a format that is not known',
      () => body('{"format_version":"2.0","resource_changes":[]}'),
      undefined,
      /format 2\.0, which is not known/,
    ],
    [
      'a plan that says that it is too large',
      () => body('{}', { 'content-length': String(MAX_PLAN_BYTES + 1) }),
      undefined,
      /^The plan is larger than 64 MiB\.$/,
    ],
  ];
  for (const [name, onPlan, onArchive, reason] of FAILURES) {
    it(`have failed: ${name}`, async () => {
      const { result, message } = await outcome(onPlan(), onArchive);
      assert.equal(result, 'failed');
      assert.match(message, reason);
    });
  }

  it('have failed when they are too large, counted while they come', async () => {
    const piece = Buffer.alloc(MIB, ' ');
    let sent = 0;
    const { result, message } = await outcome((_request, response) => {
      response.writeHead(200);
      const more = () => {
        // It would go on for ever.
        while (!response.destroyed && response.write(piece)) sent++;
        sent++;
        response.once('drain', more);
      };
      more();
    });
    assert.deepEqual([result, message], ['failed', 'The plan is larger than 64 MiB.']);
    assert.ok(sent < 200, `${sent} MiB were taken`);
  });

  it('have failed when they are too large only after their compression is undone', async () => {
    const bomb = gzipSync(Buffer.alloc(MAX_PLAN_BYTES + MIB, ' '));
    assert.ok(bomb.length < MIB);
    const { message } = await outcome(body(bomb, { 'content-encoding': 'gzip' }));
    assert.equal(message, 'The plan is larger than 64 MiB.');
  });

  it('of nearly 64 MiB are checked', async function () {
    this.timeout(60_000);
    const plan = JSON.parse(PLAN) as { resource_changes: unknown[] };
    const filler = {
      address: 'x_y.z',
      type: 'x_y',
      mode: 'managed',
      name: 'z',
      change: { actions: ['create'], after: { text: 'x'.repeat(MIB) } },
    };
    for (let index = 0; index < 63; index++) plan.resource_changes.push(filler);
    const { result, message } = await outcome(body(JSON.stringify(plan)));
    assert.equal(result, 'passed', message);
    assert.match(message, /7 steps: 7 as expected\.$/);
  });

  it('have failed when they do not come in time', async () => {
    setting.hcp.onPlan = (_request, response) => {
      response.writeHead(200);
      response.write('{"format_version":', () => {
        setting.clock.expire(MAX_PLAN_MS);
      });
    };
    const { status: result, message } = await setting.run('p', PLAN);
    assert.equal(result, 'failed');
    assert.match(message, /^The plan could not be fetched within 60 seconds\./);
  });

  const RECOVERIES: readonly (readonly [string, Handler])[] = [
    ['500', status(500)],
    ['503 with a time to wait', status(503, { 'retry-after': '3' })],
    ['429', status(429)],
    ['204', status(204)],
    ['no connection', noConnection],
    ['a plan that is cut off', cutOff],
  ];
  for (const [name, first] of RECOVERIES) {
    it(`are asked for again after ${name}`, async () => {
      assert.equal((await outcome(inTurn(first, first, body(PLAN)))).result, 'passed');
      const [one = 0, two = 0] = setting.clock.waits;
      assert.deepEqual(name.includes('time to wait') ? [3000, 3000] : [600, 1200], [one, two]);
    });
  }

  it('are asked for from the beginning when the host that keeps them fails', async () => {
    assert.equal((await outcome(undefined, inTurn(status(500), body(PLAN)))).result, 'passed');
    assert.deepEqual(
      setting.hcp.fetched.map((one) => one.split(' ')[0]),
      ['api', 'archive', 'api', 'archive'],
    );
  });

  it('do not have their address in the log', async () => {
    await outcome(redirect(`${archive()}?signature=verySecret`), inTurn(status(500), cutOff, body(PLAN)));
    assert.equal(setting.logged.join('\n').includes('verySecret'), false);
    assert.ok(setting.logged.length >= 3);
  });
});
