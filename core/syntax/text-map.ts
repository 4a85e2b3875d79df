import type { ReferenceValue, UnknownValue } from './value';

/** A stretch of decoded text and where it is written. */
interface Piece {
  /** Index of its first character in the decoded text. */
  readonly at: number;
  readonly start: number;
  readonly end: number;
  /** True when it is written as it reads; false for an escape, or what was put in from elsewhere. */
  readonly straight: boolean;
}

/** Maps indices of a decoded text to offsets of the file it is written in. Offsets never decrease. */
export class TextMap {
  /**
   * @param start offset of the first character
   * @param length of the decoded text
   * @param pieces undefined for text that is written as it reads
   */
  private constructor(
    private readonly start: number,
    private readonly length: number,
    private readonly pieces: readonly Piece[] | undefined,
  ) {}

  /** Text that stands for another stretch as a whole: a constant's value where it is used. */
  static folded(start: number, end: number, length: number): TextMap {
    return TextMap.of([{ at: 0, start, end, straight: false }], length);
  }

  /** Text that is written as it reads, from `offset` on. */
  static straight(offset: number, length: number): TextMap {
    return new TextMap(offset, length, undefined);
  }

  /** Text made of pieces, of which there must be one at least. */
  static of(pieces: readonly Piece[], length: number): TextMap {
    const [first, ...rest] = pieces;
    const start = first?.start ?? 0;
    return first?.straight === true && rest.length === 0
      ? TextMap.straight(start, length)
      : new TextMap(start, length, pieces);
  }

  /** The same text, where its file is edited elsewhere. @param move where an offset is after the edit */
  moved(move: (offset: number) => number): TextMap {
    const pieces = this.pieces?.map((piece) => ({
      ...piece,
      start: move(piece.start),
      end: move(piece.end),
    }));
    return new TextMap(move(this.start), this.length, pieces);
  }

  /** Offset at which the character with this index begins; behind the last one, where the text ends. */
  startOf(index: number): number {
    const piece = this.pieceOf(index);
    if (!piece) return this.start + Math.max(0, Math.min(index, this.length));
    if (piece.straight) return Math.min(piece.start + (index - piece.at), piece.end);
    return index >= this.length ? piece.end : piece.start;
  }

  /** Offset at which the first `index` characters end. */
  endOf(index: number): number {
    if (index <= 0) return this.startOf(0);
    const piece = this.pieceOf(index - 1);
    if (!piece) return this.start + Math.min(index, this.length);
    return piece.straight ? Math.min(piece.start + (index - piece.at), piece.end) : piece.end;
  }

  /** Where the characters from one index up to another are written. */
  range(from: number, to: number): { start: number; end: number } {
    const start = this.startOf(from);
    return { start, end: from < to ? Math.max(start, this.endOf(to)) : start };
  }

  /** The pieces of a stretch, with indices from its beginning. */
  slice(from: number, to: number): Piece[] {
    const { pieces } = this;
    if (!pieces) {
      const start = this.startOf(from);
      const end = this.startOf(to);
      return start < end ? [{ at: 0, start, end, straight: true }] : [];
    }
    const result: Piece[] = [];
    for (let number = find(pieces, from); number < pieces.length; number++) {
      const piece = pieces[number];
      if (!piece || piece.at >= to) break;
      const next = pieces[number + 1]?.at ?? to;
      const first = Math.max(piece.at, from);
      const last = Math.min(next, to);
      if (first >= last) continue;
      if (!piece.straight) result.push({ ...piece, at: first - from });
      else {
        const start = piece.start + (first - piece.at);
        result.push({ at: first - from, start, end: start + (last - first), straight: true });
      }
    }
    return result;
  }

  private pieceOf(index: number): Piece | undefined {
    return this.pieces?.[find(this.pieces, index)];
  }
}

/** Number of the piece that holds an index: the last one that begins at or before it. */
function find(pieces: readonly Piece[], index: number): number {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((pieces[middle]?.at ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Stands in a text for each hole of it. */
export const HOLE = '\uFFFC';

/** A stretch of a text whose content is not known: an interpolation. The text has `HOLE`s there. */
export interface Hole {
  readonly start: number;
  readonly end: number;
  readonly value: ReferenceValue | UnknownValue;
}

/** A text and where it is written: a file, or what one of its strings says. */
export interface MappedText {
  readonly text: string;
  readonly map: TextMap;
  /** In the order of the text. */
  readonly holes: readonly Hole[];
}

/** The whole of a file; a byte order mark reads as a space, so that every offset stays what it is. */
export function wholeText(text: string): MappedText {
  return { text: text.replace(/^\uFEFF/, ' '), map: TextMap.straight(0, text.length), holes: [] };
}

/** A stretch of a text. */
export function sliceText(source: MappedText, from: number, to: number): MappedText {
  if (source.holes.length === 0) {
    const pieces = source.map.slice(from, to);
    const text = source.text.slice(from, to);
    if (pieces.length > 0) return { text, map: TextMap.of(pieces, text.length), holes: source.holes };
  }
  const builder = new TextBuilder(source);
  builder.copy(from, to);
  return builder.build(from);
}

/** Puts a decoded text together piece by piece, from a text that is itself mapped. */
export class TextBuilder {
  private text = '';
  private readonly pieces: Piece[] = [];
  private readonly holes: Hole[] = [];

  constructor(private readonly source: MappedText) {}

  /** What the source says in a stretch. */
  sourceText(from: number, to: number): string {
    return this.source.text.slice(from, to);
  }

  /** Takes a stretch of the source as it is, holes included. */
  copy(from: number, to: number): void {
    if (from >= to) return;
    for (const hole of this.source.holes) {
      if (hole.start < from || hole.end > to) continue;
      const shift = this.text.length - from;
      this.holes.push({ ...hole, start: hole.start + shift, end: hole.end + shift });
    }
    for (const piece of this.source.map.slice(from, to)) {
      this.pieces.push(this.text.length === 0 ? piece : { ...piece, at: piece.at + this.text.length });
    }
    this.text += this.source.text.slice(from, to);
  }

  /** Puts a text in at an index of the source. */
  insert(index: number, text: string): void {
    this.replace(index, index, text);
  }

  /** Puts a text where a stretch of the source says something else: an escape, a constant's value. */
  replace(from: number, to: number, text: string): void {
    if (text === '') return;
    const { start, end } = this.source.map.range(from, to);
    this.pieces.push({ at: this.text.length, start, end, straight: false });
    this.text += text;
  }

  /** Leaves a hole in the place of a stretch of the source. */
  leave(from: number, to: number, value: Hole['value']): void {
    this.holes.push({ start: this.text.length, end: this.text.length + 1, value });
    this.replace(from, to, HOLE);
  }

  /** What was put together; an empty text stands at index `from` of the source. */
  build(from = 0): MappedText {
    const map =
      this.pieces.length === 0
        ? TextMap.straight(this.source.map.startOf(from), 0)
        : TextMap.of(this.pieces, this.text.length);
    return { text: this.text, map, holes: this.holes };
  }
}
