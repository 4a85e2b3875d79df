/** Small edits of a resource's attributes, in the language of the file. */
import { rangeOf } from './finding';
import type { Fix, FixEdit } from './rule';
import type { SourceFile } from '../syntax/source-file';
import type { Entry, ReferenceValue, StringValue, Value } from '../syntax/value';

/** An attribute's name as it stands in a file: `kms_key_id`, in TypeScript `kmsKeyId`. */
export function nameIn({ language }: Pick<SourceFile, 'language'>, name: string): string {
  return language === 'typescript'
    ? name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
    : name;
}

/**
 * Puts another value in the place of a text or number; a text's quotes stay. Nothing where the value is put
 * together from pieces, or written in another file.
 */
export function replaceValue(
  file: SourceFile,
  value: Value,
  text: string,
  {
    safe,
    title = `Replace by ${value.kind === 'string' ? `"${text}"` : text}`,
  }: { safe: boolean; title?: string },
): Fix[] {
  const range = rangeOf(value);
  if (file.language === 'plan' || range.path !== undefined) return [];
  if (value.kind === 'string' && file.text.slice(range.start, range.end) !== value.text) return [];
  return [{ title, safe, edits: [{ file, range, text }] }];
}

/** Takes an attribute or block out, with its line where nothing else stands there. */
export function removeEntry(file: SourceFile, entry: Entry, { safe }: { safe: boolean }): Fix[] {
  const { text, language } = file;
  if (language === 'plan' || entry.key.range.path !== undefined) return [];
  let start = entry.key.range.start;
  let end = (entry.value.use ?? entry.value.range).end;
  if (language !== 'hcl') {
    const comma = /^\s*,/.exec(text.slice(end, end + 200));
    if (comma) end += comma[0].length;
    else start -= /,\s*$/.exec(text.slice(0, start))?.[0].length ?? 0;
  }
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const restOfLine = /^[ \t]*(\r\n|\n|$)/.exec(text.slice(end, end + 200));
  if (text.slice(lineStart, start).trim() === '' && restOfLine) {
    start = lineStart;
    end += restOfLine[0].length;
  } else if (language === 'hcl') return [];
  const title = `Remove ${written(file, entry.key)}`;
  return [{ title, safe, edits: [{ file, range: { start, end }, text: '' }] }];
}

/**
 * Puts an attribute behind another one.
 * @param literal its value as it stands in every language: a number, or a text in double quotes
 */
export function insertAfter(
  file: SourceFile,
  after: Entry,
  name: string,
  literal: string,
  { safe }: { safe: boolean },
): Fix[] {
  const edit = insertion(file, after, name, literal);
  return edit ? [{ title: `Add ${nameIn(file, name)} = ${literal}`, safe, edits: [edit] }] : [];
}

/** The edit that puts an attribute, or a block with one attribute, behind another attribute. */
export function insertion(
  file: SourceFile,
  after: Entry,
  name: string,
  value: string | { readonly name: string; readonly literal: string },
): FixEdit | undefined {
  const { text, language } = file;
  if (language === 'plan' || after.key.range.path !== undefined) return undefined;
  const end = (after.value.use ?? after.value.range).end;
  const keyStart = after.key.range.start;
  const lineStart = text.lastIndexOf('\n', keyStart - 1) + 1;
  const indent = text.slice(lineStart, keyStart);
  const hasOwnLine = indent.trim() === '';
  const newLine = text.includes('\r\n') ? '\r\n' : '\n';
  const put = attributeText(file, name, value, `${newLine}${indent}`);
  if (language !== 'hcl') {
    return { file, range: { start: end, end }, text: hasOwnLine ? `,${newLine}${indent}${put}` : `, ${put}` };
  }
  if (!hasOwnLine) return undefined;
  const lineEnd = end + (/^[^\r\n]*/.exec(text.slice(end, end + 1000))?.[0].length ?? 0);
  return { file, range: { start: lineEnd, end: lineEnd }, text: `${newLine}${indent}${put}` };
}

function attributeText(
  file: SourceFile,
  name: string,
  value: string | { readonly name: string; readonly literal: string },
  newLine: string,
): string {
  const isBlock = typeof value !== 'string';
  switch (file.language) {
    case 'hcl':
      return isBlock
        ? `${name} {${newLine}  ${value.name} = ${value.literal}${newLine}}`
        : `${name} = ${value}`;
    case 'typescript': {
      const own = isBlock ? `{ ${nameIn(file, value.name)}: ${value.literal} }` : value;
      return `${nameIn(file, name)}: ${own.replaceAll('"', "'")}`;
    }
    default:
      return `"${name}": ${isBlock ? `{ "${value.name}": ${value.literal} }` : value}`;
  }
}

/** A key as it is written in the file. */
function written({ text }: SourceFile, { range }: StringValue): string {
  return text.slice(range.start, range.end).replace(/^["']|["']$/g, '');
}

/** Takes another attribute of what a reference means: `aws_kms_key.k.id` becomes `aws_kms_key.k.arn`. */
export function replaceAttribute(
  file: SourceFile,
  reference: ReferenceValue,
  name: string,
  { safe }: { safe: boolean },
): Fix[] {
  const { start, end, path } = reference.use ?? reference.range;
  if (file.language === 'plan' || path !== undefined) return [];
  const text = nameIn(file, name);
  const last = /\.(\w+)(?=\W*$)/.exec(file.text.slice(start, end));
  if (!last) return [];
  const from = start + last.index + 1;
  const range = { start: from, end: from + (last[1] ?? '').length };
  return [{ title: `Replace by ${text}`, safe, edits: [{ file, range, text }] }];
}
