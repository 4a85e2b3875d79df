import assert from 'node:assert/strict';
import { isPublicPolicy } from '../../../../sandbox/services/s3/public-policy';

describe('isPublicPolicy', () => {
  const statement = (rest: object) => ({
    Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:*', ...rest }],
  });
  const condition = (operator: string, key: string, value: unknown) =>
    statement({ Condition: { [operator]: { [key]: value } } });
  const cases: [name: string, document: unknown, expected: boolean][] = [
    ['everyone', statement({}), true],
    ['everyone, as AWS', statement({ Principal: { AWS: ['*'] } }), true],
    ['nobody named', statement({ Principal: undefined, NotPrincipal: { AWS: '111111111111' } }), true],
    ['an account', statement({ Principal: { AWS: '111111111111' } }), false],
    ['a service', statement({ Principal: { Service: 'logging.s3.amazonaws.com' } }), false],
    ['a Deny', statement({ Effect: 'Deny' }), false],
    ['one account’s principals', condition('StringEquals', 'aws:PrincipalAccount', '111111111111'), false],
    ['a pattern of accounts', condition('StringLike', 'aws:PrincipalAccount', '1*'), true],
    ['a VPC endpoint', condition('StringEquals', 'aws:sourceVpce', 'vpce-1'), false],
    ['all but a VPC endpoint', condition('StringNotEquals', 'aws:sourceVpce', 'vpce-1'), true],
    ['an address', condition('IpAddress', 'aws:SourceIp', ['10.0.0.0/8']), false],
    ['half of all addresses', condition('IpAddress', 'aws:SourceIp', '0.0.0.0/1'), true],
    ['a variable', condition('StringEquals', 'aws:SourceArn', '${aws:SourceArn}'), true],
    ['a key that narrows nobody', condition('StringEquals', 's3:prefix', 'x'), true],
    ['one statement, not a list', { Statement: { Effect: 'Allow', Principal: '*' } }, true],
    ['no policy', undefined, false],
  ];
  for (const [name, document, expected] of cases) {
    it(`${name}: ${expected ? 'public' : 'not public'}`, () => {
      assert.equal(isPublicPolicy(document), expected);
    });
  }
});
