import assert from 'node:assert/strict';
import fc from 'fast-check';
import { diffJson } from '../../../../core/live/policies/diff';
import { addStatements, except, withoutGone } from '../../../../core/live/policies/merge-policy';
import { meaningOf } from '../../../../core/live/policies/policy-meaning';
import { statementsOf } from '../../../../core/policies/statements';

const READ = {
  Sid: 'Read',
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::111111111111:root' },
  Action: ['s3:GetObject', 's3:ListBucket'],
  Resource: ['arn:aws:s3:::b', 'arn:aws:s3:::b/*'],
  Condition: { StringEquals: { 'aws:PrincipalOrgID': ['o-1', 'o-2'] } },
};

describe('what a statement means', () => {
  const same: [what: string, other: object][] = [
    ['its name', { ...READ, Sid: 'Other' }],
    ['the order of its members', Object.fromEntries(Object.entries(READ).reverse())],
    ['the order of actions, and their case', { ...READ, Action: ['S3:listbucket', 's3:GetObject'] }],
    ['an account by its id', { ...READ, Principal: { AWS: ['111111111111'] } }],
    [
      "the case of a condition's key, and the order of its values",
      { ...READ, Condition: { stringEquals: { 'AWS:PrincipalOrgId': ['o-2', 'o-1'] } } },
    ],
  ];
  for (const [what, other] of same)
    it(`does not change with ${what}`, () => {
      assert.equal(meaningOf(other), meaningOf(READ));
    });

  const others: [what: string, other: object][] = [
    ['another effect', { ...READ, Effect: 'Deny' }],
    ['an action more', { ...READ, Action: [...READ.Action, 's3:PutObject'] }],
    ["a value's case", { ...READ, Condition: { StringEquals: { 'aws:PrincipalOrgID': ['O-1', 'o-2'] } } }],
    ["a resource's case", { ...READ, Resource: ['arn:aws:s3:::B', 'arn:aws:s3:::b/*'] }],
    ['everybody as principal', { ...READ, Principal: '*' }],
    ['no condition', { ...READ, Condition: undefined }],
  ];
  for (const [what, other] of others)
    it(`changes with ${what}`, () => {
      assert.notEqual(meaningOf(JSON.parse(JSON.stringify(other))), meaningOf(READ));
    });

  it('is the same for everybody in both spellings', () => {
    assert.equal(meaningOf({ ...READ, Principal: '*' }), meaningOf({ ...READ, Principal: { AWS: '*' } }));
  });
});

