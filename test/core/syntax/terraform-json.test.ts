import assert from 'node:assert/strict';
import { tokenRange } from '../../../core/syntax/inspect';
import { bodyOf, dig, marked, plain, read } from './support';

/** A key whose policy is a string, as CDKTF writes it. */
function keyWith(policy: string, more = ''): string {
  return `{ ${more}"resource": { "aws_kms_key": { "key": { "policy": ${JSON.stringify(policy)} } } } }`;
}

describe('Terraform JSON', () => {
  it('gives the blocks with their addresses', async () => {
    const file = await read(
      'cdk.tf.json',
      `{ "//": { "metadata": {} },
         "terraform": { "backend": { "local": {} } },
         "provider": { "aws": [{ "region": "a" }, { "alias": "key" }] },
         "data": { "aws_region": { "here": {} } },
         "variable": { "v": { "default": "x" } },
         "output": { "o": { "value": 1 } },
         "resource": [{ "aws_kms_key": { "k": { "provider": "aws.key", "depends_on": ["aws_s3_bucket.b"] } } },
                      { "aws_kms_grant": { "g": { "count": 2 } } }] }`,
    );
    assert.deepEqual(
      file.resources.map(({ kind, type, name, address, provider, repeated }) => [
        kind,
        type,
        name,
        address,
        provider,
        repeated,
      ]),
      [
        ['other', 'terraform', '', 'terraform', undefined, false],
        ['provider', 'aws', '', 'provider.aws', undefined, false],
        ['provider', 'aws', 'key', 'provider.aws.key', undefined, false],
        ['data', 'aws_region', 'here', 'data.aws_region.here', undefined, false],
        ['other', 'variable', 'v', 'var.v', undefined, false],
        ['other', 'output', 'o', 'output.o', undefined, false],
        ['resource', 'aws_kms_key', 'k', 'aws_kms_key.k', 'provider.aws.key', false],
        ['resource', 'aws_kms_grant', 'g', 'aws_kms_grant.g', undefined, true],
      ],
    );
    assert.deepEqual(
      file.resources[6]?.dependsOn.map((reference) => reference.target),
      ['aws_s3_bucket.b'],
    );
  });

  describe('reads strings', () => {
    const cases: { it: string; value: string; is: unknown }[] = [
      { it: 'a reference', value: '"${aws_kms_key.k.arn}"', is: '→aws_kms_key.k.arn' },
      {
        it: 'a reference to one of several',
        value: '"${aws_kms_key.k[0].arn}"',
        is: '→aws_kms_key.k[0].arn',
      },
      { it: 'a reference to all of several', value: '"${aws_kms_key.k.*.arn}"', is: '→aws_kms_key.k[*].arn' },
      { it: 'a data source', value: '"${data.aws_region.r.name}"', is: '→data.aws_region.r.name' },
      {
        it: 'text around references',
        value: '"a${aws_kms_key.k.arn}b${var.x}"',
        is: 'a{→aws_kms_key.k.arn}b{→var.x}',
      },
      { it: 'a local of the file', value: '"arn:${local.account}:root"', is: 'arn:111122223333:root' },
      { it: 'the default of a variable', value: '"${var.region}"', is: 'eu-west-1' },
      { it: 'a local that is not there', value: '"${local.other}"', is: '→local.other' },
      { it: 'an escaped interpolation', value: '"$${aws:username} %%{x}"', is: '${aws:username} %{x}' },
      { it: 'a function', value: '"${upper(local.account)}"', is: '?expression' },
      { it: 'a directive', value: '"a%{ if x }b%{ endif }"', is: 'a{?expression}b{?expression}' },
      {
        it: 'an expression with braces and strings in it',
        value: '"a${merge({ \\"}\\" = \\"${var.q}\\" })}b"',
        is: 'a{?expression}b',
      },
      {
        it: 'jsonencode',
        value: '"${jsonencode({ \\"Statement\\" = [{ \\"Sid\\" = local.account }] })}"',
        is: { json: { Statement: [{ Sid: '111122223333' }] } },
      },
      { it: 'an interpolation that does not end', value: '"a${aws_kms_key.k"', is: 'a{→aws_kms_key.k}' },
    ];
    for (const { it: name, value, is } of cases) {
      it(name, async () => {
        const file = await read(
          'x.tf.json',
          `{"locals": {"account": "111122223333"}, "variable": {"region": {"default": "eu-west-1"}},
            "resource": {"aws_kms_key": {"k": {"description": ${value}}}}}`,
        );
        assert.deepEqual(plain(dig(bodyOf(file, 'aws_kms_key.k'), 'description')), is);
      });
    }
  });

  it('reads a policy in a string, with its references', async () => {
    const file = await read(
      'cdk.tf.json',
      keyWith(
        '{"Statement":[{"Resource":"${aws_s3_bucket.b.arn}/*","Action":["kms:*"],"Condition":${local.c}}]}',
      ),
    );
    assert.deepEqual(plain(dig(bodyOf(file, 'aws_kms_key.key'), 'policy')), {
      json: {
        Statement: [{ Resource: '{→aws_s3_bucket.b.arn}/*', Action: ['kms:*'], Condition: '→local.c' }],
      },
    });
  });

  describe('knows to the column where a token in a policy stands', () => {
    const cases: { it: string; source: string }[] = [
      { it: 'behind escaped quotes', source: '{\\"Statement\\":[{\\"Sid\\":\\"«bad»\\"}]}' },
      { it: 'behind an escaped line break', source: '{\\n  \\"Statement\\":[{\\"Sid\\":\\"«bad»\\"}]}' },
      {
        it: 'behind a unicode escape of the file',
        source: '{\\"Statement\\":[{\\"Sid\\":\\"\\u00e9«bad»\\"}]}',
      },
      {
        it: 'behind a unicode escape of the policy',
        source: '{\\"Statement\\":[{\\"Sid\\":\\"\\\\u00e9«bad»\\"}]}',
      },
      { it: 'behind a quote in the policy', source: '{\\"Statement\\":[{\\"Sid\\":\\"\\\\\\"«bad»\\"}]}' },
      {
        it: 'behind a reference',
        source: '{\\"Statement\\":[{\\"Sid\\":\\"${aws_s3_bucket.b.arn}/«bad»\\"}]}',
      },
      { it: 'behind an escaped interpolation', source: '{\\"Statement\\":[{\\"Sid\\":\\"$${x}«bad»\\"}]}' },
      { it: 'behind a local', source: '{\\"Statement\\":[{\\"Sid\\":\\"${local.a}«bad»\\"}]}' },
      { it: 'behind non-ASCII text', source: '{\\"Statement\\":[{\\"é漢😀\\": 1, \\"Sid\\":\\"«bad»\\"}]}' },
    ];
    for (const { it: name, source } of cases) {
      it(name, async () => {
        const { text, ranges } = marked(
          `{"locals": {"a": "A"},\r\n\t"resource": {"aws_kms_key": {"key": {"policy": "${source}"}}}}`,
        );
        const file = await read('cdk.tf.json', text);
        const sid = dig(bodyOf(file, 'aws_kms_key.key'), 'policy', 'Statement', 0, 'Sid');
        const string = sid.kind === 'template' ? sid.parts.at(-1) : sid;
        assert(string?.kind === 'string');
        const at = string.text.indexOf('bad');
        assert.deepEqual(tokenRange(string, at, at + 3), ranges[0]);
      });
    }
  });

  it('marks a reference in a policy exactly', async () => {
    const { text, ranges } = marked(
      '{"resource": {"aws_kms_key": {"key": {"policy": "{\\"Statement\\":[{\\"Sid\\":\\"x${«aws_s3_bucket.b.arn»}\\"}]}"}}}}',
    );
    const sid = dig(
      bodyOf(await read('a.tf.json', text), 'aws_kms_key.key'),
      'policy',
      'Statement',
      0,
      'Sid',
    );
    assert(sid.kind === 'template');
    assert.deepEqual(sid.parts[1]?.range, ranges[0]);
  });

  it('marks a folded local where it is used, and says where it is written', async () => {
    const { text, ranges } = marked(
      '{"locals": {"a": «"A"»}, "resource": {"aws_kms_key": {"key": {"description": "${«local.a»}"}}}}',
    );
    const value = dig(bodyOf(await read('a.tf.json', text), 'aws_kms_key.key'), 'description');
    assert.deepEqual([value.range, value.use], ranges);
  });

  it('leaves "//" objects as they are', async () => {
    const file = await read(
      'a.tf.json',
      '{"resource": {"aws_kms_key": {"k": {"//": {"fsx-lustre-kms": {"ignore": [{"rule": "r", "reason": "s"}]}}}}}}',
    );
    assert.deepEqual(plain(dig(bodyOf(file, 'aws_kms_key.k'), '//', 'fsx-lustre-kms', 'ignore', 0)), {
      rule: 'r',
      reason: 's',
    });
  });

  it('marks the name of a resource', async () => {
    const { text, ranges } = marked('{"resource": {"aws_kms_key": {«"k"»: {}}}}');
    assert.deepEqual((await read('a.tf.json', text)).resources[0]?.head, ranges[0]);
  });

  it('is patient with locals that lead back to themselves', async () => {
    const file = await read(
      'a.tf.json',
      '{"locals": {"a": "${local.b}", "b": "${local.a}"}, "resource": {"aws_kms_key": {"k": {"description": "${local.a}"}}}}',
    );
    assert.equal(plain(dig(bodyOf(file, 'aws_kms_key.k'), 'description')), '→local.a');
  });
});
