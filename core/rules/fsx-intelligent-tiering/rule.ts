import {
  isTieringThroughput,
  READ_CACHE_GIB_PER_STEP,
  READ_CACHE_SIZING_MODES,
  TIERING_METADATA_IOPS,
  TIERING_THROUGHPUT_MBPS,
} from '../../facts/intelligent-tiering';
import { nearest } from '../../facts/nearest';
import { associations, lustreFileSystems, type LustreFileSystem } from '../../model/lustre-file-system';
import type { Model } from '../../model/model';
import { numberOf, settingOf } from '../../model/setting';
import { findEntry } from '../../syntax/inspect';
import type { ObjectValue } from '../../syntax/value';
import { nameIn, removeEntry, replaceValue } from '../edits';
import { findingAt, quotedList } from '../finding';
import { findingOnHead, LUSTRE_CONFIGURATION_PAGE, orList, relatedTo } from '../lustre';
import type { Finding, Rule } from '../rule';

/** What Intelligent-Tiering storage needs, and what it does not go with. */
export const rule: Rule = {
  meta: {
    id: 'fsx-intelligent-tiering',
    severity: 'error',
    title: 'An Intelligent-Tiering file system lacks what it needs, or is linked to a bucket',
    why: 'Intelligent-Tiering storage has a throughput of its own (`ThroughputCapacity`), and FSx requires a read cache configuration and user-provisioned metadata with it. It cannot be linked to S3 at all. Terraform accepts it without all of that; `CreateFileSystem` answers `BadRequest`, an association `UnsupportedOperation`.',
    fix: 'Give `throughput_capacity`, `data_read_cache_configuration` and `metadata_configuration`; for a file system that is linked to a bucket, take `SSD` storage.',
    sources: [
      LUSTRE_CONFIGURATION_PAGE,
      'FSx API Reference, "LustreReadCacheConfiguration" (https://docs.aws.amazon.com/fsx/latest/APIReference/API_LustreReadCacheConfiguration.html)',
      'FSx for Lustre User Guide, "Using data repositories" (https://docs.aws.amazon.com/fsx/latest/LustreGuide/fsx-data-repositories.html)',
    ],
  },
  *check(model) {
    for (const fileSystem of lustreFileSystems(model)) {
      if (fileSystem.storageType === 'INTELLIGENT_TIERING') yield* checkTiering(fileSystem, model);
      else if (fileSystem.storageType !== undefined) yield* checkOther(fileSystem);
    }
    for (const association of associations(model)) {
      const id = findEntry(association.resource.body, 'file_system_id');
      const { fileSystem } = association;
      if (!id || fileSystem?.storageType !== 'INTELLIGENT_TIERING') continue;
      const message =
        'The file system has INTELLIGENT_TIERING storage, which cannot be linked to S3: CreateDataRepositoryAssociation answers UnsupportedOperation. Take SSD storage for it.';
      yield findingAt(association.file, id.value, message, {
        related: [relatedTo(fileSystem, 'The file system.')],
      });
    }
  },
};

function* checkTiering(fileSystem: LustreFileSystem, model: Model): Generator<Finding> {
  // On another deployment type the storage type itself is the mistake.
  if (fileSystem.deploymentType !== 'PERSISTENT_2') return;
  const { file } = fileSystem;
  const throughput = fileSystem.setting('throughput_capacity');
  const readCache = fileSystem.blocks('data_read_cache_configuration');
  const metadata = fileSystem.blocks('metadata_configuration');
  const missing = [
    ...(throughput.status === 'omitted' ? ['throughput_capacity'] : []),
    ...(readCache.complete && readCache.blocks.length === 0 ? ['data_read_cache_configuration'] : []),
    ...(metadata.complete && metadata.blocks.length === 0 ? ['metadata_configuration'] : []),
  ].map((name) => nameIn(file, name));
  if (missing.length > 0 && !fileSystem.isFromBackup) {
    const names =
      missing.length < 2
        ? missing.join('')
        : `${missing.slice(0, -1).join(', ')} and ${missing.at(-1) ?? ''}`;
    const message = `INTELLIGENT_TIERING storage needs ${names}, and CreateFileSystem answers BadRequest without. Write ${missing.length > 1 ? 'them' : 'it'}.`;
    yield findingOnHead(fileSystem, message);
  }
  const mbps = numberOf(throughput);
  if (throughput.status === 'given' && mbps !== undefined && !isTieringThroughput(mbps)) {
    const { step, max } = TIERING_THROUGHPUT_MBPS;
    const right = Math.min(max, Math.max(step, Math.round(mbps / step) * step));
    const message = `${throughput.text} MB/s is no throughput of INTELLIGENT_TIERING storage: CreateFileSystem answers BadRequest. Write a multiple of ${step}, up to ${max}.`;
    yield findingAt(file, throughput.value, message, {
      fixes: replaceValue(file, throughput.value, String(right), { safe: false }),
    });
  }
  for (const block of readCache.blocks) yield* checkReadCache(fileSystem, block, mbps, model);
  for (const block of metadata.blocks) yield* checkMetadata(fileSystem, block, model);
}

