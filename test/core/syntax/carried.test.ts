import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Reader } from '../../../core/syntax/reader';
import type { SourceFile } from '../../../core/syntax/source-file';
import { wholeText } from '../../../core/syntax/text-map';
import { readTypeScript } from '../../../core/syntax/typescript/typescript';
import { STEPS, editsOf } from '../../support/edits';
import { SCRIPT } from '../../support/script';
import { parsers } from './support';

const RUNS = Math.ceil(Number(process.env['FUZZ_RUNS'] ?? 2000) / 50);

/** Every construct of the script. */
const ALL = [
  'provider.aws',
  'aws_kms_key.one',
  'aws_kms_key.two',
  'aws_kms_key.three',
  'aws_kms_grant.g1',
  'aws_kms_grant.g2',
  'aws_kms_key.',
  'data.aws_iam_policy_document.doc',
  'aws_kms_key.last',
];
const without = (...read: readonly string[]) => ALL.filter((address) => !read.includes(address));

/** An edit, and the constructs that it leaves as they were. */
const EDITS: readonly { name: string; find: string; put: string; carried: readonly string[] }[] = [
  {
    name: 'another text of a construct',
    find: "'g1', keyId",
    put: "'g0', keyId",
    carried: without('aws_kms_grant.g1'),
  },
  {
    name: 'something put into a construct',
    find: 'enableKeyRotation',
    put: 'description: "k", enableKeyRotation',
    carried: without('aws_kms_key.one'),
  },
  {
    name: 'a comment',
    find: 'Who uses the keys',
    put: 'Who uses\n// the keys',
    carried: ALL,
  },
  {
    name: 'a constant',
    find: "'eu-west-1'",
    put: "'eu-west-2'",
    carried: without('provider.aws', 'aws_kms_key.two'),
  },
  {
    name: 'what a method returns',
    find: "'222233334444'",
    put: "'333344445555'",
    carried: without('aws_kms_key.two', 'aws_kms_grant.g1'),
  },
  {
    name: 'a field',
    find: '[Op.Decrypt, Op.Generate]',
    put: '[Op.Decrypt]',
    carried: without('aws_kms_grant.g1', 'aws_kms_grant.g2'),
  },
  { name: 'a constant that no construct uses', find: 'kms:Encryptt', put: 'kms:Encrypt', carried: ALL },
  {
    name: 'a function',
    find: "Sid: 'Admin', ",
    put: '',
    carried: [
      'provider.aws',
      'aws_kms_grant.g1',
      'aws_kms_grant.g2',
      'data.aws_iam_policy_document.doc',
      'aws_kms_key.last',
    ],
  },
  { name: 'the name of a constant', find: 'const ACCOUNT', put: 'const ACCOUNTS', carried: [] },
  {
    name: 'a name that hides another one',
    find: 'super(scope, id);',
    put: "super(scope, id);\nconst REGION = 'us-east-1';",
    carried: [],
  },
  { name: 'the id of a construct', find: "'one', {", put: "'first', {", carried: [] },
  {
    name: 'one construct more',
    find: '    const two',
    put: "    new KmsKey(this, 'more', {});\n    const two",
    carried: [],
  },
  {
    name: 'an attribute that is set later on',
    find: "last.addOverride('a', 1);",
    put: "last.addOverride('a', 1);\n    one.policy = '';",
    carried: [],
  },
  { name: 'the end of what is set later on', find: "    last.addOverride('a', 1);\n", put: '', carried: [] },
  {
    name: 'a field that is no construct any more',
    find: 'operations: this.operations });',
    put: 'operations: this.operations }).x;',
    carried: [],
  },
  {
    name: 'another method of the same name',
    find: '  other() {',
    put: "  other(): string { return ''; }\n  other() {",
    carried: [],
  },
];

/** What a file says, without what it took over. */
function said(file: SourceFile | undefined): unknown {
  if (!file) return undefined;
  const { carried: _, ...data } = file;
  return data;
}

describe('what an edit leaves as it was', () => {
  for (const { name, find, put, carried } of EDITS) {
    it(`${name}: ${carried.length === ALL.length ? 'all' : carried.length} taken over`, async () => {
      const reader = new Reader(await parsers);
      const document = reader.open({ path: 'main.ts', text: SCRIPT });
      const start = SCRIPT.indexOf(find);
      assert(start > 0);
      const file = document.edit([{ start, end: start + find.length, text: put }]);
      document.dispose();
      assert(file);
      const addresses = [...(file.carried?.resources.keys() ?? [])].map(({ address }) => address);
      assert.deepEqual(addresses, carried);
      assert.deepEqual(said(file), said(reader.read({ path: 'main.ts', text: document.text })));
    });
  }

  it('is one and the same where it stands before the edit, and a copy behind it', async () => {
    const document = new Reader(await parsers).open({ path: 'main.ts', text: SCRIPT });
    const before = document.file?.resources ?? [];
    const start = SCRIPT.indexOf("'g1', keyId");
    const file = document.edit([{ start, end: start, text: ' ' }]);
    document.dispose();
    const one = file?.resources.map((resource, index) => resource === before[index]);
    assert.deepEqual(one, [true, true, true, true, false, false, false, false, false]);
    const last = file?.resources.at(-1);
    assert(last && file?.carried);
    assert.equal(file.carried.resources.get(last), before.at(-1));
    assert.equal(file.carried.move(before.at(-1)?.range.start ?? 0), last.range.start);
  });

  it('says the same as the whole tree read again, after any edits', async () => {
    const all = await parsers;
    const reader = new Reader(all);
    let carried = 0;
    fc.assert(
      fc.property(STEPS, (steps) => {
        const document = reader.open({ path: 'main.ts', text: SCRIPT });
        // A tree that was edited too: of a text with errors, one that is made anew may be another.
        const parsed = all.typescript.open(SCRIPT);
        for (const step of steps) {
          const edits = editsOf(document.text, step);
          const file = document.edit(edits);
          parsed.edit(edits);
          carried += file?.carried?.resources.size ?? 0;
          if (!file) continue;
          const { resources, documents } = readTypeScript(parsed.root, wholeText(document.text));
          assert.deepEqual([file.resources, file.documents], [resources, documents]);
        }
        document.dispose();
        parsed.dispose();
      }),
      { numRuns: RUNS },
    );
    assert(carried > RUNS, 'most edits leave something');
  });
});
