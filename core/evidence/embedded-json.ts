/** JSON values in a text that has other things as well: events between lines of a terminal. */

export interface EmbeddedJson {
  values: unknown[];
  /** The text without them: an empty line stands where each was. */
  rest: string;
}

/** Characters that are looked at behind brackets that begin no JSON; after that, the rest is taken for plain text. */
const MAX_LOOKED_AT = 10_000_000;
const BEGIN = /[{[]\s*(?=["{[\]}])/g;

/**
 * Finds the JSON objects and lists in a text. A line break inside of a JSON text, which a terminal puts there where the
 * line is full, is left out. Never throws.
 */
export function embeddedJson(text: string): EmbeddedJson {
  const values: unknown[] = [];
  let rest = '';
  let from = 0;
  let lookedAt = 0;
  for (const { index } of text.matchAll(BEGIN)) {
    if (index < from) continue;
    if (lookedAt > MAX_LOOKED_AT) break;
    const { end, value } = valueAt(text, index);
    if (value === undefined) {
      lookedAt += end - index;
      continue;
    }
    values.push(value);
    rest += `${text.slice(from, index)}\n\n`;
    from = end;
  }
  return { values, rest: rest + text.slice(from) };
}

/** The value that begins at a place, undefined where none does; and how far it goes, or was looked for. */
function valueAt(text: string, start: number): { value: unknown; end: number } {
  const { json, end } = balanced(text, start);
  if (json === undefined) return { value: undefined, end };
  try {
    return { value: JSON.parse(json) as unknown, end };
  } catch {
    return { value: undefined, end };
  }
}

/** The text from a bracket to the one that closes it, without line breaks inside of texts. */
function balanced(text: string, start: number): { json?: string; end: number } {
  let depth = 0;
  let isText = false;
  let json = '';
  let copied = start;
  for (let index = start; index < text.length; index++) {
    const character = text.charAt(index);
    if (isText) {
      if (character === '\\') index += 1;
      else if (character === '"') isText = false;
      else if (character === '\n' || character === '\r') {
        json += text.slice(copied, index);
        copied = index + 1;
      }
    } else if (character === '"') isText = true;
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') {
      depth -= 1;
      if (depth === 0) return { json: json + text.slice(copied, index + 1), end: index + 1 };
    }
  }
  return { end: text.length };
}
