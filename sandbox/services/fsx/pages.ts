import type { AwsError } from '../../gateway/outcome';
import { badRequest } from './errors';

export interface PageRequest {
  readonly maxResults?: number | undefined;
  readonly nextToken?: string | undefined;
}

export type Page<Item> =
  | { readonly status: 'ok'; readonly items: readonly Item[]; readonly next?: { readonly NextToken: string } }
  | AwsError;

/** One page of a list. A token tells where it goes on: the id of the item before. */
export function pageOf<Item extends { readonly id: string }>(
  all: readonly Item[],
  { maxResults = all.length, nextToken }: PageRequest,
): Page<Item> {
  const last = nextToken === undefined ? undefined : Buffer.from(nextToken, 'base64').toString('utf8');
  const before = all.findIndex(({ id }) => id === last);
  if (last !== undefined && before < 0) return badRequest('Invalid NextToken.');
  const items = all.slice(before + 1, before + 1 + maxResults);
  const end = items.at(-1);
  if (!end || before + 1 + items.length >= all.length) return { status: 'ok', items };
  return { status: 'ok', items, next: { NextToken: Buffer.from(end.id).toString('base64') } };
}
