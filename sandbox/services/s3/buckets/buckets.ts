import type { Outcome } from '../../../gateway/outcome';
import { accountDenialOf, arnOf } from '../access';
import { canonicalId } from '../acl';
import { emptyAnswer, innerXmlAnswer, xmlAnswer } from '../answers';
import { accessDenied, invalidArgument, s3Error } from '../errors';
import type { BucketCall, S3Call } from '../operation';

/** Source: S3 API Reference, DeleteBucket. Uploads that have not ended go with it. */
export async function deleteBucket({ bucket, store }: BucketCall): Promise<Outcome> {
  if (Object.keys(bucket.objects).length > 0) {
    const versioned = bucket.versioning === undefined ? '' : '. You must delete all versions in the bucket.';
    return s3Error('BucketNotEmpty', `The bucket you tried to delete is not empty${versioned}`, {
      BucketName: bucket.name,
    });
  }
  await store.remove(bucket.name);
  await store.deleteBlobs(bucket.uploads.flatMap(({ parts }) => parts));
  return emptyAnswer(204);
}

/** Source: S3 API Reference, HeadBucket. */
export function headBucket({ bucket }: BucketCall): Outcome {
  return emptyAnswer(200, {
    'x-amz-bucket-region': bucket.region,
    'x-amz-bucket-arn': arnOf(bucket),
    'x-amz-access-point-alias': 'false',
    'content-type': 'application/xml',
  });
}

/** Nothing stands for us-east-1. Source: S3 API Reference, GetBucketLocation. */
export function getBucketLocation({ bucket }: BucketCall): Outcome {
  return innerXmlAnswer('LocationConstraint', bucket.region === 'us-east-1' ? '' : bucket.region);
}

/** Source: S3 API Reference, ListBuckets. */
export async function listBuckets(call: S3Call): Promise<Outcome> {
  const denied = await accountDenialOf(call, 's3:ListAllMyBuckets', '*');
  if (denied) return denied;
  const { caller } = call.call;
  if (caller.kind === 'anonymous') return accessDenied();
  const { query, store } = call;
  const prefix = query.get('prefix') ?? '';
  const region = query.get('bucket-region');
  const after = query.get('continuation-token') ?? '';
  const given = query.get('max-buckets');
  const most = given === undefined ? 10_000 : Number(given);
  if (!Number.isInteger(most) || most < 1 || most > 10_000) {
    return invalidArgument(
      'Argument max-buckets must be an integer between 1 and 10000',
      'max-buckets',
      given ?? '',
    );
  }
  const found = store
    .bucketsOf(caller.account)
    .filter(({ name }) => name.startsWith(prefix) && name > after)
    .filter((bucket) => region === undefined || bucket.region === region);
  const page = found.slice(0, most);
  return xmlAnswer('ListAllMyBucketsResult', {
    Owner: { ID: canonicalId(caller.account) },
    Buckets: {
      Bucket: page.map(({ name, created, region: bucketRegion }) => ({
        Name: name,
        CreationDate: created,
        BucketRegion: bucketRegion,
        BucketArn: arnOf({ name }),
      })),
    },
    ContinuationToken: found.length > page.length ? page.at(-1)?.name : undefined,
    Prefix: prefix === '' ? undefined : prefix,
  });
}
