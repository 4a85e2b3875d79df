import { eventOf } from '../../gateway/event-of';
import type { AwsError } from '../../gateway/outcome';
import { childrenOf, parseXml, textAt } from '../../gateway/xml';
import type {
  BucketNotification,
  ObjectStore,
  ObjectStoreCall,
  StoredObject,
} from '../../lustre/object-store';
import type { SandboxWorld } from '../../world';
import { denialOf } from './access';
import { notificationsXml, readNotifications, type Notification } from './buckets/notification';
import { noSuchBucket } from './errors';
import { callOf, type Answered, type InternalRequest } from './internal-call';
import { PART_BYTES, sendInParts } from './internal-upload';
import { userMetadata } from './objects/headers';
import { currentObject } from './objects/versions';
import { answerS3 } from './s3';
import { S3Store } from './state';

/**
 * S3 for the file systems: the very answers that a client would get, without HTTP between. Everything is in the
 * state, so that it may be made any number of times.
 */
export function objectStore(world: SandboxWorld): ObjectStore {
  const store = new S3Store(world.store);

  const send = async (from: ObjectStoreCall, request: InternalRequest): Promise<Answered> => {
    const region = store.bucket(request.bucket)?.region ?? from.region;
    const call = callOf({ ...from, region }, request);
    const outcome = await answerS3(call, world, store);
    world.events.record(eventOf(call, { eventSource: 's3.amazonaws.com' }, outcome, world.now()));
    if (outcome.status === 'error') return outcome;
    if (outcome.status === 'ok') throw new Error(`S3 answers ${request.operation} in bytes`);
    const { response, error } = outcome;
    return error ? { status: 'error', httpStatus: response.status, ...error } : { status: 'ok', response };
  };

  const notificationsOf = async (from: ObjectStoreCall, bucket: string) => {
    const answer = await send(from, {
      operation: 'GetBucketNotificationConfiguration',
      method: 'GET',
      bucket,
      query: { notification: '' },
    });
    return answer.status === 'error' ? answer : readNotifications(parseXml(answer.response.body.toString()));
  };

  const changeNotifications = async (
    from: ObjectStoreCall,
    bucket: string,
    change: (configurations: readonly Notification[]) => readonly Notification[],
  ) => {
    const read = await notificationsOf(from, bucket);
    if (read.status === 'error') return read;
    const { configurations, eventBridge } = read.notifications;
    const xml = notificationsXml({ configurations: change(configurations), eventBridge });
    return done(
      await send(from, {
        operation: 'PutBucketNotificationConfiguration',
        method: 'PUT',
        bucket,
        query: { notification: '' },
        body: Buffer.from(`<NotificationConfiguration>${xml}</NotificationConfiguration>`),
      }),
    );
  };

  return {
    bucket: (name) => {
      const found = store.bucket(name);
      return found && { account: found.account, region: found.region };
    },
    may: async (from, action, { bucket: bucketName, key }) => {
      const bucket = store.bucket(bucketName);
      if (!bucket) return noSuchBucket(bucketName);
      const call = callOf(from, { operation: action, method: 'GET', bucket: bucketName });
      const request = {
        call,
        bucketName,
        key: key ?? '',
        query: new Map(),
        headers: {},
        world,
        store,
        bucket,
      };
      return (await denialOf(request, action, key)) ?? { status: 'ok' };
    },
    getBucketAcl: async (from, bucket) =>
      done(await send(from, { operation: 'GetBucketAcl', method: 'GET', bucket, query: { acl: '' } })),
    listObjects: async (from, { bucket, prefix }) => {
      const objects: StoredObject[] = [];
      let token: string | undefined;
      do {
        const answer = await send(from, {
          operation: 'ListObjectsV2',
          method: 'GET',
          bucket,
          query: {
            'list-type': '2',
            'encoding-type': 'url',
            prefix,
            ...(token === undefined ? {} : { 'continuation-token': token }),
          },
        });
        if (answer.status === 'error') return answer;
        const root = parseXml(answer.response.body.toString());
        objects.push(...childrenOf(root, 'Contents').map(storedObject));
        token = textAt(root, 'NextContinuationToken');
      } while (token !== undefined);
      return { status: 'ok', objects };
    },
    getObject: async (from, { bucket, key }) => {
      const answer = await send(from, { operation: 'GetObject', method: 'GET', bucket, key });
      if (answer.status === 'error') return answer;
      const { body, headers } = answer.response;
      return {
        status: 'ok',
        body,
        eTag: headers['etag'] ?? '',
        lastModified: new Date(headers['last-modified'] ?? 0).toISOString(),
        metadata: userMetadata(headers),
      };
    },
    putObject: async (from, { bucket, key, body, metadata }) => {
      const headers = Object.fromEntries(
        Object.entries(metadata).map(([name, value]) => [`x-amz-meta-${name}`, value]),
      );
      const place = { bucket, key };
      const answer =
        body.length > PART_BYTES
          ? await sendInParts(send, from, { ...place, headers, body })
          : await send(from, { operation: 'PutObject', method: 'PUT', ...place, headers, body });
      if (answer.status === 'error') return answer;
      const record = store.bucket(bucket);
      const version = record && currentObject(record, key);
      return {
        status: 'ok',
        eTag: `"${version?.etag ?? ''}"`,
        lastModified: version?.modified ?? world.now().toISOString(),
      };
    },
    deleteObject: async (from, { bucket, key }) =>
      done(await send(from, { operation: 'DeleteObject', method: 'DELETE', bucket, key })),
    getBucketNotifications: async (from, bucket) => {
      const read = await notificationsOf(from, bucket);
      if (read.status === 'error') return read;
      const topics = read.notifications.configurations.filter(({ kind }) => kind === 'topic');
      return { status: 'ok', notifications: topics.map(shown) };
    },
    putBucketNotification: (from, bucket, { id, topicArn, events, prefix }) =>
      changeNotifications(from, bucket, (configurations) => [
        ...configurations.filter((other) => other.id !== id),
        { kind: 'topic', id, arn: topicArn, events, prefix, suffix: '' },
      ]),
    removeBucketNotification: (from, bucket, id) =>
      changeNotifications(from, bucket, (configurations) =>
        configurations.filter((other) => other.id !== id),
      ),
  };
}

function storedObject(element: Parameters<typeof textAt>[0]): StoredObject {
  const at = (name: string) => textAt(element, name) ?? '';
  return {
    key: decodeURIComponent(at('Key').replaceAll('+', ' ')),
    size: Number(at('Size')),
    eTag: at('ETag'),
    lastModified: at('LastModified'),
    storageClass: at('StorageClass'),
  };
}

function shown({ id, arn, events, prefix }: Notification): BucketNotification {
  return { id, topicArn: arn, events, prefix };
}

function done(answer: Answered): { readonly status: 'ok' } | AwsError {
  return answer.status === 'error' ? answer : { status: 'ok' };
}
