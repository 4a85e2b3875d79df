import { bucketArn } from '../../../core/facts/arns';
import type { AwsError } from '../../gateway/outcome';
import { currentPolicy } from '../../identity/pinned-policy';
import { parseJsonObject } from '../../json';
import { clientOf } from '../authorized';
import { s3Conditions } from './context';
import { accessDenied } from './errors';
import { isPublicPolicy } from './public-policy';
import type { BucketCall, S3Call } from './operation';
import type { BucketRecord, Tag } from './state';

export function arnOf(bucket: Pick<BucketRecord, 'name'>, key?: string): string {
  const arn = bucketArn('aws', bucket.name);
  return key === undefined ? arn : `${arn}/${key}`;
}

/**
 * S3's refusal of an action on a bucket or an object, by the bucket's policy, the caller's own policies and Block
 * Public Access; undefined when it is allowed. ACLs have no say: the owner of a bucket owns all in it.
 * @param key undefined: the bucket itself
 */
export async function denialOf(
  call: BucketCall,
  action: string,
  key?: string,
  existingTags?: readonly Tag[],
): Promise<AwsError | undefined> {
  const { world, bucket } = call;
  const { caller } = call.call;
  const policy = bucket.policy && (await currentPolicy(bucket.policy, world.directory));
  if (policy !== undefined && isClosedToPublic(call, policy) && isOutsider(call)) {
    return accessDenied(
      caller.kind === 'anonymous'
        ? undefined
        : `User: ${caller.arn} is not authorized to perform: ${action} on resource: "${arnOf(bucket, key)}" because public access is prevented by the RestrictPublicBuckets setting in S3 Block Public Access`,
    );
  }
  const client = clientOfCaller(call);
  const authorization = await world.authorize({
    caller,
    action,
    resource: arnOf(bucket, key),
    resourceAccount: bucket.account,
    region: bucket.region,
    ...(policy === undefined ? {} : { resourcePolicy: policy }),
    context: s3Conditions(call, bucket, existingTags),
    ...(client && { client }),
    ...(call.call.viaService === undefined ? {} : { viaService: call.call.viaService }),
  });
  if (authorization.status === 'allowed') return undefined;
  // Who sends no signature is told nothing.
  return accessDenied(caller.kind === 'anonymous' ? undefined : authorization.message);
}

/** The refusal of an action of the account, or on a bucket that is not there yet. */
export async function accountDenialOf(
  call: S3Call,
  action: string,
  resource: string,
): Promise<AwsError | undefined> {
  const { caller, region, viaService } = call.call;
  if (caller.kind === 'anonymous') return accessDenied();
  const client = clientOfCaller(call);
  const locationConstraint = /<LocationConstraint>([^<]*)</.exec(call.call.payload.toString())?.[1];
  const authorization = await call.world.authorize({
    caller,
    action,
    resource,
    resourceAccount: caller.account,
    region,
    context: {
      ...s3Conditions(call, undefined),
      ...(locationConstraint === undefined ? {} : { 's3:locationconstraint': locationConstraint }),
    },
    ...(client && { client }),
    ...(viaService === undefined ? {} : { viaService }),
  });
  return authorization.status === 'allowed' ? undefined : accessDenied(authorization.message);
}

/** A service's own session has no address of a client. */
function clientOfCaller({ call }: S3Call): ReturnType<typeof clientOf> {
  return call.caller.kind === 'session' && call.caller.invokedBy !== undefined ? undefined : clientOf(call);
}

/** RestrictPublicBuckets: a public policy lets nobody in but the owner's account and AWS's services. */
function isClosedToPublic({ bucket, store }: BucketCall, policy: string): boolean {
  return store.blocksPublic(bucket, 'RestrictPublicBuckets') && isPublicPolicy(parseJsonObject(policy));
}

function isOutsider({ bucket, call: { caller } }: BucketCall): boolean {
  return caller.kind === 'anonymous' || caller.account !== bucket.account;
}
