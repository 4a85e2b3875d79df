import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeploymentInput } from '../../../core/deployment/schema';
import { ACCOUNTS } from '../../../core/journey/steps';
import { lint } from '../../../core/lint/lint';
import type { Rule } from '../../../core/rules/rule';
import type { Reader } from '../../../core/syntax/reader';
import { everyRule } from '../../support/every-rule';
import { sharedReader } from '../../support/reader';
import { synthesizeSample } from '../../support/synthesize';

const STEPS = [1, 2, 3, 4, 5, 6, 7] as const;

describe('our own stacks', function () {
  this.timeout(60_000);
  let reader: Reader;
  let rules: Rule[];
  before(async () => {
    [reader, rules] = await Promise.all([sharedReader(), everyRule()]);
  });

  /** What is found in each stack of a deployment above `note`. */
  function foundIn(changes: Partial<DeploymentInput>): string[] {
    const { outdir } = synthesizeSample(changes);
    return Object.values(ACCOUNTS).flatMap(({ stack }) => {
      const path = join('stacks', stack, 'cdk.tf.json');
      const file = reader.read({ path, text: readFileSync(join(outdir, path), 'utf8') });
      assert.ok(file, path);
      const { findings, failures } = lint([file], { rules });
      assert.deepEqual(failures, []);
      return findings
        .filter(({ severity }) => severity !== 'note')
        .map(({ rule, severity, message }) => `${stack} ${severity} ${rule}: ${message}`);
    });
  }

  for (const throughStep of STEPS) {
    it(`have nothing above a note at step ${throughStep}`, () => {
      assert.deepEqual(foundIn({ throughStep }), []);
    });
  }

  it('have nothing above a note when the exact role is known', () => {
    const grant = { adminPrincipalArn: 'arn:aws:iam::111111111111:role/storage-admin' };
    assert.deepEqual(foundIn({ serviceLinkedRole: 'fs-0123456789abcdef0', grant }), []);
  });

  it('have nothing above a note with several keys and buckets', () => {
    const keys = [{ name: 'data' }, { name: 'more' }];
    const buckets = [
      { name: 'data', key: 'data', fileSystemPath: '/data' },
      { name: 'more', key: 'more', fileSystemPath: '/more' },
    ];
    assert.deepEqual(foundIn({ keys, buckets }), []);
  });
});
