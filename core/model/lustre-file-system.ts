/** FSx for Lustre file systems and their data repository associations, with what AWS takes where nothing is given. */
import {
  DEPLOYMENT_TYPES,
  LUSTRE_DEPLOYMENT_TYPES,
  LUSTRE_VERSIONS,
  STORAGE_TYPES,
  type DeploymentType,
  type LustreVersion,
  type StorageType,
} from '../facts/fsx-lustre';
import { blocksOf, entryOf, findEntry } from '../syntax/inspect';
import type { Located } from '../syntax/project';
import type { Blocks } from '../syntax/inspect';
import type { Model } from './model';
import { settingOf, type Setting } from './setting';

/** A file system. What is undefined is not known, or not one of AWS's values. */
export interface LustreFileSystem extends Located {
  readonly setting: (name: string) => Setting;
  readonly blocks: (name: string) => Blocks;
  /** As given, or what AWS takes when none is: SCRATCH_1. */
  readonly deploymentType: DeploymentType | undefined;
  readonly storageType: StorageType | undefined;
  readonly version: LustreVersion | undefined;
  /** Restored from a backup, whose settings count where none are given. */
  readonly isFromBackup: boolean;
  /** Whether it has a metadata configuration. */
  readonly hasMetadata: boolean | undefined;
}

/** A data repository association. */
export interface Association extends Located {
  readonly setting: (name: string) => Setting;
  /** Its file system, where the files show it. */
  readonly fileSystem: LustreFileSystem | undefined;
  /** The same for associations of one file system; undefined where that can't be told. */
  readonly group: string | undefined;
}

/** Every file system in view. */
export function lustreFileSystems(model: Model): readonly LustreFileSystem[] {
  return model.once(readLustreFileSystems);
}

function readLustreFileSystems(model: Model): LustreFileSystem[] {
  return model.resources('aws_fsx_lustre_file_system').map((located) => readLustreFileSystem(located, model));
}

export function readLustreFileSystem(located: Located, model: Model): LustreFileSystem {
  const { body } = located.resource;
  const setting = (name: string) => settingOf(located, name, model);
  const blocks = (name: string) => blocksOf(body, name);
  const isFromBackup = setting('backup_id').status !== 'omitted';
  const deploymentType = oneOf(
    DEPLOYMENT_TYPES,
    setting('deployment_type'),
    isFromBackup ? undefined : 'SCRATCH_1',
  );
  const metadata = blocks('metadata_configuration');
  const hasMetadata = metadata.blocks.length > 0 ? true : metadata.complete ? false : undefined;
  const hasOwnDefault = deploymentType === 'PERSISTENT_2' && hasMetadata !== false;
  const defaultVersion =
    deploymentType === undefined || isFromBackup
      ? undefined
      : hasOwnDefault
        ? hasMetadata && '2.15'
        : LUSTRE_DEPLOYMENT_TYPES[deploymentType].defaultVersion;
  return {
    ...located,
    setting,
    blocks,
    deploymentType,
    storageType: oneOf(STORAGE_TYPES, setting('storage_type'), isFromBackup ? undefined : 'SSD'),
    version: oneOf(LUSTRE_VERSIONS, setting('file_system_type_version'), defaultVersion),
    isFromBackup,
    hasMetadata,
  };
}

function oneOf<T extends string>(
  known: readonly T[],
  setting: Setting,
  whenOmitted: T | undefined,
): T | undefined {
  if (setting.status === 'omitted') return whenOmitted;
  return setting.status === 'given' ? known.find((candidate) => candidate === setting.text) : undefined;
}

/** Every association in view, in the order of the files. */
export function associations(model: Model): readonly Association[] {
  return model.once(readAssociations);
}

function readAssociations(model: Model): Association[] {
  return model.resources('aws_fsx_data_repository_association').map((located) => {
    const id = entryOf(located.resource.body, 'file_system_id');
    const target = model.resolve(id, located);
    const isLustre =
      target?.resource.kind === 'resource' && target.resource.type === 'aws_fsx_lustre_file_system';
    return {
      ...located,
      setting: (name) => settingOf(located, name, model),
      fileSystem: isLustre ? readLustreFileSystem(target, model) : undefined,
      group: groupOf(located, target, model),
    };
  });
}

/** The associations of one file system. */
export function associationsOf(fileSystem: LustreFileSystem, all: readonly Association[]): Association[] {
  return all.filter((association) => association.fileSystem?.resource === fileSystem.resource);
}

function groupOf(located: Located, target: Located | undefined, model: Model): string | undefined {
  const entry = findEntry(located.resource.body, 'file_system_id');
  const id = settingOf(located, 'file_system_id', model);
  const folder =
    located.file.language === 'hcl' ? located.file.path.replace(/[^/\\]*$/, '') : located.file.path;
  if (id.status === 'given') return `${folder}:${id.text}`;
  const value = entry?.value;
  if (target && !target.resource.repeated) return `${target.file.path}:${target.resource.address}`;
  if (value?.kind !== 'reference' || /^(each|count|self)\b/.test(value.target)) return undefined;
  // One of several instances: the same one only when its index is written out.
  if (value.index !== undefined && !/^(\d+|"[^"]*")$/.test(value.index)) return undefined;
  if (/\[(?!\s*(\d+|"[^"]*")\s*\])/.test(value.text)) return undefined;
  return `${folder}:${value.text}`;
}

/** Groups associations by their file system; those of which that can't be told are left out. */
export function byFileSystem(all: readonly Association[]): Association[][] {
  const groups = new Map<string, Association[]>();
  for (const association of all) {
    if (association.group === undefined) continue;
    const group = groups.get(association.group);
    if (group) group.push(association);
    else groups.set(association.group, [association]);
  }
  return [...groups.values()];
}
