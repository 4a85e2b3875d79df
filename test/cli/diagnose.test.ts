import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { diagnose, registerDiagnose, type DiagnoseOptions } from '../../cli/commands/diagnose';
import type { TextDiagnosis, Way } from '../../core/diagnose/diagnosis';
import { addLiveOptions } from '../../cli/register-live';
import { temporaryFolder } from '../support/temporary-folder';
import { noPolicy, refusal } from '../core/diagnose/texts';

const DENIED = refusal('kms:Decrypt', noPolicy('identity-based', 'kms:Decrypt'));

interface Given {
  format?: DiagnoseOptions['format'];
  as?: Way;
  stdin?: string;
  isTerminal?: boolean;
  cwd?: string;
}

async function run(
  file: string | undefined,
  { format = 'pretty', as, stdin = '', isTerminal = false, cwd = '/' }: Given,
) {
  const printed = { out: '', err: '' };
  const code = await diagnose(
    file,
    { format, ...(as && { as }) },
    {
      cwd,
      stdout: (text) => (printed.out += text),
      stderr: (text) => (printed.err += text),
      readStdin: () => Promise.resolve(stdin),
      isTerminal,
      colours: false,
      deployment: () => undefined,
    },
  );
  return { code, ...printed };
}

/** Headings of the ways that changes are shown in. */
function waysIn(text: string): string[] {
  return [...text.matchAll(/^ +(Terraform|CDKTF|AWS CLI)$/gm)].map(([, way = '']) => way);
}

