import assert from 'node:assert/strict';
import { completionsAt } from '../../core/language/completion/completion';
import { explainAt } from '../../core/language/explain';
import { hoverAt } from '../../core/language/hover/hover';
import { lint } from '../../core/lint/lint';
import { keyTargetOf } from '../../core/model/key-target';
import { createModel } from '../../core/model/model';
import { readWorld } from '../../core/rehearsal/world/read-world';
import { entryOf } from '../../core/syntax/inspect';
import { rule as fsxId } from '../../core/rules/fsx-id/rule';
import { rule as fsxKmsKey } from '../../core/rules/fsx-kms-key/rule';
import type { Rule } from '../../core/rules/rule';
import { createProject } from '../../core/syntax/project';
import type { Reader } from '../../core/syntax/reader';
import { ownAttributes, ownType } from '../../core/syntax/typescript/own-constructs';
import { readManifest } from '../../core/synth-report/manifest';
import { sharedReader } from '../support/reader';

const PATH = 'app/main.tf.json';

/** What every object of JavaScript has is in a user's file a name like any other. */
for (const name of ['constructor', 'toString', '__proto__']) {
  describe(`the name ${name}`, () => {
    let reader: Reader;
    before(async () => {
      reader = await sharedReader();
    });

    /** Written by hand: `__proto__` in an object literal sets its prototype. */
    const read = (text: string) => {
      const file = reader.read({ path: PATH, text: text.replaceAll('NAME', name) });
      assert.ok(file, 'nothing to read');
      return file;
    };
    const modelOf = (text: string) => createModel(createProject([read(text)]));
    const worldOf = (text: string) => readWorld([read(text)]).world;
    const findingsIn = (text: string, ...rules: Rule[]) => lint([read(text)], { rules }).findings;

    it("is no type of resource that holds a policy, and none of a key's kinds", () => {
      const model = modelOf('{ "resource": { "NAME": { "x": { "policy": "{\\"Statement\\": []}" } } } }');
      assert.deepEqual(model.policies, []);
      assert.deepEqual(
        model.resources(name).map(({ resource }) => resource.address),
        [`${name}.x`],
      );
    });

    it("is no attribute that says a key's ARN or id", () => {
      const model = modelOf(`{
        "data": { "aws_kms_key": { "d": { "key_id": "alias/a" } } },
        "resource": {
          "aws_kms_key": { "k": {} },
          "aws_kms_grant": {
            "g": { "key_id": "\${aws_kms_key.k.NAME}" },
            "h": { "key_id": "\${data.aws_kms_key.d.NAME}" }
          }
        }
      }`);
      const forms = model
        .resources('aws_kms_grant')
        .map((grant) => keyTargetOf(entryOf(grant.resource.body, 'key_id'), grant, model)?.form);
      assert.deepEqual(forms, ['unknown', 'unknown']);
    });

    it('is a section whose blocks have one label', () => {
      const { resources } = read('{ "//": "aws", "NAME": { "x": { "a": { "b": "c" } } } }');
      assert.deepEqual(
        resources.map(({ type, name: label, body }) => [
          type,
          label,
          body.entries.map(({ key }) => key.text),
        ]),
        [[name, 'x', ['a']]],
      );
    });

    it('is no construct of ours', () => {
      const props = read('{ "locals": {} }').root;
      assert.ok(props);
      assert.equal(ownType(name), undefined);
      assert.equal(ownAttributes(name, props), props);
    });

    it('is no backend', () => {
      const { buckets } = worldOf(`{
        "terraform": { "backend": { "NAME": { "path": "x" } } },
        "data": { "terraform_remote_state": { "s": { "backend": "NAME", "config": { "path": "x" } } } },
        "resource": { "aws_s3_bucket": { "b": { "bucket": "\${data.terraform_remote_state.s.outputs.name}" } } }
      }`);
      assert.deepEqual(
        buckets.map((bucket) => bucket.name),
        [`\${data.terraform_remote_state.s.outputs.name in ${PATH}}`],
      );
    });

    it('is no type of resource whose ARN has a known form', () => {
      const { buckets } = worldOf(`{
        "resource": { "NAME": { "x": {} }, "aws_s3_bucket": { "b": { "bucket": "\${NAME.x.arn}" } } }
      }`);
      assert.deepEqual(
        buckets.map((bucket) => bucket.name),
        [`\${${name}.x.arn in ${PATH}}`],
      );
    });

    it('is no partition', () => {
      const { buckets } = worldOf(`{
        "data": { "aws_partition": { "p": { "partition": "NAME" } } },
        "resource": { "aws_s3_bucket": { "b": { "bucket": "data" } } }
      }`);
      assert.deepEqual(
        buckets.map(({ arn }) => arn),
        ['arn:aws:s3:::data'],
      );
    });

    it('is no type of resource that has an id or an ARN of the wrong kind', () => {
      const text = `{
        "resource": {
          "NAME": { "x": {} },
          "aws_fsx_lustre_file_system": {
            "fs": { "kms_key_id": "\${NAME.x.arn}", "subnet_ids": ["\${NAME.x.id}"] }
          }
        }
      }`;
      assert.deepEqual(findingsIn(text, fsxId, fsxKmsKey), []);
    });

    it('is no level of an annotation', () => {
      const annotations = [{ constructPath: 's/x', level: name, message: 'Old.' }];
      const manifest = readManifest(JSON.stringify({ stacks: { s: { name: 's', annotations } } }));
      assert.deepEqual(manifest, {
        status: 'read',
        annotations: [],
        notes: ['1 of the annotations of the stack s are not understood.'],
      });
    });

    it('has no card, no completion and no explanation of its own', () => {
      const text = `# aws\nresource "${name}" "${name}" {\n  ${name} = "x"\n  ${name} {\n    \n  }\n}\n`;
      const file = reader.read({ path: 'main.tf', text });
      assert.ok(file);
      const model = createModel(createProject([file]));
      for (let offset = 0; offset <= text.length; offset++) {
        assert.equal(hoverAt(model, 'main.tf', offset), undefined);
        assert.equal(completionsAt({ reader, path: 'main.tf', text, offset, others: [] }), undefined);
        assert.equal(explainAt(model, 'main.tf', offset).status, 'nothing');
      }
    });
  });
}
