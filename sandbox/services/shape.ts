import { jsonError } from '../gateway/common-errors';
import type { AwsError } from '../gateway/outcome';
import { isJsonObject, type JsonObject } from '../json';
import { mistyped, type MemberType } from './mistyped';

/** One member of a request: how it is read, and what AWS says of a value that it does not take. */
export interface Member<Value> {
  /** @param path its name as AWS's messages write it: `keyId`, `tags.1.member.tagKey` */
  read(value: unknown, path: string): Reading<Value>;
}

export type Reading<Value> =
  | { readonly status: 'ok'; readonly value: Value }
  /** It is of the right type, but no value that is allowed. */
  | { readonly status: 'refused'; readonly problems: readonly string[] }
  /** It is of the wrong type. */
  | { readonly status: 'mistyped'; readonly message: string };

export type Shape = Readonly<Record<string, Member<unknown>>>;
export type Input<Members extends Shape> = {
  readonly [Name in keyof Members]: Members[Name] extends Member<infer Value> ? Value : never;
};

/**
 * Reads a request by its shape, with AWS's words for what is wrong: all problems at once.
 * Source: the messages of AWS's JSON services, ValidationException and SerializationException.
 */
export function readInput<Members extends Shape>(
  shape: Members,
  input: JsonObject,
): { readonly status: 'ok'; readonly input: Input<Members> } | AwsError {
  const values: JsonObject = {};
  const problems: string[] = [];
  for (const [name, member] of Object.entries(shape)) {
    const given = Object.hasOwn(input, name) ? (input[name] ?? undefined) : undefined;
    const reading = member.read(given, lowerFirst(name));
    if (reading.status === 'mistyped') {
      return jsonError('SerializationException', reading.message);
    }
    if (reading.status === 'refused') problems.push(...reading.problems);
    else if (reading.value !== undefined) values[name] = reading.value;
  }
  return problems.length === 0
    ? { status: 'ok', input: values as Input<Members> }
    : validationError(problems);
}

/** The error for values that a service does not take. */
export function validationError(problems: readonly string[]): AwsError {
  const count = `${problems.length} validation error${problems.length === 1 ? '' : 's'} detected`;
  return jsonError('ValidationException', `${count}: ${problems.join('; ')}`);
}

function lowerFirst(name: string): string {
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
}

function refused(path: string, value: unknown, constraint: string): Reading<never> {
  const shown = typeof value === 'string' ? `'${value.slice(0, 256)}' ` : value === null ? 'null ' : '';
  return {
    status: 'refused',
    problems: [`Value ${shown}at '${path}' failed to satisfy constraint: Member must ${constraint}`],
  };
}

function wrongType(given: unknown, type: MemberType): Reading<never> {
  return { status: 'mistyped', message: mistyped(given, type) };
}

function value<Value>(given: Value): Reading<Value> {
  return { status: 'ok', value: given };
}

/** A member that has to be there. */
export function required<Value>(member: Member<Value | undefined>): Member<Value> {
  return {
    read: (given, path) =>
      given === undefined ? refused(path, null, 'not be null') : (member.read(given, path) as Reading<Value>),
  };
}

export interface TextLimits {
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: RegExp;
}

export function text({ min = 0, max = Infinity, pattern }: TextLimits = {}): Member<string | undefined> {
  return {
    read: (given, path) => {
      if (given === undefined) return value(undefined);
      if (typeof given !== 'string') return wrongType(given, 'a String');
      if (given.length < min) return refused(path, given, `have length greater than or equal to ${min}`);
      if (given.length > max) return refused(path, given, `have length less than or equal to ${max}`);
      if (pattern && !pattern.test(given)) {
        return refused(path, given, `satisfy regular expression pattern: ${pattern.source}`);
      }
      return value(given);
    },
  };
}