describe('a merged policy', () => {
  const own = { Sid: 'Own', Effect: 'Allow', Principal: '*', Action: 's3:Get*', Resource: '*' };

  it('keeps what is there, and adds what is missing', () => {
    assert.deepEqual(addStatements({ Version: '2008-10-17', Id: 'x', Statement: own }, [READ]), {
      Version: '2008-10-17',
      Id: 'x',
      Statement: [own, READ],
    });
  });

  it('is the policy itself where nothing is missing', () => {
    const policy = { Version: '2012-10-17', Statement: [own, { ...READ, Sid: 'Named' }] };
    assert.deepEqual(addStatements(policy, [READ]), policy);
    assert.deepEqual(diffJson(policy, addStatements(policy, [READ])), []);
  });

  it('keeps the order of what is there, so that a diff shows what comes alone', () => {
    const policy = { Statement: [own], Version: '2012-10-17', Id: 'x' };
    const lines = diffJson(policy, addStatements(policy, [READ]));
    assert.deepEqual(
      lines.filter((line) => line.startsWith('-')),
      [],
    );
    assert.doesNotMatch(lines.join('\n'), /\+ {2}"Version"/);
  });

  it('begins a policy where there is none', () => {
    assert.deepEqual(addStatements(undefined, [READ]), { Version: '2012-10-17', Statement: [READ] });
  });

  it('gives another name where the name is taken by what means something else', () => {
    const taken = { ...READ, Action: 's3:DeleteObject' };
    const { Statement } = addStatements({ Statement: [taken] }, [READ]);
    assert.deepEqual(Statement, [taken, { ...READ, Sid: 'Read2' }]);
  });

  it('never loses a statement, and adding twice is adding once', () => {
    const statement = fc.record({
      Sid: fc.constantFrom('A', 'B', 'Read'),
      Effect: fc.constantFrom('Allow', 'Deny'),
      Principal: fc.constantFrom('*', { AWS: '111111111111' }),
      Action: fc.constantFrom('s3:*', 's3:GetObject', ['s3:GetObject', 's3:ListBucket']),
      Resource: fc.constantFrom('*', 'arn:aws:s3:::b/*'),
    });
    fc.assert(
      fc.property(fc.array(statement), fc.array(statement, { minLength: 1 }), (before, wanted) => {
        const once = addStatements({ Statement: before }, wanted);
        assert.deepEqual(addStatements(once, wanted), once);
        const after = statementsOf(once).map(meaningOf);
        for (const one of [...wanted, ...before]) assert.ok(after.includes(meaningOf(one)));
      }),
    );
  });

  it('excepts a caller from one deny, beside those who are already', () => {
    const deny = (names: string[] | undefined) => ({
      Effect: 'Deny',
      Principal: '*',
      Action: '*',
      Resource: '*',
      ...(names && { Condition: { ArnNotLike: { 'aws:PrincipalArn': names } } }),
    });
    const document = { Statement: [deny(['arn:a']), deny(undefined)] };
    assert.deepEqual(except(document, 0, 'arn:r')['Statement'], [deny(['arn:a', 'arn:r']), deny(undefined)]);
    assert.deepEqual(except(document, 1, 'arn:r')['Statement'], [deny(['arn:a']), deny(['arn:r'])]);
  });
});

describe('a policy that names who was deleted', () => {
  const ROLE = 'AROAEXAMPLEEXAMPLE123';
  const USER = 'AIDAEXAMPLEEXAMPLE123';
  const allow = (principal: unknown) => ({ ...READ, Principal: principal });

  it('can be put without them', () => {
    const other = { AWS: '111111111111' };
    const { policy, gone } = withoutGone({
      Version: '2012-10-17',
      Statement: [
        allow({ AWS: [ROLE, '111111111111'] }),
        allow({ AWS: ROLE }),
        allow({ AWS: USER, Service: 'logs.amazonaws.com' }),
        allow(other),
        allow('*'),
      ],
    });
    assert.deepEqual(policy, {
      Version: '2012-10-17',
      Statement: [allow(other), allow({ Service: 'logs.amazonaws.com' }), allow(other), allow('*')],
    });
    assert.deepEqual(gone, [ROLE, USER]);
  });

  it('is put without them as exceptions of a deny too, but for the last one', () => {
    const deny = (principals: unknown) => ({
      Effect: 'Deny',
      NotPrincipal: { AWS: principals },
      Action: '*',
      Resource: '*',
    });
    assert.deepEqual(withoutGone({ Statement: [deny([ROLE, '111111111111'])] }), {
      policy: { Statement: [deny('111111111111')] },
      gone: [ROLE],
    });
    const last = { Statement: [deny(ROLE)] };
    assert.deepEqual(withoutGone(last), { policy: last, gone: [] });
  });

  it('is the policy itself where it names nobody of the kind', () => {
    const policy = { Statement: allow({ AWS: 'arn:aws:iam::111111111111:role/AROAEXAMPLEEXAMPLE123' }) };
    assert.equal(withoutGone(policy).policy, policy);
  });
});

describe('a diff of two documents', () => {
  it('shows lines that come and go, with those around', () => {
    assert.deepEqual(diffJson({ a: 1, b: [1, 2] }, { a: 1, b: [1, 3] }), [
      '   "a": 1,',
      '   "b": [',
      '     1,',
      '-    2',
      '+    3',
      '   ]',
      ' }',
    ]);
  });

  it('gives both documents back', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3)), fc.array(fc.nat(3)), (before, after) => {
        const lines = diffJson(before, after);
        if (JSON.stringify(before) === JSON.stringify(after)) assert.deepEqual(lines, []);
        else assert.ok(lines.some((line) => /^[+-]/.test(line)));
      }),
    );
  });
});
