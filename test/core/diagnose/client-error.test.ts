import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readClientErrors } from '../../../core/evidence/client-error';
import { diagnoseText } from '../../../core/diagnose/diagnose';
import { noPolicy, NO_DATA, refusal } from './texts';

const RUNS = Number(process.env['FUZZ_RUNS'] ?? 300);
const MOUNT = 'mount.lustre: mount fs-0123456789abcdef0.fsx.us-east-1.aws@tcp:/fsx at /lustre failed:';

describe('errors on the client', () => {
  const NONE: string[] = [
    'No such file or directory',
    'cat: /fsx/test.txt: Permission denied',
    'cat: test.txt: No such file or directory',
    'cat: /etc/lustre.conf: No such file or directory',
    'make: /fsx/Makefile: No such file or directory',
    'ping: sendmsg: Operation not permitted',
    'bash: /usr/bin/lfs: No such file or directory',
    'The text says Read-only file system somewhere',
    `${MOUNT} Operation not permitted`,
  ];
  for (const line of NONE) {
    it(`none: ${line}`, () => {
      assert.deepEqual(readClientErrors(line), []);
      assert.deepEqual(diagnoseText(line), { status: 'unreadable' });
    });
  }

  const LINES: [line: string, kind: string, path: string][] = [
    ['cat: /fsx/test.txt: Read-only file system', 'read-only', '/fsx/test.txt'],
    ["touch: cannot touch '/fsx/a b': Read-only file system", 'read-only', '/fsx/a b'],
    ['-bash: /fsx/a: Read-only file system', 'read-only', '/fsx/a'],
    ['bash: line 1: /fsx/a: Read-only file system', 'read-only', '/fsx/a'],
    ["OSError: [Errno 30] Read-only file system: '/fsx/a'", 'read-only', '/fsx/a'],
    ['cat: /fsx/test.txt: Operation not permitted', 'not-permitted', '/fsx/test.txt'],
    ["chmod: changing permissions of '/fsx/a': Operation not permitted", 'not-permitted', '/fsx/a'],
    ['Cannot send HSM request (use of /fsx/a b): Operation not permitted', 'not-permitted', '/fsx/a b'],
    ["PermissionError: [Errno 1] Operation not permitted: '/fsx/a'", 'not-permitted', '/fsx/a'],
    ['cat: /fsx/test.txt: No such file or directory', 'not-there', '/fsx/test.txt'],
    ["ls: cannot access '/fsx/a': No such file or directory", 'not-there', '/fsx/a'],
    ["FileNotFoundError: [Errno 2] No such file or directory: '/fsx/a'", 'not-there', '/fsx/a'],
    ['/usr/bin/cat: a.txt: Input/output error', 'input-output', 'a.txt'],
    ["head: error reading '/fsx/a': Input/output error", 'input-output', '/fsx/a'],
    ["head: cannot open '/fsx/a' for reading: Input/output error", 'input-output', '/fsx/a'],
    [`${MOUNT} Input/output error`, 'mount-input-output', '/lustre'],
    [`${MOUNT} No such file or directory`, 'mount-not-there', '/lustre'],
  ];
  for (const [line, kind, path] of LINES) {
    it(line, () => {
      const errors = [{ kind, path, said: line, times: 1 }];
      assert.deepEqual(readClientErrors(`$ run\n  ${line}\r\n$`), errors);
      const result = diagnoseText(line);
      assert.equal(result.status, 'broken');
      const [{ layer, confidence, sure, changes }, ...others] = result.diagnoses;
      assert.deepEqual([layer, confidence, changes, others], ['open', 'open', [], []]);
      assert.equal(sure[0], `The text has "${line}".`);
    });
  }

  const SAYS: [error: string, means: RegExp, asks: (string | undefined)[]][] = [
    [
      'Read-only file system',
      /^It is no refusal of S3 or KMS: the write ends before either is asked/,
      ["findmnt --target '/fsx/a b'", 'dmesg'],
    ],
    [
      'Operation not permitted',
      /^It is no refusal of S3 or KMS: one of those shows as "No data available"/,
      [
        'id',
        "aws fsx describe-file-systems --region '<REGION>' --file-system-ids '<FILE_SYSTEM_ID>'",
        "lsattr -d '/fsx/a b'",
      ],
    ],
    [
      'No such file or directory',
      /^It is not the key: names and sizes of files come without it\.$/,
      [
        "findmnt --target '/fsx/a b'",
        "aws fsx describe-data-repository-associations --region '<REGION>' --filters 'Name=file-system-id,Values=<FILE_SYSTEM_ID>'",
        "aws s3api list-objects-v2 --bucket '<BUCKET_NAME>' --max-items 20",
        "aws logs filter-log-events --region '<REGION>' --log-group-name /aws/fsx/lustre --filter-pattern %S3Import%",
      ],
    ],
    [
      'Input/output error',
      /^A content that S3 or KMS refuses shows as "No data available", and this is another error/,
      [
        'lfs check servers',
        'dmesg',
        "aws ec2 describe-security-groups --region '<REGION>'",
        "lfs hsm_state '/fsx/a b'",
        "aws cloudtrail lookup-events --region '<REGION>' --lookup-attributes AttributeKey=EventName,AttributeValue=Decrypt",
      ],
    ],
  ];
  for (const [error, means, asks] of SAYS) {
    it(`${error}: what it is not, and what settles the rest`, () => {
      const result = diagnoseText(`cat: '/fsx/a b': ${error}`);
      assert.equal(result.status, 'broken');
      const [{ sure, unsure }] = result.diagnoses;
      assert.match(sure[1] ?? '', means);
      assert.deepEqual(
        unsure.map(({ command }) => command),
        asks,
      );
    });
  }

  it('are counted, and come behind what AWS says', () => {
    const text = [
      'cat: /fsx/a: Input/output error',
      'cat: /fsx/b: Input/output error',
      refusal('kms:Decrypt', noPolicy('identity-based', 'kms:Decrypt')),
    ].join('\n\n');
    const result = diagnoseText(text);
    assert.equal(result.status, 'broken');
    assert.deepEqual(
      result.diagnoses.map(({ layer }) => layer),
      ['grant', 'open'],
    );
    assert.equal(
      result.diagnoses[1]?.sure[0],
      'The text has "cat: /fsx/a: Input/output error" (and 1 more like it).',
    );
  });

  it('leave "No data available" to the load that failed', () => {
    assert.deepEqual(readClientErrors(NO_DATA), []);
  });

  it('are read whatever the path, and never throw', () => {
    const name = fc.stringMatching(/^[\w.,=@ -]{1,40}$/);
    fc.assert(
      fc.property(name, (file) => {
        assert.equal(readClientErrors(`cat: '/fsx/${file}': Input/output error`)[0]?.path, `/fsx/${file}`);
      }),
      { numRuns: RUNS },
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        readClientErrors(`${text}: Input/output error`);
      }),
      { numRuns: RUNS },
    );
  });
});
