/** One attribute of a resource: what is given, that nothing is, or that the files do not show it. */
import { entryOf, findEntry } from '../syntax/inspect';
import type { Located } from '../syntax/project';
import type { BooleanValue, Entry, NumberValue, ObjectValue, StringValue, Value } from '../syntax/value';
import type { Model } from './model';
import { isInVariable } from './variables';

export type Setting = GivenSetting | { readonly status: 'omitted' | 'unknown' };

/** A value that is known to the last character. */
export interface GivenSetting {
  readonly status: 'given';
  readonly entry: Entry;
  readonly value: StringValue | NumberValue | BooleanValue;
  /** As Terraform would convert it to a text: `1200`, `true`. */
  readonly text: string;
}

/**
 * Reads an attribute. An empty text counts as left out, as the AWS provider has it; a variable's default is
 * unknown, since another value may be given.
 * @param block one of the resource's blocks; without it, the attribute is the resource's own
 */
export function settingOf(
  located: Located,
  name: string,
  model: Model,
  block: ObjectValue = located.resource.body,
): Setting {
  const entry = findEntry(block, name);
  if (!entry) return { status: block.complete ? 'omitted' : 'unknown' };
  const { value } = entry;
  switch (value.kind) {
    case 'null':
      return { status: 'omitted' };
    case 'string':
    case 'number':
    case 'boolean': {
      if (isVariable(value, located, model)) return { status: 'unknown' };
      const text = value.kind === 'string' ? value.text : String(value.value);
      return text === '' ? { status: 'omitted' } : { status: 'given', entry, value, text };
    }
    default:
      return { status: isLeftToProvider(value, located) ? 'omitted' : 'unknown' };
  }
}

/** The number that a setting gives, quoted or not. */
export function numberOf(setting: Setting): number | undefined {
  if (setting.status !== 'given' || !/^-?\d+(\.\d+)?$/.test(setting.text)) return undefined;
  return Number(setting.text);
}

/** Whether a value is a variable's default. */
export function isVariable(value: Value, { file }: { file: { path: string } }, model: Model): boolean {
  return value.use !== undefined && isInVariable(value.range, file.path, model);
}

/** In a plan, an attribute that the configuration leaves to the provider is unknown and made of nothing. */
function isLeftToProvider(value: Value, { file }: Located): boolean {
  return (
    file.language === 'plan' &&
    value.kind === 'unknown' &&
    value.reason === 'computed' &&
    value.references.length === 0 &&
    entryOf(file.root, 'configuration') !== undefined
  );
}

/**
 * Whether an attribute certainly has a value, known or not: the ARN of a resource, a text with holes. What a
 * variable, a module or an expression gives may be null.
 */
export function isSet(located: Located, name: string, model: Model): boolean {
  const value = entryOf(located.resource.body, name);
  if (value === undefined) return false;
  if (value.kind === 'template' || value.kind === 'json') return true;
  if (value.kind === 'reference') return isOfResource(value.target);
  if (value.kind === 'unknown') {
    const [only] = value.references;
    return value.reason === 'computed' && only !== undefined && isOfResource(only.target);
  }
  return settingOf(located, name, model).status === 'given';
}

function isOfResource(target: string): boolean {
  return /^(data\.)?aws_/.test(target);
}
