/** The fix that lists a bucket's ARN beside its objects', or the other way round. */
import { keyEntry, type KnownCondition } from '../model/conditions';
import type { Value } from '../syntax/value';
import type { Fix } from './rule';

/**
 * A fix that adds the other ARN of a bucket to a condition's values.
 * @returns nothing where the value is not written in the file as a text
 */
export function addContextValue(
  { policy, statement, condition, operator }: KnownCondition,
  value: Value,
  missing: 'bucket' | 'objects',
): Fix[] {
  const { file } = policy;
  const { range } = value;
  const list = keyEntry(statement, condition)?.value;
  if (range.path !== undefined || value.use || file.language === 'plan' || !list) return [];
  if (missing === 'objects' && !operator.base.wildcards) return [];
  const written = file.text.slice(range.start, range.end);
  const other = missing === 'bucket' ? withoutObjects(written) : withObjects(written, file.language);
  if (other === undefined) return [];
  const both = missing === 'bucket' ? `${other}, ${written}` : `${written}, ${other}`;
  const text = list.kind === 'list' ? both : `[${both}]`;
  const title = missing === 'bucket' ? "Add the bucket's ARN" : "Add the objects' ARNs";
  return [{ title, safe: true, edits: [{ file, range, text }] }];
}

/** `"…/*"` without its end, and `"${bucket.arn}/*"` as well. */
function withoutObjects(written: string): string | undefined {
  const bare = written.replace(/\/[^"'`/]*\*(\\?["'`])$/, '$1');
  return bare === written ? undefined : bare;
}

function withObjects(written: string, language: string): string | undefined {
  const inQuotes = written.replace(/(\\?["'`])$/, '/*$1');
  if (inQuotes !== written) return inQuotes;
  return language === 'hcl' && /^[\w.[\]"-]+$/.test(written) ? `"\${${written}}/*"` : undefined;
}
