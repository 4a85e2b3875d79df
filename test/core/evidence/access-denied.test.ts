import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readAccessDenied } from '../../../core/evidence/access-denied';

const ROLE = 'arn:aws:sts::111111111111:assumed-role/AWSServiceRoleForFSxS3Access_fs-0123456789abcdef0/FSx';
const KEY = 'arn:aws:kms:us-east-1:333333333333:key/2a1bae3d-a3e7-475b-acb2-b0dd92a5ff99';
const USER = 'arn:aws:iam::123456789012:user/JohnDoe';

/** A sentence, and what it says beside being a refusal. */
const SENTENCES: [text: string, says: object][] = [
  [
    `User: ${ROLE} is not authorized to perform: kms:Decrypt on resource: ${KEY} because no identity-based policy allows the kms:Decrypt action`,
    { principal: ROLE, action: 'kms:Decrypt', resource: KEY, explicit: false, layer: 'identity-based' },
  ],
  [
    `An error occurred (AccessDeniedException) when calling the CreateGrant operation: User: ${USER} is not authorized to perform: kms:CreateGrant on resource: ${KEY} because no resource-based policy allows the kms:CreateGrant action`,
    {
      principal: USER,
      action: 'kms:CreateGrant',
      resource: KEY,
      explicit: false,
      layer: 'resource-based',
      operation: 'CreateGrant',
    },
  ],
  ...(
    [
      ['service control policy', 'scp'],
      ['resource control policy', 'rcp'],
      ['permissions boundary', 'boundary'],
      ['session policy', 'session'],
      ['VPC endpoint policy', 'vpce'],
      ['role trust policy', 'resource-based'],
      ['resource-based policy', 'resource-based'],
      ['identity-based policy', 'identity-based'],
    ] as const
  ).flatMap(([type, layer]): [string, object][] => [
    [
      `User: ${USER} is not authorized to perform: codecommit:ListDeployments because no ${type} allows the codecommit:ListDeployments action`,
      { principal: USER, action: 'codecommit:ListDeployments', explicit: false, layer },
    ],
    [
      `User: ${USER} is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::1:role/R with an explicit deny in ${/^i/.test(type) ? 'an' : 'a'} ${type}`,
      {
        principal: USER,
        action: 'sts:AssumeRole',
        resource: 'arn:aws:iam::1:role/R',
        explicit: true,
        layer,
      },
    ],
  ]),
  [
    `User: ${USER} is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::1:role/R with an explicit deny in the role trust policy`,
    {
      principal: USER,
      action: 'sts:AssumeRole',
      resource: 'arn:aws:iam::1:role/R',
      explicit: true,
      layer: 'resource-based',
    },
  ],
  [
    `User: ${USER} is not authorized to perform: iam:ListRoles on resource: arn:aws:iam::123456789012:role/* with an explicit deny in a service control policy: arn:aws:organizations::987654321098:policy/o-qv5af4abcd/service_control_policy/p-2kgnabcd`,
    {
      principal: USER,
      action: 'iam:ListRoles',
      resource: 'arn:aws:iam::123456789012:role/*',
      explicit: true,
      layer: 'scp',
      policyArn: 'arn:aws:organizations::987654321098:policy/o-qv5af4abcd/service_control_policy/p-2kgnabcd',
    },
  ],
  [
    `You are not authorized to perform this operation. User: ${USER} is not authorized to perform: ec2:RunInstances on resource: arn:aws:ec2:us-east-1:1:instance/* with an explicit deny in a permissions boundary: arn:aws:iam::1:policy/edge. Encoded authorization failure message: 4GIOHlTkIaWHQD0Q0m6Y-_x`,
    {
      principal: USER,
      action: 'ec2:RunInstances',
      resource: 'arn:aws:ec2:us-east-1:1:instance/*',
      explicit: true,
      layer: 'boundary',
      policyArn: 'arn:aws:iam::1:policy/edge',
      encodedMessage: '4GIOHlTkIaWHQD0Q0m6Y-_x',
    },
  ],
  [
    'You are not authorized to perform this operation. Encoded authorization failure message: 4GIOHlTkIaWHQD0Q0m6Y-_x',
    { encodedMessage: '4GIOHlTkIaWHQD0Q0m6Y-_x' },
  ],
  [
    `User: ${USER} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::bucket/a file, because no one.txt" because no identity-based policy allows the s3:GetObject action (Service: S3, Status Code: 403, Request ID: X)`,
    {
      principal: USER,
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::bucket/a file, because no one.txt',
      explicit: false,
      layer: 'identity-based',
    },
  ],
  [
    `<Error><Code>AccessDenied</Code><Message>User: ${USER} is not authorized to perform: s3:PutObject on resource: &quot;arn:aws:s3:::bucket/k&quot; with an explicit deny in a resource-based policy</Message></Error>`,
    {
      principal: USER,
      action: 's3:PutObject',
      resource: 'arn:aws:s3:::bucket/k',
      explicit: true,
      layer: 'resource-based',
    },
  ],
  [
    'An error occurred (AccessDenied) when calling the GetObject operation: Access Denied',
    { operation: 'GetObject' },
  ],
  ['AccessDenied', {}],
  [
    `User: ${USER} is not authorized to perform: kms:GenerateDataKey on this resource because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access`,
    { principal: USER, action: 'kms:GenerateDataKey', layer: 'resource-based' },
  ],
  [
    `User: ${USER} is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access`,
    { principal: USER, action: 'kms:Decrypt', layer: 'resource-based' },
  ],
  [
    `User: ${USER} is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext because no identity-based policy allows the kms:Decrypt action`,
    { principal: USER, action: 'kms:Decrypt', explicit: false, layer: 'identity-based' },
  ],
  [
    'The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.',
    { action: 'kms:Decrypt' },
  ],
  [`User: ${USER} is not authorized to perform: kms:Decrypt`, { principal: USER, action: 'kms:Decrypt' }],
  [
    `User: ${USER} is not authorized to perform: kms:Decrypt on resource: ${KEY}.`,
    { principal: USER, action: 'kms:Decrypt', resource: KEY },
  ],
  [
    `User: ${USER} is not authorized to perform: ec2:RunInstances on resource: arn:aws:ec2:us-east-1:1:volume/* with an explicit deny`,
    {
      principal: USER,
      action: 'ec2:RunInstances',
      resource: 'arn:aws:ec2:us-east-1:1:volume/*',
      explicit: true,
    },
  ],
  [
    'User: anonymous is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::b/k" because no resource-based policy allows the s3:GetObject action',
    {
      principal: 'anonymous',
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::b/k',
      explicit: false,
      layer: 'resource-based',
    },
  ],
  [
    'User: arn:aws-cn:iam::123456789012:user/U is not authorized to perform: kms:Decrypt on resource: arn:aws-cn:kms:cn-north-1:1:key/k because no identity-based policy allows the kms:Decrypt action',
    {
      principal: 'arn:aws-cn:iam::123456789012:user/U',
      action: 'kms:Decrypt',
      resource: 'arn:aws-cn:kms:cn-north-1:1:key/k',
      explicit: false,
      layer: 'identity-based',
    },
  ],
  [
    `"errorMessage": "User: ${ROLE} is not authorized to perform: kms:GenerateDataKey on resource: \\"${KEY}\\" because no session policy allows the kms:GenerateDataKey action",\n"requestID": "x"`,
    { principal: ROLE, action: 'kms:GenerateDataKey', resource: KEY, explicit: false, layer: 'session' },
  ],
  [
    `│ Error: creating KMS Grant: AccessDeniedException: User: ${USER} is not\n│ authorized to perform: kms:CreateGrant on resource:\n│ ${KEY}\n│ because no resource-based policy allows the kms:CreateGrant action\n│ \n`,
    { principal: USER, action: 'kms:CreateGrant', resource: KEY, explicit: false, layer: 'resource-based' },
  ],
];

