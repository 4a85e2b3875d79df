import { conditionKey, type ConditionKey } from '../../facts/condition-keys';
import {
  BASE_OPERATORS,
  operatorFit,
  type BaseOperator,
  type SetOperator,
} from '../../facts/condition-operators';
import { conditionOperatorCard } from '../hover/condition-operator';
import { objectBody, textBody, type Candidate } from './candidate';
import type { StatementContext } from './context';

/** What most conditions are written with. */
const COMMON: readonly string[] = ['StringEquals', 'StringLike', 'ArnLike', 'Bool'];
const COMMON_SETS: readonly string[] = ['ForAllValues:StringEquals', 'ForAnyValue:StringEquals'];
const SETS: readonly SetOperator[] = ['ForAnyValue', 'ForAllValues'];
/** Keys that every request carries: `…IfExists` changes nothing. */
const ALWAYS_THERE = /^(kms:CallerAccount|aws:(userid|PrincipalArn|PrincipalAccount|SecureTransport))$/i;

interface Offer {
  readonly name: string;
  readonly rank: number;
}

/** Operators that fit the keys that stand under it; where there are none yet, the usual ones first. */
export function operatorCandidates({ site }: StatementContext): Candidate[] {
  const keys = site.conditionKeys.flatMap((name) => conditionKey(name) ?? []);
  const listed = new Set(site.isDocument ? [] : site.siblings);
  return BASE_OPERATORS.flatMap((base) => offers(base, keys))
    .filter(({ name }) => !listed.has(name))
    .map(({ name, rank }): Candidate => ({
      label: name,
      kind: 'operator',
      detail: BASE_OPERATORS.find((base) => name.includes(base.name))?.kind,
      documentation: conditionOperatorCard(name),
      rank,
      insert: site.isDocument
        ? { as: 'text', pieces: [name] }
        : {
            as: 'name',
            name: [name],
            body: { is: 'object', entries: [{ name: [{ stop: 1 }], body: textBody({ stop: 2 }) }] },
          },
    }));
}

function offers(base: BaseOperator, keys: readonly ConditionKey[]): Offer[] {
  const fits = keys.map((key) => fitOf(base, key));
  if (fits.includes('mismatch')) return [];
  const rank = fits.includes('works') ? 3 : COMMON.includes(base.name) ? 0 : 1;
  const { name } = base;
  const ifExists: Offer[] =
    base.negated || base.kind === 'Null' || keys.some((key) => ALWAYS_THERE.test(key.name))
      ? []
      : [{ name: `${name}IfExists`, rank: rank + 4 }];
  const sets = base.kind === 'Null' ? [] : SETS.map((set): Offer => ({ name: `${set}:${name}`, rank }));
  if (keys.length === 0) {
    const usual = sets.filter(
      ({ name: set }) => COMMON_SETS.includes(set) || /^ForAnyValue:StringLike$/.test(set),
    );
    const optional = COMMON.includes(name) ? ifExists : [];
    return [{ name, rank }, ...usual.map((set) => ({ ...set, rank: 2 })), ...optional];
  }
  if (keys.every((key) => key.multivalued)) return base.kind === 'Null' ? [{ name, rank: 5 }] : sets;
  if (keys.some((key) => key.multivalued)) return base.kind === 'Null' ? [{ name, rank }] : [];
  return [{ name, rank }, ...ifExists];
}

/**
 * How an operator goes with a key. Tags and encryption contexts are text, whatever else their text may be taken for.
 */
export function fitOf(base: BaseOperator, key: ConditionKey): ReturnType<typeof operatorFit> {
  const isText = base.kind === 'String' || base.kind === 'ARN' || base.kind === 'Null';
  return key.template !== undefined && !isText ? 'mismatch' : operatorFit(base, key);
}

/** `{ "StringEquals": { "": "" } }`, to be filled in. */
export const CONDITION_BODY = objectBody([
  { stop: 1, options: ['StringEquals'] },
  { is: 'object', entries: [{ name: [{ stop: 2 }], body: textBody({ stop: 3 }) }] },
]);
