/** Policies by what they say: the order of statements, their names and their spelling mean nothing. */
import { parseArn } from '../../facts/arns';
import { isRecord } from '../../json-value';

/** A statement as one text: two that mean the same are the same text. */
export function meaningOf(statement: unknown): string {
  if (!isRecord(statement)) return JSON.stringify(statement);
  const parts = Object.entries(statement)
    .filter(([name]) => name !== 'Sid')
    .map(([name, value]): [string, unknown] => [name, partMeaning(name, value)])
    .sort(([a], [b]) => a.localeCompare(b));
  return JSON.stringify(Object.fromEntries(parts));
}

function partMeaning(name: string, value: unknown): unknown {
  if (/Action$/.test(name)) return sorted(textsOf(value).map((text) => text.toLowerCase()));
  if (/Resource$/.test(name)) return sorted(textsOf(value));
  if (/Principal$/.test(name)) return principalMeaning(value);
  if (name === 'Condition' && isRecord(value)) return conditionMeaning(value);
  return value;
}

/** `"*"` and `{ "AWS": "*" }` are one, and so are an account's id and its root. */
function principalMeaning(value: unknown): unknown {
  if (!isRecord(value)) return { AWS: textsOf(value) };
  return Object.fromEntries(
    Object.entries(value)
      .map(([kind, who]): [string, string[]] => [
        kind,
        sorted(
          textsOf(who).map((text) => {
            const arn = parseArn(text);
            return arn?.resource === 'root' ? arn.account : text;
          }),
        ),
      ])
      .sort(([a], [b]) => a.localeCompare(b)),
  );
}

function conditionMeaning(value: Record<string, unknown>): unknown {
  const entries = Object.entries(value).flatMap(([operator, keys]) =>
    Object.entries(isRecord(keys) ? keys : {}).map(([key, values]): [string, string[]] => [
      `${operator.toLowerCase()} ${key.toLowerCase()}`,
      sorted(textsOf(values)),
    ]),
  );
  return Object.fromEntries(entries.sort(([a], [b]) => a.localeCompare(b)));
}

/** One text or a list of texts, each once. */
export function textsOf(value: unknown): string[] {
  const items = Array.isArray(value) ? (value as unknown[]) : value === undefined ? [] : [value];
  return [...new Set(items.map(String))];
}

function sorted(texts: readonly string[]): string[] {
  return [...texts].sort((a, b) => a.localeCompare(b));
}
