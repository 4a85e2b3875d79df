import assert from 'node:assert/strict';
import { Ajv } from 'ajv';
import { cdktfJsonEditorSchema } from '../../../core/deployment/editor-schema';
import { sampleInput } from '../../support/deployments';

/** The schema at a path of property names; items of lists by `[]`. */
function at(...steps: string[]): Readonly<Record<string, unknown>> {
  let schema: Readonly<Record<string, unknown>> = cdktfJsonEditorSchema();
  for (const step of steps) {
    const next = step === '[]' ? schema['items'] : (schema['properties'] as Record<string, unknown>)[step];
    assert.ok(typeof next === 'object' && next !== null, step);
    schema = next as Record<string, unknown>;
  }
  return schema;
}

describe('the schema of cdktf.json for editors', () => {
  it('says what each property is, and offers the values there are', () => {
    const type = at('context', 'fsxLustreKms', 'fileSystem', 'deploymentType');
    assert.match(String(type['description']), /^Deployment type\./);
    assert.deepEqual(type['examples'], ['SCRATCH_1', 'SCRATCH_2', 'PERSISTENT_1', 'PERSISTENT_2']);
    assert.ok(at('context', 'fsxLustreKms', 'buckets', '[]', 'key')['description']);
  });

  it('complains of no mistake: those are told in better words', () => {
    const validate = new Ajv({ strict: false }).compile(cdktfJsonEditorSchema());
    const wrong = {
      ...sampleInput(),
      regoin: 1,
      fileSystem: { deploymentType: 'PERSISTENT' },
      throughStep: 9,
    };
    for (const fsxLustreKms of [sampleInput(), wrong, {}]) assert.ok(validate({ context: { fsxLustreKms } }));
  });
});
