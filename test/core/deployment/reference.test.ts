import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { deploymentJsonSchema } from '../../../core/deployment/json-schema';
import { deploymentReference } from '../../../core/deployment/reference';
import { sampleInput } from '../../support/deployments';

const validate = new Ajv({ strict: false, validateFormats: false }).compile(deploymentJsonSchema());

describe('deployment JSON Schema', () => {
  for (const [name, change] of [
    ['a property that does not exist', { regoin: 'x' }],
    ['a short account id', { accounts: { ...sampleInput().accounts, key: { id: '3' } } }],
    ['a step after the last', { throughStep: 8 }],
    ['an unknown backend', { backend: { type: 'gcs' } }],
    ['no buckets', { buckets: [] }],
  ] as const) {
    it(`refuses ${name}`, () => {
      assert.equal(validate({ ...sampleInput(), ...change }), false);
    });
  }

  it('takes the sample, with defaults left out', () => {
    assert.equal(validate(sampleInput()), true, JSON.stringify(validate.errors));
  });

  it('takes the deployment that cdktf.json ships with', () => {
    const cdktfJson = JSON.parse(readFileSync('cdktf.json', 'utf8')) as {
      context: { fsxLustreKms: unknown };
    };
    assert.equal(validate(cdktfJson.context.fsxLustreKms), true, JSON.stringify(validate.errors));
  });

  it('describes every property', () => {
    const undescribed = deploymentReference()
      .split('\n')
      .filter((row) => row.endsWith('|  |'));
    assert.deepEqual(undescribed, []);
  });
});