export function oneOf<Choice extends string>(choices: readonly Choice[]): Member<Choice | undefined> {
  return {
    read: (given, path) => {
      if (given === undefined) return value(undefined);
      if (typeof given !== 'string') return wrongType(given, 'a String');
      const found = choices.find((choice) => choice === given);
      return found === undefined
        ? refused(path, given, `satisfy enum value set: [${choices.join(', ')}]`)
        : value(found);
    },
  };
}

export function integer(min: number, max: number): Member<number | undefined> {
  return {
    read: (given, path) => {
      if (given === undefined) return value(undefined);
      if (typeof given !== 'number' || !Number.isInteger(given)) return wrongType(given, 'an Integer');
      if (given < min) return refused(path, String(given), `have value greater than or equal to ${min}`);
      if (given > max) return refused(path, String(given), `have value less than or equal to ${max}`);
      return value(given);
    },
  };
}

export function flag(): Member<boolean | undefined> {
  return {
    read: (given) => {
      if (given === undefined) return value(undefined);
      return typeof given === 'boolean' ? value(given) : wrongType(given, 'a Boolean');
    },
  };
}

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** Bytes, as base64. Limits are in bytes. */
export function blob(min: number, max: number): Member<Buffer | undefined> {
  return {
    read: (given, path) => {
      if (given === undefined) return value(undefined);
      if (typeof given !== 'string') return wrongType(given, 'a String');
      if (!BASE64.test(given)) return { status: 'mistyped', message: 'A blob is base64.' };
      const bytes = Buffer.from(given, 'base64');
      if (bytes.length < min) return refused(path, '', `have length greater than or equal to ${min}`);
      if (bytes.length > max) return refused(path, undefined, `have length less than or equal to ${max}`);
      return value(bytes);
    },
  };
}

export function list<Item>(
  item: Member<Item | undefined>,
  { min = 0, max = Infinity }: Pick<TextLimits, 'min' | 'max'> = {},
): Member<readonly Item[] | undefined> {
  const member = required(item);
  return {
    read: (given, path) => {
      if (given === undefined) return value(undefined);
      if (!Array.isArray(given)) return wrongType(given, 'a list');
      if (given.length < min) return refused(path, undefined, `have length greater than or equal to ${min}`);
      if (given.length > max) return refused(path, undefined, `have length less than or equal to ${max}`);
      const readings = (given as unknown[]).map((one, index) =>
        member.read(one ?? undefined, `${path}.${index + 1}.member`),
      );
      return gathered(readings, (values) => values);
    },
  };
}

/** Texts by name. */
export function textMap(): Member<Readonly<Record<string, string>> | undefined> {
  return {
    read: (given) => {
      if (given === undefined) return value(undefined);
      if (!isJsonObject(given)) return wrongType(given, 'a structure');
      const entries = Object.entries(given);
      const wrong = entries.find(([, one]) => typeof one !== 'string');
      return wrong
        ? wrongType(wrong[1], 'a String')
        : value(Object.fromEntries(entries) as Record<string, string>);
    },
  };
}

export function structure<Members extends Shape>(shape: Members): Member<Input<Members> | undefined> {
  return {
    read: (given, path) => {
      if (given === undefined) return value(undefined);
      if (!isJsonObject(given)) return wrongType(given, 'a structure');
      const names = Object.keys(shape);
      const readings = Object.entries(shape).map(([name, member]) =>
        member.read(
          Object.hasOwn(given, name) ? (given[name] ?? undefined) : undefined,
          `${path}.${lowerFirst(name)}`,
        ),
      );
      return gathered(
        readings,
        (values) => Object.fromEntries(values.map((one, index) => [names[index], one])) as Input<Members>,
      );
    },
  };
}

function gathered<Item, Value>(
  readings: readonly Reading<Item>[],
  make: (values: Item[]) => Value,
): Reading<Value> {
  const problems: string[] = [];
  const values: Item[] = [];
  for (const reading of readings) {
    if (reading.status === 'mistyped') return reading;
    if (reading.status === 'refused') problems.push(...reading.problems);
    else values.push(reading.value);
  }
  return problems.length > 0 ? { status: 'refused', problems } : value(make(values));
}
