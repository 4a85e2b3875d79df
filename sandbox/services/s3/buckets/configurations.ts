import type { Outcome } from '../../../gateway/outcome';
import { parseXml } from '../../../gateway/xml';
import { emptyAnswer, innerXml, innerXmlAnswer } from '../answers';
import { malformedXml, s3Error, type S3ErrorCode } from '../errors';
import type { BucketCall, S3Operation } from '../operation';
import type { BucketRecord } from '../state';
import { readTagging } from '../tags';

/** A setting that the sandbox keeps and shows, and does nothing with. */
interface Configuration {
  /** As the query names it. */
  readonly subResource: string;
  readonly root: string;
  /** What is answered while it was not put: an error, or the XML inside an empty root. */
  readonly absent: { readonly code: S3ErrorCode; readonly message: string } | string;
  readonly get: readonly [operation: string, action: string];
  readonly put?: readonly [operation: string, action: string];
  readonly delete?: readonly [operation: string, action: string];
  /** Elements that have to be in it. */
  readonly needs?: RegExp;
  /** A header that belongs to it, with the value that it has when a request leaves it out. */
  readonly header?: readonly [name: string, byDefault: string];
}

/** Sources: S3 API Reference, the operations; S3 User Guide, "Required permissions for Amazon S3 API operations". */
const CONFIGURATIONS: readonly Configuration[] = [
  {
    subResource: 'accelerate',
    root: 'AccelerateConfiguration',
    absent: '',
    get: ['GetBucketAccelerateConfiguration', 's3:GetAccelerateConfiguration'],
    put: ['PutBucketAccelerateConfiguration', 's3:PutAccelerateConfiguration'],
    needs: /<Status>(Enabled|Suspended)</,
  },
  {
    subResource: 'abac',
    root: 'AbacStatus',
    absent: '<Status>Disabled</Status>',
    get: ['GetBucketAbac', 's3:GetBucketAbac'],
  },
  {
    subResource: 'cors',
    root: 'CORSConfiguration',
    absent: { code: 'NoSuchCORSConfiguration', message: 'The CORS configuration does not exist' },
    get: ['GetBucketCors', 's3:GetBucketCORS'],
    put: ['PutBucketCors', 's3:PutBucketCORS'],
    delete: ['DeleteBucketCors', 's3:PutBucketCORS'],
    needs: /<CORSRule>/,
  },
  {
    subResource: 'lifecycle',
    root: 'LifecycleConfiguration',
    absent: {
      code: 'NoSuchLifecycleConfiguration',
      message: 'The lifecycle configuration does not exist',
    },
    get: ['GetBucketLifecycleConfiguration', 's3:GetLifecycleConfiguration'],
    put: ['PutBucketLifecycleConfiguration', 's3:PutLifecycleConfiguration'],
    delete: ['DeleteBucketLifecycle', 's3:PutLifecycleConfiguration'],
    needs: /<Rule>/,
    // Terraform waits until it reads what it has put.
    header: ['x-amz-transition-default-minimum-object-size', 'all_storage_classes_128K'],
  },
  {
    subResource: 'logging',
    root: 'BucketLoggingStatus',
    absent: '',
    get: ['GetBucketLogging', 's3:GetBucketLogging'],
    put: ['PutBucketLogging', 's3:PutBucketLogging'],
  },
  {
    subResource: 'object-lock',
    root: 'ObjectLockConfiguration',
    absent: {
      code: 'ObjectLockConfigurationNotFoundError',
      message: 'Object Lock configuration does not exist for this bucket',
    },
    get: ['GetObjectLockConfiguration', 's3:GetBucketObjectLockConfiguration'],
  },
  {
    subResource: 'replication',
    root: 'ReplicationConfiguration',
    absent: {
      code: 'ReplicationConfigurationNotFoundError',
      message: 'The replication configuration was not found',
    },
    get: ['GetBucketReplication', 's3:GetReplicationConfiguration'],
    delete: ['DeleteBucketReplication', 's3:PutReplicationConfiguration'],
  },
  {
    subResource: 'requestPayment',
    root: 'RequestPaymentConfiguration',
    absent: '<Payer>BucketOwner</Payer>',
    get: ['GetBucketRequestPayment', 's3:GetBucketRequestPayment'],
    put: ['PutBucketRequestPayment', 's3:PutBucketRequestPayment'],
    needs: /<Payer>(BucketOwner|Requester)</,
  },
  {
    subResource: 'tagging',
    root: 'Tagging',
    absent: { code: 'NoSuchTagSet', message: 'The TagSet does not exist' },
    get: ['GetBucketTagging', 's3:GetBucketTagging'],
    put: ['PutBucketTagging', 's3:PutBucketTagging'],
    delete: ['DeleteBucketTagging', 's3:PutBucketTagging'],
  },
  {
    subResource: 'website',
    root: 'WebsiteConfiguration',
    absent: {
      code: 'NoSuchWebsiteConfiguration',
      message: 'The specified bucket does not have a website configuration',
    },
    get: ['GetBucketWebsite', 's3:GetBucketWebsite'],
    put: ['PutBucketWebsite', 's3:PutBucketWebsite'],
    delete: ['DeleteBucketWebsite', 's3:DeleteBucketWebsite'],
    needs: /<(IndexDocument|RedirectAllRequestsTo)>/,
  },
  ...listed('analytics', 'AnalyticsConfiguration', 'ListBucketAnalyticsConfigurations'),
  ...listed('inventory', 'InventoryConfiguration', 'ListInventoryConfigurations'),
  ...listed(
    'intelligent-tiering',
    'IntelligentTieringConfiguration',
    'ListBucketIntelligentTieringConfigurations',
  ),
  ...listed('metrics', 'MetricsConfiguration', 'ListMetricsConfigurations'),
];

