import { invalidArgument } from '../errors';
import type { AwsError } from '../../../gateway/outcome';
import type { BucketCall } from '../operation';

/** Lists have a thousand entries a page at most. */
const MAX_PAGE = 1000;

export function readPageSize(
  query: ReadonlyMap<string, string>,
  parameter: string,
): { readonly status: 'ok'; readonly size: number } | AwsError {
  const text = query.get(parameter);
  if (text === undefined || text === '') return { status: 'ok', size: MAX_PAGE };
  const size = Number(text);
  if (!/^-?\d+$/.test(text) || size > 2_147_483_647) {
    return invalidArgument(`Provided ${parameter} not an integer or within integer range`, parameter, text);
  }
  if (size < 0) {
    return invalidArgument(
      `Argument ${parameter} must be an integer between 0 and 2147483647`,
      parameter,
      text,
    );
  }
  return { status: 'ok', size: Math.min(size, MAX_PAGE) };
}

/** How names stand in an answer: as they are, or with percent escapes when the request asks for those. */
export function nameWriter({ query }: Pick<BucketCall, 'query'>): (name: string) => string {
  if (query.get('encoding-type') !== 'url') return (name) => name;
  return (name) =>
    encodeURIComponent(name)
      .replaceAll('%2F', '/')
      .replaceAll('%20', '+')
      .replace(/[!'()]/g, escaped);
}

function escaped(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** What begins with the prefix and goes on to a delimiter stands for all keys below it; undefined for a key itself. */
export function commonPrefix(key: string, prefix: string, delimiter: string): string | undefined {
  if (delimiter === '') return undefined;
  const end = key.indexOf(delimiter, prefix.length);
  return end < 0 ? undefined : key.slice(0, end + delimiter.length);
}
