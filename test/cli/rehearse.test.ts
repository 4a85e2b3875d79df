import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rehearse, type RehearseOptions } from '../../cli/commands/rehearse';
import type { Rehearsal } from '../../core/rehearsal/result';
import { synthesizeSample } from '../support/synthesize';
import { temporaryFolder } from '../support/temporary-folder';

const PLANS = join(process.cwd(), 'test', 'core', 'rehearsal', 'plans');
const LITERALS = ['a', 'b', 'c'].map((name) => join(PLANS, 'literals', `${name}.json`));

async function run(cwd: string, options: RehearseOptions = {}) {
  const printed = { stdout: '', stderr: '' };
  const exitCode = await rehearse(options, {
    cwd,
    stdout: (text) => (printed.stdout += text),
    stderr: (text) => (printed.stderr += text),
  });
  return { exitCode, ...printed };
}

/** A project with synthesized stacks. */
function project(throughStep = 7): string {
  const { folder } = synthesizeSample({ throughStep });
  const cdktfJson = join(folder, 'cdktf.json');
  writeFileSync(cdktfJson, JSON.stringify({ app: 'true' }));
  utimesSync(cdktfJson, new Date(0), new Date(0));
  return folder;
}

describe('fsx-lustre-kms rehearse', function () {
  this.timeout(60_000);

  describe('wrong usage and what cannot be read end with 2', () => {
    const CASES: readonly (readonly [string, RehearseOptions, RegExp])[] = [
      ['a step that is none', { throughStep: '8' }, /^--through-step 8: it is a number from 1 to 7\.\n$/],
      ['a format that is none', { format: 'xml' }, /^--format xml: it is pretty, json, html\.\n$/],
      [
        'an account without digits',
        { plan: LITERALS, account: ['a.json=123'] },
        /^--account a\.json=123: it is FILE=ID/,
      ],
      [
        'an account of a file that is given to no --plan',
        { plan: LITERALS, account: ['x.json=101010101010'] },
        /x\.json is given to no --plan/,
      ],
      [
        'a plan that is not there',
        { plan: ['none.json'] },
        /^none\.json cannot be read: there is no file \/.*\/none\.json\.\n$/,
      ],
      ['a plan that is a folder', { plan: ['.'] }, /^\. cannot be read: \/.* is a folder\.\n$/],
      [
        'a policy that is no JSON',
        { plan: LITERALS, keyPolicy: join(process.cwd(), 'README.md') },
        /README\.md is not JSON: /,
      ],
      ['a plan that is none', { plan: [join(process.cwd(), 'package.json')] }, /is no plan\. Make one with/],
      ['a plan given twice', { plan: [...LITERALS, LITERALS[0] ?? ''] }, /a\.json is given twice\.\n$/],
      [
        'Bucket Keys neither on nor off',
        { bucketKeys: 'maybe' },
        /^--bucket-keys maybe: it is on or off\.\n$/,
      ],
      ['no project', {}, /cdktf\.json cannot be read/],
    ];
    for (const [name, options, message] of CASES) {
      it(name, async () => {
        const { exitCode, stdout, stderr } = await run(temporaryFolder(), options);
        assert.deepEqual([exitCode, stdout], [2, '']);
        assert.match(stderr, message);
      });
    }

    it('a project that was not synthesized', async () => {
      const folder = temporaryFolder();
      writeFileSync(join(folder, 'cdktf.json'), JSON.stringify({ app: 'true' }));
      const { exitCode, stderr } = await run(folder);
      assert.equal(exitCode, 2);
      assert.match(stderr, /^cdktf\.out holds no synthesized stacks\. Run `npx fsx-lustre-kms synth` first/);
    });

    it('a folder for the output that is not there', async () => {
      const { exitCode, stderr } = await run(project(), { output: 'none/report.html', format: 'html' });
      assert.equal(exitCode, 2);
      assert.match(
        stderr,
        /^--output none\/report\.html cannot be written: there is no folder \/.*\/none\.\n$/,
      );
    });
  });

  it('prints a table that fits 100 columns, and the denial of step 5', async () => {
    const { exitCode, stdout, stderr } = await run(project());
    assert.deepEqual([exitCode, stderr], [0, '']);
    assert.ok(Math.max(...stdout.split('\n').map((line) => line.length)) <= 100, stdout);
    assert.match(stdout, /^step {2}account {2}what it does/);
    assert.match(
      stdout,
      /5 {5}A {8}Reading fails, and CloudTrail says why .* fails {5}fails {4}as expected\n/,
    );
    assert.match(stdout, /because no\s+identity-based policy allows the kms:Decrypt action\n/);
    assert.match(stdout, /\n7 steps: 7 as expected\.\n$/);
  });

  it('ends with 1 when a step is not as expected, and says why and what to change', async () => {
    const { exitCode, stdout } = await run(project(5));
    assert.equal(exitCode, 1);
    assert.match(stdout, /Step 6, Grant for the service-linked role; reading works: NOT as expected\n/);
    assert.match(stdout, /Add an\s+aws_kms_grant in account A with Decrypt and\s+GenerateDataKey/);
  });

  it('goes through the step that is asked for', async () => {
    const { exitCode, stdout } = await run(project(5), { throughStep: '5', format: 'json' });
    const { throughStep, steps } = JSON.parse(stdout) as Rehearsal;
    assert.deepEqual([exitCode, throughStep, steps.map(({ step }) => step)], [0, 5, [1, 2, 3, 4, 5]]);
  });

  it('has in JSON what the contract names, and nothing else', async () => {
    const { stdout } = await run(project(), { format: 'json' });
    const { steps } = JSON.parse(stdout) as Rehearsal;
    for (const step of steps) {
      assert.deepEqual(Object.keys(step), [
        'step',
        'title',
        'account',
        'expected',
        'outcome',
        'asExpected',
        'requests',
        'findings',
      ]);
      for (const request of step.requests) {
        assert.deepEqual(Object.keys(request), [
          'principal',
          'action',
          'resource',
          'decision',
          ...(request.decision === 'denied' ? ['denial'] : []),
          'because',
          'reasons',
        ]);
      }
    }
  });

  it('says when the sources are newer than the stacks', async () => {
    const folder = project();
    const soon = new Date(Date.now() + 60_000);
    utimesSync(join(folder, 'cdktf.json'), soon, soon);
    const { exitCode, stderr } = await run(folder);
    assert.equal(exitCode, 0);
    assert.match(stderr, /^cdktf\.json is newer than cdktf\.out: this rehearses the stacks as they were\./);
  });

  it('takes no state for a plan', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'state.json'), '{"format_version":"1.0","values":{"root_module":{}}}');
    const { exitCode, stderr } = await run(folder, { plan: ['state.json'] });
    assert.equal(exitCode, 2);
    assert.match(stderr, /^state\.json is a state, and no plan\. Make one with/);
  });

  it('reads plans that PowerShell has written as UTF-16', async () => {
    const folder = temporaryFolder();
    const [a = '', b = '', c = ''] = LITERALS;
    writeFileSync(join(folder, 'a.json'), `\uFEFF${readFileSync(a, 'utf8')}`, 'utf16le');
    assert.equal((await run(folder, { plan: ['a.json', b, c], strict: true })).exitCode, 0);
  });

  it('reads plans; what is not known counts with --strict alone', async () => {
    const [a = '', b = ''] = LITERALS;
    assert.equal((await run(temporaryFolder(), { plan: LITERALS, strict: true })).exitCode, 0);
    assert.equal((await run(temporaryFolder(), { plan: [a, b] })).exitCode, 0);
    assert.equal((await run(temporaryFolder(), { plan: [a, b], strict: true })).exitCode, 1);
  });

  describe('what if', () => {
    const bad = async (options: RehearseOptions) => {
      const { stdout } = await run(project(), { ...options, format: 'json' });
      const { steps } = JSON.parse(stdout) as Rehearsal;
      return steps.filter(({ asExpected }) => asExpected === false).map(({ step }) => step);
    };
    const file = (content: unknown) => {
      const path = join(temporaryFolder(), 'policy.json');
      writeFileSync(path, JSON.stringify(content));
      return path;
    };

    it('Bucket Keys were off: the policies list both ARNs, so nothing changes', async () => {
      assert.deepEqual(await bad({ bucketKeys: 'off' }), []);
    });
    it('the keys were in another Region: S3 would not take them', async () => {
      assert.deepEqual(await bad({ keyRegion: 'eu-west-1' }), [3, 4, 7]);
    });
    it('the buckets were in another Region', async () => {
      assert.deepEqual(await bad({ bucketRegion: 'eu-west-1' }), [3, 4, 7]);
    });
    it('the key had its default policy', async () => {
      const root = { AWS: 'arn:aws:iam::333333333333:root' };
      const Statement = [{ Effect: 'Allow', Principal: root, Action: 'kms:*', Resource: '*' }];
      assert.deepEqual(await bad({ keyPolicy: file({ Version: '2012-10-17', Statement }) }), [2, 4, 6, 7]);
    });
    it('an SCP denied CreateGrant: it hits who creates the grant, and never the role', async () => {
      const Statement = [
        { Effect: 'Allow', Action: '*', Resource: '*' },
        { Effect: 'Deny', Action: 'kms:CreateGrant', Resource: '*' },
      ];
      assert.deepEqual(await bad({ scp: [file({ Version: '2012-10-17', Statement })] }), [6, 7]);
    });
  });

  describe('the report', () => {
    it('is one file that needs nothing else, whole or not there', async () => {
      const folder = project();
      const { exitCode, stdout, stderr } = await run(folder, { format: 'html', output: 'report.html' });
      assert.deepEqual([exitCode, stdout, stderr], [0, '', 'report.html written.\n']);
      const html = readFileSync(join(folder, 'report.html'), 'utf8');
      assert.doesNotMatch(html, /<script|<link|@import|url\((?!#)|src=|https?:/);
      assert.match(html, /<svg [^>]*role="img" aria-labelledby="picture-title picture-text">/);
      assert.match(
        html,
        /Step 5, from account A to account C: Decrypt, no grant yet: denied, as it should be\./,
      );
      assert.deepEqual(
        readdirSync(folder).filter((name) => name.startsWith('.report')),
        [],
      );
    });

    it('takes the place of an earlier one, and escapes what the Terraform says', async () => {
      const folder = project();
      mkdirSync(join(folder, 'out'));
      writeFileSync(join(folder, 'out', 'report.html'), 'old');
      const name = '<b>"&\'';
      const path = join(folder, 'cdktf.out', 'stacks', 'account-c-key', 'cdk.tf.json');
      writeFileSync(
        path,
        readFileSync(path, 'utf8').replaceAll(
          'DescribeKey',
          JSON.stringify(name).slice(1, -1).replaceAll('\\', '\\\\\\'),
        ),
      );
      const { exitCode } = await run(folder, { format: 'html', output: join('out', 'report.html') });
      assert.equal(exitCode, 1);
      assert.ok(existsSync(join(folder, 'out', 'report.html')));
      assert.doesNotMatch(readFileSync(join(folder, 'out', 'report.html'), 'utf8'), /<b>|^old/);
    });
  });
});
