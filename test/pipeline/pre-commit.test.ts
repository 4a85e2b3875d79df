import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { dump } from 'js-yaml';
import { runProcess } from '../../runner/run-process';
import { needs } from '../support/requirements';
import { temporaryFolder } from '../support/temporary-folder';
import { BAD_GRANT, folderWith, GOOD_GRANT, PLANS } from './support/fixtures';
import {
  configured,
  examples,
  fits,
  git,
  type Hook,
  hookRepository,
  type PreCommitConfig,
  readHooks,
  runHook,
} from './support/pre-commit';
import { type Registry, startRegistry } from './support/registry';

describe('the hooks for pre-commit', function () {
  this.timeout(60_000);
  const [used, withArgs, local] = examples();
  let registry: Registry | undefined;
  let clone = '';
  let rev = '';

  before(async () => {
    registry = await startRegistry();
    const repository = hookRepository();
    rev = repository.rev;
    clone = join(temporaryFolder(), 'clone');
    git(temporaryFolder(), 'clone', '--quiet', repository.folder, clone);
  });

  after(() => {
    registry?.close();
  });

  const env = () => registry?.env ?? {};
  const hookOf = (config: PreCommitConfig | undefined, at: number): Hook => {
    const said = config?.repos[0]?.hooks[at];
    assert.ok(said);
    return configured(readHooks(clone), said);
  };

  /** A repository of a user in which these files are staged. */
  function staged(files: Readonly<Record<string, string>>): string {
    const folder = folderWith(files);
    git(folder, 'init', '--quiet');
    git(folder, 'add', '--all');
    return folder;
  }

  it('run the version that they came with, as the page does', () => {
    for (const { entry } of readHooks('.'))
      assert.match(entry, new RegExp(`^npx --yes fsx-lustre-kms@${registry?.version ?? ''} `));
    for (const { repos } of examples())
      for (const { rev: tag = 'local' } of repos)
        assert.ok(['local', `v${registry?.version ?? ''}`].includes(tag), tag);
    assert.deepEqual(local?.repos[0]?.hooks[0]?.additional_dependencies, [
      `fsx-lustre-kms@${registry?.version ?? ''}`,
    ]);
  });

  it('are the same where pre-commit installs the package', () => {
    const [hook] = readHooks('.');
    const [said] = local?.repos[0]?.hooks ?? [];
    for (const name of ['id', 'name', 'args', 'files', 'exclude', 'require_serial'] as const)
      assert.deepEqual(said?.[name as keyof Hook], hook?.[name as keyof Hook], name);
  });

  for (const [name, isRead] of [
    ['key.json', true],
    ['policies/Key.JSON', true],
    ['tsconfig.jsonc', true],
    ['main.tf', true],
    ['main.tf.json', true],
    ['main.tofu', true],
    ['main.ts', true],
    ['a.mts', true],
    ['a.tsx', true],
    ['types.d.ts', false],
    ['types.d.mts', false],
    ['package-lock.json', false],
    ['app/package-lock.json', false],
    ['main.js', false],
    ['terraform.tfstate', false],
    ['main.tfvars', false],
    ['json', false],
  ] as const)
    it(`${isRead ? 'take' : 'leave'} ${name}`, () => {
      const hooks = readHooks('.').filter(({ files }) => files !== undefined);
      assert.equal(hooks.length, 2);
      for (const hook of hooks) assert.equal(fits(hook, name), isRead, hook.id);
    });

  it('stop a commit for an error in what is staged', async () => {
    const end = await runHook(hookOf(used, 0), staged({ 'infra/main.tf': BAD_GRANT }), env());
    assert.equal(end?.exitCode, 1, end?.stderr);
    assert.match(end.stdout, /^infra\/main\.tf:5:25 {2}error {2}grant-operation-unknown$/m);
  });

  it('let a commit pass, whatever is not staged', async () => {
    const folder = staged({ 'main.tf': GOOD_GRANT });
    writeFileSync(join(folder, 'other.tf'), BAD_GRANT);
    const end = await runHook(hookOf(used, 0), folder, env());
    assert.equal(end?.exitCode, 0, end?.stderr);
    assert.match(end.stdout, /^Nothing found in 1 file\.$/m);
  });

  it('have nothing to do with other files', async () => {
    assert.equal(await runHook(hookOf(used, 0), staged({ 'README.md': '' }), env()), undefined);
  });

  it('read files with any name', async () => {
    const names = ['--fix.tf', '-x.tf', '$(touch pwned).tf', 'with space.tf'];
    const folder = staged(Object.fromEntries(names.map((name) => [name, BAD_GRANT])));
    for (const config of [used, withArgs]) {
      const end = await runHook(hookOf(config, 0), folder, env());
      assert.equal(end?.exitCode, 1, end?.stderr);
      assert.match(end.stdout, /4 errors in 4 files/);
    }
  });

  it('take options, as the page says', async () => {
    const text = GOOD_GRANT.replace(
      'resource',
      '# fsx-lustre-kms-ignore grant-name: nothing needs it\nresource',
    );
    const folder = staged({ 'main.tf': text });
    assert.equal((await runHook(hookOf(used, 0), folder, env()))?.exitCode, 0);
    assert.equal((await runHook(hookOf(withArgs, 0), folder, env()))?.exitCode, 1);
  });

  it('lint all files, where that is asked for', async () => {
    const folder = staged({ 'main.tf': GOOD_GRANT });
    writeFileSync(join(folder, 'other.tf'), BAD_GRANT);
    const hook = configured(readHooks(clone), { id: 'fsx-lustre-kms-lint-all' });
    const end = await runHook(hook, folder, env());
    assert.equal(end?.exitCode, 1, end?.stderr);
    assert.match(end.stdout, /^other\.tf:5:25 /m);
  });

  it('rehearse plans, by hand only', async () => {
    const hook = hookOf(withArgs, 1);
    assert.deepEqual(hook.stages, ['manual']);
    const args = (hook.args ?? []).map((arg) => PLANS.find((path) => path.endsWith(`/${arg}`)) ?? arg);
    const end = await runHook({ ...hook, args }, staged({ 'main.tf': GOOD_GRANT }), env());
    assert.equal(end?.exitCode, 0, end?.stderr);
    assert.match(end.stdout, /7 steps: 7 as expected\./);
  });

  it('work where the package is installed into a prefix', async () => {
    const [said] = local?.repos[0]?.hooks ?? [];
    const prefix = temporaryFolder();
    const install = ['install', '-g', '--prefix', prefix, ...(said?.additional_dependencies ?? [])];
    const installed = await runProcess('npm', install, { cwd: temporaryFolder(), env: env() });
    assert.equal(installed.status, 'ended');
    assert.equal(installed.exitCode, 0, installed.stderr);
    const path = [join(prefix, 'bin'), process.env['PATH']].join(delimiter);
    const end = await runHook(said as Hook, staged({ 'main.tf': BAD_GRANT }), { PATH: path });
    assert.equal(end?.exitCode, 1, end?.stderr);
    assert.match(end.stdout, /grant-operation-unknown/);
  });

  describe('in pre-commit itself', () => {
    before(function () {
      needs(this, 'pre-commit');
    });

    async function preCommit(config: PreCommitConfig | undefined, text: string) {
      const [repo] = config?.repos ?? [];
      assert.ok(repo);
      const here = repo.repo === 'local' ? repo : { ...repo, repo: clone, rev };
      const folder = staged({ 'main.tf': text, '.pre-commit-config.yaml': dump({ repos: [here] }) });
      const end = await runProcess('pre-commit', ['run'], {
        cwd: folder,
        env: { ...env(), PRE_COMMIT_HOME: temporaryFolder(), PRE_COMMIT_COLOR: 'never' },
      });
      assert.equal(end.status, 'ended');
      return end;
    }

    for (const [what, config] of [
      ['from the repository', used],
      ['from npm, in an environment of its own', local],
    ] as const) {
      it(`an error stops the commit, ${what}`, async () => {
        const end = await preCommit(config, BAD_GRANT);
        assert.equal(end.exitCode, 1, end.stdout);
        assert.match(end.stdout, /^fsx-lustre-kms lint\.+Failed$/m);
        assert.match(end.stdout, /^main\.tf:5:25 {2}error {2}grant-operation-unknown$/m);
      });

      it(`a good file passes, ${what}`, async () => {
        const end = await preCommit(config, GOOD_GRANT);
        assert.equal(end.exitCode, 0, end.stdout + end.stderr);
        assert.match(end.stdout, /^fsx-lustre-kms lint\.+Passed$/m);
      });
    }
  });
});