/** Settings of which a bucket may have many: the sandbox keeps none. */
function listed(subResource: string, name: string, root: string): Configuration[] {
  const operation = `Bucket${name}`;
  const action = `s3:Get${name}`;
  const absent = {
    code: 'NoSuchConfiguration',
    message: 'The specified configuration does not exist.',
  } as const;
  return [
    {
      subResource,
      root,
      absent: '<IsTruncated>false</IsTruncated>',
      get: [`List${operation}s`, action],
    },
    { subResource: `${subResource} by id`, root: name, absent, get: [`Get${operation}`, action] },
  ];
}

/** The operations of all of them. */
export function configurationOperations(): Readonly<Record<string, S3Operation>> {
  const operations: Record<string, S3Operation> = {};
  for (const configuration of CONFIGURATIONS) {
    const { get, put, delete: remove } = configuration;
    operations[get[0]] = on(get[1], (call) => read(call, configuration));
    if (put) operations[put[0]] = on(put[1], (call) => write(call, configuration));
    if (remove) operations[remove[0]] = on(remove[1], (call) => drop(call, configuration));
  }
  return operations;
}

function on(action: string, answer: (call: BucketCall) => Promise<Outcome> | Outcome): S3Operation {
  return { on: 'bucket', action, answer };
}

function read({ bucket }: BucketCall, configuration: Configuration): Outcome {
  const { subResource, root, absent } = configuration;
  const kept = bucket.configurations[subResource];
  if (kept !== undefined) return innerXmlAnswer(root, kept, ownHeader(bucket, configuration));
  if (typeof absent === 'string') return innerXmlAnswer(root, absent);
  return s3Error(absent.code, absent.message, { BucketName: bucket.name });
}

async function write(call: BucketCall, configuration: Configuration): Promise<Outcome> {
  const { bucket, headers, store } = call;
  const { payload } = call.call;
  const { subResource, root, needs, header } = configuration;
  const element = parseXml(payload.toString());
  if (element?.name !== root) return malformedXml();
  const inner = innerXml(element);
  if (needs && !needs.test(inner)) return malformedXml();
  if (subResource === 'tagging') {
    const tags = readTagging(payload, 'bucket');
    if (tags.status === 'error') return tags;
  }
  await store.change(() => {
    bucket.configurations[subResource] = inner;
    if (header) bucket.configurations[header[0]] = headers[header[0]] ?? header[1];
  });
  return emptyAnswer(subResource === 'tagging' ? 204 : 200, ownHeader(bucket, configuration));
}

/** The header is kept beside the document, under its own name. */
function ownHeader({ configurations }: BucketRecord, { header }: Configuration): Record<string, string> {
  return header ? { [header[0]]: configurations[header[0]] ?? header[1] } : {};
}

async function drop({ bucket, store }: BucketCall, { subResource }: Configuration): Promise<Outcome> {
  await store.change(() => {
    bucket.configurations = Object.fromEntries(
      Object.entries(bucket.configurations).filter(([name]) => name !== subResource),
    );
  });
  return emptyAnswer(204);
}
