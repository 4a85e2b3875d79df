/** A place as people count it: both from 1, a column a UTF-16 code unit, as VS Code and SARIF have it. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

const BOM = '\uFEFF';

/**
 * Offset to line and column of one text, and back: the only place where positions are converted.
 * Lines end with LF, CRLF or CR. A byte order mark is no column: editors do not show it.
 */
export class LineIndex {
  /** Offset of the first character of each line. */
  private readonly starts: readonly number[];

  constructor(private readonly text: string) {
    const starts = [text.startsWith(BOM) ? 1 : 0];
    for (const match of text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length);
    this.starts = starts;
  }

  get lineCount(): number {
    return this.starts.length;
  }

  /** Line and column of an offset; one outside the text is moved to its nearest end. */
  positionAt(offset: number): Position {
    const inside = Math.max(0, Math.min(offset, this.text.length));
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= inside) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: Math.max(0, inside - (this.starts[low] ?? 0)) + 1 };
  }

  /** Offset of a line and column; a column behind the line's end means its end, before the line break. */
  offsetAt({ line, column }: Position): number {
    if (line < 1) return this.starts[0] ?? 0;
    const start = this.starts[line - 1];
    if (start === undefined) return this.text.length;
    return Math.min(start + Math.max(0, column - 1), this.endOfLine(line));
  }

  /** The text of a line, without its line break; empty behind the last one. */
  lineText(line: number): string {
    const start = this.starts[line - 1];
    return start === undefined ? '' : this.text.slice(start, this.endOfLine(line));
  }

  private endOfLine(line: number): number {
    const next = this.starts[line];
    if (next === undefined) return this.text.length;
    return this.text.startsWith('\r\n', next - 2) ? next - 2 : next - 1;
  }
}
