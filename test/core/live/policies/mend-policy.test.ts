import assert from 'node:assert/strict';
import fc from 'fast-check';
import { evaluateAccess } from '../../../../core/access/evaluate';
import type { AccessRequest } from '../../../../core/access/request';
import { mendPolicy } from '../../../../core/live/policies/mend-policy';
import { statementsOf } from '../../../../core/policies/statements';
import { keyPolicyStatements } from '../../../../core/policies/key-policy';
import { resolved } from '../../../support/deployments';

const REGION = 'us-east-1';
const KEY = 'arn:aws:kms:us-east-1:333333333333:key/00000000-0000-4000-8000-000000000001';
const ALLOW_ALL = { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

const [ADMINISTRATION, DESCRIBE, UPLOAD] = keyPolicyStatements(resolved(), 'data');
const [, bucketArn = ''] = /"(arn:aws:s3:::[^"/]+)"/.exec(JSON.stringify(UPLOAD)) ?? [];

const upload = (context: object = {}): AccessRequest => ({
  principal: 'arn:aws:iam::222222222222:role/Writer',
  action: 'kms:GenerateDataKey',
  resource: KEY,
  context: {
    'kms:CallerAccount': '222222222222',
    'kms:ViaService': 's3.us-east-1.amazonaws.com',
    'kms:EncryptionContext:aws:s3:arn': `${bucketArn}/test.txt`,
    ...context,
  },
});
const describeFrom = (account: string): AccessRequest => ({
  principal: `arn:aws:iam::${account}:role/Reader`,
  action: 'kms:DescribeKey',
  resource: KEY,
  context: { 'kms:CallerAccount': account },
});

function isAllowed(request: AccessRequest, resourcePolicy: unknown): boolean {
  return evaluateAccess(request, { resourcePolicy, identityPolicies: [ALLOW_ALL] }).decision === 'allowed';
}

/** Mends what keeps the requests out. */
function mendFor(requests: readonly AccessRequest[], document: Record<string, unknown> | undefined) {
  const denied = (policy: unknown) => requests.filter((request) => !isAllowed(request, policy)).length;
  return mendPolicy(document, [DESCRIBE, UPLOAD], { region: REGION, denied });
}

const REQUESTS = [upload(), describeFrom('111111111111'), describeFrom('222222222222')];

