/**
 * Condition operators: their parts, and which types of condition key they compare.
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators" and "Set operators for multivalued
 * context keys".
 */
import type { ConditionKey } from './condition-keys';
import { nearest } from './nearest';
import type { ConditionKeyType } from './service-facts';

export type SetOperator = 'ForAllValues' | 'ForAnyValue';

/** An operator without set operator and without `IfExists`. */
export interface BaseOperator {
  name: string;
  /** Kind of values that it compares; `Null` asks for presence alone. */
  kind: ConditionKeyType | 'Null';
  /** Whether it holds when the values differ, and then also when the key is absent. */
  negated: boolean;
  /** Whether `*` and `?` in a value are wildcards. */
  wildcards: boolean;
  /** Whether case is left aside. */
  ignoresCase: boolean;
}

/** A condition operator in its parts. */
export interface ConditionOperator {
  /** Spelled as AWS does. */
  text: string;
  base: BaseOperator;
  set?: SetOperator;
  ifExists: boolean;
}

const SET_OPERATORS: readonly SetOperator[] = ['ForAllValues', 'ForAnyValue'];
const ORDER = ['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'];

const NAMES: Readonly<Record<BaseOperator['kind'], readonly string[]>> = {
  String: [
    'StringEquals',
    'StringNotEquals',
    'StringEqualsIgnoreCase',
    'StringNotEqualsIgnoreCase',
    'StringLike',
    'StringNotLike',
  ],
  Numeric: ORDER.map((end) => `Numeric${end}`),
  Date: ORDER.map((end) => `Date${end}`),
  Bool: ['Bool'],
  Binary: ['BinaryEquals'],
  IPAddress: ['IpAddress', 'NotIpAddress'],
  ARN: ['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike'],
  Null: ['Null'],
};

/** All operators without set operator and `IfExists`. */
export const BASE_OPERATORS: readonly BaseOperator[] = Object.entries(NAMES).flatMap(([kind, names]) =>
  names.map((name) => ({
    name,
    kind: kind as BaseOperator['kind'],
    negated: name.includes('Not'),
    // ArnEquals and ArnLike are the same, wildcards included.
    wildcards: name.endsWith('Like') || kind === 'ARN',
    ignoresCase: name.endsWith('IgnoreCase'),
  })),
);
const BY_NAME: ReadonlyMap<string, BaseOperator> = new Map(
  BASE_OPERATORS.map((operator) => [operator.name.toLowerCase(), operator]),
);

export type ParsedOperator =
  | { status: 'known'; operator: ConditionOperator }
  | {
      status: 'unknown';
      /** What is wrong: the set operator, the operator itself, or its `IfExists`, which `Null` never has. */
      part: 'set' | 'operator' | 'if-exists';
      /** The whole operator as it was most likely meant. */
      nearest?: string;
    };

/**
 * Takes `ForAnyValue:StringLikeIfExists` apart. Case is left aside: whether AWS does so is not documented, and
 * `text` of the result has the right one.
 */
export function parseConditionOperator(text: string): ParsedOperator {
  return AS_SPELLED.get(text) ?? readOperator(text);
}

function readOperator(text: string): ParsedOperator {
  const colon = text.lastIndexOf(':');
  const setText = colon < 0 ? undefined : text.slice(0, colon);
  const set = SET_OPERATORS.find((name) => name.toLowerCase() === setText?.toLowerCase());
  const rest = text.slice(colon + 1);
  const tail = /If_?Exists?$/i.exec(rest)?.[0];
  const ifExists = tail !== undefined;
  const baseText = rest.slice(0, rest.length - (tail?.length ?? 0));
  const base = BY_NAME.get(baseText.toLowerCase());

  if (base && (setText === undefined || set)) {
    if (ifExists && (base.kind === 'Null' || tail.toLowerCase() !== 'ifexists')) {
      return { status: 'unknown', part: 'if-exists', nearest: join(set, base.name, base.kind !== 'Null') };
    }
    const operator = { text: join(set, base.name, ifExists), base, ...(set && { set }), ifExists };
    return { status: 'known', operator };
  }
  const meantBase = base?.name ?? nearestBase(baseText);
  const meantSet = setText === undefined ? undefined : (set ?? nearest(setText, SET_OPERATORS));
  const part = base ? 'set' : 'operator';
  if (meantBase === undefined || (setText !== undefined && meantSet === undefined)) {
    return { status: 'unknown', part };
  }
  return { status: 'unknown', part, nearest: join(meantSet, meantBase, ifExists && meantBase !== 'Null') };
}

function join(set: string | undefined, base: string, ifExists: boolean): string {
  return `${set === undefined ? '' : `${set}:`}${base}${ifExists ? 'IfExists' : ''}`;
}

/** Every operator that there is, by AWS's spelling, taken apart. */
const AS_SPELLED: ReadonlyMap<string, ParsedOperator> = new Map(
  BASE_OPERATORS.flatMap((base) =>
    [undefined, ...SET_OPERATORS].flatMap((set) =>
      [false, true].map((ifExists) => join(set, base.name, ifExists)),
    ),
  )
    .map((text) => [text, readOperator(text)] as const)
    .filter(([, { status }]) => status === 'known'),
);

/** Words that people carry over from elsewhere, and what IAM calls them. */
const OTHER_WORDS: ReadonlyMap<string, string> = new Map([
  ['arn', 'ArnLike'],
  ['boolean', 'Bool'],
  ['boolequals', 'Bool'],
  ['equals', 'StringEquals'],
  ['like', 'StringLike'],
  ['notequals', 'StringNotEquals'],
  ['stringequal', 'StringEquals'],
  ['stringmatches', 'StringLike'],
]);

function nearestBase(text: string): string | undefined {
  const names = BASE_OPERATORS.map((operator) => operator.name);
  return (
    OTHER_WORDS.get(text.toLowerCase()) ?? nearest(text, names, Math.min(3, Math.floor(text.length / 3)))
  );
}

/**
 * How an operator goes with a condition key:
 * - `fits`: the operator is made for the key's type;
 * - `works`: another type's operator that still compares as meant (text operators on anything, `Arn…` on text that
 *   may be an ARN, numbers on times);
 * - `mismatch`: the comparison cannot come out as meant.
 */
export function operatorFit(base: BaseOperator, key: ConditionKey): 'fits' | 'works' | 'mismatch' {
  if (base.kind === 'Null' || base.kind === key.type || base.kind === key.alsoType) return 'fits';
  if (base.kind === 'String') return 'works';
  if (base.kind === 'ARN' && key.mayHoldArn) return 'works';
  if (base.kind === 'Numeric' && key.type === 'Date') return 'works';
  // A tag's or an encryption context's value can be any text, a number too.
  if (key.template !== undefined) return 'works';
  return 'mismatch';
}
