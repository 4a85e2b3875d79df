import assert from 'node:assert/strict';
import { Ajv } from 'ajv';
import { configJsonSchema } from '../../../core/lint/config-schema';
import { parseConfig } from '../../../core/lint/config';
import { RULES } from '../../../core/rules/registry';

const validate = new Ajv({ strict: false }).compile(configJsonSchema(RULES));
const ids = RULES.map(({ meta }) => meta.id);

/** A configuration, and whether it is right. */
const CONFIGURATIONS: readonly (readonly [config: unknown, isRight: boolean])[] = [
  [{ rules: { 'kms-via-servise': 'off' } }, false],
  [{ rules: { 'kms-via-service': 'loud' } }, false],
  [{ ignores: [] }, false],
  [{ suppressions: [{ file: 'a.json', rule: 'kms-via-service' }] }, false],
  [{}, true],
  [{ rules: { 'kms-via-service': 'off', 'suppression-unused': 'note' }, ignore: ['generated/'] }, true],
  [{ suppressions: [{ file: 'a.json', rule: 'kms-via-service', reason: 'agreed' }] }, true],
];

describe('the schema of .fsx-lustre-kms.json', () => {
  for (const [config, isRight] of CONFIGURATIONS) {
    it(`and the reader are of one mind: ${JSON.stringify(config)}`, () => {
      assert.equal(validate(config), isRight);
      const read = parseConfig({ path: '.fsx-lustre-kms.json', text: JSON.stringify(config) }, ids);
      assert.equal(read.status, isRight ? 'valid' : 'invalid');
    });
  }
});
