import assert from 'node:assert/strict';
import { deploymentOfAnswers } from '../../../core/project/fields';
import {
  configurationFile,
  MAIN_TS,
  packageName,
  projectFiles,
  PROJECT_PACKAGES,
  type ProjectPackage,
} from '../../../core/project/files';
import { planProject, type FolderContent } from '../../../core/project/plan';
import { ACCOUNT_A, ACCOUNT_B, ACCOUNT_C } from '../../support/deployments';

const versions = Object.fromEntries(PROJECT_PACKAGES.map((name) => [name, '^1.2.3'])) as Record<
  ProjectPackage,
  string
>;
const files = projectFiles({
  folderName: 'my-lustre',
  projectId: '11111111-2222-4333-8444-555555555555',
  deployment: deploymentOfAnswers({ region: 'us-east-1' }),
  versions,
});
const textOf = (name: string) => files.find((file) => file.name === name)?.text ?? '';
const CDKTF_PACKAGE = JSON.stringify({
  dependencies: { cdktf: '^0.21.0', constructs: '^10.4.2' },
  devDependencies: { 'ts-node': '^10.9.2', typescript: '^5.4.5' },
});
const CDKTF_JSON = JSON.stringify({
  language: 'typescript',
  app: 'npx ts-node main.ts',
  context: { mine: 1 },
});
/** What `adopt` leaves: with nothing of a project around it. */
const ADOPTED = configurationFile({
  projectId: '22222222-3333-4444-8555-666666666666',
  deployment: deploymentOfAnswers({
    fileSystemAccount: ACCOUNT_A,
    bucketAccount: ACCOUNT_B,
    keyAccount: ACCOUNT_C,
    region: 'us-east-1',
  }),
}).text;
const CDKTF_MAIN = "import { App } from 'cdktf';\nconst app = new App();\napp.synth();\n";

describe('projectFiles', () => {
  it('has a cdktf.json that CDKTF and our own commands read', () => {
    assert.deepEqual(JSON.parse(textOf('cdktf.json')), {
      language: 'typescript',
      app: 'node --import tsx main.ts',
      projectId: '11111111-2222-4333-8444-555555555555',
      sendCrashReports: 'false',
      terraformProviders: [],
      terraformModules: [],
      context: {
        fsxLustreKms: {
          accounts: { fileSystem: {}, bucket: {}, key: {} },
          region: 'us-east-1',
          keys: [{ name: 'data' }],
          buckets: [{ name: 'data', key: 'data' }],
          throughStep: 1,
        },
      },
    });
  });

  it('has a private package with everything that it needs', () => {
    const json = JSON.parse(textOf('package.json')) as Record<string, unknown>;
    assert.equal(json['name'], 'my-lustre');
    assert.equal(json['private'], true);
    assert.deepEqual(json['devDependencies'], versions);
  });

  const NAMES: [folder: string, name: string][] = [
    ['my-lustre', 'my-lustre'],
    ['My Project (2)', 'my-project-2'],
    ['.hidden', 'hidden'],
    ['_x_', 'x_'],
    ['Größe', 'gr-e'],
    ['日本', 'lustre'],
    ['', 'lustre'],
    ['cdktf', 'cdktf-project'],
    ['fsx-lustre-kms', 'fsx-lustre-kms-project'],
    ['node_modules', 'node_modules-project'],
  ];
  for (const [folder, name] of NAMES) {
    it(`names the package of ${folder || 'the root'} ${name}`, () => {
      assert.equal(packageName(folder), name);
    });
  }
});

