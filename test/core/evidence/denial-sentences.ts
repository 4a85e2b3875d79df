/** AWS's sentences about refused access: every documented form, of callers and calls of all kinds. */
import type { Denial } from '../../../core/evidence/access-denied';

export interface Call {
  principal: string;
  action: string;
  /** Left out where AWS names none. */
  resource?: string;
}

const ROLE = 'AWSServiceRoleForFSxS3Access_fs-0123456789abcdef0';
const KEY_ID = '2a1bae3d-a3e7-475b-acb2-b0dd92a5ff99';

export const CALLS: readonly Call[] = [
  {
    principal: `arn:aws:sts::111111111111:assumed-role/${ROLE}/FSx`,
    action: 'kms:Decrypt',
    resource: `arn:aws:kms:us-east-1:333333333333:key/${KEY_ID}`,
  },
  {
    principal: `arn:aws-cn:sts::111111111111:assumed-role/${ROLE}/FSx`,
    action: 'kms:GenerateDataKey',
    resource: `arn:aws-cn:kms:cn-northwest-1:333333333333:key/${KEY_ID}`,
  },
  {
    principal: `arn:aws-us-gov:sts::111111111111:assumed-role/${ROLE}/FSx`,
    action: 'kms:Decrypt',
    resource: 'arn:aws-us-gov:kms:us-gov-west-1:333333333333:key/mrk-1234abcd12ab34cd56ef1234567890ab',
  },
  {
    principal: 'arn:aws-iso-b:iam::111111111111:role/deploy/Pipeline',
    action: 'kms:CreateGrant',
    resource: `arn:aws-iso-b:kms:us-isob-east-1:333333333333:key/${KEY_ID}`,
  },
  {
    principal:
      'arn:aws:sts::222222222222:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/jane.doe@example.com',
    action: 's3:PutObject',
    resource: 'arn:aws:s3:::linked-bucket/folder/test.txt',
  },
  {
    principal: 'arn:aws:iam::222222222222:user/people/John+Doe',
    action: 's3:PutBucketPolicy',
    resource: 'arn:aws:s3:::linked-bucket',
  },
  {
    principal: 'arn:aws:iam::111111111111:root',
    action: 'fsx:CreateDataRepositoryAssociation',
    resource: 'arn:aws:fsx:eu-west-1:111111111111:file-system/fs-0123456789abcdef0',
  },
  {
    principal: 'arn:aws:sts::111111111111:federated-user/Bob',
    action: 'sts:AssumeRole',
    resource: 'arn:aws:iam::222222222222:role/path/Deployer',
  },
  {
    principal: 'arn:aws:iam::111111111111:user/JohnDoe',
    action: 'ec2:RunInstances',
    resource: 'arn:aws:ec2:us-east-1:111111111111:instance/*',
  },
  { principal: 'arn:aws:iam::777788889999:user/John', action: 'codecommit:ListRepositories' },
  { principal: 'anonymous', action: 's3:GetObject', resource: 'arn:aws:s3:::linked-bucket/test.txt' },
];

interface Reason {
  text: (call: Call) => string;
  says: Partial<Denial>;
}

const TYPES = [
  ['identity-based policy', 'identity-based'],
  ['resource-based policy', 'resource-based'],
  ['service control policy', 'scp'],
  ['resource control policy', 'rcp'],
  ['permissions boundary', 'boundary'],
  ['session policy', 'session'],
  ['VPC endpoint policy', 'vpce'],
  ['role trust policy', 'resource-based'],
] as const;

const POLICY_ARN =
  'arn:aws:organizations::987654321098:policy/o-qv5af4abcd/service_control_policy/p-2kgnabcd';

export const REASONS: readonly Reason[] = [
  ...TYPES.flatMap(([type, layer]): Reason[] => [
    {
      text: ({ action }) => ` because no ${type} allows the ${action} action`,
      says: { explicit: false, layer },
    },
    {
      text: () => ` with an explicit deny in ${type.startsWith('i') ? 'an' : 'a'} ${type}`,
      says: { explicit: true, layer },
    },
  ]),
  { text: () => '', says: {} },
  { text: () => ' with an explicit deny', says: { explicit: true } },
  {
    text: () => ` with an explicit deny in a service control policy: ${POLICY_ARN}`,
    says: { explicit: true, layer: 'scp', policyArn: POLICY_ARN },
  },
  {
    text: () =>
      ' because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access',
    says: { layer: 'resource-based' },
  },
];

/** One sentence, and what it says. */
export interface Row {
  text: string;
  says: Denial;
}

/** Every caller with every reason. */
export const ROWS: readonly Row[] = CALLS.flatMap((call) =>
  REASONS.map(({ text, says }) => {
    const { principal, action, resource } = call;
    const quoted = action.startsWith('s3:') ? `"${resource ?? ''}"` : resource;
    const on = resource === undefined ? '' : ` on resource: ${quoted ?? ''}`;
    return {
      text: `User: ${principal} is not authorized to perform: ${action}${on}${text(call)}`,
      says: {
        status: 'denied',
        principal,
        action,
        ...(resource === undefined ? {} : { resource }),
        ...says,
      } as const,
    };
  }),
);

/** What is no refusal, or none that can be read: nothing is made up. */
export const REFUSED: readonly string[] = [
  '',
  ' \n\t',
  'No data available',
  'cat: /fsx/test.txt: Permission denied',
  'ThrottlingException: Rate exceeded',
  'User: is not authorized',
  'User: arn:aws:iam::111111111111:user/U is not auth',
  'arn:aws:iam::111111111111:user/U',
  'with an explicit deny in a service control policy',
  'S3ExportAccessDenied',
  'DisabledException: arn:aws:kms:us-east-1:333333333333:key/k is disabled.',
  'The grant was created.',
  '{"Statement": [{"Effect": "Deny", "Action": "kms:Decrypt"}]}',
  'Amazon FSx is unable to validate access to the S3 bucket.',
];
