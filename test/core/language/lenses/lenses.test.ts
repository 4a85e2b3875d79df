import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { explainAt } from '../../../../core/language/explain';
import { lensesOf, type Lens } from '../../../../core/language/lenses';
import { ACCOUNTS, type AccountRole } from '../../../../core/journey/steps';
import { createModel } from '../../../../core/model/model';
import { createParsers, type Parsers } from '../../../../core/syntax/parsers';
import { createProject } from '../../../../core/syntax/project';
import { Reader } from '../../../../core/syntax/reader';
import { readGrammars } from '../../../../runner/grammars';
import { synthesizeSample } from '../../../support/synthesize';
import { ADMIN, CREATE_GRANT, FILE_SYSTEM, foldersOf } from '../explain/folders';

describe('code lenses', () => {
  let parsers: Parsers;
  before(async () => {
    parsers = await createParsers(await readGrammars());
  });

  const lenses = (path: string, text: string): Lens[] => {
    const file = new Reader(parsers).read({ path, text });
    const model = file && createModel(createProject([file]));
    return lensesOf({ file: { path, text }, parsers, ...(model && { model }) });
  };

  /** `kind marked text`, and the stacks. */
  const shown = (text: string, found: readonly Lens[]) =>
    found.map((lens) => {
      const marked = text.slice(lens.range.start, lens.range.end);
      return lens.kind === 'stack'
        ? `stack ${marked}: ${lens.stackIds.join(', ')}`
        : `${lens.kind} ${marked}`;
    });

  const STACKS: { name: string; text: string; lenses: string[] }[] = [
    {
      name: "stacks of the user's own, declared and made in one file",
      text: `import { App, TerraformStack } from 'cdktf';

export class KeyStack extends TerraformStack {}
class Base extends TerraformStack {}
class Derived extends Base {}

const app = new App();
new KeyStack(app, 'key');
new Derived(app, \`derived\`, { a: 1 });
new Derived(app, name);
app.synth();
`,
      lenses: [
        'stack KeyStack: key',
        'stack Base: ',
        'stack Derived: derived',
        'stack KeyStack: key',
        'stack Derived: derived',
        'stack Derived: ',
      ],
    },
    {
      name: 'an alias, the whole module, an abstract class',
      text: `import * as cdktf from 'cdktf';
import { TerraformStack as Stack } from 'cdktf';

abstract class One extends cdktf.TerraformStack {}
class Two extends Stack {}
`,
      lenses: ['stack One: ', 'stack Two: '],
    },
    {
      name: 'stacks of other files',
      text: `import { App } from 'cdktf';
import { NetworkStack } from './network-stack';
import { DataStack as Data } from '../stacks';
import { CardStack } from '@design/cards';

new NetworkStack(new App(), 'network');
new Data(app, 'data');
new CardStack(app, 'cards');
new NetworkStack();
`,
      lenses: ['stack NetworkStack: network', 'stack Data: data'],
    },
    {
      name: 'what this package makes',
      text: `import { AccountBBucket, AccountCKey, FsxLustreKmsApp } from 'fsx-lustre-kms/cdktf';

new FsxLustreKmsApp().synth();
new AccountCKey(app, { deployment });
new AccountBBucket(app, { deployment, stackName: 'genomics-bucket' });
`,
      lenses: [
        'stack FsxLustreKmsApp: account-c-key, account-b-bucket, account-a-file-system',
        'stack AccountCKey: account-c-key',
        'stack AccountBBucket: genomics-bucket',
      ],
    },
    {
      name: 'nothing in comments and texts, and nothing of other classes',
      text: `import { TerraformStack } from 'cdktf';
// class KeyStack extends TerraformStack {}
const text = "new KeyStack(app, 'key')";
class Card extends HTMLElement {}
new Card(app, 'card');
`,
      lenses: [],
    },
  ];
  for (const { name, text, lenses: expected } of STACKS) {
    it(`finds ${name}`, () => {
      assert.deepEqual(shown(text, lenses('main.ts', text)), expected);
    });
  }

  it('finds the deployment in cdktf.json, and in no other JSON', () => {
    const text = readFileSync('cdktf.json', 'utf8');
    assert.deepEqual(shown(text, lenses('a/cdktf.json', text)), ['deployment fsxLustreKms']);
    assert.deepEqual(lenses('package.json', text), []);
    assert.deepEqual(lenses('cdktf.json', '{ "context": { "fsxLustreKms": '), []);
    assert.deepEqual(lenses('cdktf.json', '{ "fsxLustreKms": {} }'), []);
  });

  const queue = {
    Sid: 'Queue',
    Effect: 'Allow',
    Principal: '*',
    Action: 'sqs:SendMessage',
    Resource: '*',
  };
  const statements = [ADMIN, FILE_SYSTEM, CREATE_GRANT];
  const folders = [
    ...foldersOf({ key: statements }).filter(({ language }) => language === 'JSON'),
    // Beside a statement about another service only what holds the policy says that it is a key's.
    ...foldersOf({ key: [...statements, queue], grant: ['Decrypt'] }).filter(
      ({ language }) => language !== 'JSON',
    ),
  ];
  for (const { language, files, keyPolicy } of folders) {
    it(`explains every statement and grant that can be, ${language}`, () => {
      const text = files[keyPolicy] ?? '';
      const found = lenses(keyPolicy, text).filter(({ kind }) => kind === 'explain');
      const grant = { JSON: [], HCL: ['explain "fsx"'], TypeScript: ['explain KmsGrant'] }[language] ?? [
        'explain "fsx"',
      ];
      const explained = ['explain Admin', 'explain FileSystem', 'explain CreateGrant'];
      assert.deepEqual(shown(text, found).sort(), [...explained, ...grant].sort());
    });

    it(`offers no explanation that has nothing to say, ${language}`, () => {
      const text = files[keyPolicy] ?? '';
      const file = new Reader(parsers).read({ path: keyPolicy, text });
      assert.ok(file);
      const model = createModel(createProject([file]));
      for (const lens of lensesOf({ file: { path: keyPolicy, text }, parsers, model })) {
        if (lens.kind !== 'explain') continue;
        const { status } = explainAt(model, keyPolicy, lens.offset);
        assert.equal(status, 'explained', text.slice(lens.range.start, lens.range.end));
      }
    });
  }

  it('has an explanation for every lens on our own stacks', () => {
    const { outdir } = synthesizeSample();
    const files = (Object.keys(ACCOUNTS) as AccountRole[]).flatMap((account) => {
      const path = `cdktf.out/stacks/${ACCOUNTS[account].stack}/cdk.tf.json`;
      const text = readFileSync(join(outdir, 'stacks', ACCOUNTS[account].stack, 'cdk.tf.json'), 'utf8');
      return new Reader(parsers).read({ path, text }) ?? [];
    });
    const model = createModel(createProject(files));
    const found = files.flatMap(({ path, text }) =>
      lensesOf({ file: { path, text }, model }).map((lens) => ({ path, lens })),
    );
    assert.ok(found.length > 8);
    for (const { path, lens } of found) {
      assert.equal(lens.kind, 'explain');
      assert.equal(explainAt(model, path, lens.offset).status, 'explained');
    }
  });

  it('needs neither parsers nor a model for cdktf.json', () => {
    const text = '{ "context": { "fsxLustreKms": {} } }';
    assert.equal(lensesOf({ file: { path: 'cdktf.json', text } }).length, 1);
  });

  it('never throws, and marks only what is in the text', () => {
    const text = STACKS.map((one) => one.text).join('\n');
    const property = fc.property(
      fc.nat(),
      fc.nat({ max: 60 }),
      fc.constantFrom('', '(', "'", 'class', '}'),
      (at, length, put) => {
        const from = at % text.length;
        const changed = text.slice(0, from) + put + text.slice(from + length);
        for (const { range } of lenses('main.ts', changed)) {
          assert.ok(0 <= range.start && range.start < range.end && range.end <= changed.length);
        }
      },
    );
    fc.assert(property, { numRuns: 200 });
  });
});
