import type { AwsError } from '../gateway/outcome';
import type { Caller } from '../identity/caller';

/** Who calls S3 for a file system, and where it is. */
export interface ObjectStoreCall {
  /** The session of the file system's role, or whoever creates an association. */
  readonly caller: Caller;
  /** Region of the file system; S3 takes the bucket's own for itself. */
  readonly region: string;
}

export interface StoredObject {
  readonly key: string;
  /** In bytes. */
  readonly size: number;
  /** With its quotes, as S3 answers it. */
  readonly eTag: string;
  /** ISO text. */
  readonly lastModified: string;
  /** For example `STANDARD`. */
  readonly storageClass: string;
}

export interface ObjectContent {
  readonly status: 'ok';
  readonly body: Buffer;
  readonly eTag: string;
  readonly lastModified: string;
  /** User metadata without `x-amz-meta-`: `file-permissions`, `file-owner`, `file-group`, `file-mtime`. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** One named configuration of a bucket's notifications: FSx's own is `FSx`. */
export interface BucketNotification {
  readonly id: string;
  readonly topicArn: string;
  /** For example `s3:ObjectCreated:*`. */
  readonly events: readonly string[];
  /** Keys that it concerns; empty: all. */
  readonly prefix: string;
}

/**
 * S3 as FSx calls it for a principal: each call is authorized, encrypted and recorded like one over HTTP. An error
 * is S3's own (AccessDenied with KMS's sentence, NoSuchBucket, NoSuchKey …).
 */
export interface ObjectStore {
  /** Account and Region of a bucket, by no one's permission; undefined when there is none of that name. */
  bucket(name: string): { readonly account: string; readonly region: string } | undefined;
  /** Whether the policies allow an action on a bucket, or on a key of it. Nothing is done and nothing recorded. */
  may(
    call: ObjectStoreCall,
    action: `s3:${string}`,
    place: { readonly bucket: string; readonly key?: string },
  ): Promise<{ readonly status: 'ok' } | AwsError>;
  /** GetBucketAcl. */
  getBucketAcl(call: ObjectStoreCall, bucket: string): Promise<{ readonly status: 'ok' } | AwsError>;
  /** ListObjectsV2, all pages, in S3's order. */
  listObjects(
    call: ObjectStoreCall,
    place: { readonly bucket: string; readonly prefix: string },
  ): Promise<{ readonly status: 'ok'; readonly objects: readonly StoredObject[] } | AwsError>;
  getObject(
    call: ObjectStoreCall,
    place: { readonly bucket: string; readonly key: string },
  ): Promise<ObjectContent | AwsError>;
  putObject(
    call: ObjectStoreCall,
    object: {
      readonly bucket: string;
      readonly key: string;
      readonly body: Buffer;
      readonly metadata: Readonly<Record<string, string>>;
    },
  ): Promise<{ readonly status: 'ok'; readonly eTag: string; readonly lastModified: string } | AwsError>;
  deleteObject(
    call: ObjectStoreCall,
    place: { readonly bucket: string; readonly key: string },
  ): Promise<{ readonly status: 'ok' } | AwsError>;
  /** Topic configurations of GetBucketNotificationConfiguration. */
  getBucketNotifications(
    call: ObjectStoreCall,
    bucket: string,
  ): Promise<{ readonly status: 'ok'; readonly notifications: readonly BucketNotification[] } | AwsError>;
  /** PutBucketNotificationConfiguration: this one configuration is added or replaced, all others stay. */
  putBucketNotification(
    call: ObjectStoreCall,
    bucket: string,
    notification: BucketNotification,
  ): Promise<{ readonly status: 'ok' } | AwsError>;
  /** The same request without the configuration of that id. */
  removeBucketNotification(
    call: ObjectStoreCall,
    bucket: string,
    id: string,
  ): Promise<{ readonly status: 'ok' } | AwsError>;
}
