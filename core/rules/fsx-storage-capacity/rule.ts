import {
  describeCapacity,
  isCapacity,
  LUSTRE_DEPLOYMENT_TYPES,
  nearestCapacities,
  smallestCapacity,
  type CapacityRule,
  type DeploymentType,
} from '../../facts/fsx-lustre';
import { lustreFileSystems, type LustreFileSystem } from '../../model/lustre-file-system';
import { numberOf } from '../../model/setting';
import { insertAfter, nameIn, removeEntry, replaceValue } from '../edits';
import { findingAt } from '../finding';
import { CREATE_FILE_SYSTEM_PAGE, entryIn, findingOnHead, orList, typeInWords } from '../lustre';
import type { Finding, Rule } from '../rule';

const NAME = 'storage_capacity';

/** Capacities come in steps, which depend on deployment type, storage type and, on HDD, throughput. */
export const rule: Rule = {
  meta: {
    id: 'fsx-storage-capacity',
    severity: 'error',
    title: 'The storage capacity is missing, or not on a step of the deployment type',
    why: 'SSD file systems have 1200 GiB, 2400 GiB, and more in steps of 2400; HDD ones have steps of 6000 or 1800 GiB, by throughput; Intelligent-Tiering ones have none at all. Terraform checks the minimum only, and `CreateFileSystem` answers `BadRequest`. For `SCRATCH_1` the guide can be read in two ways, so that it is a note there.',
    fix: 'Write the next smaller or larger capacity.',
    sources: [CREATE_FILE_SYSTEM_PAGE],
  },
  *check(model) {
    for (const fileSystem of lustreFileSystems(model)) yield* checkFileSystem(fileSystem);
  },
};

function* checkFileSystem(fileSystem: LustreFileSystem): Generator<Finding> {
  const { file, deploymentType, storageType } = fileSystem;
  if (deploymentType === undefined || storageType === undefined) return;
  const storage = LUSTRE_DEPLOYMENT_TYPES[deploymentType].storage[storageType];
  if (!storage) return;
  const setting = fileSystem.setting(NAME);
  const of = `${typeInWords(fileSystem)} with ${storageType} storage`;
  if (!storage.capacity) {
    if (setting.status !== 'given') return;
    const message = `${nameIn(file, NAME)} does not go with ${storageType} storage, which grows with its data: CreateFileSystem answers BadRequest. Leave it out.`;
    yield findingAt(file, setting.value, message, {
      fixes: removeEntry(file, setting.entry, { safe: false }),
    });
    return;
  }
  const rules = capacityRules(fileSystem, storage.throughputMBpsPerTiB, storage.capacity);
  const [rule] = rules;
  if (!rule) return;
  const steps = rules.map(describeCapacity).join(' or ');
  if (setting.status === 'omitted' && !fileSystem.isFromBackup) {
    const message = `${nameIn(file, NAME)} is missing: CreateFileSystem answers BadRequest. ${of} has ${steps}.`;
    const after = entryIn(fileSystem.setting('deployment_type'));
    const smallest = String(smallestCapacity(rule));
    yield findingOnHead(fileSystem, message, {
      ...severityOf(deploymentType, false),
      fixes: after ? insertAfter(file, after, NAME, smallest, { safe: false }) : [],
    });
    return;
  }
  const gib = numberOf(setting);
  if (setting.status !== 'given' || gib === undefined || rules.some((each) => isCapacity(gib, each))) return;
  const right = [...new Set(rules.flatMap((each) => nearestCapacities(gib, each)))];
  const message = `${gib} GiB is no capacity of ${of}, which has ${steps}: CreateFileSystem answers BadRequest. Write ${orList(right)}.`;
  yield findingAt(file, setting.value, message, {
    ...severityOf(deploymentType, true),
    fixes: [...right]
      .reverse()
      .flatMap((each) => replaceValue(file, setting.value, String(each), { safe: false })),
  });
}

/** The steps of a storage type; on HDD all of them, where the throughput is not known. */
function capacityRules(
  fileSystem: LustreFileSystem,
  throughputs: readonly number[],
  ruleOf: (throughput: number | undefined) => CapacityRule,
): CapacityRule[] {
  if (fileSystem.storageType !== 'HDD') return [ruleOf(undefined)];
  const throughput = numberOf(fileSystem.setting('per_unit_storage_throughput'));
  return throughput !== undefined && throughputs.includes(throughput)
    ? [ruleOf(throughput)]
    : throughputs.map(ruleOf);
}

/** The steps of SCRATCH_1 are written ambiguously. */
function severityOf(type: DeploymentType, isStep: boolean): Pick<Finding, 'severity'> {
  return type === 'SCRATCH_1' && isStep ? { severity: 'note' } : {};
}
