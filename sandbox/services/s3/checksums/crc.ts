/**
 * The cyclic redundancy checks of S3's checksums, reflected, over tables of one byte.
 * Source: S3 User Guide, "Checking object integrity"; RFC 3720 (CRC32C); NVM Express specification (CRC64NVME).
 */

export type Crc = (bytes: Uint8Array) => Buffer;

/** A check of 32 bits. @param polynomial reflected */
export function crc32Of(polynomial: number): Crc {
  const table = new Uint32Array(256);
  for (let index = 0; index < 256; index++) {
    let rest = index;
    for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ polynomial : rest >>> 1;
    table[index] = rest;
  }
  return (bytes) => {
    let rest = 0xffffffff;
    for (const byte of bytes) rest = (rest >>> 8) ^ (table[(rest ^ byte) & 0xff] ?? 0);
    const result = Buffer.alloc(4);
    result.writeUInt32BE((rest ^ 0xffffffff) >>> 0);
    return result;
  };
}

/** A check of 64 bits, in two halves: JavaScript's own integers have 53. @param polynomial reflected */
export function crc64Of(polynomial: { readonly high: number; readonly low: number }): Crc {
  const highs = new Uint32Array(256);
  const lows = new Uint32Array(256);
  for (let index = 0; index < 256; index++) {
    let high = 0;
    let low = index;
    for (let bit = 0; bit < 8; bit++) {
      const isOdd = low & 1;
      low = (low >>> 1) | (high << 31);
      high >>>= 1;
      if (isOdd) {
        high ^= polynomial.high;
        low ^= polynomial.low;
      }
    }
    highs[index] = high;
    lows[index] = low;
  }
  return (bytes) => {
    let high = 0xffffffff;
    let low = 0xffffffff;
    for (const byte of bytes) {
      const index = (low ^ byte) & 0xff;
      low = ((low >>> 8) | (high << 24)) ^ (lows[index] ?? 0);
      high = (high >>> 8) ^ (highs[index] ?? 0);
    }
    const result = Buffer.alloc(8);
    result.writeUInt32BE((high ^ 0xffffffff) >>> 0, 0);
    result.writeUInt32BE((low ^ 0xffffffff) >>> 0, 4);
    return result;
  };
}
