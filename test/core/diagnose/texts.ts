/** What the steps of the walkthrough leave behind when they fail, word for word. */
import { logLine, type RepositoryEvent } from '../../../sandbox/lustre/repository-log';

export const FILE_SYSTEM = 'fs-0123456789abcdef0';
export const ROLE_NAME = `AWSServiceRoleForFSxS3Access_${FILE_SYSTEM}`;
export const SESSION = `arn:aws:sts::111111111111:assumed-role/${ROLE_NAME}/FSx`;
export const ROLE = `arn:aws:iam::111111111111:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/${ROLE_NAME}`;
export const KEY = 'arn:aws:kms:us-east-1:333333333333:key/2a1bae3d-a3e7-475b-acb2-b0dd92a5ff99';
export const ADMIN = 'arn:aws:iam::111111111111:role/admin/Admin';
export const NO_DATA = 'cat: /fsx/test.txt: No data available';
export const NEVER_ARCHIVED = '/fsx/new.txt: (0x00000000)';

export function refusal(
  action: string,
  why: string,
  { principal = SESSION, resource = KEY }: { principal?: string; resource?: string } = {},
): string {
  return `User: ${principal} is not authorized to perform: ${action} on resource: ${resource} ${why}`;
}

export function noPolicy(type: string, action: string): string {
  return `because no ${type} policy allows the ${action} action`;
}

/** An event of CloudTrail in account A. */
export function event(name: string, errorMessage?: string, changes: object = {}): object {
  return {
    eventVersion: '1.11',
    userIdentity: {
      type: 'AssumedRole',
      arn: SESSION,
      accessKeyId: 'ASIAEXAMPLE',
      sessionContext: { sessionIssuer: { arn: ROLE } },
      invokedBy: 's3.amazonaws.com',
    },
    eventTime: '2026-11-24T10:00:00Z',
    eventSource: 'kms.amazonaws.com',
    eventName: name,
    awsRegion: 'us-east-1',
    ...(errorMessage === undefined ? {} : { errorCode: 'AccessDenied', errorMessage }),
    requestParameters: {
      encryptionContext: { 'aws:s3:arn': 'arn:aws:s3:::linked-bucket/test.txt' },
      keyId: KEY,
    },
    eventID: `e-${name}`,
    resources: [{ accountId: '333333333333', type: 'AWS::KMS::Key', ARN: KEY }],
    recipientAccountId: '111111111111',
    ...changes,
  };
}

/** An answer of LookupEvents. */
export function lookup(...events: object[]): string {
  return JSON.stringify(
    { Events: events.map((one) => ({ EventId: 'x', CloudTrailEvent: JSON.stringify(one) })) },
    null,
    4,
  );
}

/** A record as the sandbox's file system writes it. */
export function record(code: RepositoryEvent['code'], key = 'new.txt'): string {
  return logLine({ code, bucket: 'linked-bucket', key, path: `/fsx/${key}` }, FILE_SYSTEM, new Date(0));
}
