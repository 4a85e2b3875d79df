import type { Hole, TextBuilder } from './text-map';
import type { Value } from './value';

/** Puts a value in the place of an interpolation: its text where that is known, else a hole. */
export function putValue(builder: TextBuilder, from: number, to: number, value: Value): void {
  switch (value.kind) {
    case 'string':
      builder.replace(from, to, value.text);
      return;
    case 'number':
    case 'boolean':
      builder.replace(from, to, String(value.value));
      return;
    case 'template':
      for (const part of value.parts) putValue(builder, from, to, part);
      return;
    case 'json':
      if (value.text) putValue(builder, from, to, value.text);
      else builder.leave(from, to, hole(value, builder.sourceText(from, to)));
      return;
    case 'reference':
    case 'unknown':
      builder.leave(from, to, value);
      return;
    default:
      builder.leave(from, to, hole(value, builder.sourceText(from, to)));
  }
}

function hole(value: Value, text: string): Hole['value'] {
  return { kind: 'unknown', reason: 'expression', text, references: [], range: value.range };
}
