import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ClientMachine, type MountRecord } from '../../../sandbox/lustre/client-machine';
import { LocalFiles, newDisk } from '../../../sandbox/lustre/local-files';
import { Budget } from '../../../sandbox/lustre/shell/budget';
import { evaluateArithmetic } from '../../../sandbox/lustre/shell/arithmetic';
import { runScript } from '../../../sandbox/lustre/shell/run-script';
import { testFiles, WHOLE_BUCKET, type BucketDouble } from './support/doubles';

const NOW = new Date('2026-02-03T04:05:06.000Z');
const SOURCE = 'fs-1.fsx.us-east-1.amazonaws.com@tcp:/abcdefgh';

interface Client {
  run: (script: string, timeoutMs?: number) => Promise<[output: string, errors: string, status: number]>;
  bucket: BucketDouble;
}

/** A client with a file system in /fsx, in whose bucket stand test.txt and dir/more.txt. */
async function client(): Promise<Client> {
  const { files, bucket, store } = await testFiles();
  bucket.objects.set('test.txt', Buffer.from('from S3\n'));
  bucket.objects.set('dir/more.txt', Buffer.from('more\n'));
  await files.import(WHOLE_BUCKET, ['NEW']);
  const document = store.document('disk', () => newDisk(NOW));
  let mounts: readonly MountRecord[] = [{ directory: '/fsx', source: SOURCE, fileSystemId: 'fs-1' }];
  const found = { id: 'fs-1', mountName: 'abcdefgh', capacityGiB: 1200 };
  const machine = new ClientMachine({
    now: () => NOW,
    disk: new LocalFiles(document, document.value, () => NOW),
    mounts: () => mounts,
    changeMounts: (changed) => {
      mounts = changed;
      return Promise.resolve();
    },
    resolve: (host) => (host === 'fs-1.fsx.us-east-1.amazonaws.com' ? found : undefined),
    fileSystem: () => ({ ...found, files }),
  });
  await machine.at('/').volume.makeDirectory('/fsx');
  return {
    bucket,
    run: async (script, timeoutMs = 10_000) => {
      const budget = new Budget(new AbortController().signal, timeoutMs);
      const { output, errors, status } = await runScript(script, machine, { name: 'sh', budget });
      return [output.toString(), errors.toString(), status];
    },
  };
}

/** A script, what it prints, what it prints on standard error, its status. */
type Case = [script: string, output: string, errors?: string, status?: number];