function* checkReadCache(
  fileSystem: LustreFileSystem,
  block: ObjectValue,
  mbps: number | undefined,
  model: Model,
): Generator<Finding> {
  const { file } = fileSystem;
  const mode = settingOf(fileSystem, 'sizing_mode', model, block);
  const size = settingOf(fileSystem, 'size', model, block);
  if (mode.status !== 'given') return;
  if (!READ_CACHE_SIZING_MODES.some((known) => known === mode.text)) {
    const meant = nearest(mode.text, READ_CACHE_SIZING_MODES, 4);
    const message = `"${mode.text}" is no sizing mode of a read cache: CreateFileSystem answers BadRequest. Write ${quotedList(meant === undefined ? READ_CACHE_SIZING_MODES : [meant])}.`;
    const fixes = meant === undefined ? [] : replaceValue(file, mode.value, meant, { safe: false });
    yield findingAt(file, mode.value, message, { fixes });
  } else if (mode.text !== 'USER_PROVISIONED') return;
  else if (size.status === 'omitted') {
    const message =
      'A USER_PROVISIONED read cache needs a size: CreateFileSystem answers BadRequest. Write size, in GiB.';
    yield findingAt(file, mode.value, message);
  } else if (size.status === 'given' && mbps !== undefined && isTieringThroughput(mbps)) {
    const steps = mbps / TIERING_THROUGHPUT_MBPS.step;
    const [min, max] = [READ_CACHE_GIB_PER_STEP.min * steps, READ_CACHE_GIB_PER_STEP.max * steps];
    const gib = numberOf(size);
    if (gib === undefined || (gib >= min && gib <= max)) return;
    const message = `${gib} GiB is no size of a read cache at ${mbps} MB/s: CreateFileSystem answers BadRequest. Write ${min} to ${max}.`;
    yield findingAt(file, size.value, message);
  }
}

function* checkMetadata(fileSystem: LustreFileSystem, block: ObjectValue, model: Model): Generator<Finding> {
  const { file } = fileSystem;
  const mode = settingOf(fileSystem, 'mode', model, block);
  if (mode.status === 'given' && mode.text === 'AUTOMATIC') {
    const message = `AUTOMATIC metadata exists for SSD storage only: CreateFileSystem answers BadRequest with INTELLIGENT_TIERING. Write "USER_PROVISIONED" with iops ${orList(TIERING_METADATA_IOPS)}.`;
    yield findingAt(file, mode.value, message);
  }
  const iops = settingOf(fileSystem, 'iops', model, block);
  const value = numberOf(iops);
  if (iops.status !== 'given' || value === undefined || TIERING_METADATA_IOPS.includes(value)) return;
  const message = `${value} metadata IOPS do not exist for INTELLIGENT_TIERING storage: CreateFileSystem answers BadRequest. Write ${orList(TIERING_METADATA_IOPS)}.`;
  yield findingAt(file, iops.value, message, {
    fixes: TIERING_METADATA_IOPS.flatMap((right) =>
      replaceValue(file, iops.value, String(right), { safe: false }),
    ),
  });
}

function* checkOther({ file, setting, blocks, storageType, resource }: LustreFileSystem): Generator<Finding> {
  const given = [
    ...(setting('throughput_capacity').status === 'given' ? ['throughput_capacity'] : []),
    ...(blocks('data_read_cache_configuration').blocks.length > 0 ? ['data_read_cache_configuration'] : []),
  ];
  for (const name of given) {
    const entry = findEntry(resource.body, name);
    if (!entry) continue;
    const message = `${nameIn(file, name)} is for INTELLIGENT_TIERING storage, and this file system has ${storageType ?? ''}: CreateFileSystem will not take it. Leave it out, or write that storage type.`;
    yield findingAt(file, entry.key, message, {
      severity: 'warning',
      fixes: removeEntry(file, entry, { safe: false }),
    });
  }
}
