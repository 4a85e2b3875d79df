/** What a line of a paste says, whatever stands in front of it or around it. */
import { originOf, withoutFront, type LineOrigin } from './line-front';

export interface Said extends LineOrigin {
  text: string;
}

/** The end of a row of a table. */
const ROW_END = /\s\|$/;
const CELLS = /^(?:.*\s)?\|\s+/s;
const EMPHASIS = /^(\*\*|[*_`"])(?<inner>.+)\1$/s;
const CODE = /`(?<inner>[^`]+)`/g;

/**
 * What a line says: without what stands in front of it, and each piece of code in it by itself.
 * @param machine in whose part of the text it stands
 */
export function saidIn(line: string, machine?: string): Said[] {
  const { said, where, at } = lineIn(line.trim());
  const origin = originOf(
    [machine, where].filter((place) => place !== undefined),
    at,
  );
  const inner = EMPHASIS.exec(said)?.groups?.['inner'];
  const code = [...said.matchAll(CODE)].map(({ groups }) => groups?.['inner'] ?? '');
  const texts = new Set([code.length === 0 ? (inner ?? said) : said, ...code]);
  return [...texts].map((text) => ({ text: text.trim(), ...origin }));
}

function lineIn(line: string): ReturnType<typeof withoutFront> {
  const row = line.replace(ROW_END, '');
  const read = withoutFront(row);
  // The last cell of a row; what the others say of it is not known.
  const cells = row === line || read.said !== row ? '' : (CELLS.exec(row)?.[0] ?? '');
  return cells === '' ? read : { said: row.slice(cells.length), ...originOf([cells.trim()], undefined) };
}