const LANGUAGE: Case[] = [
  ['', ''],
  ['# only a comment', ''],
  ['echo one two', 'one two\n'],
  ['echo -n one; echo two', 'onetwo\n'],
  [`echo 'single $HOME' "double $HOME" \\$HOME`, 'single $HOME double /root $HOME\n'],
  [`echo "a 'b' c" 'd "e" f'`, `a 'b' c d "e" f\n`],
  ['echo a#b # comment', 'a#b\n'],
  ['true && echo yes || echo no', 'yes\n'],
  ['false && echo yes || echo no', 'no\n'],
  ['false; echo $?', '1\n'],
  ['! false && echo not', 'not\n'],
  ['x=1; y="$x 2"; echo $y "${z:-fallback}" ${x}3', '1 2 fallback 13\n'],
  ['x="a  b"; echo $x "$x"', 'a b a  b\n'],
  ['echo $(echo one; echo two) `echo three`', 'one two three\n'],
  ['flags=$(false); echo $?', '1\n'],
  ['echo $((2 + 3 * 4)) $(( (2 + 3) * 4 ))', '14 20\n'],
  ['f=0xb; if (((f & 0x8) && !(f & 0x2))); then echo clean; else echo dirty; fi', 'dirty\n'],
  ['if false; then echo 1; elif true; then echo 2; else echo 3; fi', '2\n'],
  ['for f in a "b c" d; do echo "<$f>"; done', '<a>\n<b c>\n<d>\n'],
  ['i=0; while [ $i -lt 3 ]; do echo $i; i=$((i + 1)); done', '0\n1\n2\n'],
  ['until true; do echo never; done; echo end', 'end\n'],
  ['for i in 1 2 3; do [ $i = 2 ] && continue; echo $i; [ $i = 3 ] && break; done', '1\n3\n'],
  ['(cd /tmp; pwd); pwd', '/tmp\n/\n'],
  ['{ echo one; echo two; } | wc -l', '2\n'],
  ['printf "%s-%03d %x\\n" a 7 255 b 8 16', 'a-007 ff\nb-008 10\n'],
  ['echo out; echo err >&2', 'out\n', 'err\n'],
  ['(echo out; echo err >&2) 2>&1 | sort', 'err\nout\n'],
  ['echo gone > /dev/null 2>&1', ''],
  ['cat <<EOF\nhome: $HOME\nEOF', 'home: /root\n'],
  ["cat <<'EOF' > /tmp/f\nhome: $HOME\nEOF\ncat /tmp/f", 'home: $HOME\n'],
  ['echo one > /tmp/f; echo two >> /tmp/f; cat < /tmp/f', 'one\ntwo\n'],
  ['set -e; false; echo never', '', '', 1],
  ['set -euo pipefail; false || echo saved; false | true; echo never', 'saved\n', '', 1],
  ['set -u; echo $nothing; echo never', '', 'sh: line 1: nothing: unbound variable\n', 1],
  ['exit 7; echo never', '', '', 7],
  ['nonsense --flag', '', 'sh: line 1: nonsense: command not found\n', 127],
  ['true\ncurl http://example.com', '', 'sh: line 2: curl: command not found\n', 127],
  ['/bin/sh -c true', '', 'sh: line 1: /bin/sh: No such file or directory\n', 127],
  ['echo "unfinished', '', 'sh: line 1: unexpected EOF while looking for matching `"\'\n', 2],
  ['if true; then echo', '', 'sh: line 1: syntax error: unexpected end of file\n', 2],
  ['echo a; ; echo b', '', "sh: line 1: syntax error near unexpected token `;'\n", 2],
  ['cat > /nowhere/f', '', 'sh: line 1: /nowhere/f: No such file or directory\n', 1],
  ['cat < /nowhere', '', 'sh: line 1: /nowhere: No such file or directory\n', 1],
  ['echo "a b" | while read -r one two; do echo "$two $one"; done', 'b a\n'],
  ['echo a1b2 | sed "s/[0-9]/<&>/g"', 'a<1>b<2>\n'],
  ['printf "a\\nb\\na\\n" | grep -c a; printf "x\\n" | grep -q y; echo $?', '2\n1\n'],
  ['printf "c\\na\\nb\\n" | sort | head -n 2; printf "1\\n2\\n3\\n" | tail -1', 'a\nb\n3\n'],
  ['nohup echo in the background & wait; echo done', 'in the background\ndone\n'],
];

