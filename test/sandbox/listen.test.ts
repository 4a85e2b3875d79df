import assert from 'node:assert/strict';
import { listen } from '../../sandbox/listen';

describe('what listens', () => {
  it('answers InternalFailure where an answer cannot be sent, and goes on', async () => {
    const log: string[] = [];
    const headers = ['fine', 'two\nlines'];
    const listening = await listen(
      0,
      () =>
        Promise.resolve({ status: 200, headers: { 'x-name': headers.pop() ?? '' }, body: Buffer.from('') }),
      (line) => log.push(line),
    );
    assert.equal(listening.status, 'listening');
    try {
      const failed = await fetch(`http://127.0.0.1:${listening.port}/`);
      assert.equal(failed.status, 500);
      assert.deepEqual(await failed.json(), {
        __type: 'InternalFailure',
        message: 'The sandbox failed; its log says why.',
      });
      assert.equal(log.length, 1);
      assert.match(log[0] ?? '', /^An answer could not be sent: TypeError.*Invalid character in header/);
      const next = await fetch(`http://127.0.0.1:${listening.port}/`);
      assert.deepEqual([next.status, next.headers.get('x-name')], [200, 'fine']);
    } finally {
      await listening.close();
    }
  });
});
