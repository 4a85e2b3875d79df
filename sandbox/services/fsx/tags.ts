import type { Call } from '../../gateway/call';
import { ok, type AwsError, type Outcome } from '../../gateway/outcome';
import { integer, list, required, text } from '../shape';
import { refusal } from './access';
import { badRequest, fsxError } from './errors';
import { ownOf } from './find';
import type { FsxGround } from './ground';
import { associationArn, fileSystemArn, taskArn } from './names';
import { pageOf } from './pages';
import { NEXT_TOKEN, readRequest, TAG_KEY, TAGS } from './read-request';
import type { Tag } from './state';

const RESOURCE_ARN = text({ min: 8, max: 512, pattern: /^arn:[^:]+:fsx:[^:]+:\d{12}:[^/].{0,1023}$/ });
const MAX_TAGS = 50;

/** TagResource: adds tags, and changes the values of those that are there. */
export async function tagResource(ground: FsxGround, call: Call): Promise<Outcome> {
  const read = readRequest({ ResourceARN: required(RESOURCE_ARN), Tags: required(TAGS) }, call.input);
  if (read.status === 'error') return read;
  const { ResourceARN: arn, Tags: tags } = read.input;
  const found = await findTagged(ground, call, arn);
  if (found.status === 'error') return found;
  const keys = tags.map(({ Key: key }) => key);
  if (new Set(keys).size < keys.length) return badRequest('Duplicate tag keys are not allowed.');
  if (keys.some((key) => key.startsWith('aws:'))) {
    return badRequest('Tag keys must not begin with the reserved prefix aws:.');
  }
  const after = [...found.record.tags.filter(({ Key: key }) => !keys.includes(key)), ...tags];
  if (after.length > MAX_TAGS) return badRequest(`A resource can have ${MAX_TAGS} tags.`);
  await ground.document.change(() => {
    found.record.tags = after;
  });
  return ok();
}

/** UntagResource: removes tags; those that are not there are passed over. */
export async function untagResource(ground: FsxGround, call: Call): Promise<Outcome> {
  const keys = list(TAG_KEY, { min: 1, max: MAX_TAGS });
  const read = readRequest({ ResourceARN: required(RESOURCE_ARN), TagKeys: required(keys) }, call.input);
  if (read.status === 'error') return read;
  const { ResourceARN: arn, TagKeys: gone } = read.input;
  const found = await findTagged(ground, call, arn);
  if (found.status === 'error') return found;
  await ground.document.change(() => {
    found.record.tags = found.record.tags.filter(({ Key: key }) => !gone.includes(key));
  });
  return ok();
}

/** ListTagsForResource. */
export async function listTagsForResource(ground: FsxGround, call: Call): Promise<Outcome> {
  const read = readRequest(
    {
      ResourceARN: required(RESOURCE_ARN),
      MaxResults: integer(1, 2_147_483_647),
      NextToken: NEXT_TOKEN,
    },
    call.input,
  );
  if (read.status === 'error') return read;
  const { ResourceARN: arn, MaxResults: maxResults, NextToken: nextToken } = read.input;
  const found = await findTagged(ground, call, arn);
  if (found.status === 'error') return found;
  const page = pageOf(
    found.record.tags.map((tag) => ({ id: tag.Key, tag })),
    { maxResults, nextToken },
  );
  return page.status === 'error' ? page : ok({ Tags: page.items.map(({ tag }) => tag), ...page.next });
}

type Found = { readonly status: 'ok'; readonly record: { tags: readonly Tag[] } } | AwsError;

/** What an ARN names, if the caller may do to its tags what it asks for. */
async function findTagged({ world, state }: FsxGround, call: Call, arn: string): Promise<Found> {
  const denied = await refusal(world, call, [arn]);
  if (denied) return denied;
  const { fileSystems, associations, tasks } = state();
  const record =
    ownOf(fileSystems, call).find((one) => fileSystemArn(one) === arn) ??
    ownOf(associations, call).find((one) => associationArn(one) === arn) ??
    ownOf(tasks, call).find((one) => taskArn(one) === arn);
  if (record) return { status: 'ok', record };
  return fsxError('ResourceNotFound', `The resource ${arn} does not exist.`, { ResourceARN: arn });
}
