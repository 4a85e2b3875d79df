/**
 * Whether AWS takes a file system that is linked to a bucket. Sources: FSx API Reference, CreateFileSystem and
 * CreateDataRepositoryAssociation; FSx for Lustre User Guide, "Working with backups".
 */
import {
  DEPLOYMENT_TYPES,
  isCapacity,
  LUSTRE_DEPLOYMENT_TYPES,
  STORAGE_TYPES,
  type DeploymentType,
  type StorageType,
} from '../../facts/fsx-lustre';
import { entryOf } from '../../syntax/inspect';
import type { Located } from '../../syntax/project';
import { ASSOCIATION } from '../world/kinds';
import type { Reading } from '../world/reading';
import { isKnownText } from '../world/text';
import type { WorldLink } from '../world/world';
import type { Check } from './check';

/** Settings of the older link to S3, which PERSISTENT_2 and file systems with associations do not take. */
const OLD_LINK = ['import_path', 'export_path', 'auto_import_policy', 'imported_file_chunk_size'] as const;

export function fileSystemChecks(link: WorldLink, reading: Reading): Check[] {
  const { fileSystem } = link;
  const place = fileSystem.place;
  if (!place) {
    const message = `File system ${fileSystem.id} is not in view: its deployment type, version and backups would settle whether it can be linked.`;
    return [{ rule: 'rehearsal-view', holds: undefined, message, place: link.place }];
  }
  const isAssociated = link.place?.resource.type === ASSOCIATION;
  return [
    ...typeChecks(place, isAssociated, reading),
    ...oldLinkChecks(place, isAssociated, reading),
    ...backupChecks(place, reading),
  ];
}

function typeChecks(place: Located, isAssociated: boolean, reading: Reading): Check[] {
  const bad = (message: string): Check => ({ rule: 'rehearsal-file-system', holds: false, message, place });
  const open = (name: string): Check => ({
    rule: 'rehearsal-file-system',
    holds: undefined,
    message: `The value of ${name} of ${place.resource.address} would settle whether the file system can be linked.`,
    place,
  });
  const isFromBackup = reading.isGiven(place, 'backup_id');
  const type = setting(place, 'deployment_type', isFromBackup ? undefined : 'SCRATCH_1', reading);
  if (type === undefined) return [open('deployment_type')];
  const facts = LUSTRE_DEPLOYMENT_TYPES[type as DeploymentType];
  if (!(DEPLOYMENT_TYPES as readonly string[]).includes(type))
    return [bad(`"${type}" is no deployment type of FSx for Lustre.`)];
  const storage = setting(place, 'storage_type', 'SSD', reading);
  const found: Check[] = [];
  if (isAssociated && !facts.association) {
    const omitted = reading.isGiven(place, 'deployment_type')
      ? ''
      : ', which AWS takes when deployment_type is left out,';
    found.push(bad(`${type}${omitted} cannot have data repository associations. Use PERSISTENT_2.`));
  }
  if (storage === 'INTELLIGENT_TIERING')
    found.push(bad('An Intelligent-Tiering file system cannot be linked to S3.'));
  const hasMetadata = reading.isGiven(place, 'metadata_configuration');
  const fallback = isFromBackup ? undefined : hasMetadata ? '2.15' : facts.defaultVersion;
  const version = setting(place, 'file_system_type_version', fallback, reading);
  if (version === undefined) found.push(open('file_system_type_version'));
  else if (!(facts.versions as readonly string[]).includes(version)) {
    found.push(bad(`Lustre ${version} does not exist for ${type}. Set file_system_type_version = "2.15".`));
  } else if (
    isAssociated &&
    facts.association &&
    !(facts.associationVersions as readonly string[]).includes(version)
  ) {
    found.push(
      bad(
        `Associations need Lustre 2.12 or 2.15, and ${place.resource.address} has ${version}. Set file_system_type_version = "2.15".`,
      ),
    );
  }
  // What is there already, AWS has taken; a state also holds what AWS chose itself.
  if (entryOf(place.resource.body, 'id')?.kind === 'string') return found;
  if (!facts.customerKey && reading.isGiven(place, 'kms_key_id')) {
    found.push(bad(`${type} takes no key of one's own (kms_key_id): leave it out, or use PERSISTENT_2.`));
  }
  if (storage !== undefined && !isFromBackup)
    found.push(...sizeChecks(place, type as DeploymentType, storage, reading));
  return found;
}

