import assert from 'node:assert/strict';
import { isTerraformCloudHost, runSubject, widePart } from '../../../core/facts/terraform-cloud';

describe('subjects of HCP Terraform', () => {
  const names = { organization: 'acme', project: 'Default Project', workspace: 'account-c-key' };

  it('are written as the tokens have them', () => {
    assert.equal(
      runSubject({ ...names, runPhase: 'apply' }),
      'organization:acme:project:Default Project:workspace:account-c-key:run_phase:apply',
    );
  });

  for (const [pattern, scope] of [
    [runSubject({ ...names, runPhase: '*' }), undefined],
    ['organization:acme:project:p:workspace:w', undefined],
    ['organization:acme:project:p:workspace:w:*', undefined],
    ['organization:acme:project:p:workspace:w*', 'workspace'],
    ['organization:acme:project:p:workspace:?:run_phase:plan', 'workspace'],
    ['organization:acme:project:p:*', 'workspace'],
    ['organization:acme:project:p:stack:*:*', undefined],
    ['organization:acme:project:p:stack:s:deployment:d:operation:*', undefined],
    ['organization:acme:project:*:stack:*:*', 'project'],
    ['organization:acme:project:*:workspace:w:run_phase:*', 'project'],
    ['organization:acme:*', 'project'],
    ['organization:acme*', 'organization'],
    ['organization:*', 'organization'],
    ['organization:*:project:p:workspace:w:run_phase:*', 'organization'],
    ['*', 'organization'],
  ] as const) {
    it(`${pattern}: ${scope === undefined ? 'named' : `open from ${scope} on`}`, () => {
      assert.equal(widePart(pattern), scope);
    });
  }

  for (const [host, isOwn] of [
    ['app.terraform.io', true],
    ['app.eu.terraform.io', true],
    ['tfe.example.com', false],
    ['app.terraform.io.example.com', false],
  ] as const) {
    it(`${host} is ${isOwn ? '' : 'not '}HCP Terraform's own`, () => {
      assert.equal(isTerraformCloudHost(host), isOwn);
    });
  }
});
