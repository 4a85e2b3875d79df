import { parseArn } from '../../../core/facts/arns';
import type { AwsError, Outcome } from '../../gateway/outcome';
import { queryPairs } from '../../gateway/http';
import { childAt, childrenOf, parseXml, textAt, toXml } from '../../gateway/xml';
import { denialOf } from './access';
import { emptyAnswer, xmlAnswer } from './answers';
import { CONTROL_TAGS_PATH } from './control';
import { malformedXml, noSuchBucket, s3Error } from './errors';
import type { BucketCall, S3Call } from './operation';
import type { Tag } from './state';
import { checkTags, tagSet } from './tags';

const SUB_RESOURCE = 'tagging';

/**
 * Tags of a bucket through S3 Control, where newer AWS providers read and write them.
 * Source: S3 API Reference, S3 Control, ListTagsForResource.
 */
export async function listTags(call: S3Call): Promise<Outcome> {
  const found = await taggedBucket(call, 's3:ListTagsForResource');
  if (found.status === 'error') return found;
  const tags = tagsOf(found.call).map(({ key, value }) => ({ Key: key, Value: value }));
  return xmlAnswer('ListTagsForResourceResult', { Tags: { Tag: tags } });
}

/** Source: S3 API Reference, S3 Control, TagResource. */
export async function tagResource(call: S3Call): Promise<Outcome> {
  const found = await taggedBucket(call, 's3:TagResource');
  if (found.status === 'error') return found;
  const root = parseXml(call.call.payload.toString());
  if (root?.name !== 'TagResourceRequest') return malformedXml();
  const given = childrenOf(childAt(root, 'Tags'), 'Tag').map((tag) => ({
    key: textAt(tag, 'Key') ?? '',
    value: textAt(tag, 'Value') ?? '',
  }));
  const kept = tagsOf(found.call).filter(({ key }) => !given.some((tag) => tag.key === key));
  return setTags(found.call, [...kept, ...given]);
}

/** Source: S3 API Reference, S3 Control, UntagResource. */
export async function untagResource(call: S3Call): Promise<Outcome> {
  const found = await taggedBucket(call, 's3:UntagResource');
  if (found.status === 'error') return found;
  const gone = queryPairs(call.call.request.query).flatMap(([name, value]) =>
    name === 'tagKeys' ? [value] : [],
  );
  return setTags(
    found.call,
    tagsOf(found.call).filter(({ key }) => !gone.includes(key)),
  );
}

async function setTags({ bucket, store }: BucketCall, tags: readonly Tag[]): Promise<Outcome> {
  const checked = checkTags(tags, 'bucket');
  if (checked.status === 'error') return checked;
  await store.change(() => {
    const others = Object.entries(bucket.configurations).filter(([name]) => name !== SUB_RESOURCE);
    const own = tags.length === 0 ? [] : [[SUB_RESOURCE, toXml(tagSet(tags))] as const];
    bucket.configurations = Object.fromEntries([...others, ...own]);
  });
  return emptyAnswer(204);
}

async function taggedBucket(
  call: S3Call,
  action: string,
): Promise<{ readonly status: 'found'; readonly call: BucketCall } | AwsError> {
  const arn = decodedArn(call.call.request.path.slice(CONTROL_TAGS_PATH.length));
  const parts = arn === undefined ? undefined : parseArn(arn);
  if (parts?.service !== 's3' || parts.resource.includes('/')) {
    return s3Error('InvalidRequest', 'The sandbox has tags of buckets alone.');
  }
  const bucket = call.store.bucket(parts.resource);
  if (!bucket) return noSuchBucket(parts.resource);
  const found = { ...call, bucketName: bucket.name, key: '', bucket };
  return (await denialOf(found, action)) ?? { status: 'found', call: found };
}

function tagsOf({ bucket }: BucketCall): Tag[] {
  const root = parseXml(`<Tagging>${bucket.configurations[SUB_RESOURCE] ?? ''}</Tagging>`);
  return childrenOf(childAt(root, 'TagSet'), 'Tag').map((tag) => ({
    key: textAt(tag, 'Key') ?? '',
    value: textAt(tag, 'Value') ?? '',
  }));
}

function decodedArn(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
