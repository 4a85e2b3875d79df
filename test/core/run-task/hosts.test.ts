import assert from 'node:assert/strict';
import { allowedHosts, checkUrl, parseHost } from '../../../core/run-task/hosts';

const own = ['tfe.example.com', '127.0.0.1:8080', 'localhost', '[::1]:9000'].map((text) => {
  const parsed = parseHost(text);
  assert.equal(parsed.status, 'valid');
  return parsed.host;
});

const URLS: readonly (readonly [url: string, api: boolean, redirect: boolean])[] = [
  ['https://app.terraform.io/api/v2/x', true, true],
  ['https://APP.terraform.io:443/', true, true],
  ['https://archivist.terraform.io/x', false, true],
  ['https://tfe.example.com/x', true, true],
  ['http://127.0.0.1:8080/x', true, true],
  ['http://localhost/x', true, true],
  ['http://[::1]:9000/x', true, true],
  ['https://127.0.0.1:8080/x', true, true],
  ['https://app.terraform.io./', false, false],
  ['https://app.terraform.io:8443/', false, false],
  ['http://app.terraform.io/', false, false],
  ['http://tfe.example.com/', false, false],
  ['https://tfe.example.com:8443/', false, false],
  ['https://x.tfe.example.com/', false, false],
  ['http://127.0.0.1/', false, false],
  ['http://127.0.0.2:8080/', false, false],
  ['https://user@app.terraform.io/', false, false],
  ['https://:password@app.terraform.io/', false, false],
  ['ftp://app.terraform.io/', false, false],
  ['//app.terraform.io/', false, false],
  ['', false, false],
];

describe('hosts that a run task may call', () => {
  const hosts = allowedHosts(own);
  for (const [url, api, redirect] of URLS) {
    it(`${url || 'nothing'}: ${api ? 'with the token' : redirect ? 'as a redirect' : 'never'}`, () => {
      assert.equal(checkUrl(url, hosts.api).status === 'allowed', api);
      assert.equal(checkUrl(url, hosts.redirect).status === 'allowed', redirect);
    });
  }

  it('takes a relative redirect from where it stands', () => {
    const base = new URL('https://app.terraform.io/a/b');
    const found = checkUrl('../c', hosts.redirect, base);
    assert.equal(found.status === 'allowed' && found.url.href, 'https://app.terraform.io/c');
  });

  for (const text of ['', 'https://a', 'a/b', 'a:b', 'a:70000', 'a@b', 'a b', '*', 'a:1:2', 'a?b']) {
    it(`does not take ${JSON.stringify(text)} as a host`, () => {
      assert.equal(parseHost(text).status, 'invalid');
    });
  }
});
