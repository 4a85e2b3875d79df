import type { BucketNotification, ObjectStore, ObjectStoreCall } from '../../lustre/object-store';
import { NO_BUCKET_ACCESS } from './errors';

/** Name and events of FSx's own configuration. Source: FSx for Lustre User Guide, "Automatically import updates". */
const NAME = 'FSx';
const EVENTS = ['s3:ObjectCreated:*', 's3:ObjectRemoved:*'];

const OVERLAP =
  'The S3 bucket has an event notification configuration that overlaps with that of Amazon FSx (s3:ObjectCreated:*, s3:ObjectRemoved:*).';
const MISSING =
  'The event notification configuration FSx of the S3 bucket was deleted or changed, so that changes are no longer imported.';

/** Topic that FSx has in the Region of an account's file systems. */
function topicArn(account: string, region: string): string {
  return `arn:aws:sns:${region}:${account}:fsx-lustre-data-repository-events`;
}

/**
 * Has S3 tell of the changes of a bucket.
 * @returns why the association is MISCONFIGURED; undefined when all is well
 */
export async function subscribe(
  objects: ObjectStore,
  call: ObjectStoreCall,
  account: string,
  bucket: string,
): Promise<string | undefined> {
  const found = await objects.getBucketNotifications(call, bucket);
  if (found.status === 'error') return NO_BUCKET_ACCESS;
  if (found.notifications.some(overlaps)) return OVERLAP;
  const put = await objects.putBucketNotification(call, bucket, {
    id: NAME,
    topicArn: topicArn(account, call.region),
    events: EVENTS,
    prefix: '',
  });
  if (put.status === 'ok') return undefined;
  return put.code === 'InvalidArgument' ? OVERLAP : NO_BUCKET_ACCESS;
}

/** Ends that. */
export async function unsubscribe(
  objects: ObjectStore,
  call: ObjectStoreCall,
  bucket: string,
): Promise<void> {
  await objects.removeBucketNotification(call, bucket, NAME);
}

/** Why S3 no longer tells of changes; undefined when it does. */
export async function subscriptionProblem(
  objects: ObjectStore,
  call: ObjectStoreCall,
  bucket: string,
): Promise<string | undefined> {
  const found = await objects.getBucketNotifications(call, bucket);
  if (found.status === 'error') return NO_BUCKET_ACCESS;
  if (found.notifications.some(overlaps)) return OVERLAP;
  const own = found.notifications.find(({ id }) => id === NAME);
  return own && EVENTS.every((event) => own.events.includes(event)) ? undefined : MISSING;
}

function overlaps({ id, events }: BucketNotification): boolean {
  return id !== NAME && events.some((event) => /^s3:Object(Created|Removed):/.test(event));
}
