import { createHash } from 'node:crypto';
import { CHECKSUM_ALGORITHMS, type Checksum, type ChecksumAlgorithm } from '../state';
import { crc32Of, crc64Of, type Crc } from './crc';

const SUMS: Readonly<Record<ChecksumAlgorithm, Crc>> = {
  CRC32: crc32Of(0xedb88320),
  CRC32C: crc32Of(0x82f63b78),
  CRC64NVME: crc64Of({ high: 0x9a6c9329, low: 0xac4bc9b5 }),
  SHA1: (bytes) => createHash('sha1').update(bytes).digest(),
  SHA256: (bytes) => createHash('sha256').update(bytes).digest(),
};

/** A checksum as headers carry it: base64. */
export function checksumOf(algorithm: ChecksumAlgorithm, bytes: Uint8Array): string {
  return SUMS[algorithm](bytes).toString('base64');
}

/** The checksum of an upload in parts: of its parts' checksums, and how many they are. */
export function compositeOf(algorithm: ChecksumAlgorithm, parts: readonly string[]): string {
  const joined = Buffer.concat(parts.map((part) => Buffer.from(part, 'base64')));
  return `${checksumOf(algorithm, joined)}-${parts.length}`;
}

export function checksumHeader(algorithm: ChecksumAlgorithm): string {
  return `x-amz-checksum-${algorithm.toLowerCase()}`;
}

/** What answers tell of a checksum. */
export function checksumHeaders(checksum: Checksum | undefined): Record<string, string> {
  if (!checksum) return {};
  return { [checksumHeader(checksum.algorithm)]: checksum.value, 'x-amz-checksum-type': checksum.type };
}

/** The element's name in XML: `ChecksumCRC32`. */
export function checksumElement(algorithm: ChecksumAlgorithm): string {
  return `Checksum${algorithm}`;
}

export function checksumAlgorithm(name: string | undefined): ChecksumAlgorithm | undefined {
  return CHECKSUM_ALGORITHMS.find((algorithm) => algorithm === name?.toUpperCase());
}
