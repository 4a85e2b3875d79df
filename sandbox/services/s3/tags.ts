import { queryPairs } from '../../gateway/http';
import type { AwsError } from '../../gateway/outcome';
import { childAt, childrenOf, parseXml, textAt, type XmlContent } from '../../gateway/xml';
import { malformedXml, s3Error } from './errors';
import type { Tag } from './state';

const MAX_OBJECT_TAGS = 10;
const MAX_BUCKET_TAGS = 50;

/** Tags of the header x-amz-tagging: `a=1&b=2`; undefined without it. */
export function tagsOfHeader(header: string | undefined): Tag[] | undefined {
  return header === undefined ? undefined : queryPairs(header).map(([key, value]) => ({ key, value }));
}

export type ReadTags = { readonly status: 'ok'; readonly tags: readonly Tag[] } | AwsError;

/** Reads a `Tagging` document. Source: S3 API Reference, PutObjectTagging and PutBucketTagging. */
export function readTagging(payload: Buffer, of: 'bucket' | 'object'): ReadTags {
  const root = parseXml(payload.toString());
  const set = root?.name === 'Tagging' ? childAt(root, 'TagSet') : undefined;
  if (!set) return malformedXml();
  const tags = childrenOf(set, 'Tag').map((tag) => ({
    key: textAt(tag, 'Key') ?? '',
    value: textAt(tag, 'Value') ?? '',
  }));
  return checkTags(tags, of);
}

/** S3's limits on tags. */
export function checkTags(tags: readonly Tag[], of: 'bucket' | 'object'): ReadTags {
  const most = of === 'object' ? MAX_OBJECT_TAGS : MAX_BUCKET_TAGS;
  if (tags.length > most) {
    return s3Error(
      'BadRequest',
      of === 'object'
        ? `Object tags cannot be greater than ${most}`
        : `Bucket tag count cannot be greater than ${most}`,
    );
  }
  for (const { key, value } of tags) {
    if (key === '' || key.length > 128) {
      return s3Error('InvalidTag', 'The TagKey you have provided is invalid', { TagKey: key });
    }
    if (value.length > 256) {
      return s3Error('InvalidTag', 'The TagValue you have provided is invalid', { TagKey: key });
    }
    if (key.startsWith('aws:')) {
      return s3Error('InvalidTag', 'System tags cannot be added/updated by requester', { TagKey: key });
    }
  }
  if (new Set(tags.map(({ key }) => key)).size < tags.length) {
    return s3Error('InvalidTag', 'Cannot provide multiple Tags with the same key');
  }
  return { status: 'ok', tags };
}

/** The `TagSet` element. */
export function tagSet(tags: readonly Tag[]): XmlContent {
  return { TagSet: { Tag: tags.map(({ key, value }) => ({ Key: key, Value: value })) } };
}
