/** Which files make up one Terraform configuration, and what an attribute is given. */
import { entryOf } from '../syntax/inspect';
import { folderOf, type Located } from '../syntax/project';
import type { SourceFile } from '../syntax/source-file';
import type { ObjectValue, Value } from '../syntax/value';

/** An attribute's value; undefined where it is missing or null, as plans write what was left out. */
export function given(body: ObjectValue | undefined, name: string): Value | undefined {
  const value = entryOf(body, name);
  return value?.kind === 'null' ? undefined : value;
}

/** Name of the configuration that a file belongs to: Terraform's files of one folder, else the file alone. */
export function configurationOf(file: Pick<SourceFile, 'path' | 'language'>): string {
  if (file.language !== 'hcl' && file.language !== 'terraform-json') return file.path;
  return folderOf(file.path);
}

export function isOneConfiguration(a: Located, b: Located): boolean {
  return a.file === b.file || configurationOf(a.file) === configurationOf(b.file);
}

/**
 * Whether two files can be parts of one deployment: of one configuration, or of configurations that stand side
 * by side (a folder or a file an account).
 */
export function areSideBySide(a: Located, b: Located): boolean {
  return isOneConfiguration(a, b) || parentOf(a.file) === parentOf(b.file);
}

function parentOf(file: SourceFile): string {
  return folderOf(configurationOf(file).replace(/[/\\]$/, ''));
}

/** Whether two resources are one and the same. */
export function isSameResource(a: Located, b: Located): boolean {
  return a.resource.address === b.resource.address && isOneConfiguration(a, b);
}
