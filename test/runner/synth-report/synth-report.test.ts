import assert from 'node:assert/strict';
import { readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createParsers, type Parsers } from '../../../core/syntax/parsers';
import { readCdktfProject } from '../../../runner/cdktf-project';
import { readGrammars } from '../../../runner/grammars';
import { readSynthReport, SYNTH_REPORT_ENVIRONMENT, type SynthReport } from '../../../runner/synth-report';
import { cdktfProject } from '../../support/project';
import { temporaryFolder } from '../../support/temporary-folder';
import { builtLintStacks, projectWith, synthesizeApp, WAYS } from './apps';

/** A grant with an operation that KMS does not have, made by a construct of the user's own, twice. */
const APP = `import { KmsGrant } from '@cdktf/provider-aws/lib/kms-grant';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { Annotations, App, Aspects, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { lintStacks } from './lint-stacks';

class Access extends Construct {
  constructor(scope: Construct, id: string, operation: string) {
    super(scope, id);
    /*here*/ new KmsGrant(this, 'grant', {
      keyId: 'arn:aws:kms:us-east-1:333333333333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
      granteePrincipal: 'arn:aws:iam::111111111111:role/reader',
      operations: [operation],
    });
  }
}

class DataStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AwsProvider(this, 'aws', { region: 'us-east-1' });
    new Access(this, 'one', 'Decrypt');
    new Access(this, 'two', 'Decipher');
  }
}

const app = new App();
const stack = new DataStack(app, 'data');
Annotations.of(stack).addWarning('Said of the stack.');
Aspects.of(stack).add({
  visit: (node) => {
    if (node instanceof AwsProvider) Annotations.of(node).addInfo('Said by an aspect.');
  },
});
lintStacks(app);
app.synth();
`;

