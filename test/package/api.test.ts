import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import ts from 'typescript';
import { API_LIBRARIES, type ApiLibrary } from '../../scripts/generate/api-examples';
import { readApi, type Api, type ApiItem } from '../../scripts/generate/api-surface';
import { sampleInput } from '../support/deployments';
import { linkOurselves, linkPeers } from '../support/installed';
import { temporaryFolder } from '../support/temporary-folder';

/** As strict as a project can be, with the declarations checked too. */
const STRICT: ts.CompilerOptions = {
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
  skipLibCheck: false,
  target: ts.ScriptTarget.ES2022,
  types: ['node'],
};

const items = ({ sections }: Api): ApiItem[] => sections.flatMap((section) => section.items);

/** What TypeScript says of some files, and of the declarations that they take from us. */
function diagnostics(files: readonly string[], options: ts.CompilerOptions): string[] {
  const program = ts.createProgram(files, options);
  const checked = program
    .getSourceFiles()
    .filter(({ fileName }) => files.includes(fileName) || fileName.includes('/dist/types/'));
  assert.ok(checked.length > files.length, 'the declarations were found');
  return [
    ...program.getOptionsDiagnostics(),
    ...checked.flatMap((file) => [
      ...program.getSyntacticDiagnostics(file),
      ...program.getSemanticDiagnostics(file),
    ]),
  ].map(
    ({ file, start = 0, messageText }) =>
      `${file?.fileName ?? ''}:${(file?.getLineAndCharacterOfPosition(start).line ?? 0) + 1} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
  );
}

/** A folder with the package and its peers in node_modules. */
function consumer(): string {
  const folder = temporaryFolder();
  linkPeers(folder);
  linkOurselves(folder);
  return folder;
}

describe('what the npm package offers', function () {
  this.timeout(120_000);

  for (const library of API_LIBRARIES) {
    describe(library.name, () => {
      let api: Api = { about: '', sections: [] };
      before(() => {
        api = readApi(library.entry);
      });

      it('has a comment for all that it offers, and for every part of it', () => {
        const bare = items(api).flatMap(({ name, doc, members }) => [
          ...(doc.text === '' ? [name] : []),
          ...members.filter((member) => member.doc.text === '').map((member) => `${name}.${member.name}`),
        ]);
        assert.deepEqual(bare, []);
      });

      it('has an example for every class and for what begins something', () => {
        const classes = items(api).filter(({ kind, name }) => kind === 'class' && !name.endsWith('Error'));
        const without = classes.filter(({ doc }) => doc.examples.length === 0).map(({ name }) => name);
        assert.deepEqual(without, []);
        assert.ok(items(api).some(({ kind, doc }) => kind === 'function' && doc.examples.length > 0));
      });

      it('has examples that are right', () => {
        const folder = consumer();
        const files = examplesOf(api).map(({ name, code }) => {
          const file = join(folder, `${name}.ts`);
          writeFileSync(file, moduleOf(library, api, code));
          return file;
        });
        const module = ts.ModuleKind.NodeNext;
        assert.deepEqual(diagnostics(files, { ...STRICT, module }), []);
      });

      it('has examples that run, and stacks in them that synthesize', async () => {
        for (const { name, code } of examplesOf(api)) {
          await assert.doesNotReject(run(library, api, code), `example of ${name}`);
        }
      });
    });
  }

  const RESOLUTIONS: [name: string, extension: string, options: Record<string, unknown>][] = [
    ['node16 from CommonJS', 'cts', { module: 'node16' }],
    ['node16 from ESM', 'mts', { module: 'node16' }],
    ['nodenext', 'ts', { module: 'nodenext' }],
    ['bundler', 'ts', { module: 'esnext', moduleResolution: 'bundler' }],
    [
      "node10, as CDKTF's own template has it",
      'ts',
      {
        module: 'commonjs',
        moduleResolution: 'node10',
        ignoreDeprecations: '6.0',
        target: 'es2018',
        lib: ['es2018'],
      },
    ],
  ];
  for (const [name, extension, options] of RESOLUTIONS) {
    it(`has types for moduleResolution ${name}`, () => {
      const file = join(consumer(), `main.${extension}`);
      writeFileSync(
        file,
        `import { App } from 'cdktf';
import { addThreeAccounts, deploymentOf, type ThreeAccounts } from 'fsx-lustre-kms/cdktf';
import { parseDeployment, type Rehearsal } from 'fsx-lustre-kms/core';
const app = new App();
export const stacks: ThreeAccounts = addThreeAccounts(app, deploymentOf(app));
// @ts-expect-error a Region is a text
export const region: number = stacks.deployment.region;
export const steps = (rehearsal: Rehearsal): number => rehearsal.steps.length;
export const status: 'valid' | 'invalid' = parseDeployment({}).status;
`,
      );
      const { options: converted, errors } = ts.convertCompilerOptionsFromJson(options, '.');
      assert.deepEqual(errors, []);
      assert.deepEqual(diagnostics([file], { ...STRICT, ...converted }), []);
    });
  }

  it('has the same type of a deployment as the schema, written out', () => {
    const folder = join(process.cwd(), 'test', 'package');
    const file = join(folder, 'same-deployment.ts');
    const text = `import type { z } from 'zod';
import type { deploymentSchema } from '../../core/deployment/schema';
import type { Deployment, DeploymentInput } from 'fsx-lustre-kms/core';
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true : false;
type Flat<T> = T extends object ? { [K in keyof T]: Flat<T[K]> } : T;
export const output: Same<Flat<Deployment>, Flat<z.output<typeof deploymentSchema>>> = true;
export const input: Same<Flat<DeploymentInput>, Flat<z.input<typeof deploymentSchema>>> = true;
`;
    const options = {
      ...STRICT,
      exactOptionalPropertyTypes: false,
      skipLibCheck: true,
      module: ts.ModuleKind.NodeNext,
    };
    const disk = ts.createCompilerHost(options);
    const host: ts.CompilerHost = {
      ...disk,
      fileExists: (path) => path === file || disk.fileExists(path),
      readFile: (path) => (path === file ? text : disk.readFile(path)),
      getSourceFile: (path, ...rest) =>
        path === file
          ? ts.createSourceFile(path, text, ts.ScriptTarget.ES2022)
          : disk.getSourceFile(path, ...rest),
    };
    const program = ts.createProgram([file], options, host);
    const found = program.getSemanticDiagnostics(program.getSourceFile(file));
    assert.deepEqual(
      found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
      [],
    );
  });

  it('can be imported as an ES module, by name', async () => {
    const folder = consumer();
    const file = join(folder, 'main.mjs');
    writeFileSync(
      file,
      `export { FsxLustreKmsApp, lintStacks } from 'fsx-lustre-kms/cdktf'; export { lintTexts } from 'fsx-lustre-kms/core';`,
    );
    const names = Object.keys((await import(file)) as object);
    assert.deepEqual(names, ['FsxLustreKmsApp', 'lintStacks', 'lintTexts']);
  });

  it('runs no app when it is imported', () => {
    const folder = temporaryFolder();
    const before = process.cwd();
    process.chdir(folder);
    try {
      const require = createRequire(join(before, 'package.json'));
      const names = Object.keys(require('fsx-lustre-kms/cdktf') as object);
      assert.ok(names.includes('FsxLustreKmsApp'));
      assert.equal(process.exitCode ?? 0, 0);
    } finally {
      process.chdir(before);
    }
  });
});

function examplesOf(api: Api): { name: string; code: string }[] {
  return items(api).flatMap(({ name, doc }) => doc.examples.map((code) => ({ name, code })));
}

/** An example with what it leaves out: in a block of its own, so that it may have names of its own. */
function moduleOf({ name, imports, before }: ApiLibrary, api: Api, code: string): string {
  const isMentioned = (one: ApiItem) => new RegExp(`\\b${one.name}\\b`).test(`${code}\n${before}`);
  const used = items(api).filter(isMentioned);
  const own = used.map((item) =>
    item.kind === 'class' || item.kind === 'function' ? item.name : `type ${item.name}`,
  );
  return [
    ...imports,
    `import { ${own.join(', ')} } from '${name}';`,
    'export async function example(done: (app?: object) => void, console: Pick<Console, "log">): Promise<void> {',
    before,
    `{\n${code}\n}`,
    before === '' ? 'done();' : 'done(app);',
    '}',
  ].join('\n');
}

type Example = (
  done: (app?: object) => void,
  console: { log: (...values: unknown[]) => void },
) => Promise<void>;

/** Runs an example in a folder of its own, and synthesizes and lints what stands in its app then. */
async function run(library: ApiLibrary, api: Api, code: string): Promise<void> {
  const { outputText } = ts.transpileModule(moduleOf(library, api, code), {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const folder = consumer();
  const file = join(folder, 'example.cjs');
  writeFileSync(file, outputText);
  const require = createRequire(file);
  const printed: unknown[] = [];
  const before = { folder: process.cwd(), context: process.env['CDKTF_CONTEXT_JSON'] };
  process.chdir(folder);
  process.env['CDKTF_CONTEXT_JSON'] = JSON.stringify({ fsxLustreKms: sampleInput() });
  try {
    const { example } = require(file) as { example: Example };
    let app: object | undefined;
    await example((made) => (app = made), { log: (...values) => printed.push(...values) });
    if (code.includes('console.log')) assert.ok(printed.length > 0, 'it prints something');
    if (app === undefined) return;
    const { lintStacks } = require('fsx-lustre-kms/cdktf') as { lintStacks: (app: object) => void };
    lintStacks(app);
    (app as { synth: () => void }).synth();
  } finally {
    process.chdir(before.folder);
    if (before.context === undefined) delete process.env['CDKTF_CONTEXT_JSON'];
    else process.env['CDKTF_CONTEXT_JSON'] = before.context;
  }
}
