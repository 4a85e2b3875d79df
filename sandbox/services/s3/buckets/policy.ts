import type { Outcome } from '../../../gateway/outcome';
import { currentPolicy, pinPolicy } from '../../../identity/pinned-policy';
import { invalidPrincipal } from '../../../identity/policy-principals';
import { parseJsonObject } from '../../../json';
import { arnOf } from '../access';
import { bytesAnswer, emptyAnswer, xmlAnswer } from '../answers';
import { accessDenied, malformedPolicy, s3Error } from '../errors';
import type { BucketCall } from '../operation';
import { isPublicPolicy } from '../public-policy';
import { policyProblem } from './policy-problems';

/** Source: S3 API Reference, GetBucketPolicy. */
export async function getBucketPolicy({ bucket, world }: BucketCall): Promise<Outcome> {
  if (!bucket.policy) return noSuchPolicy(bucket.name);
  const text = await currentPolicy(bucket.policy, world.directory);
  return bytesAnswer(200, Buffer.from(text), { 'content-type': 'application/json' });
}

/** Source: S3 API Reference, PutBucketPolicy. */
export async function putBucketPolicy({ bucket, call, store, world }: BucketCall): Promise<Outcome> {
  const text = call.payload.toString();
  const document = parseJsonObject(text);
  const problem = policyProblem(text, document, bucket.name);
  if (problem !== undefined) return malformedPolicy(problem);
  const invalid = await invalidPrincipal(text, world.directory);
  if (invalid !== undefined) {
    return s3Error('MalformedPolicy', 'Invalid principal in policy', {
      Detail: JSON.stringify({ AWS: invalid }).slice(1, -1),
    });
  }
  if (store.blocksPublic(bucket, 'BlockPublicPolicy') && isPublicPolicy(document)) {
    const who = call.caller.kind === 'anonymous' ? '*' : call.caller.arn;
    return accessDenied(
      `User: ${who} is not authorized to perform: s3:PutBucketPolicy on resource: "${arnOf(bucket)}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access`,
    );
  }
  const pinned = await pinPolicy(text, world.directory);
  await store.change(() => {
    bucket.policy = pinned;
  });
  return emptyAnswer(204);
}

/** Source: S3 API Reference, DeleteBucketPolicy. */
export async function deleteBucketPolicy({ bucket, store }: BucketCall): Promise<Outcome> {
  await store.change(() => {
    bucket.policy = undefined;
  });
  return emptyAnswer(204);
}

/** Source: S3 API Reference, GetBucketPolicyStatus. */
export function getBucketPolicyStatus({ bucket }: BucketCall): Outcome {
  if (!bucket.policy) return noSuchPolicy(bucket.name);
  return xmlAnswer('PolicyStatus', { IsPublic: isPublicPolicy(parseJsonObject(bucket.policy.text)) });
}

function noSuchPolicy(bucket: string): Outcome {
  return s3Error('NoSuchBucketPolicy', 'The bucket policy does not exist', { BucketName: bucket });
}
