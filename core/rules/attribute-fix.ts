/** Fixes that put another attribute, or a reference, in the place of what is written. */
import type { SourceFile } from '../syntax/source-file';
import type { StringValue, Value } from '../syntax/value';
import { replaceAttribute } from './edits';
import { rangeOf } from './finding';
import type { Fix } from './rule';

/**
 * Another attribute of the same resource: `aws_kms_key.k.key_id` becomes `aws_kms_key.k.arn`.
 * @returns nothing where the reference is written elsewhere, and other places would change with it
 */
export function otherAttribute(file: SourceFile, value: Value, attribute: string): Fix[] {
  if (value.kind !== 'reference' || value.use) return [];
  return replaceAttribute(file, value, attribute, { safe: true });
}

/** Puts texts behind the last one of a list, written as that is. */
export function appendTexts(file: SourceFile, list: Value | undefined, texts: readonly string[]): Fix[] {
  if (list?.kind !== 'list' || file.language === 'plan') return [];
  const last = list.items.at(-1);
  if (last?.kind !== 'string' || last.use || last.range.path !== undefined) return [];
  const quote = file.text[last.range.start];
  if (quote !== '"' && quote !== "'") return [];
  const text = texts.map((name) => `, ${quote}${name}${quote}`).join('');
  const range = { start: last.range.end, end: last.range.end };
  return [{ title: `Add ${texts.join(' and ')}`, safe: true, edits: [{ file, range, text }] }];
}

/** A quoted address as the reference that it looks like: bare in HCL, `${…}` in Terraform JSON. */
export function unquoted(file: SourceFile, value: StringValue): Fix[] {
  if (value.use || value.range.path !== undefined) return [];
  if (file.language === 'hcl') {
    return [
      {
        title: `Replace by ${value.text}`,
        safe: true,
        edits: [{ file, range: value.range, text: value.text }],
      },
    ];
  }
  if (file.language !== 'terraform-json') return [];
  const text = `\${${value.text}}`;
  return [{ title: `Replace by "${text}"`, safe: true, edits: [{ file, range: rangeOf(value), text }] }];
}
