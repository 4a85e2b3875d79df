/** Words and findings that the rules on file systems share. */
import type { LustreFileSystem } from '../model/lustre-file-system';
import type { GivenSetting, Setting } from '../model/setting';
import type { Located } from '../syntax/project';
import { nameIn } from './edits';
import { findingAt } from './finding';
import type { Finding, Related } from './rule';

/** The page that most of them rest on. */
export const LUSTRE_CONFIGURATION_PAGE =
  'FSx API Reference, "CreateFileSystemLustreConfiguration" (https://docs.aws.amazon.com/fsx/latest/APIReference/API_CreateFileSystemLustreConfiguration.html)';
export const CREATE_FILE_SYSTEM_PAGE =
  'FSx API Reference, "CreateFileSystem" (https://docs.aws.amazon.com/fsx/latest/APIReference/API_CreateFileSystem.html)';
export const CREATE_ASSOCIATION_PAGE =
  'FSx API Reference, "CreateDataRepositoryAssociation" (https://docs.aws.amazon.com/fsx/latest/APIReference/API_CreateDataRepositoryAssociation.html)';

type More = Omit<Finding, 'file' | 'range' | 'message'>;

/** A finding on a resource as a whole: on its name. */
export function findingOnHead({ file, resource }: Located, message: string, more: More = {}): Finding {
  return { file, range: resource.head, message, ...more };
}

/** A finding on what is given, or on the resource's name where nothing is. */
export function findingOnSetting(
  located: Located,
  setting: Setting,
  message: string,
  more: More = {},
): Finding {
  return setting.status === 'given'
    ? findingAt(located.file, setting.value, message, more)
    : findingOnHead(located, message, more);
}

/** Another resource that has to do with a finding. */
export function relatedTo({ file, resource }: Located, message: string): Related {
  return { file, range: resource.head, message };
}

/** `PERSISTENT_2`, or how it comes that AWS takes SCRATCH_1. */
export function typeInWords(fileSystem: LustreFileSystem): string {
  const type = fileSystem.deploymentType ?? '';
  return fileSystem.setting('deployment_type').status === 'omitted'
    ? `${type} (AWS's choice without ${nameIn(fileSystem.file, 'deployment_type')})`
    : type;
}

/** `1, 2 or 3`. */
export function orList(items: readonly (string | number)[]): string {
  const texts = items.map(String);
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} or ${texts.at(-1) ?? ''}`;
}

/** The attribute that is given, as an entry to put others behind. */
export function entryIn(setting: Setting): GivenSetting['entry'] | undefined {
  return setting.status === 'given' ? setting.entry : undefined;
}
