import assert from 'node:assert/strict';
import { tokenRange } from '../../../core/syntax/inspect';
import { LineIndex } from '../../../core/syntax/position';
import type { Value } from '../../../core/syntax/value';
import { bodyOf, dig, marked, plain, read } from './support';

const IMPORTS = `import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';\n`;

/** The value of an expression in a key's description, after some statements. */
async function valueOf(expression: string, before = ''): Promise<Value> {
  const file = await read(
    'main.ts',
    `${IMPORTS}${before}\nnew KmsKey(this, 'k', { description: ${expression} });\n`,
  );
  return dig(bodyOf(file, 'aws_kms_key.k'), 'description');
}

describe('TypeScript', () => {
  describe('knows a construct', () => {
    const cases: { it: string; text: string; address: string }[] = [
      {
        it: 'of a module of its own',
        text: `import { KmsKey } from '@cdktf/provider-aws/lib/kms-key'; new KmsKey(this, 'k', {});`,
        address: 'aws_kms_key.k',
      },
      {
        it: 'of the CDK Terrain package',
        text: `import { KmsKey } from '@cdktn/provider-aws/lib/kms-key'; new KmsKey(this, 'k', {});`,
        address: 'aws_kms_key.k',
      },
      {
        it: 'of generated bindings',
        text: `import { KmsKey } from './.gen/providers/aws/kms-key'; new KmsKey(this, 'k', {});`,
        address: 'aws_kms_key.k',
      },
      {
        it: 'under another name',
        text: `import { KmsKey as Key } from '@cdktf/provider-aws/lib/kms-key'; new Key(this, 'k', {});`,
        address: 'aws_kms_key.k',
      },
      {
        it: 'by namespace',
        text: `import * as aws from '@cdktf/provider-aws'; new aws.kmsKey.KmsKey(this, \`k\`, {});`,
        address: 'aws_kms_key.k',
      },
      {
        it: 'by its module',
        text: `import { kmsKey } from '@cdktf/provider-aws'; new kmsKey.KmsKey(this, 'k', {});`,
        address: 'aws_kms_key.k',
      },
      {
        it: 'that is required',
        text: `const { KmsKey } = require('@cdktf/provider-aws/lib/kms-key'); new KmsKey(this, 'k', {});`,
        address: 'aws_kms_key.k',
      },
      {
        it: 'of a data source',
        text: `import { DataAwsRegion } from '@cdktf/provider-aws/lib/data-aws-region'; new DataAwsRegion(this, 'r');`,
        address: 'data.aws_region.r',
      },
      {
        it: 'of the provider',
        text: `import { AwsProvider } from '@cdktf/provider-aws/lib/provider'; new AwsProvider(this, 'a', { alias: 'key' });`,
        address: 'provider.aws.key',
      },
    ];
    for (const { it: name, text, address } of cases) {
      it(name, async () => {
        const file = await read('main.ts', text);
        assert.deepEqual(
          file.resources.map((resource) => resource.address),
          [address],
        );
      });
    }
    it('and no class of the same name from elsewhere', async () => {
      const file = await read(
        'main.ts',
        `${IMPORTS}import { KmsGrant } from './mine'; new KmsGrant(this, 'g', {}); new Foo();`,
      );
      assert.deepEqual(file.resources, []);
    });
    it('and gives a second one of the same id an address of its own', async () => {
      const file = await read('main.ts', `${IMPORTS}new KmsKey(a, 'k', {}); new KmsKey(b, 'k', {});`);
      assert.deepEqual(
        file.resources.map((resource) => resource.address),
        ['aws_kms_key.k', 'aws_kms_key.k#2'],
      );
    });
  });

  it("has Terraform's names, but for maps and what is in JSON", async () => {
    const file = await read(
      'main.ts',
      `${IMPORTS}new KmsKey(this, 'k', {
         enableKeyRotation: true,
         tags: { CostCenter: 'a', camelCase: 'b' },
         policy: JSON.stringify({ Statement: [{ camelCase: 1, Condition: { StringEquals: { 'kms:ViaService': 's3' } } }] }),
         timeouts: { createTime: '1m' },
         rule: [{ applyServerSideEncryptionByDefault: { kmsMasterKeyId: 'x' } }],
       });`,
    );
    assert.deepEqual(plain(bodyOf(file, 'aws_kms_key.k')), {
      enable_key_rotation: true,
      tags: { CostCenter: 'a', camelCase: 'b' },
      policy: {
        json: { Statement: [{ camelCase: 1, Condition: { StringEquals: { 'kms:ViaService': 's3' } } }] },
      },
      timeouts: { create_time: '1m' },
      rule: [{ apply_server_side_encryption_by_default: { kms_master_key_id: 'x' } }],
    });
  });

  describe('folds', () => {
    const cases: { it: string; before?: string; expression: string; is: unknown }[] = [
      {
        it: 'literals',
        expression: `['a', "b", \`c\`, 1, -2, 1_000, true, null]`,
        is: ['a', 'b', 'c', 1, -2, 1000, true, null],
      },
      { it: 'escapes', expression: `'\\'\\n\\x41\\u00e9\\u{1F600}'`, is: `'\nAé😀` },
      { it: 'a constant', before: `const A = 'x';`, expression: 'A', is: 'x' },
      { it: 'an exported constant', before: `export const A = 'x' as const;`, expression: 'A', is: 'x' },
      { it: 'a template', before: `const A = '1';`, expression: '`arn:${A}:root`', is: 'arn:1:root' },
      { it: 'a template with something unknown', expression: '`a${x}b`', is: 'a{?expression}b' },
      {
        it: 'a sum of texts',
        before: `const A = '1';`,
        expression: `'a' + A + "b" + x`,
        is: 'a1b{?expression}',
      },
      {
        it: 'an attribute of a constant',
        before: `const A = { b: { c: ['x'] } } as const;`,
        expression: `A.b['c'][0]`,
        is: 'x',
      },
      { it: 'a member of an enum', before: `enum A { B = 'x' }`, expression: 'A.B', is: 'x' },
      {
        it: 'a spread of a list',
        before: `const A = ['a'];`,
        expression: `[...A, 'b', ...x]`,
        is: ['a', 'b', '…'],
      },
      { it: 'what may be spread', expression: `['a', ...(x ? ['b'] : [])]`, is: ['a', 'b', '…'] },
      {
        it: 'a spread of an object',
        before: `const A = { a: 1, b: 1 };`,
        expression: `{ b: 0, ...A, a: 2 }`,
        is: { b: 1, a: 2 },
      },
      {
        it: 'a spread that may replace anything',
        expression: `{ a: 1, ...x, b: 2 }`,
        is: { b: 2, '…': true },
      },
      {
        it: 'a spread that may be there',
        expression: `{ a: 1, b: 1, ...(x && { b: 2 }) }`,
        is: { a: 1, '…': true },
      },
      {
        it: 'short and computed names',
        before: `const a = 1; const k = 'b';`,
        expression: `{ a, [k]: 2, [x]: 3 }`,
        is: { a: 1, b: 2, '…': true },
      },
      { it: 'undefined away', expression: `{ a: undefined, b: 1 }`, is: { b: 1 } },
      {
        it: 'a function',
        before: 'function f(a: string, b = "y"): string { const c = a; return `${c}${b}`; }',
        expression: `f('x')`,
        is: 'xy',
      },
      {
        it: 'an arrow function',
        before: 'const f = (a: string) => ({ a });',
        expression: `f('x')`,
        is: { a: 'x' },
      },
      {
        it: 'a function of something unknown',
        before: 'const f = (a: string) => `<${a}>`;',
        expression: 'f(x)',
        is: '<{?expression}>',
      },
      {
        it: 'no function that decides',
        before: 'function f(a) { if (a) return 1; return 2; }',
        expression: 'f(1)',
        is: '?expression',
      },
      {
        it: 'no function that calls itself',
        before: 'const f = (a) => [f(a)];',
        expression: 'f(1)',
        is: undefined,
      },
      {
        it: 'map, join and concat',
        before: `const A = ['a', 'b'];`,
        expression: '[A.map((x) => `<${x}>`).join("+"), ...A.concat(["c"])]',
        is: ['<a>+<b>', 'a', 'b', 'c'],
      },
      { it: 'a choice that is known', expression: `true ? 'a' : 'b'`, is: 'a' },
      { it: 'no choice that is not', expression: `x ? 'a' : 'b'`, is: '?expression' },
      { it: 'a default that is needed', expression: `null ?? 'a'`, is: 'a' },
      { it: 'what is wrapped', expression: `(('x' as string)!) satisfies string`, is: 'x' },
      {
        it: 'JSON',
        expression: `JSON.stringify({ Statement: [] }, null, 2)`,
        is: { json: { Statement: [] } },
      },
      {
        it: 'JSON of Terraform',
        expression: `Fn.jsonencode({ Statement: [] })`,
        is: { json: { Statement: [] } },
      },
      {
        it: 'JSON that is written as text',
        expression: `'{"Statement": [{"Sid": "a"}]}'`,
        is: { json: { Statement: [{ Sid: 'a' }] } },
      },
      {
        it: "Terraform's references in a text",
        expression: `'x\${aws_kms_key.k.arn}'`,
        is: 'x{→aws_kms_key.k.arn}',
      },
      {
        it: 'no variable that is assigned again',
        before: `let a = 'x'; a = 'y';`,
        expression: 'a',
        is: '?expression',
      },
      {
        it: 'a list that grows, but not to its end',
        before: `const a = ['x']; a.push('y');`,
        expression: 'a',
        is: ['x', '…'],
      },
      {
        it: 'no object that is changed',
        before: `const a = { b: 1 }; a.b = 2;`,
        expression: 'a.b',
        is: '?expression',
      },
      { it: 'no import', before: `import { a } from './a';`, expression: 'a', is: '?expression' },
      {
        it: 'the nearest of two names',
        before: `const a = 1; function g() { const a = 2; }`,
        expression: 'a',
        is: 1,
      },
      {
        it: 'no constant that leads back to itself',
        before: `const a = [b]; const b = [a];`,
        expression: 'x',
        is: '?expression',
      },
    ];
    for (const { it: name, before, expression, is } of cases) {
      it(name, async () => {
        const value = plain(await valueOf(expression, before));
        if (is !== undefined) assert.deepEqual(value, is);
      });
    }
  });

  it('does not fold without end', async () => {
    const doubling = Array.from(
      { length: 40 },
      (_, index) => `const a${index + 1} = [a${index}, a${index}];`,
    );
    const value = await valueOf(
      'a40',
      `const a0 = 'x'; ${doubling.join('\n')} const b = [c]; const c = [b];`,
    );
    assert.equal(value.kind, 'list');
  });

  describe('follows constructs', () => {
    const cases: { it: string; text: string; is: unknown }[] = [
      {
        it: 'in a constant',
        text: `const key = new KmsKey(this, 'key', {}); new KmsKey(this, 'k', { description: key.arn });`,
        is: '→aws_kms_key.key.arn',
      },
      {
        it: 'in an attribute of the class',
        text: `class S { constructor() { this.key = new KmsKey(this, 'key', {}); new KmsKey(this, 'k', { description: this.key.keyId }); } }`,
        is: '→aws_kms_key.key.key_id',
      },
      {
        it: 'in a field of the class',
        text: `class S { private readonly key = new KmsKey(this, 'key', {}); constructor() { new KmsKey(this, 'k', { description: this.key.arn }); } }`,
        is: '→aws_kms_key.key.arn',
      },
      {
        it: 'in a template',
        text: `const key = new KmsKey(this, 'key', {}); new KmsKey(this, 'k', { description: \`\${key.arn}/*\` });`,
        is: '{→aws_kms_key.key.arn}/*',
      },
      {
        it: 'as a whole',
        text: `const key = new KmsKey(this, 'key', {}); new KmsKey(this, 'k', { description: key });`,
        is: '→aws_kms_key.key',
      },
      {
        it: 'made in place',
        text: `new KmsKey(this, 'k', { description: new KmsKey(this, 'key').arn });`,
        is: '→aws_kms_key.key.arn',
      },
    ];
    for (const { it: name, text, is } of cases) {
      it(name, async () => {
        const file = await read('main.ts', IMPORTS + text);
        assert.deepEqual(plain(dig(bodyOf(file, 'aws_kms_key.k'), 'description')), is);
      });
    }
  });

  it('knows provider, dependencies and repetition', async () => {
    const file = await read(
      'main.ts',
      `${IMPORTS}import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
       const provider = new AwsProvider(this, 'aws', { alias: 'key', region: 'eu-west-1' });
       const key = new KmsKey(this, 'a', { provider });
       for (const x of xs) new KmsKey(this, 'b', { dependsOn: [key] });
       xs.forEach((x) => { new KmsKey(this, 'c', {}); });
       new KmsKey(this, 'd', { forEach: x });`,
    );
    assert.deepEqual(
      file.resources.map(({ address, provider, dependsOn, repeated }) => [
        address,
        provider,
        dependsOn.map((reference) => reference.target),
        repeated,
      ]),
      [
        ['provider.aws.key', undefined, [], false],
        ['aws_kms_key.a', 'provider.aws.key', [], false],
        ['aws_kms_key.b', undefined, ['aws_kms_key.a'], true],
        ['aws_kms_key.c', undefined, [], true],
        ['aws_kms_key.d', undefined, [], true],
      ],
    );
  });

  it('knows that a construct is changed after it was made', async () => {
    const file = await read(
      'main.ts',
      `${IMPORTS}const a = new KmsKey(this, 'a', {}); a.addOverride('policy', 'x');
       const b = new KmsKey(this, 'b', {}); b.policy = 'x';
       const c = new KmsKey(this, 'c', {});`,
    );
    assert.deepEqual(
      file.resources.map((resource) => resource.body.complete),
      [false, false, true],
    );
  });

  describe('knows to the column where a token stands', () => {
    const cases: { it: string; source: string; line: number; column: number }[] = [
      { it: 'in single quotes', source: `a: '«bad»'`, line: 3, column: 5 },
      { it: 'behind an escape', source: `a: '\\u00e9\\n«bad»'`, line: 3, column: 13 },
      { it: 'behind a surrogate pair', source: `a: "é😀«bad»"`, line: 3, column: 8 },
      { it: 'behind an escape of a surrogate pair', source: `a: "\\u{1F600}«bad»"`, line: 3, column: 14 },
      { it: 'behind a tab', source: `\ta: "«bad»"`, line: 3, column: 6 },
      { it: 'in a template, behind what is folded', source: 'a: `${A}«bad»`', line: 3, column: 9 },
      { it: 'in a template, behind what is unknown', source: 'a: `${x}«bad»`', line: 3, column: 9 },
      { it: 'in a template of several lines', source: 'a: `x\r\n  «bad»`', line: 4, column: 3 },
      { it: 'in a sum', source: `a: 'x' + '«bad»'`, line: 3, column: 11 },
      { it: 'in a policy', source: `a: JSON.stringify({ 'b': ['«bad»'] })`, line: 3, column: 28 },
      {
        it: 'in a policy that is written as text',
        source: `a: '{"b": ["\\\\n«bad»"]}'`,
        line: 3,
        column: 16,
      },
      { it: 'behind a reference of Terraform', source: `a: '\${aws_x.y.z}«bad»'`, line: 3, column: 17 },
    ];
    for (const { it: name, source, line, column } of cases) {
      it(name, async () => {
        const { text, ranges } = marked(
          `\uFEFF${IMPORTS}const A = 'AAAA';new KmsKey(this, 'k', {\r\n${source}\r\n});`,
        );
        let value = dig(bodyOf(await read('main.ts', text), 'aws_kms_key.k'), 'a');
        if (value.kind === 'json') value = dig(value, 'b', 0);
        const string = value.kind === 'template' ? value.parts.at(-1) : value;
        assert(string?.kind === 'string');
        const at = string.text.indexOf('bad');
        const range = tokenRange(string, at, at + 3);
        assert.deepEqual(range, ranges[0]);
        assert.deepEqual(new LineIndex(text).positionAt(range.start), { line, column });
      });
    }
  });

  it('marks what a constant says where it is written, and knows where it is used', async () => {
    const { text, ranges } = marked(
      `${IMPORTS}const VIA = «'s3.eu-west-1'»;\nnew KmsKey(this, 'k', { description: «VIA» });`,
    );
    const value = dig(bodyOf(await read('main.ts', text), 'aws_kms_key.k'), 'description');
    assert.deepEqual([value.range, value.use], ranges);
  });

  it('marks what is folded into a template where the template mentions it', async () => {
    const { text, ranges } = marked(
      `${IMPORTS}const ID = '1234';\nnew KmsKey(this, 'k', { description: \`a:«\${ID}»:b\` });`,
    );
    const value = dig(bodyOf(await read('main.ts', text), 'aws_kms_key.k'), 'description');
    assert(value.kind === 'string');
    assert.equal(value.text, 'a:1234:b');
    assert.deepEqual([tokenRange(value, 2, 6), tokenRange(value, 3, 5)], [ranges[0], ranges[0]]);
  });

  it('marks the class of a construct, and the whole of it', async () => {
    const { text, ranges } = marked(`${IMPORTS}const x = «new «KmsKey»(this, 'k', {})»;`);
    const [resource] = (await read('main.ts', text)).resources;
    assert.deepEqual([resource?.range, resource?.head], ranges);
  });

  it('finds policies outside of constructs, and none twice', async () => {
    const file = await read(
      'main.ts',
      `${IMPORTS}const used = { Statement: [{ Effect: 'Allow', Sid: 'a' }] };
       export const other = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Sid: 'b' }] };
       await client.send(new PutKeyPolicyCommand({ Policy: JSON.stringify({ Statement: [{ Sid: 'c' }] }) }));
       new KmsKey(this, 'k', { policy: JSON.stringify(used) });`,
    );
    assert.deepEqual(
      file.documents.map((document) => plain(dig(document, 'Statement', 0, 'Sid'))),
      ['b', 'c'],
    );
  });

  describe('gives what can be known of a file that is being typed', () => {
    const before = `${IMPORTS}const A = 'x';\nclass S extends Stack {\n  constructor() {\n    new KmsKey(this, 'k', { description: A });\n`;
    const cases: { it: string; text: string }[] = [
      {
        it: 'a value that is missing',
        text: `${before}    new KmsKey(this, 'g', { description: });\n  }\n}\n`,
      },
      { it: 'a call that is not closed', text: `${before}    new KmsKey(this, 'g', {\n  }\n}\n` },
      {
        it: 'a string that is not closed',
        text: `${before}    new KmsKey(this, 'g', { description: 'x });\n  }\n}\n`,
      },
      {
        it: 'a list that is not closed, at the end',
        text: `${before}  }\n}\nnew KmsKey(this, 'g', { policy: JSON.stringify({ Statement: [{ Action: [`,
      },
    ];
    for (const { it: name, text } of cases) {
      it(name, async () => {
        const file = await read('main.ts', text);
        assert.equal(file.wellFormed, false);
        assert.equal(plain(dig(bodyOf(file, 'aws_kms_key.k'), 'description')), 'x');
      });
    }
  });

  it('lists comments', async () => {
    const { text, ranges } = marked(
      `«// one»\n${IMPORTS}new KmsKey(this, 'k', { «/* two */» a: 1, «// three»\n b: '// no' });\n`,
    );
    const { comments } = await read('main.ts', text);
    assert.deepEqual(
      comments.map((comment) => comment.range),
      ranges,
    );
  });
});
