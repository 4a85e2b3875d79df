/** Requests to S3, of the file system's role and of people, and the KMS calls that S3 makes for them. */
import { s3KmsCalls } from '../../access/s3-kms-calls';
import type { AccessRequest } from '../../access/request';
import { SERVICE_LINKED_ROLES } from '../../facts/service-linked-roles';
import type {
  HeldPolicy,
  Actor,
  Known,
  WorldBucket,
  WorldFileSystem,
  WorldGrant,
  WorldKey,
  WorldLink,
} from '../world/world';
import { unknownText } from '../world/text';
import { identityOf, type Ask } from './ask';
import { commonContext, personContext, roleContext, s3Context, type Context } from './context';

/** Who sends a request, and from where. */
export interface Sender {
  readonly principal: string;
  readonly roleArn?: string;
  readonly account: string;
  readonly context: Context;
  readonly identityPolicies: (bucket: WorldBucket) => readonly HeldPolicy[];
}

/** The file system: the session of its service-linked role. */
export function asRole(fileSystem: WorldFileSystem): Sender {
  return {
    principal: fileSystem.sessionArn,
    roleArn: fileSystem.roleArn,
    account: fileSystem.account,
    context: roleContext(fileSystem),
    identityPolicies: (bucket) => [rolePolicy(bucket)],
  };
}

export function asActor(actor: Actor): Sender {
  return {
    principal: actor.principal,
    account: actor.account,
    context: personContext(),
    identityPolicies: () => identityOf(actor),
  };
}

/** What AWS's own policy gives the role on a linked bucket; it cannot be edited and holds no `kms:` action. */
function rolePolicy({ arn }: WorldBucket): HeldPolicy {
  const role = SERVICE_LINKED_ROLES.find(({ perFileSystem }) => perFileSystem);
  return {
    name: "policy of the file system's role",
    document: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: role?.s3Actions ?? [], Resource: [arn, `${arn}/*`] }],
    },
  };
}

/** ARN of the test object, under the association's prefix. */
export function testObjectArn(
  { bucket, prefix }: Pick<WorldLink, 'bucket' | 'prefix'>,
  name = 'test.txt',
): string {
  const folder = prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`;
  return `${bucket.arn}/${folder}${name}`;
}

export function listBucket(sender: Sender, { bucket, prefix }: WorldLink): Ask {
  return s3Ask(sender, 's3:ListBucket', bucket.arn, bucket, { 's3:prefix': prefix });
}

export function getObject(sender: Sender, link: WorldLink, object: string): Ask {
  return s3Ask(sender, 's3:GetObject', object, link.bucket, {});
}

/**
 * PutObject without encryption headers: S3 judges the bucket policy before it applies default encryption, so that a
 * condition on those headers finds none.
 */
export function putObject(sender: Sender, link: WorldLink, object: string, headers: Context = {}): Ask {
  return s3Ask(sender, 's3:PutObject', object, link.bucket, {
    's3:x-amz-acl': unknownText('ACL that the writer sends'),
    ...headers,
  });
}

function s3Ask(sender: Sender, action: string, resource: string, bucket: WorldBucket, context: Context): Ask {
  return {
    request: {
      ...principalOf(sender),
      action,
      resource,
      resourceAccount: bucket.account,
      context: {
        ...commonContext(bucket.region),
        ...s3Context(bucket.account),
        ...sender.context,
        ...context,
      },
    },
    deciders: {
      ...(bucket.policy && { resourcePolicy: bucket.policy }),
      identityPolicies: sender.identityPolicies(bucket),
    },
  };
}

/** What S3 asks of KMS behind a request, as the same sender. */
export function kmsBehind(
  sender: Sender,
  link: WorldLink,
  key: WorldKey,
  call: { action: 's3:GetObject' | 's3:PutObject'; object: string; multipart?: boolean },
  grants: readonly WorldGrant[],
): Ask[] {
  const { bucket } = link;
  const bucketKey = bucketKeyOf(bucket);
  const calls = s3KmsCalls({
    action: call.action,
    ...(call.multipart === undefined ? {} : { multipart: call.multipart }),
    principal: sender.principal,
    ...(sender.roleArn === undefined ? {} : { principalRoleArn: sender.roleArn }),
    callerAccount: sender.account,
    objectArn: call.object,
    keyArn: key.arn,
    keyAccount: key.account,
    region: bucket.region,
    bucketKey: bucketKey ?? false,
  });
  const open: Context =
    bucketKey === undefined
      ? { 'kms:EncryptionContext:aws:s3:arn': unknownText(`object or bucket ARN of ${bucket.name}`) }
      : {};
  return calls.map((request) => ({
    request: {
      ...request,
      context: {
        ...commonContext(bucket.region),
        ...withoutAddress(sender.context),
        ...(request.context as Context),
        'kms:EncryptionAlgorithm': 'SYMMETRIC_DEFAULT',
        ...open,
      },
    },
    deciders: {
      resourcePolicy: key.policy,
      identityPolicies: sender.identityPolicies(bucket),
      grants,
    },
  }));
}

function bucketKeyOf({ encryption }: WorldBucket): Known {
  if (encryption === 'unknown') return undefined;
  return encryption === 'none' ? false : encryption.bucketKey;
}

/** S3 calls KMS from its own network. */
function withoutAddress(context: Context): Context {
  const kept = Object.entries(context).filter(([key]) => !/^aws:(Vpc)?Source/.test(key));
  return { ...Object.fromEntries(kept), 'aws:ViaAWSService': 'true' };
}

function principalOf({ principal, roleArn }: Sender): Pick<AccessRequest, 'principal' | 'principalRoleArn'> {
  return { principal, ...(roleArn === undefined ? {} : { principalRoleArn: roleArn }) };
}
