/** Live resources in the form in which the rehearsal looks settings up. */
import type { Located } from '../syntax/project';
import type { Resource, SourceFile } from '../syntax/source-file';
import { TextMap } from '../syntax/text-map';
import type { Entry, ObjectValue, StringValue, Value } from '../syntax/value';

/** A setting that is not known. */
export const UNKNOWN = Symbol('unknown');

export type Setting =
  string | number | boolean | undefined | typeof UNKNOWN | readonly Setting[] | { [name: string]: Setting };

const NOWHERE = { start: 0, end: 0 };

/**
 * A resource as Terraform names its settings; those that are undefined are left to AWS.
 * @param name what messages call it, such as `the file system fs-0123456789abcdef0`
 */
export function livePlace(type: string, name: string, settings: Readonly<Record<string, Setting>>): Located {
  const body = objectOf(settings);
  const resource: Resource = {
    kind: 'resource',
    type,
    name,
    address: name,
    body,
    range: NOWHERE,
    head: NOWHERE,
    dependsOn: [],
    repeated: false,
  };
  const file: SourceFile = {
    path: '',
    language: 'json',
    text: '',
    resources: [resource],
    documents: [],
    comments: [],
    wellFormed: true,
  };
  return { file, resource };
}

function objectOf(settings: Readonly<Record<string, Setting>>): ObjectValue {
  const entries = Object.entries(settings).flatMap(([name, setting]): Entry[] =>
    setting === undefined ? [] : [{ key: stringOf(name), value: valueOf(setting) }],
  );
  return { kind: 'object', range: NOWHERE, entries, complete: true };
}

function valueOf(setting: Exclude<Setting, undefined>): Value {
  if (setting === UNKNOWN) {
    return { kind: 'unknown', range: NOWHERE, reason: 'expression', text: '', references: [] };
  }
  if (typeof setting === 'string') return stringOf(setting);
  if (typeof setting === 'number') return { kind: 'number', range: NOWHERE, value: setting };
  if (typeof setting === 'boolean') return { kind: 'boolean', range: NOWHERE, value: setting };
  if (isList(setting)) {
    const items = setting.flatMap((item) => (item === undefined ? [] : [valueOf(item)]));
    return { kind: 'list', range: NOWHERE, items, complete: true };
  }
  return objectOf(setting);
}

function isList(setting: Setting): setting is readonly Setting[] {
  return Array.isArray(setting);
}

function stringOf(text: string): StringValue {
  return { kind: 'string', range: NOWHERE, text, map: TextMap.straight(0, text.length) };
}
