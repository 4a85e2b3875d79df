import { bucketNameProblem } from '../../../../core/facts/s3';
import { partitionOfRegion } from '../../../../core/facts/regions';
import { notImplemented } from '../../../gateway/not-implemented';
import type { Outcome } from '../../../gateway/outcome';
import { childAt, childrenOf, parseXml, textAt, toXml } from '../../../gateway/xml';
import { accountDenialOf, arnOf } from '../access';
import { emptyAnswer } from '../answers';
import { timeNow } from '../clock';
import { accessDenied, invalidArgument, malformedXml, s3Error } from '../errors';
import type { S3Call } from '../operation';
import { OBJECT_OWNERSHIPS, type BucketRecord, type ObjectOwnership } from '../state';
import { checkTags, tagSet } from '../tags';

/** What is public by an ACL of the bucket. */
const PUBLIC_ACLS = ['public-read', 'public-read-write', 'authenticated-read'];

/** Source: S3 API Reference, CreateBucket; S3 User Guide, "Blocking public access": all blocked on new buckets. */
export async function createBucket(call: S3Call): Promise<Outcome> {
  const { bucketName: name, headers, store } = call;
  const { caller, payload, region: endpointRegion } = call.call;
  const denied = await creationDenial(call);
  if (denied) return denied;
  if (caller.kind === 'anonymous') return accessDenied();
  if (bucketNameProblem(name) !== undefined) {
    return s3Error('InvalidBucketName', 'The specified bucket is not valid.', { BucketName: name });
  }
  const root = payload.length === 0 ? undefined : parseXml(payload.toString());
  if (payload.length > 0 && root?.name !== 'CreateBucketConfiguration') return malformedXml();
  const place = regionOf(textAt(root, 'LocationConstraint'), endpointRegion);
  if (typeof place !== 'string') return place;
  const tags = childrenOf(childAt(root, 'Tags'), 'Tag').map((tag) => ({
    key: textAt(tag, 'Key') ?? '',
    value: textAt(tag, 'Value') ?? '',
  }));
  const checked = checkTags(tags, 'bucket');
  if (checked.status === 'error') return checked;
  const ownership = headers['x-amz-object-ownership'] ?? 'BucketOwnerEnforced';
  if (!isOwnership(ownership)) {
    return invalidArgument('Invalid x-amz-object-ownership header', 'x-amz-object-ownership', ownership);
  }
  if (PUBLIC_ACLS.includes(headers['x-amz-acl'] ?? '')) {
    return ownership === 'BucketOwnerEnforced'
      ? s3Error(
          'InvalidBucketAclWithObjectOwnership',
          "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
        )
      : s3Error(
          'InvalidBucketAclWithBlockPublicAccessError',
          'Bucket cannot have public ACLs set with BlockPublicAccess enabled',
        );
  }
  if (headers['x-amz-bucket-object-lock-enabled']?.toLowerCase() === 'true') {
    return notImplemented('The sandbox does not have object lock.');
  }
  const existing = store.bucket(name);
  if (existing) return taken(existing, caller.account, place);
  await store.add({
    name,
    account: caller.account,
    region: place,
    created: timeNow(call),
    versioning: undefined,
    policy: undefined,
    encryption: { algorithm: 'AES256' },
    publicAccessBlock: {
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    },
    ownership,
    configurations: tags.length === 0 ? {} : { tagging: toXml(tagSet(tags)) },
    objects: {},
    uploads: [],
  });
  return emptyAnswer(200, { location: `/${name}`, 'x-amz-bucket-arn': arnOf({ name }) });
}

/**
 * What creating takes beside its own permission; the ACL "private" takes nothing.
 * Source: S3 API Reference, "CreateBucket", "Permissions".
 */
async function creationDenial(call: S3Call): Promise<Outcome | undefined> {
  const { bucketName: name, headers } = call;
  const actions = ['s3:CreateBucket'];
  if (headers['x-amz-object-ownership'] !== undefined) actions.push('s3:PutBucketOwnershipControls');
  if ((headers['x-amz-acl'] ?? 'private') !== 'private') actions.push('s3:PutBucketAcl');
  for (const action of actions) {
    const denied = await accountDenialOf(call, action, arnOf({ name }));
    if (denied) return denied;
  }
  return undefined;
}

/** us-east-1 takes no constraint, and those of all others; another Region's endpoint takes its own alone. */
function regionOf(constraint: string | undefined, endpointRegion: string): string | Outcome {
  if (constraint === undefined || constraint === '') {
    return endpointRegion === 'us-east-1' ? endpointRegion : illegalLocation('unspecified');
  }
  const region = constraint === 'EU' ? 'eu-west-1' : constraint;
  if (partitionOfRegion(region) !== 'aws' || region === 'us-east-1') {
    return s3Error('InvalidLocationConstraint', 'The specified location-constraint is not valid', {
      LocationConstraint: constraint,
    });
  }
  return endpointRegion === 'us-east-1' || endpointRegion === region ? region : illegalLocation(constraint);
}

function illegalLocation(constraint: string): Outcome {
  return s3Error(
    'IllegalLocationConstraintException',
    `The ${constraint} location constraint is incompatible for the region specific endpoint this request was sent to.`,
  );
}

/** In us-east-1 the owner may create a bucket again. */
function taken(existing: BucketRecord, account: string, region: string): Outcome {
  const { name } = existing;
  if (existing.account !== account) {
    return s3Error(
      'BucketAlreadyExists',
      'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
      { BucketName: name },
    );
  }
  if (existing.region === 'us-east-1' && region === 'us-east-1') {
    return emptyAnswer(200, { location: `/${name}`, 'x-amz-bucket-arn': arnOf(existing) });
  }
  return s3Error(
    'BucketAlreadyOwnedByYou',
    'Your previous request to create the named bucket succeeded and you already own it.',
    { BucketName: name },
  );
}

function isOwnership(text: string): text is ObjectOwnership {
  return OBJECT_OWNERSHIPS.some((ownership) => ownership === text);
}