describe('planProject', () => {
  it('writes everything into an empty folder', () => {
    assert.deepEqual(planProject(files, {}), { status: 'ready', write: files, keep: [], byHand: [] });
  });

  it('keeps a cdktf.json that was there first, and writes the others', () => {
    const plan = planProject(files, { 'cdktf.json': ADOPTED });
    assert.equal(plan.status, 'ready');
    assert.deepEqual(
      plan.write.map(({ name }) => name),
      ['main.ts', 'package.json', 'tsconfig.json', '.gitignore'],
    );
    assert.deepEqual([plan.keep, plan.byHand], [['cdktf.json'], []]);
    assert.equal(plan.deployment?.accounts.key.id, ACCOUNT_C);
  });

  it('says what a .gitignore lacks that was there beside it', () => {
    const plan = planProject(files, { 'cdktf.json': ADOPTED, '.gitignore': 'node_modules/\n' });
    assert.equal(plan.status, 'ready');
    assert.deepEqual([plan.keep, plan.byHand.map(({ file }) => file)], [['cdktf.json'], ['.gitignore']]);
  });

  it('leaves a .gitignore, and says what it lacks', () => {
    const plan = planProject(files, { '.gitignore': 'node_modules\r\n*.tfstate\n*.tfstate.*\n' });
    assert.equal(plan.status, 'ready');
    assert.deepEqual(plan.byHand, [
      {
        file: '.gitignore',
        what: 'add what Git should leave alone:',
        text: 'cdktf.out/\n.gen/\n.terraform/\n.fsx-lustre-kms/\ncdktf.log',
      },
    ]);
    assert.ok(!plan.write.some(({ name }) => name === '.gitignore'));
  });

  const IN_THE_WAY: [name: string, content: FolderContent, files: [string, string][]][] = [
    [
      'another package',
      { 'package.json': '{"name": "x"}', 'main.ts': '' },
      [
        ['main.ts', 'is there already'],
        ['package.json', 'is there already, and not of a CDKTF project'],
      ],
    ],
    [
      'a package.json that is broken',
      { 'package.json': '{"name": ' },
      [['package.json', 'is not JSON (1:10, a value is missing)']],
    ],
    ['a package.json that is a list', { 'package.json': '[]' }, [['package.json', 'is no JSON object']]],
    [
      'a CDKTF project in another language',
      { 'cdktf.json': JSON.stringify({ language: 'python', app: 'pipenv run python main.py' }) },
      [['cdktf.json', 'is there already, without a deployment (context.fsxLustreKms) in it']],
    ],
    ['a tsconfig.json alone', { 'tsconfig.json': '{}' }, [['tsconfig.json', 'is there already']]],
    [
      'a project of ours',
      Object.fromEntries(files.map(({ name, text }) => [name, text])),
      [['cdktf.json', 'has a deployment (context.fsxLustreKms) already']],
    ],
    [
      'a CDKTF project whose cdktf.json is broken',
      { 'package.json': CDKTF_PACKAGE, 'cdktf.json': '{' },
      [['cdktf.json', 'is not JSON (1:2, a closing brace is missing)']],
    ],
    [
      'a deployment beside a main.ts',
      { 'cdktf.json': ADOPTED, 'main.ts': '' },
      [
        ['cdktf.json', 'has a deployment (context.fsxLustreKms) already'],
        ['main.ts', 'is there already'],
      ],
    ],
    [
      'a deployment beside the package.json of a CDKTF project',
      { 'cdktf.json': ADOPTED, 'package.json': CDKTF_PACKAGE },
      [['cdktf.json', 'has a deployment (context.fsxLustreKms) already']],
    ],
    [
      'a deployment beside a tsconfig.json',
      { 'cdktf.json': ADOPTED, 'tsconfig.json': '{}' },
      [['tsconfig.json', 'is there already']],
    ],
    [
      'a cdktf.json with two mistakes',
      { 'cdktf.json': ADOPTED.replace('main.ts', 'app.ts').replace('us-east-1', 'us-esat-1') },
      [
        [
          'cdktf.json',
          'has "node --import tsx app.ts" as "app"; the files that are written beside it need "node --import tsx main.ts"',
        ],
        [
          'cdktf.json',
          'has a mistake: context.fsxLustreKms.region "us-esat-1" is not the name of an AWS Region; right: "us-east-1"',
        ],
      ],
    ],
  ];
  for (const [name, content, expected] of IN_THE_WAY) {
    it(`is stopped by ${name}`, () => {
      const plan = planProject(files, content);
      assert.equal(plan.status, 'in-the-way');
      assert.deepEqual(
        plan.files.map(({ file, why }) => [file, why]),
        expected,
      );
    });
  }

  it('gives a CDKTF project what it lacks, and says what to add by hand', () => {
    const plan = planProject(files, {
      'package.json': CDKTF_PACKAGE,
      'cdktf.json': CDKTF_JSON,
      'main.ts': CDKTF_MAIN,
      'tsconfig.json': '{}',
    });
    assert.equal(plan.status, 'ready');
    assert.deepEqual(
      plan.write.map(({ name }) => name),
      ['.gitignore'],
    );
    assert.deepEqual(plan.keep, ['tsconfig.json']);
    assert.deepEqual(
      plan.byHand.map(({ file, what }) => [file, what]),
      [
        ['cdktf.json', 'add the deployment to its context:'],
        ['main.ts', 'add the stacks to your app, before app.synth():'],
        ['package.json', 'install what is missing:'],
      ],
    );
    const [context, main, install] = plan.byHand.map(({ text }) => text ?? '');
    assert.deepEqual(Object.keys((JSON.parse(context ?? '') as { context: object }).context), [
      'fsxLustreKms',
    ]);
    assert.match(main ?? '', /^addThreeAccounts\(app, deploymentOf\(app\)\);$/m);
    assert.equal(install, 'npm install --save-dev @cdktf/provider-aws@^1.2.3 fsx-lustre-kms@^1.2.3');
  });

  it('writes the app of a CDKTF project that has none yet', () => {
    const plan = planProject(files, { 'package.json': CDKTF_PACKAGE });
    assert.equal(plan.status, 'ready');
    assert.deepEqual(
      plan.write.map(({ name }) => name),
      ['cdktf.json', 'main.ts', 'tsconfig.json', '.gitignore'],
    );
    assert.equal(plan.write[1]?.text, MAIN_TS);
  });

  it('takes a project on the maintained fork of CDKTF for a CDKTF project', () => {
    const text = JSON.stringify({ devDependencies: { cdktn: '^0.24.0' } });
    assert.equal(planProject(files, { 'package.json': text, 'tsconfig.json': '{}' }).status, 'ready');
  });

  it('installs a tarball by its address', () => {
    const own = projectFiles({
      folderName: 'x',
      projectId: '',
      deployment: {},
      versions: { ...versions, 'fsx-lustre-kms': 'file:../fsx-lustre-kms-0.1.0.tgz' },
    });
    const plan = planProject(own, { 'package.json': CDKTF_PACKAGE });
    assert.equal(plan.status, 'ready');
    assert.equal(
      plan.byHand[0]?.text,
      'npm install --save-dev @cdktf/provider-aws@^1.2.3 file:../fsx-lustre-kms-0.1.0.tgz',
    );
  });
});
