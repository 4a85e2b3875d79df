import assert from 'node:assert/strict';
import { join } from 'node:path';
import ts from 'typescript';
import {
  checkAlternatives,
  findingsIn,
  isSeen,
  isStatement,
  modelOf,
  policyKindOf,
  withWrongService,
} from './linting';
import { policiesIn, statementsOf } from './policies';
import { expanded, expansionOf, snippetsOf, type Snippet } from './snippet-files';

/** Where the snippets that are whole files stand, as those that import each other have it. */
const FILE_NAMES: Readonly<Record<string, string>> = {
  'fsx-kms-stack-a': 'account-a-file-system.ts',
  'fsx-kms-stack-b': 'account-b-bucket.ts',
  'fsx-kms-stack-c': 'account-c-key.ts',
  'fsx-kms-app': 'main.ts',
  'fsx-kms-imports-a': 'imports-a.ts',
  'fsx-kms-imports-b': 'imports-b.ts',
  'fsx-kms-imports-c': 'imports-c.ts',
};
const HOLDERS = {
  bucket: "new S3BucketPolicy(this, 'holder', { bucket: 'my-linked-bucket', policy: ",
  key: "new KmsKey(this, 'holder', { policy: ",
  identity: "new IamPolicy(this, 'holder', { policy: ",
};

/** The lines of all three import snippets, each once. */
function importLines(): string {
  const lines = ['a', 'b', 'c'].flatMap((account) =>
    expansionOf('typescript', `imports-${account}`)
      .split('\n')
      .filter((line) => !line.includes("from 'cdktf'")),
  );
  return [...new Set(lines), "import { TerraformStack } from 'cdktf';"].join('\n');
}
const IMPORTS = importLines();

/** Statements stand in a policy, policies in a resource, resources in a stack. */
function wholeFile(snippet: Snippet, text: string): string {
  if (snippet.prefix in FILE_NAMES) return text;
  return `${IMPORTS}
export class Example extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    ${inStack(snippet, text)}
  }
}
`;
}

function inStack(snippet: Snippet, text: string): string {
  const kind = policyKindOf(snippet);
  if (kind === undefined) return text;
  if (!isStatement(snippet)) {
    const [, name = ''] = /^const (\w+)/.exec(text) ?? [];
    return `${text}\n${HOLDERS[kind]}${name} });`;
  }
  const others =
    kind === 'key' && snippet.prefix !== 'fsx-kms-key-admin' ? expansionOf('typescript', 'key-admin') : '';
  return `${HOLDERS[kind]}JSON.stringify({ Version: '2012-10-17', Statement: [${others}\n${text}] }) });`;
}

/** What TypeScript says to some files, which stand in a folder of this package. */
function typeErrors(files: ReadonlyMap<string, string>): string[] {
  const folder = join(process.cwd(), 'test', 'snippets', 'expanded');
  const texts = new Map([...files].map(([name, text]) => [join(folder, name), text]));
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts'],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: ['node'],
    strict: true,
    skipLibCheck: true,
    noEmit: true,
  };
  const host = ts.createCompilerHost(options);
  const onDisk = { readFile: host.readFile.bind(host), fileExists: host.fileExists.bind(host) };
  host.readFile = (path) => texts.get(path) ?? onDisk.readFile(path);
  host.fileExists = (path) => texts.has(path) || onDisk.fileExists(path);
  const directoryExists = host.directoryExists?.bind(host);
  host.directoryExists = (path) => path === folder || (directoryExists?.(path) ?? true);
  const program = ts.createProgram([...texts.keys()], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
    const message = ts.flattenDiagnosticMessageText(messageText, '\n');
    if (!file) return message;
    const line = file.getLineAndCharacterOfPosition(start).line;
    return `${file.fileName.slice(folder.length + 1)}: ${message}\n${file.text.split('\n')[line] ?? ''}`;
  });
}

describe('TypeScript snippets', () => {
  const snippets = snippetsOf('typescript');

  it("are right by the types of CDKTF and of the AWS provider's bindings", function () {
    this.timeout(120_000);
    const files = new Map(
      snippets.map((snippet) => [
        FILE_NAMES[snippet.prefix] ?? `${snippet.prefix}.ts`,
        wholeFile(snippet, expanded(snippet)),
      ]),
    );
    assert.equal(files.size, snippets.length);
    // One mistake on purpose: without it nobody would know that types are looked at.
    files.set('mistake.ts', (files.get('fsx-kms-grant.ts') ?? '').replace('granteePrincipal', 'grantee'));
    const [mistake, ...others] = typeErrors(files).sort(
      (one, two) => Number(two.startsWith('mistake')) - Number(one.startsWith('mistake')),
    );
    assert.match(mistake ?? '', /^mistake\.ts: .*'grantee' does not exist/s);
    assert.deepEqual(others, []);
  });

  for (const snippet of snippets) {
    // Nothing of AWS is in these.
    if (/^fsx-kms-(imports-[abc]|app)$/.test(snippet.prefix)) continue;
    const wrap = (text: string) => wholeFile(snippet, text);

    it(`${snippet.prefix} is right`, async () => {
      const text = wrap(expanded(snippet));
      assert.ok(await isSeen('main.ts', text), 'is seen');
      assert.deepEqual(await findingsIn('main.ts', text), []);
      await checkAlternatives(snippet, (chosen) => findingsIn('main.ts', wrap(chosen)));
    });

    if (!expanded(snippet).includes('s3.us-east-1')) continue;
    it(`${snippet.prefix} with a mistake is found out`, async () => {
      const findings = await findingsIn('main.ts', wrap(withWrongService(expanded(snippet))));
      assert.match(findings.join('\n'), /kms-via-service/);
    });
  }

  it('say what the JSON ones say', async () => {
    const both = snippetsOf('json').filter((snippet) => policyKindOf(snippet) && !isStatement(snippet));
    for (const json of both) {
      const { model } = await modelOf('main.ts', expansionOf('typescript', json.prefix.slice(8)));
      assert.deepEqual(policiesIn(model), [statementsOf(expanded(json))], json.prefix);
    }
  });

  it('say it in statements too', async () => {
    for (const json of snippetsOf('json').filter(isStatement)) {
      const text = `const policy = { Statement: [${expansionOf('typescript', json.prefix.slice(8))}] };`;
      const { model } = await modelOf('main.ts', text);
      const expected = statementsOf(`{ "Statement": [${expanded(json)}] }`);
      assert.deepEqual(policiesIn(model), [expected], json.prefix);
    }
  });
});
