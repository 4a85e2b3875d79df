import { putValue } from './put-value';
import { TextBuilder, type MappedText } from './text-map';
import type { Value } from './value';

/** Reads the expression of an interpolation: indices of the text, `${` and `}` not included. */
export type ExpressionReader = (text: MappedText, from: number, to: number) => Value;

/**
 * Terraform's template language in a string: interpolations and directives become holes, `$${` and `%%{`
 * what they stand for.
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings
 */
export function withInterpolations(source: MappedText, read: ExpressionReader): MappedText {
  const { text } = source;
  if (!text.includes('${') && !text.includes('%{')) return source;
  const builder = new TextBuilder(source);
  let at = 0;
  for (let index = 0; index < text.length; index++) {
    const mark = text[index];
    if (mark !== '$' && mark !== '%') continue;
    if (text[index + 1] === mark && text[index + 2] === '{') {
      builder.copy(at, index);
      at = index + 1;
      index += 2;
    } else if (text[index + 1] === '{') {
      const end = endOfInterpolation(text, index);
      const inside = text[end - 1] === '}' ? end - 1 : end;
      builder.copy(at, index);
      putValue(builder, index, end, read(source, index + 2, inside));
      at = end;
      index = end - 1;
    }
  }
  builder.copy(at, text.length);
  return builder.build();
}

/** The expression of a text that is one interpolation and nothing else. */
export function soleInterpolation(text: string): { from: number; to: number } | undefined {
  if (!text.startsWith('${') || !text.endsWith('}')) return undefined;
  return endOfInterpolation(text, 0) === text.length ? { from: 2, to: text.length - 1 } : undefined;
}

/** Index behind the brace that closes an interpolation; the text's end when nothing closes it. */
function endOfInterpolation(text: string, start: number): number {
  /** What is open: `{` a brace, `"` a string, which may hold interpolations of its own. */
  const open: ('{' | '"')[] = ['{'];
  for (let index = start + 2; index < text.length; index++) {
    const character = text[index];
    if (open.at(-1) === '"') {
      if (character === '\\') index++;
      else if (character === '"') open.pop();
      else if (character === '$' && text[index + 1] === '{') {
        open.push('{');
        index++;
      }
    } else if (character === '"' || character === '{') open.push(character);
    else if (character === '}') {
      open.pop();
      if (open.length === 0) return index + 1;
    }
  }
  return text.length;
}
