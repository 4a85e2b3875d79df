import assert from 'node:assert/strict';
import { hostOf, linkOf, pageOf, tokenPage } from '../../../core/hcp/host';

describe('host of HCP Terraform', () => {
  const HOSTS: [hostname: string | undefined, origin: string][] = [
    [undefined, 'https://app.terraform.io'],
    ['tfe.example.com', 'https://tfe.example.com'],
    ['TFE.example.com:8443', 'https://tfe.example.com:8443'],
    // Names that only look like this machine's.
    ['localhost.example.com', 'https://localhost.example.com'],
    ['127.0.0.1.example.com', 'https://127.0.0.1.example.com'],
    ['127.0.0.1:8800', 'http://127.0.0.1:8800'],
    ['localhost:8800', 'http://localhost:8800'],
    ['localhost', 'http://localhost'],
  ];
  for (const [hostname, origin] of HOSTS) {
    it(`${String(hostname)} is ${origin}`, () => {
      const checked = hostOf(hostname === undefined ? {} : { hostname });
      assert.equal(checked.status === 'usable' && checked.origin, origin);
      assert.equal(checked.host, (hostname ?? 'app.terraform.io').toLowerCase());
    });
  }

  for (const hostname of ['a b', 'user@host', 'host/path', 'https://host', 'host:99999', '']) {
    it(`${JSON.stringify(hostname)} is not asked`, () => {
      assert.equal(hostOf({ hostname }).status, 'unusable');
    });
  }

  it('has its pages, with names that stay names', () => {
    const at = { organization: 'o', workspace: 'a/../b', run: 'run-1' };
    assert.equal(pageOf('https://h', at), 'https://h/app/o/workspaces/a%2F..%2Fb/runs/run-1');
    assert.equal(pageOf('https://h', { organization: 'o', workspace: 'w' }), 'https://h/app/o/workspaces/w');
    assert.equal(tokenPage('https://h'), 'https://h/app/settings/tokens');
  });

  const LINKS: [text: string | null | undefined, link: string | undefined][] = [
    ['https://example.com/1', 'https://example.com/1'],
    ['http://example.com/1', undefined],
    ['command:workbench.action.quit', undefined],
    ['file:///etc/passwd', undefined],
    ['https://user:secret@example.com/', undefined],
    ['/relative', undefined],
    [null, undefined],
    [undefined, undefined],
  ];
  for (const [text, link] of LINKS) {
    it(`a link to ${String(text)} ${link === undefined ? 'is left out' : 'may be opened'}`, () => {
      assert.equal(linkOf(text), link);
    });
  }
});
