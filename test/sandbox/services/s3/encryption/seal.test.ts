import assert from 'node:assert/strict';
import fc from 'fast-check';
import { seal, unseal } from '../../../../../sandbox/services/s3/encryption/seal';

describe('seal', () => {
  const key = Buffer.alloc(32, 7);

  it('gives back what was sent, by the same key alone', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const sealed = seal(Buffer.from(bytes), key);
        assert.deepEqual(unseal(sealed, key), Buffer.from(bytes));
        assert.throws(() => unseal(sealed, Buffer.alloc(32, 8)));
        sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1;
        assert.throws(() => unseal(sealed, key));
      }),
    );
  });
});
