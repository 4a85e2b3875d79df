import assert from 'node:assert/strict';
import { createProject, resolve } from '../../../core/syntax/project';
import { bodyOf, dig, marked, plain, read } from './support';

describe('projects', () => {
  it('follow a reference to a resource of the same file, whatever the language', async () => {
    const cases = [
      [
        'a.tf',
        `resource "aws_kms_key" "k" { description = "d" }\nresource "aws_kms_grant" "g" { key_id = aws_kms_key.k.arn }`,
      ],
      [
        'a.tf.json',
        `{"resource": {"aws_kms_key": {"k": {"description": "d"}}, "aws_kms_grant": {"g": {"key_id": "\${aws_kms_key.k.arn}"}}}}`,
      ],
      [
        'a.ts',
        `import { KmsKey } from '@cdktf/provider-aws/lib/kms-key'; import { KmsGrant } from '@cdktf/provider-aws/lib/kms-grant';
        const k = new KmsKey(this, 'k', { description: 'd' }); new KmsGrant(this, 'g', { keyId: k.arn });`,
      ],
    ] as const;
    for (const [path, text] of cases) {
      const file = await read(path, text);
      const project = createProject([file]);
      const found = resolve(dig(bodyOf(file, 'aws_kms_grant.g'), 'key_id'), project, path);
      assert.equal(found?.resource.address, 'aws_kms_key.k', path);
      assert.deepEqual(
        [found.attribute, found.value, plain(found.resource.body)],
        [['arn'], undefined, { description: 'd' }],
      );
    }
  });

  it('give what the body has for an attribute', async () => {
    const file = await read(
      'a.tf',
      `resource "aws_s3_bucket" "b" { bucket = "x" }\nresource "aws_s3_bucket_policy" "p" { bucket = aws_s3_bucket.b.bucket }`,
    );
    const found = resolve(
      dig(bodyOf(file, 'aws_s3_bucket_policy.p'), 'bucket'),
      createProject([file]),
      'a.tf',
    );
    assert.equal(plain(found?.value), 'x');
  });

  it('follow references between the files of one folder, and no further', async () => {
    const key = await read('stack/key.tf', 'resource "aws_kms_key" "k" { description = "d" }');
    const near = await read('stack/grant.tf', 'resource "aws_kms_grant" "g" { key_id = aws_kms_key.k.arn }');
    const far = await read('other/grant.tf', 'resource "aws_kms_grant" "g" { key_id = aws_kms_key.k.arn }');
    const project = createProject([key, near, far]);
    const found = resolve(dig(bodyOf(near, 'aws_kms_grant.g'), 'key_id'), project, near.path);
    assert.deepEqual([found?.file.path, found?.resource.address], ['stack/key.tf', 'aws_kms_key.k']);
    assert.equal(resolve(dig(bodyOf(far, 'aws_kms_grant.g'), 'key_id'), project, far.path), undefined);
  });

  it('fold locals and defaults of the folder, and say which file they are written in', async () => {
    const { text, ranges } = marked(
      'locals {\n  via = «"s3.${var.region}"»\n  policy = { Statement = [{ Sid = «"a"» }] }\n}',
    );
    const locals = await read('stack/locals.tf', text);
    const variables = await read('stack/variables.tf', 'variable "region" { default = "eu-west-1" }');
    const main = await read(
      'stack/main.tf',
      'resource "aws_kms_key" "k" {\n  description = local.via\n  policy = jsonencode(local.policy)\n}',
    );
    const file = createProject([locals, variables, main]).files[2];
    assert(file);
    const body = bodyOf(file, 'aws_kms_key.k');
    assert.deepEqual(plain(body), {
      description: 's3.eu-west-1',
      policy: { json: { Statement: [{ Sid: 'a' }] } },
    });
    assert.deepEqual(dig(body, 'description').range, { ...ranges[0], path: 'stack/locals.tf' });
    assert.deepEqual(dig(body, 'policy', 'Statement', 0, 'Sid').range, {
      ...ranges[1],
      path: 'stack/locals.tf',
    });
    assert.deepEqual(plain(bodyOf(main, 'aws_kms_key.k')), {
      description: '→local.via',
      policy: { json: '→local.policy' },
    });
  });

  it('find the instance that is meant', async () => {
    const state = (index: number) => ({
      address: `aws_kms_key.k[${index}]`,
      mode: 'managed',
      type: 'aws_kms_key',
      name: 'k',
      values: { description: `d${index}` },
    });
    const grant = {
      address: 'aws_kms_grant.g',
      mode: 'managed',
      type: 'aws_kms_grant',
      name: 'g',
      change: { actions: ['create'], after: {}, after_unknown: { key_id: true } },
    };
    const changes = [0, 1].map((index) => ({
      ...state(index),
      change: { actions: ['create'], after: state(index).values },
    }));
    const expressions = {
      key_id: { references: ['aws_kms_key.k[1].arn', 'aws_kms_key.k[1]', 'aws_kms_key.k'] },
    };
    const file = await read(
      'plan.json',
      JSON.stringify({
        format_version: '1.2',
        resource_changes: [...changes, grant],
        configuration: { root_module: { resources: [{ address: 'aws_kms_grant.g', expressions }] } },
      }),
    );
    const found = resolve(dig(bodyOf(file, 'aws_kms_grant.g'), 'key_id'), createProject([file]), 'plan.json');
    assert.equal(found?.resource.address, 'aws_kms_key.k[1]');
  });

  it('find nothing for what is no reference', async () => {
    const file = await read('a.tf', 'resource "aws_kms_key" "k" { a = "x" }');
    const project = createProject([file]);
    assert.equal(resolve(dig(bodyOf(file, 'aws_kms_key.k'), 'a'), project, 'a.tf'), undefined);
    assert.equal(resolve(undefined, project, 'a.tf'), undefined);
  });
});
