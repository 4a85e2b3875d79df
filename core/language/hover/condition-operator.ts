import {
  parseConditionOperator,
  type BaseOperator,
  type ConditionOperator,
} from '../../facts/condition-operators';
import { PAGES } from '../../facts/documentation';
import { card, code } from './markdown';

/** What each kind of operator compares, continuing "compares …". */
const COMPARES: Readonly<Record<BaseOperator['kind'], string>> = {
  String: 'text',
  Numeric: 'numbers',
  Date: 'dates and times, in ISO 8601 or Unix time',
  Bool: '`true` and `false`',
  Binary: 'binary data, in Base64',
  IPAddress: 'IP addresses with ranges in CIDR notation',
  ARN: 'ARNs, part by part',
  Null: 'nothing: it asks whether the request has the key at all',
};

/** A condition operator: what it compares, and what happens when the key is absent. */
export function conditionOperatorCard(text: string): string | undefined {
  const parsed = parseConditionOperator(text);
  if (parsed.status !== 'known') return undefined;
  const { operator } = parsed;
  const { base, set } = operator;
  return card({
    name: operator.text,
    kind: 'condition operator',
    text: `Compares ${COMPARES[base.kind]}.`,
    points: [
      base.kind === 'Null' && `${code('true')}: the key must be absent; ${code('false')}: it must be there`,
      base.kind !== 'Null' &&
        `Several values: ${base.negated ? 'none of them may match' : 'one of them must match'}`,
      base.kind === 'String' && `Case ${base.ignoresCase ? 'is left aside' : 'counts'}`,
      (base.kind === 'String' || base.kind === 'ARN') &&
        `${code('*')} and ${code('?')} ${base.wildcards ? 'are wildcards' : 'mean themselves: for wildcards use ' + code(likeOf(base))}`,
      `Fits keys of type ${base.kind === 'Null' ? 'any' : base.kind}`,
      set === 'ForAllValues' && 'Every value of the request must pass',
      set === 'ForAnyValue' && 'One value of the request must pass',
      base.kind !== 'Null' &&
        `Key absent from the request: ${absent(operator) ? 'it holds' : 'it does not hold'}`,
    ],
    trap: trapOf(operator),
    page: set ? PAGES.setOperators : PAGES.conditionOperators,
  });
}

function likeOf({ negated }: BaseOperator): string {
  return negated ? 'StringNotLike' : 'StringLike';
}

/** Whether it holds when the request has no such key. */
function absent({ base, set, ifExists }: ConditionOperator): boolean {
  if (set === 'ForAllValues' || ifExists) return true;
  return set === undefined && base.negated;
}

function trapOf({ set, ifExists, base }: ConditionOperator): string | undefined {
  if (set === 'ForAllValues') {
    return 'In an Allow it lets requests without the key pass. Use it on keys with several values only.';
  }
  if (ifExists && !base.negated) return 'In an Allow it lets requests without the key pass.';
  if (base.negated && set === undefined) {
    return 'It holds when the key is absent: a Deny then hits requests that do not carry the key.';
  }
  return undefined;
}
