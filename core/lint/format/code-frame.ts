import type { LintPlace } from '../result';
import type { Locator } from './report';
import { blanksFor, printable, textWidth } from './text';

export interface FrameStyle {
  /** Columns of the terminal. */
  readonly width: number;
  readonly mark: (text: string) => string;
  readonly dim: (text: string) => string;
}

const MIN_WIDTH = 40;
const CUT = '…';

/** The line of a place with the place marked below it, and the line before; long lines are cut around it. */
export function codeFrame(place: LintPlace, locator: Locator, style: FrameStyle): string[] {
  const { start, end } = locator.range(place);
  const digits = String(start.line).length;
  const width = Math.max(MIN_WIDTH, style.width - digits - 9);
  const gutter = (line: string) => style.dim(`${line.padStart(digits + 4)} | `);

  const text = locator.lineText(place.path, start.line);
  const from = start.column - 1;
  const to = end.line === start.line ? end.column - 1 : text.length;
  const cut = window(text, from, to, width);
  const marked = '^'.repeat(Math.max(1, textWidth(cut.marked)));
  const rest = end.line > start.line ? ` to line ${end.line}` : '';

  const before = start.line > 1 ? locator.lineText(place.path, start.line - 1) : '';
  const lines = before.trim() === '' ? [] : [gutter(String(start.line - 1)) + shorten(before, width)];
  return [
    ...lines,
    gutter(`> ${String(start.line).padStart(digits)}`) + cut.before + cut.marked + cut.after,
    gutter('') + blanksFor(cut.before) + style.mark(marked + rest),
  ];
}

/** What of a line is shown, before, in and after the marked part. */
function window(text: string, from: number, to: number, width: number) {
  const end = Math.min(text.length, Math.max(to, from));
  let first = 0;
  let last = text.length;
  if (text.length > width) {
    // A third of the room stands before the mark.
    first = Math.max(0, Math.min(from - Math.floor(width / 3), text.length - width));
    last = Math.min(text.length, first + width);
  }
  return {
    before: (first > 0 ? CUT : '') + printable(text.slice(first, from)),
    marked: printable(text.slice(from, Math.min(end, last))),
    after: printable(text.slice(Math.min(end, last), last)) + (last < text.length ? CUT : ''),
  };
}

function shorten(text: string, width: number): string {
  return text.length > width ? printable(text.slice(0, width)) + CUT : printable(text);
}
