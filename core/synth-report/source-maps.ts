/** From a place in JavaScript to the source that it was made from. */
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import type { Frame } from './frames';
import { addressOf, folderOf, pathOf } from './paths';

/** Gives the text of a file inside the workspace folder; undefined where there is none. */
export type ReadText = (path: string) => string | undefined;

/** The last one counts, as in browsers. */
const MAP_COMMENT = /\/[/*][#@]\s*sourceMappingURL=([^\s'"*]+)/g;
const INLINE = /^data:application\/json[^,]*?(;base64)?,/i;

/** Source maps of files, each read once. */
export class SourceMaps {
  private readonly maps = new Map<string, TraceMap | undefined>();

  constructor(private readonly readText: ReadText) {}

  /**
   * The place in the source; the frame itself for a file without a map, as TypeScript that ran through a loader.
   * @returns undefined where the map does not know the place
   */
  original(frame: Frame): Frame | undefined {
    const map = this.mapOf(frame.path);
    if (!map) return frame;
    // Columns of maps begin at 0.
    const { source, line, column } = originalPositionFor(map, {
      line: Math.max(1, frame.line),
      column: Math.max(0, frame.column - 1),
    });
    const path = source === null ? undefined : pathOf(source);
    return path === undefined || line === null ? undefined : { path, line, column: column + 1 };
  }

  private mapOf(path: string): TraceMap | undefined {
    if (!/\.[cm]?jsx?$/i.test(path)) return undefined;
    if (!this.maps.has(path)) this.maps.set(path, this.readMap(path));
    return this.maps.get(path);
  }

  private readMap(path: string): TraceMap | undefined {
    const comment = [...(this.readText(path) ?? '').matchAll(MAP_COMMENT)].at(-1)?.[1];
    if (comment?.startsWith('data:')) return traceMap(inlineMap(comment), path);
    // A file that was renamed after its build names a map that is gone; the one beside it went with it.
    const named = comment === undefined ? [] : [pathOf(`${folderOf(path)}/${decoded(comment)}`)];
    for (const at of [...named, `${path}.map`]) {
      const map = at === undefined ? undefined : traceMap(this.readText(at), at);
      if (map) return map;
    }
    return undefined;
  }
}

function traceMap(json: string | undefined, path: string): TraceMap | undefined {
  if (json === undefined) return undefined;
  try {
    return new TraceMap(json, addressOf(path));
  } catch {
    return undefined; // It is no source map: the place in the JavaScript is what there is.
  }
}

function inlineMap(address: string): string | undefined {
  const head = INLINE.exec(address);
  if (!head) return undefined;
  const data = address.slice(head[0].length);
  try {
    if (head[1] === undefined) return decodeURIComponent(data);
    const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
    return new TextDecoder().decode(bytes);
  } catch {
    return undefined;
  }
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
