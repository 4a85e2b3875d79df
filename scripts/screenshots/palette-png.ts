/**
 * Pictures of an editor with 256 colours instead of 16 million: a third of the bytes, and no difference to be seen.
 * @see https://www.w3.org/TR/png-3/ "Portable Network Graphics (PNG) Specification"
 */
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const MAX_COLOURS = 256;
/** Colour types: RGB, RGB with alpha, palette. */
const [RGB, RGBA, INDEXED] = [2, 6, 3];

interface Picture {
  readonly width: number;
  readonly height: number;
  /** Red, green and blue of each pixel, as one number. */
  readonly pixels: Uint32Array;
}

/** @throws for a picture that is interlaced, or not of 8 bits in RGB or RGBA */
export function toPalette(png: Buffer): Buffer {
  const { width, height, pixels } = decode(png);
  const counts = new Map<number, number>();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  // Most pixels are of few colours, and those stay exactly as they are: the rest is smoothed text.
  const palette = [...counts].sort(([, a], [, b]) => b - a).map(([colour]) => colour);
  palette.length = Math.min(palette.length, MAX_COLOURS);
  const indexOf = new Map([...counts.keys()].map((colour) => [colour, nearest(colour, palette)]));
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++)
      rows[y * (width + 1) + 1 + x] = indexOf.get(pixels[y * width + x] ?? 0) ?? 0;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, INDEXED, 0, 0, 0], 8);
  const colours = Buffer.from(palette.flatMap((colour) => channels(colour)));
  const chunks: [string, Buffer][] = [
    ['IHDR', header],
    ['PLTE', colours],
    ['IDAT', deflateSync(rows, { level: 9 })],
    ['IEND', Buffer.alloc(0)],
  ];
  return Buffer.concat([SIGNATURE, ...chunks.map(([type, data]) => chunk(type, data))]);
}

function nearest(colour: number, palette: readonly number[]): number {
  const wanted = channels(colour);
  let best = 0;
  let least = Infinity;
  palette.forEach((candidate, index) => {
    const distance = channels(candidate).reduce((sum, one, at) => sum + (one - (wanted[at] ?? 0)) ** 2, 0);
    if (distance < least) [best, least] = [index, distance];
  });
  return best;
}

function channels(colour: number): [red: number, green: number, blue: number] {
  return [(colour >> 16) & 255, (colour >> 8) & 255, colour & 255];
}

function decode(png: Buffer): Picture {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const [bits, type, , , interlaced] = png.subarray(24, 29);
  if (bits !== 8 || (type !== RGB && type !== RGBA) || interlaced !== 0)
    throw new Error('This form of PNG is not read.');
  const bytes = type === RGB ? 3 : 4;
  const rows = unfilter(inflateSync(Buffer.concat(dataOf(png))), width * bytes, bytes);
  const pixels = new Uint32Array(width * height);
  for (let at = 0; at < pixels.length; at++) pixels[at] = rows.readUIntBE(at * bytes, 3);
  return { width, height, pixels };
}

function dataOf(png: Buffer): Buffer[] {
  const data: Buffer[] = [];
  for (let at = SIGNATURE.length; at < png.length;) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  return data;
}

/** Undoes the filters, of which each row names its own. */
function unfilter(filtered: Buffer, rowBytes: number, pixelBytes: number): Buffer {
  const rows = Buffer.alloc((filtered.length / (rowBytes + 1)) * rowBytes);
  for (let from = 0, to = 0; from < filtered.length; from += rowBytes + 1, to += rowBytes) {
    const filter = filtered[from];
    for (let x = 0; x < rowBytes; x++) {
      const left = x < pixelBytes ? 0 : (rows[to + x - pixelBytes] ?? 0);
      const up = to === 0 ? 0 : (rows[to + x - rowBytes] ?? 0);
      const corner = x < pixelBytes || to === 0 ? 0 : (rows[to + x - rowBytes - pixelBytes] ?? 0);
      rows[to + x] = (filtered[from + 1 + x] ?? 0) + predicted(filter, left, up, corner);
    }
  }
  return rows;
}

function predicted(filter: number | undefined, left: number, up: number, corner: number): number {
  switch (filter) {
    case 0:
      return 0;
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4: {
      const [toLeft, toUp, toCorner] = [up - corner, left - corner, left + up - 2 * corner].map(Math.abs) as [
        number,
        number,
        number,
      ];
      return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }
    default:
      throw new Error(`There is no filter ${String(filter)}.`);
  }
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
