import { LUSTRE_DEPLOYMENT_TYPES, type DeploymentType } from '../../facts/fsx-lustre';
import { lustreFileSystems, type LustreFileSystem } from '../../model/lustre-file-system';
import { numberOf } from '../../model/setting';
import { insertAfter, nameIn, removeEntry, replaceValue } from '../edits';
import { findingAt } from '../finding';
import { entryIn, findingOnHead, LUSTRE_CONFIGURATION_PAGE, orList, typeInWords } from '../lustre';
import type { Finding, Rule } from '../rule';

const NAME = 'per_unit_storage_throughput';

/** Each deployment and storage type has its own values of PerUnitStorageThroughput; scratch types have none. */
export const rule: Rule = {
  meta: {
    id: 'fsx-throughput',
    severity: 'error',
    title: 'The throughput per unit of storage is missing, or none of the deployment type',
    why: 'Persistent file systems need a throughput per TiB, and each deployment and storage type has its own values: 200 exists for `PERSISTENT_1` only, 125 for `PERSISTENT_2` only. Scratch and Intelligent-Tiering file systems take none. Terraform accepts most mixtures; `CreateFileSystem` answers `InvalidPerUnitStorageThroughput`.',
    fix: 'Write one of the values of the deployment type, or take it out for a scratch file system.',
    sources: [LUSTRE_CONFIGURATION_PAGE],
  },
  *check(model) {
    for (const fileSystem of lustreFileSystems(model)) yield* checkFileSystem(fileSystem);
  },
};

function* checkFileSystem(fileSystem: LustreFileSystem): Generator<Finding> {
  const { file, deploymentType } = fileSystem;
  if (deploymentType === undefined) return;
  const setting = fileSystem.setting(NAME);
  const allowed = throughputsOf(fileSystem, deploymentType);
  if (allowed === undefined) return;
  if (setting.status === 'given') {
    const value = numberOf(setting);
    if (value !== undefined && allowed.values.includes(value)) return;
    if (allowed.values.length === 0) {
      const message = `${nameIn(file, NAME)} does not go with ${allowed.of}: CreateFileSystem answers InvalidPerUnitStorageThroughput. Leave it out.`;
      yield findingAt(file, setting.value, message, {
        fixes: removeEntry(file, setting.entry, { safe: false }),
      });
      return;
    }
    if (value === undefined) return;
    const message = `${setting.text} MB/s per TiB is no throughput of ${allowed.of}: CreateFileSystem answers InvalidPerUnitStorageThroughput. Write ${orList(allowed.values)}.`;
    const fixes = byDistance(allowed.values, value).flatMap((right) =>
      replaceValue(file, setting.value, String(right), { safe: false }),
    );
    yield findingAt(file, setting.value, message, { fixes });
  } else if (setting.status === 'omitted' && allowed.required) {
    const message = `${nameIn(file, NAME)} is missing, and ${allowed.of} needs one: CreateFileSystem answers InvalidPerUnitStorageThroughput. Write ${orList(allowed.values)}.`;
    const after = entryIn(fileSystem.setting('deployment_type'));
    const [lowest] = allowed.values;
    yield findingOnHead(fileSystem, message, {
      fixes:
        after && lowest !== undefined ? insertAfter(file, after, NAME, String(lowest), { safe: false }) : [],
    });
  }
}

/** Values that may be given; undefined where the storage type does not exist, which is another rule's. */
function throughputsOf(
  fileSystem: LustreFileSystem,
  type: DeploymentType,
): { values: readonly number[]; required: boolean; of: string } | undefined {
  const { storage } = LUSTRE_DEPLOYMENT_TYPES[type];
  const { storageType, isFromBackup } = fileSystem;
  const of = typeInWords(fileSystem);
  if (type === 'SCRATCH_1' || type === 'SCRATCH_2') return { values: [], required: false, of };
  if (storageType === undefined) {
    if (fileSystem.setting('storage_type').status === 'given') return undefined;
    return {
      values: Object.values(storage).flatMap(({ throughputMBpsPerTiB }) => throughputMBpsPerTiB),
      required: false,
      of,
    };
  }
  const rule = storage[storageType];
  return (
    rule && {
      values: rule.throughputMBpsPerTiB,
      required: rule.throughputMBpsPerTiB.length > 0 && !isFromBackup,
      of: `${of} with ${storageType} storage`,
    }
  );
}

function byDistance(values: readonly number[], from: number): number[] {
  return [...values].sort((a, b) => Math.abs(a - from) - Math.abs(b - from));
}