describe('diagnose', () => {
  it('ends with 1 when a broken link is named', async () => {
    const { code, out, err } = await run('-', { stdin: DENIED });
    assert.deepEqual([code, err], [1, '']);
    const [title, layer, account, step, certain] = out.split('\n');
    assert.deepEqual(
      [title, layer, account, step, certain],
      [
        "The file system's role has no grant that covers Decrypt",
        '  layer    grant on the key',
        '  account  account A (111111111111): FSx for Lustre file system',
        '  step     6, Grant for the service-linked role; reading works',
        '  certain  yes',
      ],
    );
    assert.deepEqual(waysIn(out), ['Terraform', 'CDKTF', 'AWS CLI', 'Terraform', 'CDKTF', 'AWS CLI']);
    assert.match(out, /\n\n {2}One way of these alone: --as terraform, --as cdktf or --as cli\n$/);
  });

  const ways: [as: Way, heading: string][] = [
    ['terraform', 'Terraform'],
    ['cdktf', 'CDKTF'],
    ['cli', 'AWS CLI'],
  ];
  for (const [as, heading] of ways) {
    it(`shows changes in one way alone: --as ${as}`, async () => {
      const { code, out } = await run('-', { stdin: DENIED, as });
      assert.deepEqual([code, waysIn(out)], [1, [heading, heading]]);
      assert.doesNotMatch(out, /--as/);
    });
  }

  it('shows a change that is not there in that way in those that there are', async () => {
    // Policies of these roles are those of their permission set: no command of IAM changes them.
    const principal =
      'arn:aws:sts::111111111111:assumed-role/AWSReservedSSO_Storage_0123456789abcdef/session';
    const stdin = refusal('kms:CreateGrant', noPolicy('identity-based', 'kms:CreateGrant'), { principal });
    const { out } = await run('-', { stdin, as: 'cli' });
    assert.deepEqual(waysIn(out), ['Terraform', 'CDKTF']);
  });

  it('ends with 0 when the text shows nothing broken', async () => {
    const { code, out, err } = await run('-', { stdin: '/fsx/a: (0x00000009) exists archived\n' });
    assert.deepEqual([code, err], [0, '']);
    assert.equal(
      out,
      "The text shows nothing broken.\n\n  What is sure\n  - /fsx/a is archived and not dirty (0x00000009): by the file system's record, its content went to the\n    bucket (an export) or came from there (an import), and has not been changed here since.\n\n  What is open\n  - Whether the object is in the bucket, with this content (ContentLength, LastModified) and under the\n    key that is meant (SSEKMSKeyId): the state does not tell an export from an import, and does not see\n    what was changed or deleted in the bucket since.\n      aws s3api head-object --bucket '<BUCKET_NAME>' --key '<OBJECT_KEY>'  # account B\n",
    );
  });

  it('ends with 2 when there is nothing to diagnose, and shows what was expected', async () => {
    const { code, out, err } = await run('-', { stdin: 'hello' });
    assert.deepEqual([code, out], [2, '']);
    assert.match(
      err,
      /^Standard input has nothing that could be diagnosed\.\nIt takes, in any mixture:\n- a sentence of AWS/,
    );
    assert.match(err, /lfs hsm_state/);
  });

  it('waits for nobody at a terminal', async () => {
    const { code, err } = await run(undefined, { isTerminal: true });
    assert.equal(code, 2);
    assert.match(err, /^diagnose reads a file or standard input, or a live file system/);
  });

  it('reads a file of its folder, and says when it cannot', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'denied.txt'), DENIED);
    mkdirSync(join(cwd, 'folder'));
    assert.equal((await run('denied.txt', { cwd })).code, 1);
    const wrong = [
      ['none.txt', `there is no file ${join(cwd, 'none.txt')}`],
      ['folder', `${join(cwd, 'folder')} is a folder`],
      ['denied.txt/x', `${join(cwd, 'denied.txt')} is no folder, or one above it is none`],
    ] as const;
    for (const [file, reason] of wrong) {
      const { code, err } = await run(file, { cwd });
      assert.deepEqual([code, err], [2, `${file} cannot be read: ${reason}.\n`]);
    }
  });

  it('prints JSON', async () => {
    const { code, out } = await run('-', { stdin: DENIED, format: 'json' });
    assert.equal(code, 1);
    const result = JSON.parse(out) as TextDiagnosis;
    assert.ok(result.status === 'broken');
    assert.deepEqual(Object.keys(result.diagnoses[0]), [
      'layer',
      'title',
      'account',
      'step',
      'confidence',
      'sure',
      'unsure',
      'changes',
      'placeholders',
    ]);
    const unreadable = await run('-', { stdin: 'x', format: 'json' });
    assert.deepEqual([unreadable.code, JSON.parse(unreadable.out)], [2, { status: 'unreadable' }]);
  });

  it('lets no control characters of a text through', async () => {
    const { out } = await run('-', { stdin: 'cat: /fsx/a\u001b]0;x\u0007: No data available' });
    assert.ok(!out.includes('\u001b') && !out.includes('\u0007'));
  });

  it('hands a live file system over', async () => {
    const asked: unknown[] = [];
    const io = { cwd: '/', stdout: () => undefined, stderr: () => undefined };
    const program = new Command().exitOverride();
    registerDiagnose(program, io, {
      addOptions: (command) => command.option('--file-system <id>'),
      run: (file, { fileSystem, format, as }) => {
        asked.push([file, fileSystem, format, as]);
        return Promise.resolve(0);
      },
    });
    const before = process.exitCode;
    await program.parseAsync([
      ...['node', 'x', 'diagnose', '--file-system', 'fs-0123456789abcdef0', '--as', 'cdktf'],
    ]);
    assert.deepEqual(asked, [[undefined, 'fs-0123456789abcdef0', 'pretty', 'cdktf']]);
    assert.equal(process.exitCode, 0);
    process.exitCode = before;
  });

  it('says which options are for live accounts alone', async () => {
    const written = { out: '', err: '' };
    const io = {
      cwd: temporaryFolder(),
      stdout: (text: string) => (written.out += text),
      stderr: (text: string) => (written.err += text),
    };
    const before = process.exitCode;
    for (const [args, message] of [
      [['--policies', 'changes'], '--policies: that goes'],
      [['--profile', 'a', '--no-events'], '--profile, --no-events: these go'],
    ] as const) {
      const program = new Command().exitOverride();
      registerDiagnose(program, io, {
        addOptions: (command) => {
          addLiveOptions(command).option('--policies <dir>');
        },
        run: () => Promise.reject(new Error('it is no live file system')),
      });
      written.err = '';
      await program.parseAsync(['node', 'x', 'diagnose', 'denied.txt', ...args]);
      assert.deepEqual(
        [process.exitCode, written.out, written.err],
        [2, '', `${message} with --file-system fs-…, for live accounts; this is a text.\n`],
      );
    }
    process.exitCode = before;
  });
});
