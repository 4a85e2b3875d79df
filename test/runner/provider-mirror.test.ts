import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { terraformEnvironment } from '../../runner/terraform/environment';
import { findProviderMirror } from '../../runner/terraform/provider-mirror';
import { temporaryFolder } from '../support/temporary-folder';

function withMirror(...below: string[]): { root: string; mirror: string } {
  const root = temporaryFolder();
  const mirror = join(root, ...below);
  mkdirSync(join(mirror, 'registry.terraform.io', 'hashicorp', 'aws'), { recursive: true });
  return { root, mirror };
}

describe('findProviderMirror', () => {
  const empty = temporaryFolder();

  it('finds none where there is none', () => {
    assert.equal(findProviderMirror({ env: {}, home: empty, roots: [empty] }), undefined);
  });

  it('does not take another folder than the one that is named', () => {
    const { mirror } = withMirror('.terraform.d', 'plugins');
    const env = { FSX_LUSTRE_KMS_PROVIDER_MIRROR: empty };
    assert.equal(findProviderMirror({ env, home: join(mirror, '..', '..'), roots: [] }), undefined);
  });

  it('takes the named one first', () => {
    const named = withMirror('named').mirror;
    const { root } = withMirror('.terraform.d', 'plugins');
    assert.equal(
      findProviderMirror({ env: { FSX_LUSTRE_KMS_PROVIDER_MIRROR: named }, home: root, roots: [] }),
      named,
    );
  });

  it('takes the plugin folder of the home', () => {
    const { root, mirror } = withMirror('.terraform.d', 'plugins');
    assert.equal(findProviderMirror({ env: {}, home: root, roots: [] }), mirror);
  });

  for (const depth of [1, 2]) {
    it(`searches ${depth} deep`, () => {
      const { root, mirror } = withMirror(...['a', 'b'].slice(0, depth));
      assert.equal(findProviderMirror({ env: {}, home: empty, roots: [root] }), mirror);
    });
  }

  it('searches no deeper than two', () => {
    const { root } = withMirror('a', 'b', 'c');
    assert.equal(
      findProviderMirror({ env: {}, home: empty, roots: [root, join(root, 'not-there')] }),
      undefined,
    );
  });
});

describe('terraformEnvironment', () => {
  const { mirror } = withMirror('named');
  const env = { FSX_LUSTRE_KMS_PROVIDER_MIRROR: mirror };

  it("leaves a CLI configuration of the user's own in force", () => {
    const own = join(temporaryFolder(), 'own.rc');
    writeFileSync(own, '');
    assert.deepEqual(terraformEnvironment({ ...env, TF_CLI_CONFIG_FILE: own }, temporaryFolder()), {
      CHECKPOINT_DISABLE: '1',
      TF_IN_AUTOMATION: '1',
    });
  });

  it('points Terraform to the mirror, for the AWS provider only', () => {
    const folder = temporaryFolder();
    const set = terraformEnvironment({ ...env, TF_CLI_CONFIG_FILE: join(folder, 'not-there') }, folder);
    assert.equal(set['TF_CLI_ARGS_providers_lock'], `-fs-mirror=${mirror}`);
    const config = readFileSync(set['TF_CLI_CONFIG_FILE'] ?? '', 'utf8');
    assert.ok(config.includes(`path    = ${JSON.stringify(mirror)}`), config);
    assert.ok(config.includes('exclude = ["registry.terraform.io/hashicorp/aws"]'), config);
  });
});