const FILES: Case[] = [
  ['ls /fsx', 'dir\ntest.txt\n'],
  ['ls /fsx/', 'dir\ntest.txt\n'],
  ['cd /fsx && ls *.txt d*', 'test.txt\n\ndir:\nmore.txt\n'],
  [
    'ls -l /fsx',
    'total 8\ndrwxr-xr-x 1 root root 4096 Jan  1 00:00 dir\n-rwxr-xr-x 1 root root    8 Jan  1 00:00 test.txt\n',
  ],
  ['ls /fsx/none', '', "ls: cannot access '/fsx/none': No such file or directory\n", 2],
  ['cat /fsx/test.txt', 'from S3\n'],
  ['cat /fsx/none', '', 'cat: /fsx/none: No such file or directory\n', 1],
  ['cat /fsx', '', 'cat: /fsx: Is a directory\n', 1],
  ['mkdir -p /fsx/a/b && echo x > /fsx/a/b/c && cat /fsx/a/b/c', 'x\n'],
  ['mkdir /fsx/dir', '', 'mkdir: cannot create directory ‘/fsx/dir’: File exists\n', 1],
  ['rm /fsx/dir', '', "rm: cannot remove '/fsx/dir': Is a directory\n", 1],
  ['rm -rf /fsx/dir /fsx/none; ls /fsx', 'test.txt\n'],
  ['cp /fsx/test.txt /tmp && cat /tmp/test.txt', 'from S3\n'],
  ['echo line | sudo tee -a /etc/fstab > /dev/null; cat /etc/fstab', 'line\n'],
  ['find /fsx -type f', '/fsx/dir/more.txt\n/fsx/test.txt\n'],
  ['find /fsx -name "*.txt" -print0 | xargs -0 -n 1 echo', '/fsx/dir/more.txt\n/fsx/test.txt\n'],
  ['lfs hsm_state /fsx/test.txt', '/fsx/test.txt: (0x0000000d) released exists archived, archive_id:1\n'],
  ['lfs hsm_state /fsx/none', '', "can't get hsm state for /fsx/none: No such file or directory\n", 2],
  ['lfs hsm_state /etc', '', "can't get hsm state for /etc: Inappropriate ioctl for device\n", 25],
  ['lfs hsm_archive /fsx/none', '', 'Cannot stat /fsx/none: No such file or directory\n', 2],
  ['lfs hsm_archive /fsx/dir', '', 'Not a regular file: /fsx/dir\n', 22],
  [
    'echo new > /fsx/new; lfs hsm_release /fsx/new',
    '',
    'Cannot send HSM request (use of /fsx/new): Operation not permitted\n',
    1,
  ],
  [
    'echo new > /fsx/new; sudo -u ec2-user lfs hsm_archive /fsx/new',
    '',
    'Cannot send HSM request (use of /fsx/new): Operation not permitted\n',
    1,
  ],
  [
    'cd /fsx; echo 1 > a; echo 2 > b; lfs hsm_archive a b; lfs hsm_action a b; lfs hsm_state a b',
    'a: NOOP\nb: NOOP\na: (0x00000009) exists archived, archive_id:1\nb: (0x00000009) exists archived, archive_id:1\n',
  ],
  [
    'lfs hsm_restore /fsx/test.txt; lfs hsm_state /fsx/test.txt; echo more >> /fsx/test.txt; lfs hsm_state /fsx/test.txt',
    '/fsx/test.txt: (0x00000009) exists archived, archive_id:1\n/fsx/test.txt: (0x0000000b) exists dirty archived, archive_id:1\n',
  ],
  [
    'lfs hsm_remove /fsx/test.txt',
    '',
    'Cannot send HSM request (use of /fsx/test.txt): Operation not permitted\n',
    1,
  ],
  ['lfs nonsense', '', "lfs: unrecognized command 'nonsense'\nTry 'lfs help' for help.\n", 1],
  ['mount', `${SOURCE} on /fsx type lustre (rw,relatime,seclabel,flock,lazystatfs)\n`],
  [
    'df -h /fsx',
    `Filesystem                                     Size Used Avail Use% Mounted on\n${SOURCE} 1.2T    0  1.2T   0% /fsx\n`,
  ],
  ['umount /fsx && ls /fsx && mount -t lustre -o flock ' + SOURCE + ' /fsx && ls /fsx', 'dir\ntest.txt\n'],
  [
    `mount -t lustre ${SOURCE} /fsx`,
    '',
    `mount.lustre: according to /etc/mtab ${SOURCE} is already mounted on /fsx\n`,
    17,
  ],
  ['mount -t nfs host:/x /mnt', '', "mount: /mnt: unknown filesystem type 'nfs'.\n", 32],
  ['sudo dnf install -y lustre-client; sudo amazon-linux-extras install -y lustre', 'Complete!\nComplete!\n'],
];

/** The lines of the snippets that prove exports. */
const PROOF = [
  "flags=$(sudo lfs hsm_state '/fsx/test.txt' | sed -n 's/.*(\\(0x[0-9a-f]*\\)).*/\\1/p')",
  'if (((flags & 0x8) && !(flags & 0x2))); then',
  '  echo "archived: $flags"',
  'else',
  '  echo "not exported: ${flags:-no state}" >&2',
  'fi',
].join('\n');
const PROOF_OF_ALL = [
  "find '/fsx' -type f -print0 |",
  "  while IFS= read -r -d '' file; do",
  '    flags=$(sudo lfs hsm_state "$file" | sed -n \'s/.*(\\(0x[0-9a-f]*\\)).*/\\1/p\')',
  '    (((flags & 0x8) && !(flags & 0x2))) || printf \'%s %s\\n\' "${flags:-no-state}" "$file"',
  '  done',
].join('\n');
const SNIPPETS: Case[] = [
  [PROOF, 'archived: 0x0000000d\n'],
  [`echo new > /fsx/test.txt\n${PROOF}`, '', 'not exported: 0x0000000b\n'],
  [`echo new > '/fsx/a new one'\n${PROOF_OF_ALL}`, '0x00000000 /fsx/a new one\n'],
  [
    'cd /fsx; echo 1 > x; nohup find . -type f -print0 | xargs -0 -n 1 sudo lfs hsm_archive & lfs hsm_state x',
    'x: (0x00000009) exists archived, archive_id:1\n',
  ],
  ['find /fsx -type f -print0 | xargs -0 -n 1 -P 8 sudo lfs hsm_action | grep "ARCHIVE" | wc -l', '0\n'],
];