describe('the report of a synthesis', function () {
  this.timeout(120_000);
  let parsers: Parsers;
  let app: { 'main.ts': string; 'lint-stacks.js': string };
  before(async () => {
    parsers = await createParsers(await readGrammars());
    const lintStacks = await builtLintStacks();
    app = { 'main.ts': APP, 'lint-stacks.js': `module.exports = require('${lintStacks}');\n` };
  });

  /** Line and column, from 1, of a text in another. */
  const at = (text: string, mark: string) => {
    const before = text.slice(0, text.indexOf(mark)).split('\n');
    return `${before.length}:${(before.at(-1) ?? '').length + 1}`;
  };

  /** `level rule path:line:column by`, in the manifest's order. */
  const shown = (report: SynthReport) => {
    if (report.status !== 'read') throw new Error(report.message);
    return report.findings.map(({ level, rule, message, place }) => {
      const where =
        place.status === 'found'
          ? `${place.path}:${place.line}:${place.column} by ${place.by}`
          : `nowhere: ${place.why}`;
      return `${level} ${rule ?? message} at ${where}`;
    });
  };

  const GRANT = at(APP, 'new KmsGrant(');

  for (const [way, prepare] of Object.entries(WAYS)) {
    it(`puts findings on the lines that made the constructs: ${way}`, async () => {
      const folder = projectWith({ ...app, 'cdktf.json': '{ "app": "node main.ts" }' });
      await synthesizeApp(folder, await prepare(folder));
      const report = shown(await readSynthReport({ folder, parsers }));
      assert.ok(
        report.includes(`error grant-operation-unknown at main.ts:${GRANT} by trace`),
        report.join('\n'),
      );
      assert.ok(
        report.includes(`info Said by an aspect. at main.ts:${at(APP, 'new AwsProvider(this')} by trace`),
      );
      // CDKTF keeps no trace of a stack, and the annotation's own leads to the line that added it: the id tells.
      assert.ok(
        report.includes(`warning Said of the stack. at main.ts:${at(APP, 'DataStack(app')} by id`),
        report.join('\n'),
      );
    });
  }

  it('goes by ids where no trace was kept', async () => {
    const folder = projectWith(app);
    await synthesizeApp(folder, (await WAYS['tsx']?.(folder)) ?? [], {
      CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS: '1',
    });
    const report = shown(await readSynthReport({ folder, parsers }));
    assert.ok(
      report.includes(`error grant-operation-unknown at main.ts:${at(APP, 'KmsGrant(this')} by id`),
      report.join('\n'),
    );
    // The reader keeps no provider's id: the nearest construct around it is the stack.
    assert.ok(report.includes(`info Said by an aspect. at main.ts:${at(APP, 'DataStack(app')} by id`));
  });

  it("runs our own bundle, and finds our own stacks' sources through its map", async () => {
    // More than the file system needs, of which a note is made.
    const folder = cdktfProject({ grant: { operations: ['Decrypt', 'GenerateDataKey', 'CreateGrant'] } });
    const read = readCdktfProject(folder);
    if (read.status !== 'read') throw new Error(read.message);
    await synthesizeApp(process.cwd(), ['cdktf/run.mjs'], {
      ...SYNTH_REPORT_ENVIRONMENT,
      CDKTF_OUTDIR: join(folder, 'cdktf.out'),
      CDKTF_CONTEXT_JSON: JSON.stringify(read.project.context),
    });
    const report = await readSynthReport({
      folder: process.cwd(),
      outdir: join(folder, 'cdktf.out'),
      parsers,
    });
    const construct = 'cdktf/constructs/file-system-grants.ts';
    const source = readFileSync(construct, 'utf8');
    assert.deepEqual(shown(report), [
      `info grant-least-privilege at ${construct}:${at(source, 'new KmsGrant(')} by trace`,
    ]);
  });

  it('puts what it finds no line for on the command in cdktf.json, or says why it is nowhere', async () => {
    const annotations = [
      { constructPath: 'data/x', level: '@cdktf/warn', message: 'Anything (kms-via-service)' },
    ];
    const manifest = JSON.stringify({ version: '0.21.0', stacks: { data: { name: 'data', annotations } } });
    const cdktfJson = '{\n  "language": "typescript",\n  "app": "python3 main.py"\n}\n';
    const files = { 'cdktf.out/manifest.json': manifest, 'cdktf.json': cdktfJson };
    assert.deepEqual(shown(await readSynthReport({ folder: projectWith(files), parsers })), [
      'warning kms-via-service at cdktf.json:3:3 by app',
    ]);
    const bare = projectWith({ 'cdktf.out/manifest.json': manifest });
    assert.deepEqual(shown(await readSynthReport({ folder: bare, parsers })), [
      'warning kms-via-service at nowhere: The manifest has no trace of the construct, and its id stands in no TypeScript of the folder, or in several places.',
    ]);
  });

  it('names the sources that changed since', async () => {
    const folder = projectWith({
      'cdktf.out/manifest.json': '{"stacks":{}}',
      'main.ts': '',
      'stacks/key.ts': '',
      'stacks/key.d.ts': '',
      '.gen/providers/aws/index.ts': '',
      'cdktf.json': '{}',
    });
    const set = (name: string, seconds: number) => {
      utimesSync(join(folder, name), seconds, seconds);
    };
    set('cdktf.out/manifest.json', 1000);
    for (const name of ['main.ts', 'cdktf.json']) set(name, 999);
    for (const name of ['stacks/key.ts', 'stacks/key.d.ts', '.gen/providers/aws/index.ts']) set(name, 1001);
    const report = await readSynthReport({ folder, parsers });
    assert.deepEqual(report, { status: 'read', findings: [], staleFiles: ['stacks/key.ts'], notes: [] });
  });

  it('reads nothing outside of the folder, whatever a trace, a map or a link names', async () => {
    const outside = temporaryFolder();
    writeFileSync(join(outside, 'secret.ts'), 'export {};\n');
    const map = { version: 3, sources: [join(outside, 'secret.ts')], names: [], mappings: 'AAAA' };
    const frames = [`new X (${join(outside, 'secret.ts')}:1:1)`, 'new Y (FOLDER/main.js:1:1)'];
    const folder = projectWith({
      'main.js': '//# sourceMappingURL=main.js.map\n',
      'main.js.map': JSON.stringify(map),
    });
    const stacktrace = frames.map((frame) => frame.replace('FOLDER', folder));
    const annotations = [{ constructPath: 'data/x', level: '@cdktf/warn', message: 'x', stacktrace }];
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ stacks: { data: { annotations } } }));
    assert.deepEqual(shown(await readSynthReport({ folder, outdir: folder })), [
      "warning x at nowhere: No frame of the construct's trace stands in a file of the folder.",
    ]);
  });

  it('says what is missing and what is not understood', async () => {
    const empty = temporaryFolder();
    assert.deepEqual(await readSynthReport({ folder: empty }), {
      status: 'missing',
      message: 'There is no cdktf.out/manifest.json: nothing was synthesized yet.',
    });
    const broken = projectWith({ 'cdktf.out/manifest.json': '[]' });
    assert.deepEqual(await readSynthReport({ folder: broken }), {
      status: 'unreadable',
      message: 'cdktf.out/manifest.json is not understood: it has no stacks.',
    });
  });

  it('leaves the Terraform and the manifest as they are when nobody asks for traces', async () => {
    const synthesized = async (environment: Readonly<Record<string, string>>) => {
      const folder = projectWith(app);
      await synthesizeApp(folder, (await WAYS['tsx']?.(folder)) ?? [], {
        CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS: '1',
        ...environment,
      });
      return {
        terraform: readFileSync(join(folder, 'cdktf.out/stacks/data/cdk.tf.json'), 'utf8').replaceAll(
          folder,
          '',
        ),
        manifest: readFileSync(join(folder, 'cdktf.out/manifest.json'), 'utf8'),
      };
    };
    const plain = await synthesized({});
    const traced = await synthesized(SYNTH_REPORT_ENVIRONMENT);
    assert.equal(traced.terraform, plain.terraform);
    assert.doesNotMatch(plain.manifest, /new KmsGrant/);
    assert.match(traced.manifest, /new KmsGrant/);
  });
});