describe('a policy mended', () => {
  it('gets what it lacks, and nothing that makes no difference', () => {
    const document = { Version: '2012-10-17', Id: 'own', Statement: [ADMINISTRATION, DESCRIBE] };
    assert.deepEqual(mendFor(REQUESTS, document), {
      Version: '2012-10-17',
      Id: 'own',
      Statement: [ADMINISTRATION, DESCRIBE, UPLOAD],
    });
  });

  it('has a wrong statement corrected where it stands, and none added', () => {
    const wrong = JSON.parse(
      JSON.stringify(UPLOAD).replace('s3.us-east-1.amazonaws.com', 's3.us-west-2.amazonaws.com'),
    ) as object;
    const document = { Statement: [{ ...wrong, Sid: 'Theirs' }, ADMINISTRATION, DESCRIBE] };
    assert.deepEqual(statementsOf(mendFor(REQUESTS, document)), [
      { ...UPLOAD, Sid: 'Theirs' },
      ADMINISTRATION,
      DESCRIBE,
    ]);
  });

  it('has what can never hold corrected along, and nothing else', () => {
    const dead = (one: unknown, sid: string) =>
      JSON.parse(
        JSON.stringify({ ...(one as object), Sid: sid }).replace('s3.us-east-1', 's3.us-west-2'),
      ) as object;
    const other = { ...UPLOAD, Sid: 'Other', Action: 'kms:Decrypt' };
    const document = { Statement: [ADMINISTRATION, DESCRIBE, dead(UPLOAD, 'One'), dead(other, 'Other')] };
    assert.deepEqual(statementsOf(mendFor(REQUESTS, document)), [
      ADMINISTRATION,
      DESCRIBE,
      { ...UPLOAD, Sid: 'One' },
      other,
    ]);
    assert.deepEqual(statementsOf(mendFor(REQUESTS, { Statement: [ADMINISTRATION, other, UPLOAD] })), [
      ADMINISTRATION,
      other,
      UPLOAD,
      DESCRIBE,
    ]);
  });

  it('keeps a statement that says in other words what is wanted', () => {
    const anyone = { Effect: 'Allow', Principal: { AWS: '222222222222' }, Action: 'kms:*', Resource: '*' };
    const document = { Statement: [anyone] };
    const others = REQUESTS.filter(({ principal }) => principal.includes('222222222222'));
    assert.equal(mendFor(others, document), document, 'nothing was denied');
    assert.deepEqual(statementsOf(mendFor(REQUESTS, document)), [anyone, DESCRIBE]);
  });

  it('begins where there is none', () => {
    assert.deepEqual(mendFor(REQUESTS, undefined), { Version: '2012-10-17', Statement: [DESCRIBE, UPLOAD] });
  });

  it('stays as it is where nothing of it helps', () => {
    const document = { Statement: [{ Effect: 'Deny', Principal: '*', Action: 'kms:*', Resource: '*' }] };
    assert.equal(mendFor(REQUESTS, document), document);
  });

  it('lets in what is wanted and nothing else, and takes nothing from anybody', () => {
    const statement = fc.record({
      Sid: fc.constantFrom('Describe', 'UploadThroughS3', 'Own'),
      Effect: fc.constant('Allow'),
      Principal: fc.constantFrom(
        '*',
        { AWS: '222222222222' },
        { AWS: ['arn:aws:iam::111111111111:root', 'arn:aws:iam::222222222222:root'] },
        { AWS: 'arn:aws:iam::222222222222:role/Writer' },
        { Service: 'logs.amazonaws.com' },
      ),
      Action: fc.constantFrom(
        'kms:*',
        'kms:Decrypt',
        ['kms:GenerateDataKey*'],
        ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey'],
      ),
      Resource: fc.constant('*'),
      Condition: fc.constantFrom(
        {},
        { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } },
        { StringEquals: { 'kms:ViaService': ['s3.us-west-2.amazonaws.com', 'ec2.us-east-1.amazonaws.com'] } },
        { StringLike: { 'kms:ViaService': '*.us-east-1.amazonaws.com' } },
        { StringEquals: { 'kms:EncryptionContext:aws:s3:arn': `${bucketArn}/*` } },
        { StringLike: { 'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::other/*' } },
        { StringEquals: { 'kms:CallerAccount': '111111111111' } },
        { StringNotEquals: { 'kms:CallerAccount': '222222222222' } },
      ),
    });
    /** Nearly what is wanted. */
    const upload = fc
      .record({
        Principal: fc.constantFrom('222222222222', ['111111111111', '222222222222'], '111111111111'),
        Action: fc.subarray(['kms:GenerateDataKey', 'kms:Decrypt', 'kms:*'], { minLength: 1 }),
        via: fc.subarray(
          ['s3.us-west-2.amazonaws.com', 'ec2.us-east-1.amazonaws.com', 's3.us-east-1.amazonaws.com'],
          { minLength: 1 },
        ),
        account: fc.subarray(['111111111111', '222222222222'], { minLength: 1 }),
        context: fc.subarray([bucketArn, `${bucketArn}/*`, 'arn:aws:s3:::other/*', 'arn:aws:s3:::*'], {
          minLength: 1,
        }),
        operator: fc.constantFrom('StringEquals', 'StringLike', 'StringLikeIfExists'),
        more: fc.constantFrom({}, { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::222222222222:*' } }),
      })
      .map(({ Principal, Action, via, account, context, operator, more }) => ({
        Effect: 'Allow',
        Principal: { AWS: Principal },
        Action,
        Resource: '*',
        Condition: {
          StringEquals: { 'kms:ViaService': via, 'kms:CallerAccount': account },
          ...more,
          ...(operator === 'StringEquals'
            ? {
                StringEquals: {
                  'kms:ViaService': via,
                  'kms:CallerAccount': account,
                  'kms:EncryptionContext:aws:s3:arn': context,
                },
              }
            : { [operator]: { 'kms:EncryptionContext:aws:s3:arn': context } }),
        },
      }));
    const request = fc.record({
      account: fc.constantFrom('111111111111', '222222222222', '444444444444'),
      action: fc.constantFrom('kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey', 'kms:CreateGrant'),
      // A service in another Region never calls this key.
      via: fc.constantFrom('s3.us-east-1.amazonaws.com', 'ec2.us-east-1.amazonaws.com', undefined),
      arn: fc.constantFrom(`${bucketArn}/test.txt`, `${bucketArn}/*`, 'arn:aws:s3:::other/x', undefined),
    });
    fc.assert(
      fc.property(
        fc.array(fc.oneof(statement, upload), { maxLength: 4 }),
        fc.array(request, { minLength: 1, maxLength: 4 }),
        (statements, calls) => {
          const before = { Statement: statements };
          const after = mendFor(REQUESTS, before);
          for (const one of REQUESTS) assert.ok(isAllowed(one, after), one.action);
          for (const { account, action, via, arn } of calls) {
            const call: AccessRequest = {
              principal: `arn:aws:iam::${account}:role/Writer`,
              action,
              resource: KEY,
              context: {
                'kms:CallerAccount': account,
                ...(via !== undefined && { 'kms:ViaService': via }),
                ...(arn !== undefined && { 'kms:EncryptionContext:aws:s3:arn': arn }),
              },
            };
            if (isAllowed(call, before)) assert.ok(isAllowed(call, after), JSON.stringify(call));
            else if (isAllowed(call, after))
              assert.ok(isAllowed(call, { Statement: [DESCRIBE, UPLOAD] }), JSON.stringify({ call, after }));
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
