import assert from 'node:assert/strict';
import { request } from 'node:http';
import { listen } from '../../../sandbox/listen';

/** What a client asks for, and the path and query that are answered. */
const TARGETS: [target: string, path: string, query: string][] = [
  ['/', '/', ''],
  ['/lake/key?versionId=1', '/lake/key', 'versionId=1'],
  ['/lake/what?a=b?c', '/lake/what', 'a=b?c'],
  ['/lake/http://example.com/key', '/lake/http://example.com/key', ''],
  ['//double', '//double', ''],
  ['http://222222222222.127.0.0.1:4700/v20180820/tags/arn', '/v20180820/tags/arn', ''],
  ['http://lake.localhost:4700/a%2Fb//c?x=http://y/', '/a%2Fb//c', 'x=http://y/'],
  ['HTTP://lake.localhost', '/', ''],
  ['http://lake.localhost?acl', '/', 'acl'],
];

describe('the target of a request', () => {
  for (const [target, path, query] of TARGETS) {
    it(`${target}: ${path}${query === '' ? '' : ` and ${query}`}`, async () => {
      const [asked, host] = await received(target);
      assert.deepEqual([asked, host], [{ path, query }, 'signed.example']);
    });
  }
});

/** What is received of a GET: where it goes, and the host of its header. */
async function received(target: string): Promise<[{ path: string; query: string }, string | undefined]> {
  const listening = await listen(
    0,
    ({ path, query, headers }) =>
      Promise.resolve({
        status: 200,
        headers: {},
        body: Buffer.from(JSON.stringify([{ path, query }, headers['host']])),
      }),
    () => undefined,
  );
  assert.equal(listening.status, 'listening');
  try {
    return await new Promise((resolve, reject) => {
      const headers = { host: 'signed.example' };
      request({ host: '127.0.0.1', port: listening.port, path: target, headers }, (answer) => {
        const pieces: Buffer[] = [];
        answer.on('data', (piece: Buffer) => pieces.push(piece));
        answer.on('end', () => {
          resolve(JSON.parse(Buffer.concat(pieces).toString()) as [{ path: string; query: string }, string]);
        });
      })
        .on('error', reject)
        .end();
    });
  } finally {
    await listening.close();
  }
}
