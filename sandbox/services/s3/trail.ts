import { bucketArn } from '../../../core/facts/arns';
import type { Trail } from '../../gateway/outcome';
import type { JsonObject } from '../../json';
import { isControl } from './control';
import type { S3Call } from './operation';
import type { BucketRecord } from './state';

/**
 * What CloudTrail tells of a call: bucket, key, the sub-resource, and the bucket as a resource of its owner.
 * Source: S3 User Guide, "Amazon S3 CloudTrail events".
 */
export function trailOf({ bucketName, key, query, call }: S3Call, bucket: BucketRecord | undefined): Trail {
  const Host = call.request.headers['host'] ?? '';
  // The paths of S3 Control name no bucket.
  if (isControl(call)) return { requestParameters: { Host }, responseElements: null };
  const parameters: JsonObject = { bucketName, Host };
  if (key !== '') parameters['key'] = key;
  for (const [name, value] of query) {
    if (!/^x-amz-/i.test(name)) parameters[name] = value;
  }
  return {
    requestParameters: parameters,
    responseElements: null,
    ...(bucket && {
      resources: [{ arn: bucketArn('aws', bucket.name), accountId: bucket.account, type: 'AWS::S3::Bucket' }],
    }),
  };
}
