import type { Range, ReferenceValue, UnknownReason, UnknownValue } from './value';

/** What a reference's text means. */
export type Address = Pick<ReferenceValue, 'target' | 'attribute' | 'index'>;

const STEP = /\.([A-Za-z_][\w-]*|\d+|\*)|\[\s*((?:"[^"\]]*"|[^"[\]])*?)\s*\]/y;
/** What there is one of: an index behind it is a step into its value. */
const WITHOUT_INSTANCES: ReadonlySet<string> = new Set(['local', 'var', 'each', 'self', 'path', 'terraform']);
const HEAD = /[A-Za-z_][\w-]*/y;
/** A reference anywhere in an expression: at least two names. */
const ANYWHERE =
  /(?<![\w."-])[A-Za-z_][\w-]*(?:\.(?:[A-Za-z_][\w-]*|\d+|\*)|\[(?:"[^"\]]*"|[^"[\]])*\])*\.[A-Za-z_][\w-]*(?!\w*\()/g;

/**
 * Reads `aws_kms_key.key[0].arn`, `data.aws_region.here.name`, `local.x`, `module.m.output`, ...
 * @returns undefined when the text is no reference, or one of a single name (a loop's variable)
 */
export function parseReference(text: string): Address | undefined {
  HEAD.lastIndex = 0;
  const head = HEAD.exec(text)?.[0];
  if (head === undefined) return undefined;
  const steps: { text: string; isIndex: boolean }[] = [];
  let at = head.length;
  while (at < text.length) {
    STEP.lastIndex = at;
    const match = STEP.exec(text);
    if (!match) return undefined;
    steps.push({ text: match[1] ?? match[2] ?? '', isIndex: match[1] === undefined });
    at = STEP.lastIndex;
  }
  const length = head === 'data' ? 2 : 1;
  const names = steps.slice(0, length);
  if (names.length < length || names.some((step) => step.isIndex)) return undefined;
  const target = [head, ...names.map((step) => step.text)].join('.');
  const rest = steps.slice(length);
  const [first] = rest;
  const isInstance = !WITHOUT_INSTANCES.has(head) && (first?.isIndex === true || first?.text === '*');
  const attribute = (isInstance ? rest.slice(1) : rest).map((step) => step.text.replace(/^"(.*)"$/s, '$1'));
  return isInstance ? { target, attribute, index: first.text } : { target, attribute };
}

/** A reference, or an unknown value with the references that can be seen in its text. */
export function referenceOrUnknown(
  text: string,
  range: Range,
  reason: UnknownReason = 'expression',
): ReferenceValue | UnknownValue {
  const trimmed = text.trim();
  const address = parseReference(trimmed);
  if (address) return { kind: 'reference', ...address, text: trimmed, range };
  return { kind: 'unknown', reason, text: trimmed, references: referencesOf(trimmed, range), range };
}

/** The references that an expression's text is made of, each with the whole expression's range. */
export function referencesOf(text: string, range: Range): ReferenceValue[] {
  const found = new Map<string, ReferenceValue>();
  for (const [match] of text.slice(0, 10_000).matchAll(ANYWHERE)) {
    const address = parseReference(match);
    if (address) found.set(match, { kind: 'reference', ...address, text: match, range });
  }
  return [...found.values()];
}