function sizeChecks(place: Located, type: DeploymentType, storage: string, reading: Reading): Check[] {
  const bad = (message: string): Check => ({ rule: 'rehearsal-file-system', holds: false, message, place });
  if (!(STORAGE_TYPES as readonly string[]).includes(storage))
    return [bad(`"${storage}" is no storage type.`)];
  const rule = LUSTRE_DEPLOYMENT_TYPES[type].storage[storage as StorageType];
  if (!rule) return [bad(`${type} has no ${storage} storage.`)];
  const found: Check[] = [];
  const throughput = number(place, 'per_unit_storage_throughput', reading);
  if (throughput === 'omitted') {
    if (rule.throughputMBpsPerTiB.length > 0) {
      found.push(bad(`${type} needs per_unit_storage_throughput: ${rule.throughputMBpsPerTiB.join(', ')}.`));
    }
  } else if (throughput !== undefined && !rule.throughputMBpsPerTiB.includes(throughput)) {
    const right = rule.throughputMBpsPerTiB.join(', ') || 'none';
    found.push(bad(`per_unit_storage_throughput ${throughput} is none of ${type}'s: ${right}.`));
  }
  const capacity = number(place, 'storage_capacity', reading);
  const capacities = rule.capacity?.(typeof throughput === 'number' ? throughput : undefined);
  if (capacities && typeof capacity === 'number' && !isCapacity(capacity, capacities)) {
    found.push(bad(`A ${type} file system of ${capacity} GiB does not exist.`));
  }
  return found;
}

function oldLinkChecks(place: Located, isAssociated: boolean, reading: Reading): Check[] {
  const type = setting(place, 'deployment_type', 'SCRATCH_1', reading);
  const isThere = entryOf(place.resource.body, 'id')?.kind === 'string';
  const given = OLD_LINK.filter(
    (name) => reading.isGiven(place, name) && reading.text(place, name) !== 'NONE',
  );
  if (
    given.length === 0 ||
    (isThere && !given.includes('import_path')) ||
    (type !== 'PERSISTENT_2' && !isAssociated)
  )
    return [];
  if (given.every((name) => name === 'imported_file_chunk_size')) return [];
  const why =
    type === 'PERSISTENT_2'
      ? 'PERSISTENT_2 does not take'
      : 'A file system with an association does not take';
  const message = `${why} ${given.join(', ')}: link the bucket by an association alone.`;
  return [{ rule: 'rehearsal-file-system', holds: false, message, place }];
}

function backupChecks(place: Located, reading: Reading): Check[] {
  const days = number(place, 'automatic_backup_retention_days', reading);
  if (days === 'omitted' || days === 0) return [];
  const message =
    days === undefined
      ? `The value of automatic_backup_retention_days of ${place.resource.address} would settle it: AWS makes no backups of a file system that is linked to S3.`
      : `AWS makes no backups of a file system that is linked to S3, and ${place.resource.address} keeps them for ${days} days. Set automatic_backup_retention_days = 0.`;
  return [{ rule: 'rehearsal-file-system', holds: days === undefined ? undefined : false, message, place }];
}

/** An attribute's text; undefined where it is not known. */
function setting(
  place: Located,
  name: string,
  whenOmitted: string | undefined,
  reading: Reading,
): string | undefined {
  if (!reading.isGiven(place, name)) return whenOmitted;
  const text = reading.text(place, name);
  return text !== undefined && isKnownText(text) ? text : undefined;
}

function number(place: Located, name: string, reading: Reading): number | 'omitted' | undefined {
  if (!reading.isGiven(place, name)) return 'omitted';
  const text = reading.text(place, name);
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
