import { childValue } from './inspect';
import { relocate, type Lookup } from './lookup';
import { withoutIndices } from './plan-configuration';
import type { Resource, SourceFile } from './source-file';
import type { ReferenceValue, Value } from './value';

/** Files that are looked at together. */
export interface Project {
  readonly files: readonly SourceFile[];
  /** The same by path; of two with one path the first. */
  readonly byPath: ReadonlyMap<string, SourceFile>;
  /** Resources of a file and of what belongs to it, by address without indices. */
  readonly resources: ReadonlyMap<string, ReadonlyMap<string, readonly Located[]>>;
}

/** A resource and the file it stands in. */
export interface Located {
  readonly file: SourceFile;
  readonly resource: Resource;
}

/** What a reference leads to. */
export interface Resolution extends Located {
  /** What is taken of it: `['arn']`; empty when the whole is meant. */
  readonly attribute: readonly string[];
  /** What the resource's body has for it, where it is written: `bucket` of a bucket, never `arn`. */
  readonly value: Value | undefined;
}

/**
 * Puts files together. Terraform files of one folder are one configuration: locals and variables of one are
 * followed in the others. Every other file stands for itself.
 */
export function createProject(files: readonly SourceFile[]): Project {
  const groups = groupBy(files, groupOf);
  const linked = files.map((file) => link(file, groups.get(groupOf(file)) ?? []));
  const resources = new Map(
    [...groupBy(linked, groupOf)].map(([group, members]) => [group, byAddress(members)]),
  );
  const byPath = new Map(linked.toReversed().map((file) => [file.path, file]));
  return { files: linked, byPath, resources };
}

/**
 * Follows a reference to the resource it means, and where that is one of several instances to the first.
 * An unknown value is followed when it is made of a single reference, as what a plan does not know yet is.
 * @param path of the file that the value was read from
 * @returns undefined where the files do not show it
 */
export function resolve(value: Value | undefined, project: Project, path: string): Resolution | undefined {
  const reference = referenceOf(value);
  if (!reference) return undefined;
  const file = project.byPath.get(reference.range.path ?? path);
  const found = file && project.resources.get(groupOf(file))?.get(withoutIndices(reference.target));
  const located = found?.find(({ resource }) => isInstance(resource, reference)) ?? found?.[0];
  if (!located) return undefined;
  const { attribute } = reference;
  const body: Value | undefined = located.resource.body;
  const own = attribute.length === 0 ? undefined : attribute.reduce<Value | undefined>(childValue, body);
  return { ...located, attribute, value: own };
}

function referenceOf(value: Value | undefined): ReferenceValue | undefined {
  if (value?.kind === 'reference') return value;
  return value?.kind === 'unknown' && value.reason === 'computed' && value.references.length === 1
    ? value.references[0]
    : undefined;
}

function isInstance(resource: Resource, { target, index }: ReferenceValue): boolean {
  return index !== undefined && resource.address === `${target}[${index}]`;
}

/** Name of the configuration that a file belongs to. */
function groupOf(file: SourceFile): string {
  if (file.language !== 'hcl' && file.language !== 'terraform-json') return file.path;
  return `${folderOf(file.path)}*`;
}

/** The folder of a path, with the slash at its end; empty where there is none. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

function link(file: SourceFile, group: readonly SourceFile[]): SourceFile {
  const others = group.filter((other) => other !== file && (other.definitions?.size ?? 0) > 0);
  return file.linked && others.length > 0 ? file.linked(lookupElsewhere(others)) : file;
}

/** Follows references to what other files define; what is found says which file it is written in. */
function lookupElsewhere(others: readonly SourceFile[]): Lookup {
  const open = new Set<string>();
  const lookup: Lookup = (reference) => {
    const other = others.find((candidate) => candidate.definitions?.has(reference.target));
    const define = other?.definitions?.get(reference.target);
    if (!other || !define || reference.index !== undefined || open.has(reference.target)) return undefined;
    open.add(reference.target);
    const value = relocate(define(lookup), other.path);
    open.delete(reference.target);
    const found = reference.attribute.reduce<Value | undefined>(childValue, value);
    return found && { ...found, use: reference.range };
  };
  return lookup;
}

function byAddress(files: readonly SourceFile[]): ReadonlyMap<string, readonly Located[]> {
  const located = files.flatMap((file) => file.resources.map((resource) => ({ file, resource })));
  return groupBy(located, ({ resource }) => withoutIndices(resource.address));
}

function groupBy<T>(items: readonly T[], groupOfItem: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = groupOfItem(item);
    const group = groups.get(name);
    if (group) group.push(item);
    else groups.set(name, [item]);
  }
  return groups;
}
