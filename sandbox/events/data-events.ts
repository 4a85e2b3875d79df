/**
 * Operations that CloudTrail has as data events: in the event history, which holds management events alone, they
 * are not. Sources: S3 User Guide, "Amazon S3 CloudTrail events"; CloudWatch Logs User Guide, "Logging API calls".
 */
const DATA_EVENTS: Readonly<Record<string, RegExp>> = {
  's3.amazonaws.com':
    /^(Abort|Complete|Create)MultipartUpload$|^(Copy|Delete|Get|Head|Put|Restore|Select|Rename|Update)Objects?(Acl|Attributes|Content|Encryption|LegalHold|Retention|Tagging|Torrent)?$|^List(Objects|ObjectsV2|ObjectVersions|MultipartUploads|Parts)$|^UploadPart(Copy)?$|^HeadBucket$|^CreateSession$/,
  'logs.amazonaws.com': /^(Put|Get|Filter)LogEvents$/,
};

export function isDataEvent(eventSource: string, eventName: string): boolean {
  return DATA_EVENTS[eventSource]?.test(eventName) ?? false;
}

/**
 * CloudTrail's names for S3's operations, where they are not the API's.
 * Source: S3 User Guide, "Amazon S3 bucket-level actions that are tracked by CloudTrail logging".
 */
const S3_NAMES: Readonly<Record<string, string>> = {
  DeletePublicAccessBlock: 'DeleteBucketPublicAccessBlock',
  GetBucketLifecycleConfiguration: 'GetBucketLifecycle',
  GetBucketNotificationConfiguration: 'GetBucketNotification',
  GetObjectLockConfiguration: 'GetBucketObjectLockConfiguration',
  GetPublicAccessBlock: 'GetBucketPublicAccessBlock',
  PutBucketLifecycleConfiguration: 'PutBucketLifecycle',
  PutBucketNotificationConfiguration: 'PutBucketNotification',
  PutPublicAccessBlock: 'PutBucketPublicAccessBlock',
};

/** The name that an event has. */
export function shownEventName(eventSource: string, operation: string): string {
  if (eventSource !== 's3.amazonaws.com') return operation;
  return Object.hasOwn(S3_NAMES, operation) ? (S3_NAMES[operation] ?? operation) : operation;
}
