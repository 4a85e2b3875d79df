import assert from 'node:assert/strict';
import fc from 'fast-check';
import { rehearse } from '../../../core/rehearsal/rehearse';
import { readWorld, type ReadWorld } from '../../../core/rehearsal/world/read-world';
import type { Reader } from '../../../core/syntax/reader';
import { sharedReader } from '../../support/reader';

/** What Terraform refuses as a cycle, people have in their files while they type. */
describe('a world in which values are made from themselves', () => {
  let reader: Reader;
  before(async () => {
    reader = await sharedReader();
  });

  const read = (files: Readonly<Record<string, string>>): ReadWorld =>
    readWorld(
      Object.entries(files).map(([path, text]) => {
        const file = reader.read({ path, text });
        assert.ok(file, `${path} is nothing to read`);
        return file;
      }),
    );
  const bucketNames = ({ world }: ReadWorld) => world.buckets.map(({ name }) => name);
  const json = (content: unknown) => ({ 'app/main.tf.json': JSON.stringify(content) });

  /** A stack whose state others read. */
  const stack = (name: string, other: string) =>
    JSON.stringify({
      terraform: { backend: { local: { path: `${name}.tfstate` } } },
      data: {
        terraform_remote_state: { s: { backend: 'local', config: { path: `${other}.tfstate` } } },
      },
      output: { name: { value: `${name}-\${data.terraform_remote_state.s.outputs.name}` } },
      resource: { aws_s3_bucket: { b: { bucket: '${data.terraform_remote_state.s.outputs.name}' } } },
    });

  const document = (name: string, source: string) => `data "aws_iam_policy_document" "${name}" {
  source_policy_documents = [data.aws_iam_policy_document.${source}.json]
  statement {
    sid     = "${name}"
    actions = ["kms:Decrypt"]
  }
}
`;
  const merged = (sid: string) => ({ Effect: 'Allow', Action: ['kms:Decrypt'], Sid: sid });
  const keyPolicies = ({ world }: ReadWorld) => world.keys.map(({ policy }) => policy.document);

  const CASES: {
    name: string;
    files: Readonly<Record<string, string>>;
    take: (read: ReadWorld) => unknown;
    known: unknown;
  }[] = [
    {
      name: "a bucket's name, HCL",
      files: { 'app/main.tf': 'resource "aws_s3_bucket" "b" {\n  bucket = "x-${aws_s3_bucket.b.id}"\n}\n' },
      take: bucketNames,
      known: ['x-${aws_s3_bucket.b.id, made from itself, in app/main.tf}'],
    },
    {
      name: "a bucket's name, Terraform JSON",
      files: json({ resource: { aws_s3_bucket: { b: { bucket: 'x-${aws_s3_bucket.b.id}' } } } }),
      take: bucketNames,
      known: ['x-${aws_s3_bucket.b.id, made from itself, in app/main.tf.json}'],
    },
    {
      name: 'an attribute that is nothing but itself',
      files: json({ resource: { aws_s3_bucket: { b: { bucket: '${aws_s3_bucket.b.bucket}' } } } }),
      take: bucketNames,
      known: ['${aws_s3_bucket.b.bucket, made from itself, in app/main.tf.json}'],
    },
    {
      name: 'two buckets from each other',
      files: json({
        resource: {
          aws_s3_bucket: {
            a: { bucket: 'a-${aws_s3_bucket.b.id}' },
            b: { bucket: 'b-${aws_s3_bucket.a.id}' },
          },
        },
      }),
      take: bucketNames,
      known: [
        'a-b-${aws_s3_bucket.a.id, made from itself, in app/main.tf.json}',
        'b-a-${aws_s3_bucket.b.id, made from itself, in app/main.tf.json}',
      ],
    },
    {
      name: 'through a local of another file',
      files: {
        'app/main.tf': 'resource "aws_s3_bucket" "b" {\n  bucket = local.name\n}\n',
        'app/locals.tf': 'locals {\n  name = "x-${aws_s3_bucket.b.id}"\n}\n',
      },
      take: bucketNames,
      known: ['x-${aws_s3_bucket.b.id, made from itself, in app/main.tf}'],
    },
    {
      name: 'locals from each other',
      files: {
        'app/main.tf':
          'resource "aws_s3_bucket" "b" {\n  bucket = local.a\n}\nlocals {\n  a = "a-${local.b}"\n  b = "b-${local.a}"\n}\n',
      },
      take: bucketNames,
      known: ['a-b-${local.a in app/main.tf}'],
    },
    {
      name: 'the outputs of two stacks from each other',
      files: { 'a/cdk.tf.json': stack('a', 'b'), 'b/cdk.tf.json': stack('b', 'a') },
      take: bucketNames,
      known: [
        'b-a-b-${data.terraform_remote_state.s.outputs.name, made from itself, in b/cdk.tf.json}',
        'a-b-a-${data.terraform_remote_state.s.outputs.name, made from itself, in a/cdk.tf.json}',
      ],
    },
    {
      name: 'the account of a provider, from the identity of its own caller',
      files: json({
        provider: { aws: { allowed_account_ids: ['${data.aws_caller_identity.me.account_id}'] } },
        data: { aws_caller_identity: { me: {} } },
        resource: { aws_kms_key: { k: {} } },
      }),
      take: ({ world }) => world.keys.map(({ account }) => account),
      known: ['${account of provider.aws in app/main.tf.json}'],
    },
    {
      name: "a bucket's Region",
      files: json({
        resource: { aws_s3_bucket: { b: { bucket: 'data', region: '${aws_s3_bucket.b.bucket_region}' } } },
      }),
      take: ({ world }) => world.buckets.map(({ region }) => region),
      known: ['${region of app/main.tf.json}'],
    },
    {
      name: 'an alias of itself',
      files: json({
        resource: {
          aws_kms_alias: { a: { name: 'alias/a', target_key_id: '${aws_kms_alias.a.target_key_id}' } },
          aws_kms_grant: { g: { key_id: '${aws_kms_alias.a.target_key_arn}', operations: ['Decrypt'] } },
        },
      }),
      take: ({ world }) => world.grants.map(({ key }) => key),
      known: ['${aws_kms_alias.a.target_key_arn in app/main.tf.json}'],
    },
    {
      name: 'a policy document that is merged into itself',
      files: {
        'app/main.tf': `resource "aws_kms_key" "k" {\n  policy = data.aws_iam_policy_document.a.json\n}\n${document('a', 'a')}`,
      },
      take: keyPolicies,
      known: [
        {
          Version: '2012-10-17',
          Statement: ['${data.aws_iam_policy_document.a, made from itself, in app/main.tf}', merged('a')],
        },
      ],
    },
    {
      name: 'policy documents that are merged into each other',
      files: {
        'app/main.tf': `resource "aws_kms_key" "k" {\n  policy = data.aws_iam_policy_document.a.json\n}\n${document('a', 'b')}${document('b', 'a')}`,
      },
      take: keyPolicies,
      known: [
        {
          Version: '2012-10-17',
          Statement: [
            '${data.aws_iam_policy_document.a, made from itself, in app/main.tf}',
            merged('b'),
            merged('a'),
          ],
        },
      ],
    },
  ];
  for (const { name, files, take, known } of CASES) {
    it(`leaves open what cannot be known: ${name}`, () => {
      assert.deepEqual(JSON.parse(JSON.stringify(take(read(files)))), known);
    });
  }

  it('a chain that is too long for the stack ends where it would overflow', () => {
    const buckets = Array.from({ length: 150 }, (_, index) => [
      `b${index}`,
      { bucket: `\${aws_s3_bucket.b${index + 1}.id}` },
    ]);
    const names = bucketNames(
      read(json({ resource: { aws_s3_bucket: Object.fromEntries(buckets) as unknown } })),
    );
    assert.equal(names.at(0), '${aws_s3_bucket.b100.id in app/main.tf.json}');
    assert.equal(names.at(-1), '${aws_s3_bucket.b150.id in app/main.tf.json}');
  });

  it('whatever refers to whatever, the seven steps are rehearsed', () => {
    const place = fc.constantFrom(
      'aws_s3_bucket.a.id',
      'aws_s3_bucket.a.arn',
      'aws_s3_bucket.a.bucket_region',
      'aws_s3_bucket.b.bucket',
      'aws_kms_key.k.arn',
      'aws_kms_key.k.policy',
      'aws_kms_alias.l.target_key_arn',
      'aws_kms_alias.l.arn',
      'data.aws_kms_key.d.arn',
      'data.aws_kms_alias.d.target_key_arn',
      'data.aws_caller_identity.me.account_id',
      'data.aws_region.here.region',
      'data.aws_iam_policy_document.d.json',
      'aws_iam_role.r.arn',
      'aws_fsx_lustre_file_system.fs.id',
      'local.x',
      'local.y',
      'var.z',
    );
    const text = fc
      .array(place, { minLength: 1, maxLength: 2 })
      .map((places) => places.map((one) => `\${${one}}`).join('/'));
    const value = fc.oneof(text, fc.array(text, { minLength: 1, maxLength: 2 }));
    const configuration = fc.record({
      locals: fc.record({ x: value, y: value }),
      variable: fc.record({ z: fc.record({ default: value }) }),
      provider: fc.record({ aws: fc.record({ region: text, allowed_account_ids: value }) }),
      data: fc.record({
        aws_caller_identity: fc.record({ me: fc.constant({}) }),
        aws_region: fc.record({ here: fc.constant({}) }),
        aws_kms_key: fc.record({ d: fc.record({ key_id: text }) }),
        aws_kms_alias: fc.record({ d: fc.record({ name: text, target_key_id: text }) }),
        aws_iam_policy_document: fc.record({
          d: fc.record({ source_policy_documents: value, statement: fc.record({ resources: value }) }),
        }),
      }),
      resource: fc.record({
        aws_s3_bucket: fc.record({
          a: fc.record({ bucket: text, region: text }),
          b: fc.record({ bucket: text }),
        }),
        aws_kms_key: fc.record({ k: fc.record({ policy: text, multi_region: text, region: text }) }),
        aws_kms_alias: fc.record({ l: fc.record({ name: text, target_key_id: text }) }),
        aws_iam_role: fc.record({ r: fc.record({ name: text, path: text }) }),
        aws_fsx_lustre_file_system: fc.record({ fs: fc.record({ import_path: text, region: text }) }),
        aws_kms_grant: fc.record({
          g: fc.record({ key_id: text, grantee_principal: text, operations: value }),
        }),
      }),
    });
    fc.assert(
      fc.property(configuration, (content) => {
        const { steps } = rehearse(read(json(content)), 7);
        assert.equal(steps.length, 7);
      }),
      { numRuns: 100 },
    );
  });
});
