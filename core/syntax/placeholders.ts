import type { Hole, MappedText } from './text-map';
import type { Value } from './value';

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

/** The same value with CloudFormation's functions unknown. */
export function withoutIntrinsics(value: Value): Value {
  if (value.kind === 'list') return { ...value, items: value.items.map(withoutIntrinsics) };
  if (value.kind !== 'object') return value;
  const [first, ...rest] = value.entries;
  if (first && rest.length === 0 && INTRINSIC.test(first.key.text)) {
    return {
      kind: 'unknown',
      reason: 'placeholder',
      text: first.key.text,
      references: [],
      range: value.range,
    };
  }
  return {
    ...value,
    entries: value.entries.map((entry) => ({ key: entry.key, value: withoutIntrinsics(entry.value) })),
  };
}
