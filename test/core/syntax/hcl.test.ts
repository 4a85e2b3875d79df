import assert from 'node:assert/strict';
import { blocksOf, tokenRange } from '../../../core/syntax/inspect';
import { LineIndex } from '../../../core/syntax/position';
import type { Value } from '../../../core/syntax/value';
import { bodyOf, dig, marked, plain, read } from './support';

/** The value of an expression in a key's description. */
async function valueOf(expression: string): Promise<Value> {
  const file = await read(
    'main.tf',
    `locals {
       account = "111122223333"
       root    = "arn:aws:iam::\${local.account}:root"
       tags    = { Team = "storage" }
       ids     = ["a", "b"]
       loop    = local.loop
     }
     variable "region" { default = "eu-west-1" }
     variable "open" { type = string }
     resource "aws_kms_key" "k" {
       description = ${expression}
     }`,
  );
  return dig(bodyOf(file, 'aws_kms_key.k'), 'description');
}

describe('HCL', () => {
  it('gives the blocks with their addresses', async () => {
    const file = await read(
      'main.tf',
      `terraform { required_version = ">= 1" }
       provider "aws" { region = "a" }
       provider "aws" { alias = "key" }
       data "aws_region" "here" {}
       variable "v" {}
       resource "aws_kms_key" "k" {
         provider   = aws.key
         depends_on = [aws_s3_bucket.b, data.aws_region.here]
       }
       resource "aws_kms_grant" "g" { count = 2 }
       module "m" { source = "./aws" }`,
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
        ['resource', 'aws_kms_key', 'k', 'aws_kms_key.k', 'provider.aws.key', false],
        ['resource', 'aws_kms_grant', 'g', 'aws_kms_grant.g', undefined, true],
        ['other', 'module', 'm', 'module.m', undefined, false],
      ],
    );
    assert.deepEqual(
      file.resources[5]?.dependsOn.map((reference) => reference.target),
      ['aws_s3_bucket.b', 'data.aws_region.here'],
    );
  });

  describe('reads expressions', () => {
    const cases: { expression: string; is: unknown }[] = [
      { expression: '"text"', is: 'text' },
      { expression: '12', is: 12 },
      { expression: '-1.5', is: -1.5 },
      { expression: 'true', is: true },
      { expression: 'null', is: null },
      { expression: '(("x"))', is: 'x' },
      { expression: '["a", ["b"],]', is: ['a', ['b']] },
      { expression: '{ a = 1, "b" : 2, (local.account) = 3 }', is: { a: 1, b: 2, 111122223333: 3 } },
      { expression: '{ (var.open) = 1, b = 2 }', is: { b: 2, '…': true } },
      { expression: 'aws_kms_key.x.arn', is: '→aws_kms_key.x.arn' },
      { expression: 'aws_kms_key.x[0].arn', is: '→aws_kms_key.x[0].arn' },
      { expression: 'aws_kms_key.x["a"].arn', is: '→aws_kms_key.x["a"].arn' },
      { expression: 'aws_kms_key.x[*].arn', is: '→aws_kms_key.x[*].arn' },
      { expression: 'module.m.key_arn', is: '→module.m.key_arn' },
      { expression: 'each.value.arn', is: '→each.value.arn' },
      { expression: '"${aws_kms_key.x.arn}"', is: '→aws_kms_key.x.arn' },
      { expression: '"a${aws_kms_key.x.arn}b"', is: 'a{→aws_kms_key.x.arn}b' },
      { expression: '"a\\"b\\n\\u00e9"', is: 'a"b\né' },
      { expression: '"$${aws:username}"', is: '${aws:username}' },
      { expression: '"&{aws:username}"', is: '&{aws:username}' },
      { expression: 'local.root', is: 'arn:aws:iam::111122223333:root' },
      { expression: '"${local.root}/${var.region}"', is: 'arn:aws:iam::111122223333:root/eu-west-1' },
      { expression: 'local.tags.Team', is: 'storage' },
      { expression: 'local.ids[1]', is: 'b' },
      { expression: 'local.loop', is: '→local.loop' },
      { expression: 'var.open', is: '→var.open' },
      { expression: 'concat(local.ids, ["c"])', is: ['a', 'b', 'c'] },
      { expression: 'concat(local.ids, var.open)', is: ['a', 'b', '…'] },
      { expression: 'merge({ a = 1, b = 1 }, { b = 2 })', is: { a: 1, b: 2 } },
      { expression: 'merge({ a = 1 }, var.open, { c = 3 })', is: { c: 3, '…': true } },
      { expression: 'toset(local.ids)', is: ['a', 'b'] },
      {
        expression: 'jsonencode({ Statement = [{ Sid = local.account }] })',
        is: { json: { Statement: [{ Sid: '111122223333' }] } },
      },
      { expression: 'jsonencode(var.open)', is: { json: '→var.open' } },
      { expression: 'upper("x")', is: '?expression' },
      { expression: 'var.open ? "a" : "b"', is: '?expression' },
      { expression: '[for x in local.ids : x]', is: '?expression' },
      { expression: '"a${upper("}")}b"', is: 'a{?expression}b' },
      { expression: '<<EOT\nplain ${var.region}\nEOT', is: 'plain eu-west-1\n' },
      { expression: '<<-EOT\n    a\n      b\n    EOT', is: 'a\n  b\n' },
    ];
    for (const { expression, is } of cases) {
      it(expression, async () => {
        assert.deepEqual(plain(await valueOf(expression)), is);
      });
    }
  });

  it('says what an unknown value is made of', async () => {
    const value = await valueOf('var.open ? aws_kms_key.x.arn : local.none');
    assert(value.kind === 'unknown');
    assert.deepEqual(
      value.references.map((reference) => reference.target),
      ['var.open', 'aws_kms_key.x', 'local.none'],
    );
  });

  it('reads a heredoc that holds JSON, references and IAM variables in it', async () => {
    const value = await valueOf(
      '<<-POLICY\n  { "Statement": [{ "Resource": "${aws_s3_bucket.b.arn}/*", "Principal": ${jsonencode(var.open)},\n    "Sid": "$${aws:username}" }] }\n  POLICY',
    );
    assert.deepEqual(plain(value), {
      json: {
        Statement: [
          { Resource: '{→aws_s3_bucket.b.arn}/*', Principal: '?expression', Sid: '${aws:username}' },
        ],
      },
    });
  });

  describe('knows to the column where a token stands', () => {
    const cases: { it: string; source: string; line: number; column: number }[] = [
      { it: 'in a string', source: 'a = "«bad»"', line: 2, column: 6 },
      { it: 'behind an escape', source: 'a = "\\"\\u00e9«bad»"', line: 2, column: 14 },
      { it: 'behind an escaped interpolation', source: 'a = "$${x}«bad»"', line: 2, column: 11 },
      { it: 'behind a reference', source: 'a = "${var.x}«bad»"', line: 2, column: 14 },
      { it: 'behind a tab and non-ASCII text', source: '\ta = "é漢😀«bad»"', line: 2, column: 11 },
      { it: 'in jsonencode', source: 'a = jsonencode({ b = "«bad»" })', line: 2, column: 23 },
      { it: 'in a heredoc', source: 'a = <<EOT\r\n  é «bad»\r\nEOT', line: 3, column: 5 },
      {
        it: 'in a heredoc without its indentation',
        source: 'a = <<-EOT\n    x\n    «bad»\n  EOT',
        line: 4,
        column: 5,
      },
      {
        it: 'in JSON in a heredoc',
        source: 'a = <<EOT\n{"b":\n  "\\"${var.x}«bad»"}\nEOT',
        line: 4,
        column: 14,
      },
    ];
    for (const { it: name, source, line, column } of cases) {
      for (const [where, before] of [
        ['', ''],
        [', with a byte order mark', '\uFEFF'],
      ] as const) {
        it(name + where, async () => {
          const { text, ranges } = marked(`${before}resource "aws_kms_key" "k" {\r\n${source}\n}\n`);
          const file = await read('main.tf', text);
          assert(file.wellFormed);
          let value = dig(bodyOf(file, 'aws_kms_key.k'), 'a');
          if (value.kind === 'json') value = dig(value, 'b');
          const string = value.kind === 'template' ? value.parts.at(-1) : value;
          assert(string?.kind === 'string');
          const at = string.text.indexOf('bad');
          const range = tokenRange(string, at, at + 3);
          assert.deepEqual(range, ranges[0]);
          assert.deepEqual(new LineIndex(text).positionAt(range.start), { line, column });
        });
      }
    }
  });

  it('gives the ranges of names, values and blocks', async () => {
    const { text, ranges } = marked(
      '«resource "aws_kms_key" «"k"» {\n  «policy» = «jsonencode(«{ «"a"» = «[1]» }»)»\n}»\n',
    );
    const [resource] = (await read('main.tf', text)).resources;
    const [entry] = resource?.body.entries ?? [];
    assert(resource && entry?.value.kind === 'json' && entry.value.content.kind === 'object');
    const [inner] = entry.value.content.entries;
    assert.deepEqual(
      [
        resource.range,
        resource.head,
        entry.key.range,
        entry.value.range,
        entry.value.content.range,
        inner?.key.range,
        inner?.value.range,
      ],
      ranges,
    );
  });

  it('keeps blocks that are repeated, and knows that a dynamic block hides some', async () => {
    const file = await read(
      'main.tf',
      `data "aws_iam_policy_document" "d" {
         statement { sid = "a" }
         statement { sid = "b" }
       }
       data "aws_iam_policy_document" "e" {
         statement { sid = "a" }
         dynamic "statement" {
           for_each = var.x
           content { sid = "b" }
         }
       }`,
    );
    const known = blocksOf(bodyOf(file, 'data.aws_iam_policy_document.d'), 'statement');
    assert.deepEqual([known.blocks.map(plain), known.complete], [[{ sid: 'a' }, { sid: 'b' }], true]);
    const open = blocksOf(bodyOf(file, 'data.aws_iam_policy_document.e'), 'statement');
    assert.deepEqual([open.blocks.map(plain), open.complete], [[{ sid: 'a' }], false]);
  });

  describe('gives what can be known of a file that is being typed', () => {
    const before = 'resource "aws_kms_key" "k" {\n  description = "x"\n}\n';
    const cases: { it: string; text: string; addresses: string[] }[] = [
      {
        it: 'a value that is missing',
        text: `${before}resource "aws_kms_grant" "g" {\n  name =\n}\n`,
        addresses: ['aws_kms_key.k', 'aws_kms_grant.g'],
      },
      {
        it: 'a block that is not closed',
        text: `${before}resource "aws_kms_grant" "g" {\n  name = "a"\n`,
        addresses: ['aws_kms_key.k'],
      },
      {
        it: 'a string that is not closed',
        text: `${before}resource "aws_kms_grant" "g" {\n  name = "a\n}\n`,
        addresses: ['aws_kms_key.k'],
      },
    ];
    for (const { it: name, text, addresses } of cases) {
      it(name, async () => {
        const file = await read('main.tf', text);
        assert.equal(file.wellFormed, false);
        const found = file.resources.map((resource) => resource.address);
        assert.deepEqual(
          found.filter((address) => addresses.includes(address)),
          addresses,
        );
      });
    }
  });

  it('lists comments of all three kinds', async () => {
    const { text, ranges } = marked(
      '«# one»\nlocals {\n  a = 1 «// two»\n  «/* three\n */»\n  b = ["#", 1, «# four»\n 2]\n}\n',
    );
    const { comments } = await read('main.tf', text);
    assert.deepEqual(
      comments.map((comment) => comment.range),
      ranges,
    );
    assert.equal(comments[1]?.text, '// two');
  });

  it('finds policies that no resource has taken in', async () => {
    const file = await read(
      'main.tf',
      `locals {
         used   = { Statement = [{ Sid = "a" }] }
         unused = { Statement = [{ Sid = "b" }] }
       }
       resource "aws_kms_key" "k" { policy = jsonencode(local.used) }`,
    );
    assert.deepEqual(file.documents.map(plain), [{ Statement: [{ Sid: 'b' }] }]);
  });
});
