import assert from 'node:assert/strict';
import type { RunningSandbox } from '../../../sandbox/sandbox';
import { needs } from '../../support/requirements';
import { ready } from '../clients';
import { send } from '../signed';

/** Headers that a request of IAM or EC2 has no use for; AWS does not look at them. */
const TARGETS = ['', '.', 'TrentService.Decrypt', 'Logs_20140328.DescribeLogGroups'];

const CALLS: readonly (readonly [service: string, form: Record<string, string>, answer: RegExp])[] = [
  ['iam', { Action: 'GetUser', Version: '2010-05-08' }, /<UserName>administrator<\/UserName>/],
  [
    'iam',
    { Action: 'CreateRole', Version: '2010-05-08', RoleName: 'r', AssumeRolePolicyDocument: '{}' },
    /<RoleName>r<\/RoleName>|EntityAlreadyExists/,
  ],
  ['ec2', { Action: 'DescribeVpcs', Version: '2016-11-15' }, /<DescribeVpcsResponse/],
];

describe('calls that are passed on', () => {
  let sandbox: RunningSandbox;

  before(async function () {
    needs(this, 'moto');
    sandbox = await ready();
  });
  after(() => (sandbox as RunningSandbox | undefined)?.stop());

  for (const [service, form, answer] of CALLS) {
    for (const target of TARGETS) {
      it(`${service} ${form['Action'] ?? ''} is asked by its form, with X-Amz-Target "${target}" beside it`, async () => {
        const response = await send(sandbox, sandbox.accounts.key, {
          service,
          headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-amz-target': target },
          body: new URLSearchParams(form).toString(),
        });
        assert.match(await response.text(), answer);
      });
    }
  }

  it('answers a JSON call by its target, with a form as content type beside it', async () => {
    const response = await send(sandbox, sandbox.accounts.key, {
      service: 'logs',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-amz-target': 'com.amazonaws.logs.Logs_20140328.DescribeLogGroups',
      },
      body: '{}',
    });
    assert.match(await response.text(), /^{"logGroups": \[\]/);
  });
});
