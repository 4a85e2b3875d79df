import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BAD_GRANT, folderWith, GOOD_GRANT, PLANS } from './support/fixtures';
import { type ActionEnd, readAction, runAction } from './support/action';
import { type Registry, startRegistry } from './support/registry';

const UPLOAD = 'github/codeql-action/upload-sarif@5d4e8d1aca955e8d8589aabd499c5cae939e33c7';

interface Sarif {
  version: string;
  runs: {
    results: { ruleId: string; locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }[];
  }[];
}

/** A plan of account C whose grant names an operation without which nothing can be read. */
const BROKEN_PLAN = readFileSync(PLANS[0] ?? '', 'utf8').replaceAll('"Decrypt"', '"DescribeKey"');

describe('the GitHub action', function () {
  this.timeout(120_000);
  let registry: Registry | undefined;

  before(async () => {
    registry = await startRegistry();
  });

  after(() => {
    registry?.close();
  });

  const run = (checkout: string, inputs: Readonly<Record<string, string>> = {}): Promise<ActionEnd> =>
    runAction(checkout, inputs, registry?.env ?? {});

  function sarifOf({ outputs }: ActionEnd): Sarif {
    return JSON.parse(readFileSync(outputs['sarif-file'] ?? '', 'utf8')) as Sarif;
  }

  const filesIn = (end: ActionEnd) =>
    (sarifOf(end).runs[0]?.results ?? []).flatMap(({ locations }) =>
      locations.map(({ physicalLocation }) => decodeURIComponent(physicalLocation.artifactLocation.uri)),
    );

  it('takes inputs into its scripts as environment variables only', () => {
    for (const { name, run: script, shell } of readAction().runs.steps) {
      if (script === undefined) continue;
      assert.equal(shell, 'bash', name);
      assert.doesNotMatch(script, /\$\{\{/, name);
    }
  });

  it('uses other actions at a commit', () => {
    const used = readAction().runs.steps.flatMap(({ uses }) => (uses === undefined ? [] : [uses]));
    assert.deepEqual(used, [UPLOAD]);
  });

  it('runs the version that it came with', () => {
    assert.equal(readAction().inputs['version']?.default, registry?.version);
  });

  it('passes where nothing is found, with a report', async () => {
    const end = await run(folderWith({ 'main.tf': GOOD_GRANT }), { 'upload-sarif': 'true' });
    assert.equal(end.exitCode, 0, end.log);
    assert.equal(end.outputs['lint-exit-code'], '0');
    assert.equal(end.outputs['rehearsal-exit-code'], '');
    assert.equal(sarifOf(end).version, '2.1.0');
    assert.deepEqual(filesIn(end), []);
  });

  it('annotates, writes SARIF, uploads it, and then fails', async () => {
    const end = await run(folderWith({ 'infra/main.tf': BAD_GRANT }), { 'upload-sarif': 'true' });
    assert.equal(end.exitCode, 1);
    assert.match(end.log, /^::error file=infra\/main\.tf,line=5,col=25,.*title=grant-operation-unknown::/m);
    assert.match(end.log, /^::error title=fsx-lustre-kms::Lint has findings\.$/m);
    assert.deepEqual(filesIn(end), ['infra/main.tf']);
    assert.deepEqual(end.used, {
      [UPLOAD]: { sarif_file: end.outputs['sarif-file'], category: 'fsx-lustre-kms' },
    });
  });

  it('uploads nothing unless it is asked to', async () => {
    assert.deepEqual((await run(folderWith({ 'main.tf': BAD_GRANT }))).used, {});
  });

  const WARNING = GOOD_GRANT.replace(
    'resource',
    '# fsx-lustre-kms-ignore grant-name: nothing needs it\nresource',
  );
  const NOTHING_SAYS_WHY = BAD_GRANT.replace(
    'resource',
    '# fsx-lustre-kms-ignore grant-operation-unknown\nresource',
  );
  for (const [what, text, inputs, exitCode] of [
    ['an error, never', BAD_GRANT, { 'fail-on': 'never' }, 0],
    ['a warning', WARNING, {}, 0],
    ['a warning, from warnings on', WARNING, { 'fail-on': 'warning' }, 1],
    ['a warning, with none allowed', WARNING, { 'max-warnings': '0' }, 1],
    ['an error whose suppression has no reason', NOTHING_SAYS_WHY, {}, 1],
  ] as const)
    it(`${exitCode === 0 ? 'passes' : 'fails'} with ${what}`, async () => {
      const end = await run(folderWith({ 'main.tf': text }), inputs);
      assert.equal(end.exitCode, exitCode, end.log);
    });

  for (const [what, inputs, says] of [
    [
      'a path that is not there',
      { paths: 'nowhere', 'fail-on': 'never' },
      /nowhere: there is no such file|Something could not be linted/,
    ],
    ['a level that is none', { 'fail-on': 'fatal' }, /fail-on is error, warning or never/],
    ['a format that is none', { format: 'xml' }, /xml/],
    ['a number that is none', { 'max-warnings': '-1' }, /-1/],
    [
      'a plan that is not there',
      { plans: 'nowhere.json', 'fail-on': 'never' },
      /The plans could not be rehearsed/,
    ],
  ] as const)
    it(`fails with 2 on ${what}`, async () => {
      const end = await run(folderWith({ 'main.tf': GOOD_GRANT }), inputs);
      assert.equal(end.exitCode, 2, end.log);
      assert.match(end.log, says);
    });

  describe('rehearses plans', () => {
    it('that go through the seven steps', async () => {
      const end = await run(folderWith({}), { plans: PLANS.join('\r\n'), paths: '.' });
      assert.equal(end.exitCode, 0, end.log);
      assert.equal(end.outputs['rehearsal-exit-code'], '0');
      assert.match(end.log, /7 steps: 7 as expected\./);
    });

    it('of which one is wrong, also where lint has found something', async () => {
      const checkout = folderWith({ 'main.tf': BAD_GRANT, 'plans/a b.json': BROKEN_PLAN });
      const plans = ['plans/a b.json', ...PLANS.slice(1)].join('\n');
      const end = await run(checkout, { paths: 'main.tf', plans });
      assert.equal(end.exitCode, 1);
      assert.deepEqual([end.outputs['lint-exit-code'], end.outputs['rehearsal-exit-code']], ['1', '1']);
      assert.match(end.log, /A step of the rehearsal is not as expected\./);
    });

    it('of which not all are there, strictly', async () => {
      const [first = ''] = PLANS;
      const once = await run(folderWith({}), { plans: first });
      assert.equal(once.outputs['rehearsal-exit-code'], '0', once.log);
      const strict = await run(folderWith({}), { plans: first, strict: 'true' });
      assert.equal(strict.exitCode, 1, strict.log);
    });
  });

  describe('is not harmed', () => {
    const NAMES = [
      'with space.tf',
      '$(touch pwned).tf',
      '`touch pwned`.tf',
      '; touch pwned #.tf',
      '" && touch pwned && ".tf',
      '-x.tf',
      '--output=pwned.tf',
      '*.tf',
    ];

    it('by names of files', async () => {
      const checkout = folderWith(Object.fromEntries(NAMES.map((name) => [name, BAD_GRANT])));
      const end = await run(checkout, { paths: NAMES.join('\n') });
      assert.equal(end.exitCode, 1, end.log);
      assert.deepEqual(
        filesIn(end)
          .map((name) => name.replace(/^\.\//, ''))
          .sort(),
        [...NAMES].sort(),
      );
      assert.deepEqual(readdirSync(checkout).sort(), [...NAMES].sort());
    });

    it('by paths that look like options, or like the standard input', async () => {
      const checkout = folderWith({ 'main.tf': BAD_GRANT });
      for (const paths of ['--fix', '-', '--output=pwned']) {
        const end = await run(checkout, { paths });
        assert.equal(end.exitCode, 2, end.log);
        assert.equal(readFileSync(join(checkout, 'main.tf'), 'utf8'), BAD_GRANT);
        assert.deepEqual(readdirSync(checkout), ['main.tf']);
      }
    });

    const HOSTILE = `--fix $(touch pwned) \`touch pwned\` "; touch pwned; " '; touch pwned; '`;
    for (const names of [
      ['paths', 'plans', 'accounts', 'strict', 'upload-sarif', 'category'],
      ['format', 'max-warnings'],
      ['fail-on'],
      ['version'],
    ])
      it(`by what stands in ${names.join(', ')}`, async () => {
        const checkout = folderWith({ 'main.tf': GOOD_GRANT });
        const end = await run(checkout, Object.fromEntries(names.map((name) => [name, HOSTILE])));
        assert.equal(end.exitCode, 2, end.log);
        assert.deepEqual(readdirSync(checkout), ['main.tf']);
      });

    for (const version of ['', '--global', 'file:../evil', '0.1.0 --prefix=.', 'npm:other@1', '../evil'])
      it(`by the version ${JSON.stringify(version)}`, async () => {
        const end = await run(folderWith({}), { version });
        assert.equal(end.exitCode, 2);
        assert.match(end.log, /^::error title=fsx-lustre-kms::The input version is no version/);
      });

    it("by the checkout's npm configuration and commands", async () => {
      const checkout = folderWith({
        'main.tf': GOOD_GRANT,
        '.npmrc': 'registry=http://127.0.0.1:9/\n',
        'node_modules/fsx-lustre-kms/dist/cli.js': 'process.exit(7)',
        'node_modules/.bin/fsx-lustre-kms': '#!/bin/sh\nexit 7\n',
      });
      const { npm_config_registry: url = '', ...env } = registry?.env ?? {};
      const userconfig = join(folderWith({}), 'npmrc');
      writeFileSync(userconfig, `registry=${url}\n`);
      const end = await runAction(checkout, {}, { ...env, npm_config_userconfig: userconfig });
      assert.equal(end.exitCode, 0, end.log);
    });

    it('by lines that look like commands of a workflow', async () => {
      const end = await run(folderWith({ '::warning::x.tf': BAD_GRANT }), { format: 'pretty' });
      const [, token = '', between = ''] =
        /^::stop-commands::([0-9a-f]{32})\n([^]*?)\n::\1::$/m.exec(end.log) ?? [];
      assert.ok(token, end.log);
      assert.match(between, /^::warning::x\.tf:5:25 /m);
      assert.equal(end.log.split('::warning::').length, between.split('::warning::').length);
    });
  });
});
