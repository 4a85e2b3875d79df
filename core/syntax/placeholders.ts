import type { Hole, MappedText } from './text-map';
import type { ObjectValue, Value } from './value';

/**
 * What people leave to be filled in: `${ACCOUNT_ID}` (IAM's own variables have a colon), `<org-id>` and
 * `{{ account }}`.
 */
const PLACEHOLDER = /\$\{[A-Za-z_][\w.-]*\}|<[A-Za-z][\w .-]*>|\{\{[^{}"\n]*\}\}/g;
/** CloudFormation's functions: an object with one of these names and nothing else. */
const INTRINSIC = /^(Ref|Fn::\w+)$/;

/** A JSON text in which placeholders are holes, in strings and in the place of values. */
export function withPlaceholders(source: MappedText): MappedText {
  const { text, map } = source;
  if (!/\$\{|<|\{\{/.test(text)) return source;
  const holes = [...text.matchAll(PLACEHOLDER)].map((match): Hole => {
    const start = match.index;
    const end = start + match[0].length;
    const range = map.range(start, end);
    return {
      start,
      end,
      value: { kind: 'unknown', reason: 'placeholder', text: match[0], references: [], range },
    };
  });
  return { ...source, holes };
}

/** The same value with CloudFormation's functions unknown; one that has none is not copied. */
export function withoutIntrinsics(value: Value): Value {
  return hasIntrinsic(value) ? replaced(value) : value;
}

function hasIntrinsic(value: Value): boolean {
  if (value.kind === 'list') return value.items.some(hasIntrinsic);
  if (value.kind !== 'object') return false;
  return isIntrinsic(value) || value.entries.some((entry) => hasIntrinsic(entry.value));
}

function isIntrinsic({ entries }: ObjectValue): boolean {
  const [first] = entries;
  return first !== undefined && entries.length === 1 && INTRINSIC.test(first.key.text);
}

function replaced(value: Value): Value {
  if (value.kind === 'list') return { ...value, items: value.items.map(replaced) };
  if (value.kind !== 'object') return value;
  if (isIntrinsic(value)) {
    const text = value.entries[0]?.key.text ?? '';
    return { kind: 'unknown', reason: 'placeholder', text, references: [], range: value.range };
  }
  const entries = value.entries.map((entry) => ({ key: entry.key, value: replaced(entry.value) }));
  return { ...value, entries };
}