const RUNS = Number(process.env['FUZZ_RUNS'] ?? 1000);

describe('AWS’s sentences about refused access', () => {
  for (const [text, says] of SENTENCES) {
    it(text.slice(0, 200), () => {
      assert.deepEqual(readAccessDenied(text), { status: 'denied', ...says });
    });
  }

  it('reads the first of several', () => {
    const [first = ['', {}], second = ['', {}]] = SENTENCES;
    assert.deepEqual(readAccessDenied(`${first[0]}\n${second[0]}`), { status: 'denied', ...first[1] });
  });

  for (const text of [
    '',
    'No data available',
    'ThrottlingException: Rate exceeded',
    'User: is not authorized',
  ]) {
    it(`finds none in: ${text}`, () => {
      assert.deepEqual(readAccessDenied(text), { status: 'unreadable' });
    });
  }

  it('reads a sentence wherever a terminal has wrapped it', () => {
    const name = fc.stringMatching(/^[\w+=,.@-]{1,20}$/);
    const reason = fc.constantFrom(
      ['because no identity-based policy allows the kms:Decrypt action', false, 'identity-based'] as const,
      ['because no VPC endpoint policy allows the kms:Decrypt action', false, 'vpce'] as const,
      ['with an explicit deny in a service control policy', true, 'scp'] as const,
    );
    fc.assert(
      fc.property(
        name,
        name,
        fc.uuid(),
        reason,
        fc.integer({ min: 5, max: 90 }),
        (role, session, id, why, width) => {
          const principal = `arn:aws:sts::111111111111:assumed-role/${role}/${session}`;
          const resource = `arn:aws-us-gov:kms:us-gov-west-1:333333333333:key/${id}`;
          const text = `User: ${principal} is not authorized to perform: kms:Decrypt on resource: ${resource} ${why[0]}`;
          const wrapped = text.replace(new RegExp(`.{${width}}`, 'g'), '$&\n');
          assert.deepEqual(readAccessDenied(wrapped), {
            status: 'denied',
            principal,
            action: 'kms:Decrypt',
            resource,
            explicit: why[1],
            layer: why[2],
          });
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('never throws', () => {
    const words = [
      'User: ',
      'arn:aws:',
      ' is not authorized to perform: ',
      'kms:Decrypt',
      ' on resource: ',
      '"',
    ];
    const piece = fc.oneof(
      fc.constantFrom(...words, ' because no ', ' with an explicit deny in a '),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        assert.ok(['denied', 'unreadable'].includes(readAccessDenied(pieces.join('')).status));
      }),
      { numRuns: RUNS },
    );
  });
});
