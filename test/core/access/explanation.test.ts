import assert from 'node:assert/strict';
import { explainCase, formatResults } from '../../../core/access/explain';
import { evaluateAccess } from '../../../core/access/evaluate';
import type { AccessPolicies, AccessRequest } from '../../../core/access/request';

const KEY = 'arn:aws:kms:us-east-1:333333333333:key/k';
const ROLE =
  'arn:aws:iam::111111111111:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_fs-0aa11bb22cc33dd44';
const SESSION =
  'arn:aws:sts::111111111111:assumed-role/AWSServiceRoleForFSxS3Access_fs-0aa11bb22cc33dd44/FSx';

const read: AccessRequest = {
  principal: SESSION,
  principalRoleArn: ROLE,
  action: 'kms:Decrypt',
  resource: KEY,
  resourceAccount: '333333333333',
  context: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' },
};

function keyPolicy(...statements: object[]): object {
  return { Version: '2012-10-17', Statement: statements };
}

const shared = {
  Sid: 'FileSystem',
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::111111111111:root' },
  Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
  Resource: '*',
  Condition: { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } },
};

function reasonsOf(request: AccessRequest, policies: AccessPolicies): string[] {
  return evaluateAccess(request, policies).reasons;
}

describe('access, explanations', () => {
  it("says AWS's sentence first, then the condition that failed and what the request carried", () => {
    assert.deepEqual(
      reasonsOf(
        { ...read, principal: 'arn:aws:iam::111111111111:role/R' },
        {
          identityPolicies: [keyPolicy({ Effect: 'Allow', Action: 'kms:*', Resource: '*' })],
          resourcePolicy: keyPolicy(shared),
        },
      ),
      [
        `User: arn:aws:iam::111111111111:role/R is not authorized to perform: kms:Decrypt on resource: ${KEY} because no resource-based policy allows the kms:Decrypt action`,
        'The key policy neither names the caller nor shares kms:Decrypt with its account in a way that fits this request (1 Allow statement read).',
        'resourcePolicy.Statement[0] ("FileSystem") names kms:Decrypt, but its condition StringEquals kms:ViaService = "s3.eu-west-1.amazonaws.com" fails: the request carries "s3.us-east-1.amazonaws.com".',
      ],
    );
  });

  it('tells the file system that a grant is missing', () => {
    const { Condition: _, ...open } = shared;
    assert.deepEqual(reasonsOf(read, { resourcePolicy: keyPolicy(open) }), [
      `User: ${SESSION} is not authorized to perform: kms:Decrypt on resource: ${KEY} because no identity-based policy allows the kms:Decrypt action`,
      'There is no statement in the identity policies that could allow kms:Decrypt.',
      'The policy of a service-linked role cannot be edited: a grant on the key, created by an identity of account 111111111111, takes its place.',
    ]);
  });

  it('names the issuing account of a grant that would fit otherwise', () => {
    const grants = [{ granteePrincipal: ROLE, operations: ['Decrypt'], issuingAccount: '333333333333' }];
    const { Condition: _, ...open } = shared;
    assert.equal(
      reasonsOf(read, { resourcePolicy: keyPolicy(open), grants }).find((reason) =>
        reason.startsWith('grants[0]'),
      ),
      "grants[0] would fit, but account 333333333333 issued it: for a key in another account the grant has to be created by an identity of the grantee's account 111111111111.",
    );
  });

  it('quotes the resource in messages of S3', () => {
    const request = {
      ...read,
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::lake/x',
      resourceAccount: '111111111111',
    };
    assert.equal(
      evaluateAccess(request, {}).message,
      `User: ${SESSION} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::lake/x" because no identity-based policy allows the s3:GetObject action`,
    );
  });

  const deny = keyPolicy({ Effect: 'Deny', Action: '*', Resource: '*' });
  const denyAll = keyPolicy({ Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' });
  const explicit: [AccessPolicies, string][] = [
    [{ identityPolicies: [deny] }, 'with an explicit deny in an identity-based policy'],
    [{ resourcePolicy: denyAll }, 'with an explicit deny in a resource-based policy'],
    [{ permissionsBoundary: deny }, 'with an explicit deny in a permissions boundary'],
    [{ sessionPolicy: deny }, 'with an explicit deny in a session policy'],
    [{ serviceControlPolicies: [deny] }, 'with an explicit deny in a service control policy'],
    [{ resourceControlPolicies: [denyAll] }, 'with an explicit deny in a resource control policy'],
    [{ vpcEndpointPolicy: denyAll }, 'with an explicit deny in a VPC endpoint policy'],
  ];
  for (const [policies, ending] of explicit) {
    it(`ends its message ${ending}`, () => {
      const request = { ...read, principal: 'arn:aws:iam::333333333333:user/dana' };
      assert.equal(
        evaluateAccess(request, policies).message,
        `User: arn:aws:iam::333333333333:user/dana is not authorized to perform: kms:Decrypt on resource: ${KEY} ${ending}`,
      );
    });
  }

  it('traces each statement with its place, its Sid and what its elements met', () => {
    const { trace } = evaluateAccess(read, {
      resourcePolicy: { Version: '2012-10-17', Statement: shared },
      serviceControlPolicies: [deny],
    });
    const [statement] = trace.statements;
    assert.deepEqual(statement?.pointer, ['resourcePolicy', 'Statement']);
    assert.deepEqual([statement.layer, statement.sid, statement.applies], ['key-policy', 'FileSystem', 'no']);
    assert.deepEqual(
      statement.elements.map(({ element, matches }) => [element, matches]),
      [
        ['Action', 'yes'],
        ['Principal', 'yes'],
        ['Resource', 'yes'],
        ['Condition', 'no'],
      ],
    );
    assert.deepEqual(statement.elements[3], {
      element: 'Condition',
      negated: false,
      operator: 'StringEquals',
      key: 'kms:ViaService',
      wanted: ['s3.eu-west-1.amazonaws.com'],
      found: ['s3.us-east-1.amazonaws.com'],
      matches: 'no',
      references: [],
    });
    assert.deepEqual(trace.statements[1]?.pointer, ['serviceControlPolicies', 0, 'Statement', 0]);
  });

  const role = 'arn:aws:iam::333333333333:role/R';
  const root = 'arn:aws:iam::333333333333:root';
  const plain = { principal: role, action: 'kms:Decrypt', resource: KEY, resourceAccount: '333333333333' };
  const sentences: [string, AccessRequest, AccessPolicies, string][] = [
    [
      'an account whose identity policies do not follow',
      plain,
      {
        resourcePolicy: keyPolicy({ Effect: 'Allow', Principal: { AWS: root }, Action: '*', Resource: '*' }),
      },
      'resourcePolicy.Statement[0] shares kms:Decrypt with account 333333333333, whose identity policies have to allow it too.',
    ],
    [
      'a caller from another account without an identity policy',
      { ...plain, principal: 'arn:aws:iam::111111111111:role/R' },
      {
        resourcePolicy: keyPolicy({
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::111111111111:role/R' },
          Action: 'kms:*',
          Resource: '*',
        }),
      },
      'resourcePolicy.Statement[0] allows kms:Decrypt, which a caller from another account needs an identity policy for as well.',
    ],
    [
      'a policy variable under an old Version',
      {
        principal: 'arn:aws:iam::333333333333:user/dana',
        action: 's3:GetObject',
        resource: 'arn:aws:s3:::lake/dana/x',
        resourceAccount: '333333333333',
      },
      {
        identityPolicies: [
          {
            Version: '2008-10-17',
            Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::lake/${aws:username}/*' }],
          },
        ],
      },
      'identityPolicies[0].Statement[0] names s3:GetObject, but its Resource is "arn:aws:s3:::lake/${aws:username}/*" and the request is for "arn:aws:s3:::lake/dana/x"; ${aws:username} is plain text there, since the policy\'s Version is not 2012-10-17.',
    ],
    [
      'a new grant that passes on more than its parent has',
      { ...plain, action: 'kms:CreateGrant', context: { 'kms:GrantOperations': ['Decrypt', 'Encrypt'] } },
      {
        grants: [
          { granteePrincipal: role, operations: ['CreateGrant', 'Decrypt'], issuingAccount: '333333333333' },
        ],
      },
      'grants[0] does not help: its operations (CreateGrant, Decrypt) do not include all that the new grant passes on (Decrypt, Encrypt).',
    ],
    [
      'RetireGrant without a grant',
      { ...plain, action: 'kms:RetireGrant' },
      {
        resourcePolicy: keyPolicy({ Effect: 'Allow', Principal: { AWS: role }, Action: '*', Resource: '*' }),
      },
      'There is no grant to retire: a grant itself says who may retire it (its retiring principal, its grantee with RetireGrant among the operations, the account that created it), and the key policy has no say.',
    ],
    [
      'a Deny that does not hold for the root user',
      {
        principal: root,
        action: 's3:PutBucketPolicy',
        resource: 'arn:aws:s3:::lake',
        resourceAccount: '333333333333',
      },
      { resourcePolicy: denyAll },
      "resourcePolicy.Statement[0] denies s3:PutBucketPolicy, which does not keep the root user of the bucket's account from it.",
    ],
    [
      "an action that works in the bucket's account only",
      {
        principal: 'arn:aws:iam::111111111111:role/R',
        action: 's3:GetBucketPolicy',
        resource: 'arn:aws:s3:::lake',
        resourceAccount: '333333333333',
      },
      {},
      "s3:GetBucketPolicy works in the bucket's own account only: S3 takes it from no other account, whatever the bucket policy says.",
    ],
  ];
  for (const [about, request, policies, sentence] of sentences) {
    it(`explains ${about}`, () => {
      const reasons = reasonsOf(request, policies);
      assert.ok(reasons.includes(sentence), reasons.join('\n'));
    });
  }

  it('prints results for a terminal, with a count', () => {
    const results = [
      explainCase({ name: 'step 5', request: read }),
      explainCase({
        name: 'own account',
        request: {
          ...read,
          principal: 'arn:aws:iam::333333333333:role/R',
          action: 'kms:ListKeys',
          resource: '*',
        },
        identityPolicies: [keyPolicy({ Effect: 'Allow', Action: 'kms:ListKeys', Resource: '*' })],
      }),
    ];
    assert.equal(
      formatResults(results),
      [
        'step 5',
        '  denied (implicit) because of: key-policy, identity-based',
        ...(results[0]?.reasons ?? []).map((reason) => `    - ${reason}`),
        '',
        'own account',
        '  allowed because of: identity-based',
        '    - identityPolicies[0].Statement[0] allows kms:ListKeys.',
        '',
        '2 cases: 1 allowed, 1 denied, 0 unknown',
        '',
      ].join('\n'),
    );
  });
});
