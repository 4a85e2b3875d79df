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
