const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\\': '\\',
  '"': '"',
};

/** Text as `printf` writes it: `%s`, `%d`, `%x`, `%o`, `%c`, `%b`, `%%` and escapes; the format is used until all values are. */
export function formatText(format: string, values: readonly string[]): string {
  let text = '';
  let at = 0;
  do {
    const start = at;
    text += format.replace(PIECE, (...found: unknown[]) => {
      const groups = found.at(-1) as Piece;
      if (groups.hex !== undefined) return String.fromCharCode(parseInt(groups.hex, 16));
      if (groups.octal !== undefined) return String.fromCharCode(parseInt(groups.octal, 8) & 0xff);
      if (groups.escaped !== undefined) return ESCAPES[groups.escaped] ?? `\\${groups.escaped}`;
      const { kind = '%', width = '', precision } = groups;
      if (kind === '%') return '%';
      const value = values[at] ?? '';
      at += 1;
      return padded(converted(value, kind, precision), width);
    });
    if (at === start) break;
  } while (at < values.length);
  return text;
}

const PIECE =
  /\\(?:x(?<hex>[0-9a-fA-F]{1,2})|0?(?<octal>[0-7]{1,3})|(?<escaped>[^]))|%(?<width>-?0?\d*)(?:\.(?<precision>\d+))?(?<kind>[sdiuxXocbq%])/g;

type Piece = Readonly<Partial<Record<'hex' | 'octal' | 'escaped' | 'width' | 'precision' | 'kind', string>>>;

function converted(value: string, kind: string, precision: string | undefined): string {
  switch (kind) {
    case 'd':
    case 'i':
    case 'u':
      return String(Math.trunc(Number(value)) || 0);
    case 'x':
      return (Math.trunc(Number(value)) || 0).toString(16);
    case 'X':
      return (Math.trunc(Number(value)) || 0).toString(16).toUpperCase();
    case 'o':
      return (Math.trunc(Number(value)) || 0).toString(8);
    case 'c':
      return value.slice(0, 1);
    case 'b':
      return formatText(value.replaceAll('%', '%%'), []);
    default:
      return precision === undefined ? value : value.slice(0, Number(precision));
  }
}

const MAX_WIDTH = 1000;

function padded(text: string, width: string): string {
  const size = Math.min(Math.abs(Number(width)) || 0, MAX_WIDTH);
  if (width.startsWith('-')) return text.padEnd(size);
  return text.padStart(size, width.startsWith('0') ? '0' : ' ');
}
