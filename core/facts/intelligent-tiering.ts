/**
 * What an FSx for Lustre file system with Intelligent-Tiering storage needs.
 * Source: FSx API Reference, CreateFileSystemLustreConfiguration, LustreReadCacheConfiguration and
 * CreateFileSystemLustreMetadataConfiguration.
 */

/** Throughput in MB/s: multiples of a step, up to a limit. */
export const TIERING_THROUGHPUT_MBPS = { step: 4000, max: 2_000_000 } as const;

/** Metadata IOPS; the mode is USER_PROVISIONED. */
export const TIERING_METADATA_IOPS: readonly number[] = [6000, 12000];

export const READ_CACHE_SIZING_MODES = [
  'NO_CACHE',
  'USER_PROVISIONED',
  'PROPORTIONAL_TO_THROUGHPUT_CAPACITY',
] as const;

/** Size of the SSD read cache in GiB, for each step of throughput. */
export const READ_CACHE_GIB_PER_STEP = { min: 32, max: 131_072 } as const;

/** Whether a throughput in MB/s exists. */
export function isTieringThroughput(mbps: number): boolean {
  const { step, max } = TIERING_THROUGHPUT_MBPS;
  return mbps >= step && mbps <= max && mbps % step === 0;
}
