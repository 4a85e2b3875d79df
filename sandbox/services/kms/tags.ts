import type { AwsError } from '../../gateway/outcome';
import { kmsError } from './errors';

interface Tag {
  readonly TagKey: string;
  readonly TagValue: string;
}

const MAX_TAGS = 50;

/** What KMS says against tags; undefined when it takes them. Source: KMS API Reference, TagResource. */
export function tagProblem(
  tags: readonly Tag[],
  already: Readonly<Record<string, string>> = {},
): AwsError | undefined {
  if (tags.some(({ TagKey: key }) => /^aws:/i.test(key))) {
    return kmsError('TagException', 'aws: prefixed tag key names are not allowed for external use.');
  }
  const names = tags.map(({ TagKey: key }) => key);
  if (new Set(names).size < names.length) return kmsError('TagException', 'Duplicate tag keys');
  if (new Set([...Object.keys(already), ...names]).size > MAX_TAGS) {
    return kmsError('LimitExceededException', `A key can have ${MAX_TAGS} tags.`);
  }
  return undefined;
}

export function tagRecord(tags: readonly Tag[]): Record<string, string> {
  return Object.fromEntries(tags.map(({ TagKey: key, TagValue: value }) => [key, value]));
}
