/** Prints how long a decision takes, with the policies read once (as an editor does) and with reading them. */
import { compilePolicies, decide } from '../core/access/decide';
import { evaluateAccess } from '../core/access/evaluate';
import type { AccessPolicies, AccessRequest } from '../core/access/request';

interface Sample {
  name: string;
  request: AccessRequest;
  policies: AccessPolicies;
}

const KEY = 'arn:aws:kms:us-east-1:333333333333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const ROLE =
  'arn:aws:iam::111111111111:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_fs-0123456789abcdef0';
const version = { Version: '2012-10-17' };

const roleRead: AccessRequest = {
  principal: ROLE,
  action: 'kms:Decrypt',
  resource: KEY,
  resourceAccount: '333333333333',
  context: {
    'kms:ViaService': 's3.us-east-1.amazonaws.com',
    'kms:CallerAccount': '111111111111',
    'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::bucket-b/data/x',
    'kms:EncryptionContextKeys': ['aws:s3:arn'],
  },
};

const keyPolicy = {
  ...version,
  Statement: [
    { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::333333333333:root' }, Action: 'kms:*', Resource: '*' },
    {
      Sid: 'FileSystem',
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::111111111111:root' },
      Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      Resource: '*',
      Condition: {
        StringEquals: {
          'kms:ViaService': 's3.us-east-1.amazonaws.com',
          'kms:CallerAccount': '111111111111',
        },
        StringLike: {
          'kms:EncryptionContext:aws:s3:arn': ['arn:aws:s3:::bucket-b', 'arn:aws:s3:::bucket-b/*'],
        },
        ArnLike: { 'aws:PrincipalArn': ROLE.replace(/_.*/, '_*') },
      },
    },
  ],
};

const rolePolicy = {
  ...version,
  Statement: [
    {
      Effect: 'Allow',
      Action: ['s3:Get*', 's3:List*', 's3:PutObject'],
      Resource: ['arn:aws:s3:::bucket-b', 'arn:aws:s3:::bucket-b/*'],
    },
  ],
};

const grants = [
  { granteePrincipal: ROLE, operations: ['Decrypt', 'GenerateDataKey'], issuingAccount: '111111111111' },
];

const samples: Sample[] = [
  {
    name: 'S3 read, one identity policy',
    request: {
      principal: ROLE,
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::bucket-b/data/x',
      resourceAccount: '111111111111',
    },
    policies: { identityPolicies: [rolePolicy] },
  },
  {
    name: 'Decrypt across accounts, no grant',
    request: roleRead,
    policies: { identityPolicies: [rolePolicy], resourcePolicy: keyPolicy },
  },
  {
    name: 'Decrypt across accounts, grant',
    request: roleRead,
    policies: { identityPolicies: [rolePolicy], resourcePolicy: keyPolicy, grants },
  },
  {
    name: 'Decrypt, all layers',
    request: { ...roleRead, principal: 'arn:aws:sts::111111111111:assumed-role/Reader/session' },
    policies: {
      identityPolicies: [
        rolePolicy,
        { ...version, Statement: { Effect: 'Allow', Action: 'kms:*', Resource: KEY } },
      ],
      resourcePolicy: keyPolicy,
      grants,
      permissionsBoundary: { ...version, Statement: { Effect: 'Allow', Action: '*', Resource: '*' } },
      serviceControlPolicies: [
        { ...version, Statement: { Effect: 'Allow', Action: '*', Resource: '*' } },
        {
          ...version,
          Statement: {
            Effect: 'Deny',
            NotAction: ['iam:*', 'sts:*'],
            Resource: '*',
            Condition: { StringNotEquals: { 'aws:RequestedRegion': ['us-east-1'] } },
          },
        },
      ],
    },
  },
  {
    name: 'Decrypt, grantee is a reference',
    request: roleRead,
    policies: {
      resourcePolicy: keyPolicy,
      grants: [
        {
          granteePrincipal: ROLE.replace(/fs-.*/, '${aws_fsx_lustre_file_system.fs.id}'),
          operations: ['Decrypt'],
          issuingAccount: '111111111111',
        },
      ],
    },
  },
];

function microseconds(run: () => unknown, times: number): number {
  for (let count = 0; count < times / 4; count++) run();
  const start = performance.now();
  for (let count = 0; count < times; count++) run();
  return ((performance.now() - start) * 1000) / times;
}

/** Microseconds for one decision on compiled policies, and with reading the policies and all reasons. */
export function benchAccess(print: (line: string) => void): void {
  for (const { name, request, policies } of samples) {
    const compiled = compilePolicies(policies);
    const decided = microseconds(() => decide(request, compiled), 50_000);
    const explained = microseconds(() => evaluateAccess(request, policies), 5_000);
    const { decision } = decide(request, compiled);
    print(
      `access: ${name.padEnd(36)} ${decision.padEnd(8)} ${decided.toFixed(2).padStart(7)} us a decision, ${explained.toFixed(1).padStart(7)} us with reading and reasons`,
    );
  }
}