for (const [what, cases] of [
  ['the language', LANGUAGE],
  ['files and lfs', FILES],
  ['the lines of the snippets', SNIPPETS],
] as const) {
  describe(`a client's shell: ${what}`, () => {
    for (const [script, output, errors = '', status = 0] of cases) {
      it(JSON.stringify(script).slice(0, 100), async () => {
        const { run } = await client();
        assert.deepEqual(await run(script), [output, errors, status]);
      });
    }
  });
}

describe("a client's shell", () => {
  it('says "No data available" where S3 refuses, and nothing where it refuses an export', async () => {
    const { run, bucket } = await client();
    bucket.reads = false;
    bucket.writes = false;
    assert.deepEqual(await run('cat /fsx/test.txt'), ['', 'cat: /fsx/test.txt: No data available\n', 1]);
    assert.deepEqual(await run('echo more >> /fsx/test.txt'), [
      '',
      'sh: line 1: /fsx/test.txt: No data available\n',
      1,
    ]);
    assert.deepEqual(await run('cp /fsx/test.txt /tmp'), [
      '',
      "cp: error reading '/fsx/test.txt': No data available\n",
      1,
    ]);
    assert.deepEqual(await run('lfs hsm_restore /fsx/test.txt; lfs hsm_state /fsx/test.txt'), [
      '/fsx/test.txt: (0x0000000d) released exists archived, archive_id:1\n',
      '',
      0,
    ]);
    assert.deepEqual(await run('cd /fsx; echo 1 > x; lfs hsm_archive x; echo $?; lfs hsm_state x'), [
      '0\nx: (0x00000000)\n',
      '',
      0,
    ]);
  });

  it('ends a loop that has no end', async () => {
    const { run } = await client();
    assert.deepEqual(await run('while true; do :; done; echo never'), ['', '', 137]);
    assert.deepEqual(await run('sleep 100; echo never', 5), ['', '', 137]);
  });

  it('never fails, whatever it is given', async () => {
    const { run } = await client();
    const pieces = fc.constantFrom(
      ...[
        'echo',
        'ls',
        'cat',
        '/fsx',
        '*',
        '"',
        "'",
        '$(',
        ')',
        '((',
        '))',
        '${',
        '}',
        '$x',
        '|',
        '||',
        '&&',
        ';',
      ],
      ...[
        '\n',
        '<',
        '>',
        '<<E',
        'E',
        'if',
        'then',
        'fi',
        'for',
        'in',
        'do',
        'done',
        'while',
        'lfs',
        'hsm_state',
        '`',
      ],
      ...[
        '\\',
        '{',
        '!',
        'set -e',
        'x=1',
        '[',
        ']',
        '-',
        '0',
        'sed',
        's/a/b/',
        'grep',
        'xargs',
        'find',
        '-n',
        ' ',
      ],
    );
    const script = fc.oneof(
      fc.array(pieces, { maxLength: 30 }).map((words) => words.join(' ')),
      fc.array(pieces, { maxLength: 30 }).map((words) => words.join('')),
      fc.string({ maxLength: 60, unit: 'binary' }),
    );
    await fc.assert(
      fc.asyncProperty(script, async (text) => {
        const [, , status] = await run(text, 200);
        assert.ok(Number.isInteger(status) && status >= 0 && status <= 255, String(status));
      }),
      { numRuns: Number(process.env['FUZZ_RUNS'] ?? 300) },
    );
  });

  it('does not run out of stack on what is nested deep', async () => {
    const { run } = await client();
    for (const deep of ['(', '$(', '${a:-', '((', '{ ', 'if ', '"$(']) {
      const [, , status] = await run(deep.repeat(20_000));
      assert.equal(status, 2, deep);
    }
  });
});

describe("a client's arithmetic", () => {
  const CASES: [expression: string, value: number | undefined][] = [
    ['1 + 2 * 3', 7],
    ['-7 / 2', -3],
    ['7 % 4', 3],
    ['0xff & 0x0f', 15],
    ['010', 8],
    ['1 << 4 | 1', 17],
    ['!0 && 2 > 1', 1],
    ['(flags & 0x8) && !(flags & 0x2)', 1],
    ['missing', 0],
    ['', 0],
    ['1 +', undefined],
    ['(1', undefined],
    ['1 2', undefined],
    ['1 / 0', undefined],
    ['a.b', undefined],
  ];
  for (const [expression, value] of CASES) {
    it(`${expression || 'nothing'} = ${value ?? 'an error'}`, () => {
      const variables: Readonly<Record<string, string>> = { flags: '0x00000009' };
      assert.equal(
        evaluateArithmetic(expression, (name) => variables[name] ?? ''),
        value,
      );
    });
  }
});
