import type { AwsError } from '../../gateway/outcome';
import { kmsError } from './errors';

/** A part of a list, as `Limit` and `Marker` ask for it. */
export interface Page<Item> {
  readonly status: 'ok';
  readonly items: readonly Item[];
  /** `Truncated`, and `NextMarker` when there is more. */
  readonly rest: { readonly Truncated: boolean; readonly NextMarker?: string };
}

/** Markers are positions, so that they stay valid across a restart. */
export function pageOf<Item>(
  all: readonly Item[],
  { limit = 50, marker }: { readonly limit?: number | undefined; readonly marker?: string | undefined },
): Page<Item> | AwsError {
  const start = marker === undefined ? 0 : position(marker);
  if (start === undefined) {
    return kmsError('InvalidMarkerException', 'Could not deserialize marker');
  }
  const end = start + limit;
  return {
    status: 'ok',
    items: all.slice(start, end),
    rest: end < all.length ? { Truncated: true, NextMarker: markerOf(end) } : { Truncated: false },
  };
}

function markerOf(position: number): string {
  return Buffer.from(`at:${position}`).toString('base64');
}

function position(marker: string): number | undefined {
  const found = /^at:(\d{1,9})$/.exec(Buffer.from(marker, 'base64').toString('latin1'));
  return found ? Number(found[1]) : undefined;
}
