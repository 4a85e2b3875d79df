import { wrap as wrapTo } from '../lint/format/text';

/** Columns that a line of prose takes at most; commands and code stay as they are. */
const WIDTH = 100;

/** Breaks a text at spaces; what has none is left whole. Lines of a point, `- …`, stand below its first word. */
export function wrap(text: string, indent: string): string[] {
  const bullet = text.startsWith('- ') ? '- ' : '';
  const lines = wrapTo(text.slice(bullet.length), WIDTH - indent.length - bullet.length);
  return lines.map((line, index) => indent + (index === 0 ? bullet : ' '.repeat(bullet.length)) + line);
}
