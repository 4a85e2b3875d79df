import type { ConditionContext } from '../../authorize/authorization';
import type { S3Request } from './request';
import type { BucketRecord, Tag } from './state';
import { tagsOfHeader } from './tags';

/** Headers and parameters that are condition keys under their own name. */
const HEADER_KEYS = [
  'x-amz-acl',
  'x-amz-content-sha256',
  'x-amz-copy-source',
  'x-amz-grant-full-control',
  'x-amz-grant-read',
  'x-amz-grant-read-acp',
  'x-amz-grant-write',
  'x-amz-grant-write-acp',
  'x-amz-metadata-directive',
  'x-amz-object-ownership',
  'x-amz-server-side-encryption',
  'x-amz-server-side-encryption-aws-kms-key-id',
  'x-amz-server-side-encryption-customer-algorithm',
  'x-amz-storage-class',
  'x-amz-website-redirect-location',
  'if-match',
  'if-none-match',
];
const QUERY_KEYS: readonly (readonly [parameter: string, key: string])[] = [
  ['prefix', 's3:prefix'],
  ['delimiter', 's3:delimiter'],
  ['max-keys', 's3:max-keys'],
  ['versionId', 's3:versionid'],
];

/**
 * The condition keys that S3 adds to a request.
 * Source: Service Authorization Reference, "Condition keys for Amazon S3".
 */
export function s3Conditions(
  { call, query, headers }: S3Request,
  bucket: Pick<BucketRecord, 'account'> | undefined,
  existingTags: readonly Tag[] = [],
): ConditionContext {
  const context: Record<string, string | readonly string[]> = {};
  for (const name of HEADER_KEYS) {
    const value = headers[name];
    if (value !== undefined) context[`s3:${name}`] = value;
  }
  for (const [parameter, key] of QUERY_KEYS) {
    const value = query.get(parameter);
    if (value !== undefined) context[key] = value;
  }
  const tags = tagsOfHeader(headers['x-amz-tagging']);
  for (const { key, value } of tags ?? []) context[`s3:RequestObjectTag/${key}`] = value;
  if (tags && tags.length > 0) context['s3:RequestObjectTagKeys'] = tags.map(({ key }) => key);
  for (const { key, value } of existingTags) context[`s3:ExistingObjectTag/${key}`] = value;
  if (bucket) {
    context['s3:ResourceAccount'] = bucket.account;
    context['aws:ResourceAccount'] = bucket.account;
  }
  if (call.caller.kind !== 'anonymous') {
    const isPresigned = query.has('X-Amz-Signature');
    context['s3:signatureversion'] = 'AWS4-HMAC-SHA256';
    context['s3:authType'] = isPresigned ? 'REST-QUERY-STRING' : 'REST-HEADER';
  }
  // The sandbox stands for AWS's endpoints, whose least is TLS 1.2.
  context['s3:TlsVersion'] = '1.2';
  return context;
}
