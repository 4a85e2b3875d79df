import assert from 'node:assert/strict';
import { checksumOf, compositeOf } from '../../../../../sandbox/services/s3/checksums/checksum';

describe('checksumOf', () => {
  // The check values of the algorithms' catalogues, of the text 123456789.
  const cases = [
    ['CRC32', 'cbf43926'],
    ['CRC32C', 'e3069283'],
    ['CRC64NVME', 'ae8b14860a799888'],
    ['SHA1', 'f7c3bc1d808e04732adf679965ccc34ca7ae3441'],
    ['SHA256', '15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225'],
  ] as const;
  for (const [algorithm, expected] of cases) {
    it(algorithm, () => {
      assert.equal(
        Buffer.from(checksumOf(algorithm, Buffer.from('123456789')), 'base64').toString('hex'),
        expected,
      );
    });
  }

  it('is of the parts’ checksums for an upload in parts', () => {
    const parts = ['12345', '6789'].map((text) => checksumOf('CRC32', Buffer.from(text)));
    const joined = Buffer.concat(parts.map((part) => Buffer.from(part, 'base64')));
    assert.equal(compositeOf('CRC32', parts), `${checksumOf('CRC32', joined)}-2`);
  });
});
