import assert from 'node:assert/strict';
import { formatCaseProblem, parseCases, readCases } from '../../../core/access/case-format';

const good = {
  name: 'a read',
  request: { principal: 'arn:aws:iam::111111111111:role/R', action: 's3:GetObject', resource: '*' },
};

function problemsOf(value: unknown): string[] {
  const parsed = readCases(value);
  return parsed.status === 'invalid' ? parsed.problems.map(formatCaseProblem) : [];
}

describe('access case format', () => {
  it('says what is no JSON', () => {
    const parsed = parseCases('{"name": ');
    assert.equal(parsed.status, 'invalid');
    assert.match(
      formatCaseProblem(parsed.problems[0] ?? assert.fail()),
      /^the file is no JSON: .*one access case or a list/,
    );
  });

  const bad: [string, unknown, string[]][] = [
    ['a text', 'x', ['the file cannot be read: it is a text; right: an object with name and request']],
    [
      'no request',
      { name: 'x' },
      ['request is missing; right: an object with principal, action, resource, resourceAccount and context'],
    ],
    [
      'no name and no action',
      { request: { principal: 'p', resource: 'r' } },
      [
        'name is missing; right: a name, for example "the file system reads an object"',
        'request.action is missing; right: an action, for example "kms:Decrypt"',
      ],
    ],
    [
      'an account as a number, in a list',
      [good, { ...good, request: { ...good.request, resourceAccount: 222222222222 } }],
      [
        '[1].request.resourceAccount cannot be read: it is a number; right: the account id in quotes, for example "444455556666"',
      ],
    ],
    [
      'a context value that is an object',
      { ...good, request: { ...good.request, context: { 'aws:TagKeys': { a: 1 } } } },
      [
        'request.context["aws:TagKeys"] cannot be read: it is an object; right: condition keys, each with a text or a list of texts',
      ],
    ],
    [
      'a grant without issuer, its operations a text',
      { ...good, grants: [{ granteePrincipal: 'p', operations: 'Decrypt' }] },
      [
        'grants[0].operations cannot be read: it is a text; right: a list of operations without a prefix, for example ["Decrypt", "GenerateDataKey"]',
        'grants[0].issuingAccount is missing; right: the id of the account whose identity created the grant, in quotes',
      ],
    ],
    [
      'a policy that is a number',
      { ...good, resourcePolicy: 7 },
      [
        'resourcePolicy cannot be read: it is a number; right: a policy document: an object with Version and Statement',
      ],
    ],
    [
      'misspelt names',
      { ...good, grant: [], identityPolicy: {}, request: { ...good.request, principalRoleARN: 'x' } },
      [
        'grant is not a property of an access case; right: "grants"',
        'identityPolicy is not a property of an access case; right: "identityPolicies"',
        'request.principalRoleARN is not a property of an access case; right: "principalRoleArn"',
      ],
    ],
  ];
  for (const [name, value, expected] of bad) {
    it(`rejects ${name}`, () => {
      assert.deepEqual(problemsOf(value), expected);
    });
  }

  it('reads one case, or a list of them, with all their layers', () => {
    const document = { Version: '2012-10-17', Statement: [] };
    const full = {
      ...good,
      request: {
        ...good.request,
        context: { 'aws:TagKeys': ['a'], 's3:max-keys': 5, 'aws:SecureTransport': true },
      },
      identityPolicies: [document, '${data.aws_iam_policy_document.x.json}'],
      resourcePolicy: null,
      grants: [
        {
          granteePrincipal: 'p',
          operations: ['Decrypt'],
          issuingAccount: '111111111111',
          constraints: { encryptionContextSubset: { a: 'b' } },
        },
      ],
      permissionsBoundary: document,
      serviceControlPolicies: [],
      expect: { decision: 'denied' },
      source: 'names of the writer are left alone',
      note: 'this one too',
    };
    assert.equal(readCases(good).status, 'valid');
    assert.equal(readCases(full).status, 'valid');
    const parsed = parseCases(`\uFEFF${JSON.stringify([good, full])}`);
    assert.deepEqual(parsed.status === 'valid' && parsed.cases.map(({ name }) => name), ['a read', 'a read']);
  });
});
