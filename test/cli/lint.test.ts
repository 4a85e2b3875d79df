import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { cli } from '../support/cli';
import { temporaryFolder } from '../support/temporary-folder';

/** A key policy in which line 9 is wrong: `kms:CallerAccount` holds an ARN. */
const BAD = `{
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "111111111111" }, "Action": "kms:*", "Resource": "*" },
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111111111111:root" },
      "Action": "kms:Decrypt",
      "Resource": "*",
      "Condition": { "StringEquals": { "kms:CallerAccount": "arn:aws:iam::111111111111:root" } }
    }
  ]
}
`;
const GOOD = BAD.replace(
  '"kms:CallerAccount": "arn:aws:iam::111111111111:root"',
  '"kms:CallerAccount": "111111111111"',
);
const RULE = 'kms-caller-account';

/** Writes files into a new folder. */
function folderWith(files: Record<string, string>): string {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

interface Report {
  findings: { file: string; rule: string; severity: string; start: { line: number; column: number } }[];
  suppressed: { reason: string }[];
  summary: Record<string, number>;
  unreadable: { file: string; message: string }[];
}

/** What `lint --format json` finds of our rule, as `file:line`. */
async function found(cwd: string, ...args: string[]) {
  const { stdout, stderr, exitCode } = await cli(cwd, 'lint', '--format', 'json', ...args);
  const report = JSON.parse(stdout) as Report;
  const places = report.findings
    .filter(({ rule }) => rule === RULE)
    .map(({ file, start }) => `${file}:${start.line}`);
  return { report, places, stderr, exitCode };
}

describe('fsx-lustre-kms lint', function () {
  this.timeout(60_000);

  it('finds nothing, and ends with 0', async () => {
    const { exitCode, stdout, stderr } = await cli(folderWith({ 'a.json': GOOD }), 'lint');
    assert.deepEqual([exitCode, stdout, stderr], [0, 'Nothing found in 1 file.\n', '']);
  });

  it('shows what it finds without colours when nobody looks at a terminal, and ends with 1', async () => {
    const { exitCode, stdout } = await cli(folderWith({ 'sub/a.json': BAD }), 'lint');
    assert.equal(exitCode, 1);
    assert.ok(stdout.startsWith(`sub/a.json:9:62  error  ${RULE}\n`), stdout);
    // eslint-disable-next-line no-control-regex
    assert.doesNotMatch(stdout, /\u001b/);
  });

  it('reads JSON, Terraform JSON, HCL and TypeScript', async () => {
    const hcl = (account: string) => `data "aws_iam_policy_document" "p" {
  statement {
    actions = ["kms:Decrypt"]
    principals {
      type        = "AWS"
      identifiers = ["111111111111"]
    }
    condition {
      test     = "StringEquals"
      variable = "kms:CallerAccount"
      values   = [${account}]
    }
  }
}
`;
    const folder = folderWith({
      'policy.json': BAD,
      'tf/main.tf': hcl('local.account'),
      'tf/locals.tf': 'locals {\n  account = "1"\n}\n',
      'other/main.tf': hcl('local.account'),
      'stack/cdk.tf.json': JSON.stringify({ resource: { aws_kms_key: { k: { policy: BAD } } } }),
      'main.ts': `export const policy = ${BAD};\n`,
      'types.d.ts': `export const policy = ${BAD};\n`,
      'notes.md': BAD,
    });
    const { places, exitCode } = await found(folder);
    assert.deepEqual(places, ['main.ts:9', 'policy.json:9', 'stack/cdk.tf.json:1', 'tf/locals.tf:2']);
    assert.equal(exitCode, 1);
  });

  it('leaves out what others made and what Git leaves out', async () => {
    const folder = folderWith({
      'a.json': BAD,
      'node_modules/x/a.json': BAD,
      'dist/a.json': BAD,
      '.terraform/a.json': BAD,
      'cdktf.out/a.json': BAD,
      '.git/a.json': BAD,
      '.gitignore': 'generated/\n*.tmp.json\n',
      'generated/a.json': BAD,
      'b.tmp.json': BAD,
      'sub/.gitignore': '!b.tmp.json\n/c.json\n',
      'sub/b.tmp.json': BAD,
      'sub/c.json': BAD,
      'sub/deep/c.json': BAD,
    });
    const all = ['a.json:9', 'sub/b.tmp.json:9', 'sub/deep/c.json:9'];
    assert.deepEqual((await found(folder)).places, all);
    assert.deepEqual((await found(folder, 'sub')).places, all.slice(1));
    assert.deepEqual((await found(join(folder, 'sub'))).places, ['b.tmp.json:9', 'deep/c.json:9']);
  });

  it('walks a folder that is named, even one that Git leaves out, and reads a file that is named', async () => {
    const folder = folderWith({
      '.git/HEAD': '',
      '.gitignore': 'cdktf.out/\n*.tmp.json\n',
      'cdktf.out/stacks/a.json': BAD,
      'b.tmp.json': BAD,
    });
    const { places } = await found(folder, 'cdktf.out', 'b.tmp.json', './b.tmp.json');
    assert.deepEqual(places, ['b.tmp.json:9', 'cdktf.out/stacks/a.json:9']);
  });

  it('follows links to files, not to folders', async () => {
    const folder = folderWith({ 'a/a.json': BAD, 'b/keep.txt': '' });
    symlinkSync('../a/a.json', join(folder, 'b', 'link.json'));
    symlinkSync('..', join(folder, 'b', 'up'));
    symlinkSync('nowhere.json', join(folder, 'b', 'gone.json'));
    const { places, exitCode } = await found(folder);
    assert.deepEqual(places, ['a/a.json:9', 'b/link.json:9']);
    assert.equal(exitCode, 1);
  });

  it('tells of what cannot be read, goes on, and ends with 2', async () => {
    const folder = folderWith({ 'a.json': BAD, 'notes.md': '' });
    const { places, stderr, exitCode, report } = await found(folder, 'gone.json', 'notes.md', 'a.json');
    assert.deepEqual(places, ['a.json:9']);
    assert.equal(
      stderr,
      'gone.json cannot be read: there is no such file or folder\nnotes.md cannot be read: lint reads .json, .jsonc, .tf, .tofu and .ts files\n',
    );
    assert.deepEqual(
      report.unreadable.map(({ file }) => file),
      ['gone.json', 'notes.md'],
    );
    assert.equal(exitCode, 2);
  });

  it('says which files have syntax errors', async () => {
    const { stderr, exitCode } = await cli(folderWith({ 'a.json': '{"Statement": [' }), 'lint');
    assert.equal(stderr, 'a.json has syntax errors: what could not be understood in it was not judged.\n');
    assert.equal(exitCode, 0);
  });

  describe('standard input', () => {
    const lintStdin = (input: string, ...args: string[]) => {
      const cliPath = join(process.cwd(), 'dist', 'cli.js');
      const command = [cliPath, 'lint', '-', '--format', 'json', ...args];
      const { stdout, status } = spawnSync(process.execPath, command, {
        input,
        encoding: 'utf8',
        cwd: temporaryFolder(),
      });
      const files = (JSON.parse(stdout) as Report).findings.map(({ file }) => file);
      return { files: [...new Set(files)], status };
    };

    it('is read for -', () => {
      assert.deepEqual(lintStdin(BAD), { files: ['stdin.json'], status: 1 });
      assert.deepEqual(lintStdin(GOOD), { files: [], status: 0 });
    });

    it('is read in the language of the name it is given', () => {
      const text = `export const policy = ${BAD};`;
      assert.deepEqual(lintStdin(text, '--stdin-name', 'a/b.ts'), { files: ['a/b.ts'], status: 1 });
    });

    it('cannot be fixed', async () => {
      const { exitCode, stderr } = await cli(temporaryFolder(), 'lint', '-', '--fix');
      assert.deepEqual([exitCode, stderr], [2, '--fix cannot change standard input: name the file.\n']);
    });
  });

  describe('wrong usage', () => {
    const CASES: [args: string[], told: RegExp][] = [
      [['--format', 'xml'], /Allowed choices are pretty, json, sarif, github/],
      [['--max-warnings', '-1'], /It is a number from 0 on/],
      [['--max-warnings', 'x'], /It is a number from 0 on/],
      [['--unknown'], /unknown option '--unknown'/],
    ];
    for (const [args, told] of CASES) {
      it(args.join(' '), async () => {
        const { exitCode, stderr } = await cli(temporaryFolder(), 'lint', ...args);
        assert.equal(exitCode, 2);
        assert.match(stderr, told);
      });
    }
  });

  describe('--max-warnings', () => {
    const warned = () =>
      folderWith({
        'a.json': BAD,
        '.fsx-lustre-kms.json': JSON.stringify({ rules: { [RULE]: 'warning' } }),
      });
    for (const [limit, expected] of [
      [undefined, 0],
      ['1', 0],
      ['0', 1],
    ] as const) {
      it(`${limit ?? 'none'}: ${expected}`, async () => {
        const args = limit === undefined ? [] : ['--max-warnings', limit];
        assert.equal((await cli(warned(), 'lint', ...args)).exitCode, expected);
      });
    }
  });

  describe('--output', () => {
    it('writes the report, and says so', async () => {
      const folder = folderWith({ 'a.json': BAD });
      const { exitCode, stdout } = await cli(
        folder,
        'lint',
        'a.json',
        '--format',
        'sarif',
        '--output',
        'out.sarif',
      );
      assert.equal(exitCode, 1);
      assert.match(stdout, /^1 error in 1 file .*The report is in out\.sarif\.\n$/);
      const log = JSON.parse(readFileSync(join(folder, 'out.sarif'), 'utf8')) as { version: string };
      assert.equal(log.version, '2.1.0');
      assert.deepEqual(readdirSync(folder), ['a.json', 'out.sarif']);
    });

    it('leaves the old file alone when it cannot write, and ends with 2', async () => {
      const folder = folderWith({ 'a.json': GOOD });
      const { exitCode, stderr } = await cli(folder, 'lint', 'a.json', '--output', 'no/such/folder.txt');
      assert.equal(exitCode, 2);
      assert.match(stderr, /^no\/such\/folder\.txt cannot be written: /);
      assert.deepEqual(readdirSync(folder), ['a.json']);
    });
  });

  it('--format github has one command for each finding', async () => {
    const { stdout } = await cli(folderWith({ 'a.json': BAD }), 'lint', '--format', 'github');
    assert.ok(
      stdout.startsWith(`::error file=a.json,line=9,col=62,endLine=9,endColumn=92,title=${RULE}::"arn:aws`),
      stdout,
    );
  });

  describe('--fix', () => {
    it('changes what is certain, keeps everything else, and says how much', async () => {
      const bad = `\uFEFF${BAD.replaceAll('\n', '\r\n')}`;
      const folder = folderWith({ 'a.json': bad, 'b.json': GOOD });
      chmodSync(join(folder, 'a.json'), 0o640);
      const { exitCode, stdout } = await cli(folder, 'lint', '--fix');
      assert.deepEqual([exitCode, stdout], [0, 'Nothing found in 2 files; 1 fixed.\n']);
      assert.equal(readFileSync(join(folder, 'a.json'), 'utf8'), `\uFEFF${GOOD.replaceAll('\n', '\r\n')}`);
      assert.equal(statSync(join(folder, 'a.json')).mode & 0o777, 0o640);
      assert.deepEqual(readdirSync(folder), ['a.json', 'b.json']);
    });

    it('does not write a file that is not UTF-8', async () => {
      const folder = folderWith({});
      const bytes = Buffer.concat([Buffer.from(BAD), Buffer.from([0xff])]);
      writeFileSync(join(folder, 'a.json'), bytes);
      assert.equal((await cli(folder, 'lint', '--fix')).exitCode, 1);
      assert.deepEqual(readFileSync(join(folder, 'a.json')), bytes);
    });

    it('changes the file that a link leads to', async () => {
      const folder = folderWith({ 'a.json': BAD });
      symlinkSync('a.json', join(folder, 'link.json'));
      assert.equal((await cli(folder, 'lint', '--fix', 'link.json')).exitCode, 0);
      assert.equal(readFileSync(join(folder, 'a.json'), 'utf8'), GOOD);
    });
  });

  describe('configuration', () => {
    it('comes from the folder or from one above it', async () => {
      const folder = folderWith({
        'package.json': JSON.stringify({
          'fsx-lustre-kms': {
            ignore: ['examples/'],
            suppressions: [{ file: 'sub/known.json', rule: RULE, reason: 'an old policy' }],
          },
        }),
        'sub/examples/a.json': BAD,
        'sub/known.json': BAD,
        'sub/a.json': BAD,
      });
      assert.deepEqual((await found(folder)).places, ['sub/a.json:9']);
      const { places, report } = await found(join(folder, 'sub'));
      assert.deepEqual(places, ['a.json:9']);
      assert.deepEqual(
        report.suppressed.map(({ reason }) => reason),
        ['an old policy'],
      );
    });

    it('with mistakes ends with 2', async () => {
      const folder = folderWith({
        'a.json': GOOD,
        '.fsx-lustre-kms.json': '{"rules": {"kms-caller-acount": "off"}}',
      });
      const { exitCode, stdout, stderr } = await cli(folder, 'lint');
      assert.deepEqual([exitCode, stdout], [2, '']);
      assert.equal(
        stderr,
        '.fsx-lustre-kms.json:1:33: rules["kms-caller-acount"] is not a rule. Right: "kms-caller-account"\n',
      );
    });
  });

  it('takes suppressions with a reason from the files', async () => {
    const text = BAD.replace(
      '      "Condition"',
      `      // fsx-lustre-kms-ignore ${RULE}: known\n      "Condition"`,
    );
    const { report, exitCode } = await found(folderWith({ 'a.json': text }));
    assert.equal(exitCode, 0);
    assert.deepEqual([report.findings, report.suppressed.map(({ reason }) => reason)], [[], ['known']]);
  });
});
