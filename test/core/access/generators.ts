import fc from 'fast-check';
import type { AccessGrant, AccessPolicies, AccessRequest } from '../../../core/access/request';

/** A request and all that decides it, from a small vocabulary, so that statements often meet the request. */
export interface Situation {
  request: AccessRequest;
  policies: AccessPolicies;
}

const ACCOUNTS = ['111111111111', '222222222222'] as const;
const KEY = 'arn:aws:kms:us-east-1:222222222222:key/k1';
const OBJECT = 'arn:aws:s3:::lake/raw/x';
const CALLERS = [
  'arn:aws:iam::111111111111:role/Reader',
  'arn:aws:iam::222222222222:role/Reader',
  'arn:aws:iam::222222222222:user/dana',
  'arn:aws:sts::222222222222:assumed-role/Reader/night',
];

const action = fc.constantFrom('s3:GetObject', 's3:*', 's3:Put*', 'kms:Decrypt', 'kms:*', '*');
const resource = fc.constantFrom(
  '*',
  OBJECT,
  'arn:aws:s3:::lake/*',
  'arn:aws:s3:::other/*',
  KEY,
  'arn:aws:kms:*:*:key/*',
);
const principal = fc.constantFrom<unknown>(
  '*',
  ...[...CALLERS, 'arn:aws:iam::222222222222:root', '111111111111'].map((AWS) => ({ AWS })),
  { AWS: ['arn:aws:iam::111111111111:root', 'arn:aws:iam::222222222222:role/Reader'] },
  { Service: 'fsx.amazonaws.com' },
);

const condition = fc.constantFrom(
  { StringEquals: { 'aws:PrincipalTag/team': 'red' } },
  { StringNotEquals: { 'aws:PrincipalTag/team': ['red', 'blue'] } },
  { StringLikeIfExists: { 'kms:ViaService': 's3.*.amazonaws.com' } },
  { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/Read*' } },
  { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a', 'b'] } },
  { 'ForAnyValue:StringNotLike': { 'aws:TagKeys': ['a*'] } },
  { Null: { 'kms:ViaService': 'true' } },
  { NumericLessThan: { 's3:max-keys': '10' }, Bool: { 'aws:SecureTransport': 'true' } },
  { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
  { DateGreaterThan: { 'aws:CurrentTime': '2025-01-01T00:00:00Z' } },
  { StringEquals: { 's3:ExistingObjectTag/team': '${aws:PrincipalTag/team}' } },
  { StringEquals: { 'aws:username': 'dana' } },
);

function statement(withPrincipal: boolean): fc.Arbitrary<object> {
  return fc
    .record({
      Effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'),
      actionName: fc.constantFrom('Action', 'Action', 'Action', 'NotAction'),
      actions: fc.array(action, { minLength: 1, maxLength: 2 }),
      resourceName: fc.constantFrom('Resource', 'Resource', 'Resource', 'NotResource'),
      resources: fc.array(resource, { minLength: 1, maxLength: 2 }),
      who: fc.tuple(fc.constantFrom('Principal', 'Principal', 'Principal', 'NotPrincipal'), principal),
      Condition: fc.option(condition, { nil: undefined }),
    })
    .map(({ Effect, actionName, actions, resourceName, resources, who, Condition }) => ({
      Effect,
      [actionName]: actions,
      [resourceName]: resources,
      ...(withPrincipal ? { [who[0]]: who[1] } : {}),
      ...(Condition ? { Condition } : {}),
    }));
}

function policy(withPrincipal: boolean): fc.Arbitrary<unknown> {
  return fc.record({
    Version: fc.constantFrom('2012-10-17', '2012-10-17', '2008-10-17'),
    Statement: fc.array(statement(withPrincipal), { minLength: 1, maxLength: 3 }),
  });
}

const grant: fc.Arbitrary<AccessGrant> = fc
  .record({
    granteePrincipal: fc.constantFrom(...CALLERS, '111111111111'),
    operations: fc.array(fc.constantFrom('Decrypt', 'Encrypt', 'DescribeKey'), {
      minLength: 1,
      maxLength: 2,
    }),
    issuingAccount: fc.constantFrom(...ACCOUNTS),
    constraint: fc.option(fc.constantFrom({ Dept: 'IT' }, { Dept: 'HR' }), { nil: undefined }),
  })
  .map(({ constraint, ...rest }) => ({
    ...rest,
    ...(constraint ? { constraints: { encryptionContextSubset: constraint } } : {}),
  }));

const context = fc.record(
  {
    'aws:PrincipalTag/team': fc.constantFrom('red', 'blue'),
    's3:ExistingObjectTag/team': fc.constantFrom('red', 'blue'),
    'kms:ViaService': fc.constantFrom('s3.us-east-1.amazonaws.com', 'fsx.us-east-1.amazonaws.com'),
    'aws:TagKeys': fc.constantFrom(['a'], ['a', 'c'], ['b']),
    's3:max-keys': fc.constantFrom('5', '50'),
    'aws:SecureTransport': fc.constantFrom('true', 'false'),
    'aws:SourceIp': fc.constantFrom('203.0.113.9', '198.51.100.1'),
    'aws:CurrentTime': fc.constantFrom('2024-06-01T00:00:00Z', '2025-06-01T00:00:00Z'),
    'kms:EncryptionContext:Dept': fc.constantFrom('IT', 'HR'),
  },
  { requiredKeys: [] },
);

const request: fc.Arbitrary<AccessRequest> = fc
  .record({
    principal: fc.constantFrom(...CALLERS),
    call: fc.constantFrom<readonly [string, string]>(
      ['s3:GetObject', OBJECT],
      ['kms:Decrypt', KEY],
      ['kms:DescribeKey', KEY],
    ),
    context,
  })
  .map(({ principal: caller, call, context: carried }) => ({
    principal: caller,
    action: call[0],
    resource: call[1],
    resourceAccount: '222222222222',
    context: carried,
  }));

function sometimes<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(arbitrary, { nil: undefined, freq: 1 });
}

/** Requests with policies in every layer. */
export const situation: fc.Arbitrary<Situation> = fc.record({
  request,
  policies: fc.record({
    identityPolicies: fc.array(policy(false), { maxLength: 2 }),
    resourcePolicy: sometimes(policy(true)),
    grants: fc.array(grant, { maxLength: 2 }),
    permissionsBoundary: sometimes(policy(false)),
    sessionPolicy: sometimes(policy(false)),
    serviceControlPolicies: fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(policy(false), { minLength: 1, maxLength: 2 }) },
    ),
    resourceControlPolicies: fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(policy(true), { maxLength: 1 }) },
    ),
    vpcEndpointPolicy: sometimes(policy(true)),
  }),
});

/** Every text in a JSON value, by its path. */
export function textPaths(
  value: unknown,
  path: readonly (string | number)[] = [],
): (readonly (string | number)[])[] {
  if (typeof value === 'string') return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    textPaths(item, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

/** A copy with one text replaced. */
export function replacedAt<T>(
  value: T,
  path: readonly (string | number)[],
  replace: (text: string) => unknown,
): T {
  const [step, ...rest] = path;
  if (step === undefined) return replace(value as string) as T;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as Record<
    string | number,
    unknown
  >;
  copy[step] = replacedAt(copy[step], rest, replace);
  return copy as T;
}
