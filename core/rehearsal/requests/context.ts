/**
 * Condition keys of the requests: what each carries for certain, and as `${…}` what it carries but nobody sees here.
 * Sources: IAM User Guide, "AWS global condition context keys"; Service Authorization Reference, Amazon S3 and AWS
 * KMS.
 */
import type { AccessPolicies, AccessRequest } from '../../access/request';
import { isKnownText, unknownText } from '../world/text';
import type { WorldFileSystem } from '../world/world';

export type Context = Record<string, string | readonly string[]>;

/** What every request over HTTPS carries. */
export function commonContext(region: string): Context {
  return {
    'aws:SecureTransport': 'true',
    'aws:RequestedRegion': region,
    'aws:CurrentTime': unknownText('time of the request'),
    'aws:EpochTime': unknownText('time of the request in seconds'),
    'aws:UserAgent': unknownText('user agent'),
  };
}

/** What a request of the file system's role carries: it comes from FSx's own network, not through the user's VPC. */
export function roleContext({ roleArn, account }: WorldFileSystem): Context {
  return {
    'aws:userid': `${unknownText(`unique id of ${roleArn.slice(roleArn.lastIndexOf('/') + 1)}`)}:FSx`,
    'aws:SourceIp': unknownText(`address of FSx for ${account}`),
    'aws:ViaAWSService': 'false',
  };
}

/** What a request of somebody outside AWS's services carries. */
export function personContext(): Context {
  return {
    'aws:userid': unknownText('unique id of the caller'),
    'aws:SourceIp': unknownText('address of the caller'),
    'aws:SourceVpc': unknownText('VPC of the caller'),
    'aws:SourceVpce': unknownText('VPC endpoint of the caller'),
    'aws:VpcSourceIp': unknownText('address of the caller in its VPC'),
    'aws:MultiFactorAuthPresent': unknownText('whether the caller used a second factor'),
    'aws:MultiFactorAuthAge': unknownText('age of the second factor'),
    'aws:ViaAWSService': 'false',
  };
}

/** What a request to S3 carries beside. */
export function s3Context(bucketAccount: string): Context {
  return {
    's3:ResourceAccount': bucketAccount,
    's3:signatureversion': 'AWS4-HMAC-SHA256',
    's3:authType': 'REST-HEADER',
    's3:TlsVersion': '1.2',
  };
}

/** What a request may as well not carry, where its value is not known. */
const OPTIONAL: ReadonlySet<string> = new Set([
  'aws:SourceVpc',
  'aws:SourceVpce',
  'aws:VpcSourceIp',
  'aws:MultiFactorAuthPresent',
  'aws:MultiFactorAuthAge',
  's3:x-amz-acl',
  's3:x-amz-server-side-encryption',
  's3:x-amz-server-side-encryption-aws-kms-key-id',
]);

/** Says of which keys it is not known whether the request carries them. */
export function withUncertainKeys(request: AccessRequest): AccessRequest {
  const uncertainKeys = Object.entries(request.context ?? {}).flatMap(([key, value]) =>
    OPTIONAL.has(key) && typeof value === 'string' && !isKnownText(value) ? [key] : [],
  );
  return uncertainKeys.length === 0 ? request : { ...request, uncertainKeys };
}

const TAG = /aws:(?:Principal|Resource)Tag\/[^"\\,}\]]+/gi;
/** Keys that name the organization, and whose. */
const ORGANIZATION: readonly (readonly [key: string, of: 'caller' | 'resource'])[] = [
  ['aws:PrincipalOrgID', 'caller'],
  ['aws:PrincipalOrgPaths', 'caller'],
  ['aws:ResourceOrgID', 'resource'],
  ['aws:ResourceOrgPaths', 'resource'],
];

/** Adds what the policies ask for and no file shows: organizations and tags. */
export function withOpenKeys(request: AccessRequest, policies: AccessPolicies): AccessRequest {
  const text = JSON.stringify(policies);
  const caller = /^arn:[^:]*:[^:]*:[^:]*:([^:]*):/.exec(request.principal)?.[1] ?? request.principal;
  const owner =
    request.resourceAccount ?? /^arn:[^:]*:[^:]*:[^:]*:([^:]*):/.exec(request.resource)?.[1] ?? '';
  const open: Record<string, unknown> = {};
  for (const [key, of] of ORGANIZATION) {
    if (text.includes(key) || text.toLowerCase().includes(key.toLowerCase())) {
      open[key] = unknownText(`${key.replace('aws:', '')} of account ${of === 'caller' ? caller : owner}`);
    }
  }
  for (const [key] of text.matchAll(TAG))
    open[key] = unknownText(`${key.replace(/^aws:/i, '')} of the request`);
  return { ...request, context: { ...open, ...request.context } };
}
