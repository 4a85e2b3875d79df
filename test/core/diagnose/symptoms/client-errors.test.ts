import assert from 'node:assert/strict';
import fc from 'fast-check';
import { byKind, clientErrorsIn } from '../../../../core/evidence/client-error';
import { diagnoseText } from '../../../../core/diagnose/diagnose';
import { noPolicy, NO_DATA, refusal } from '../texts';

const RUNS = Number(process.env['FUZZ_RUNS'] ?? 300);
const MOUNT = 'mount.lustre: mount fs-0123456789abcdef0.fsx.us-east-1.aws@tcp:/fsx at /lustre failed:';

const readClientErrors = (text: string) => byKind(clientErrorsIn(text));

describe('errors on the client', () => {
  const NONE: string[] = [
    'No such file or directory',
    'cat: /etc/shadow: Permission denied',
    'cat: /etc/shadow: Keine Berechtigung',
    'ssh: Permission denied (publickey).',
    'make: /fsx/a: Keine Berechtigung',
    'Lustre: 1:0:(client.c:1) Completed with rc = 0',
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
    ['cat: /fsx/test.txt: Permission denied', 'permission-denied', '/fsx/test.txt'],
    ['-bash: /fsx/a: Permission denied', 'permission-denied', '/fsx/a'],
    ["PermissionError: [Errno 13] Permission denied: '/fsx/a'", 'permission-denied', '/fsx/a'],
    // The number says it in any language.
    ["PermissionError: [Errno 13] Keine Berechtigung: '/fsx/a'", 'permission-denied', '/fsx/a'],
    ['cat: /fsx/a: Keine Daten verfügbar', 'other-words', '/fsx/a'],
    ["head: Fehler beim Lesen von '/fsx/a b': Eingabe-/Ausgabefehler", 'other-words', '/fsx/a b'],
    ["touch: '/fsx/a' kann nicht berührt werden: Das Dateisystem ist nur lesbar", 'other-words', '/fsx/a'],
    ["ls: impossible d'accéder à '/fsx/a': Aucun fichier ou dossier de ce type", 'other-words', '/fsx/a'],
    [
      'ls\u00a0: impossible d’accéder à «\u00a0/fsx/a\u00a0»\u00a0: Permission non accordée',
      'other-words',
      '/fsx/a',
    ],
    ["cp: no se puede abrir '/fsx/a' para lectura: Permiso denegado", 'other-words', '/fsx/a'],
    ['cat: /fsx/a: 利用可能なデータがありません', 'other-words', '/fsx/a'],
    ['dd: /fsx/a: Stale file handle', 'other-words', '/fsx/a'],
    ['LustreError: 11-0: fsx-OST0000: operation ost_read failed: rc = -107', 'kernel-not-connected', ''],
    ['[ 1.2] LustreError: 1:0:(client.c:1) @@@ timed out: rc = -110', 'kernel-timed-out', ''],
    ['LustreError: 1:0:(file.c:1) fsx: read failed: rc = -5', 'kernel-input-output', ''],
    ['LustreError: 1:0:(file.c:1) fsx: read failed: rc = -61', 'kernel-no-data', ''],
    ["LNetError: 122-1: Can't start acceptor on port 988: port already in use", 'kernel-port-taken', ''],
    [`${MOUNT} Connection timed out`, 'mount-timed-out', '/lustre'],
    [`${MOUNT} Invalid argument`, 'mount-invalid', '/lustre'],
    [`${MOUNT} No such device`, 'mount-no-module', '/lustre'],
    ["mount.lustre: Can't parse NID 'fs-0123456789abcdef0.fsx.us-east-1.aws@tcp:/fsx'", 'mount-no-name', ''],
    ['Is the MGS running?', 'mount-input-output', ''],
    ['Is the MGS specification correct?', 'mount-not-there', ''],
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
  SAYS.push(
    [
      'Permission denied',
      /^It is no refusal of S3 or KMS: a content that they refuse shows as "No data available" \(ENODATA\)/,
      [
        "namei -l '/fsx/a b'",
        'id',
        "aws fsx describe-file-systems --region '<REGION>' --file-system-ids '<FILE_SYSTEM_ID>'",
        "getfacl --absolute-names '/fsx/a b'",
      ],
    ],
    ['Keine Daten verfügbar', /^The words may be of another language/, ["LC_ALL=C cat '/fsx/a b'"]],
  );
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

  it('of a command that changes something: no command runs it again', () => {
    const result = diagnoseText("touch: '/fsx/a' kann nicht berührt werden: Keine Berechtigung");
    assert.equal(result.status, 'broken');
    assert.deepEqual(
      result.diagnoses.map(({ unsure }) => unsure),
      [
        [
          {
            text: 'What it is in English: run the same command again with LC_ALL=C in front of it, and paste what it says.',
          },
        ],
      ],
    );
  });

  const CONNECTION = [
    'lfs check servers',
    'dmesg',
    "aws ec2 describe-security-groups --region '<REGION>'",
    "aws fsx describe-file-systems --region '<REGION>' --file-system-ids '<FILE_SYSTEM_ID>'",
  ];
  const FILE_SYSTEM =
    'aws fsx describe-file-systems --region us-east-1 --file-system-ids fs-0123456789abcdef0';
  const ASKS: [text: string, means: RegExp, asks: string[]][] = [
    ['LustreError: failed: rc = -107', /^-107 is ENOTCONN\./, CONNECTION],
    ['LustreError: failed: rc = -110', /^-110 is ETIMEDOUT\./, CONNECTION],
    ['LustreError: failed: rc = -5', /^-5 is EIO\./, CONNECTION],
    [
      'LustreError: failed: rc = -61',
      /^-61 is ENODATA, "No data available"\./,
      [
        "aws cloudtrail lookup-events --region '<REGION>' --lookup-attributes AttributeKey=EventName,AttributeValue=Decrypt",
        "aws kms list-grants --region '<REGION>' --key-id '<KEY_ARN>' --grantee-principal 'arn:aws:iam::<ACCOUNT_A_ID>:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_<FILE_SYSTEM_ID>'",
        "aws s3api get-bucket-policy --bucket '<BUCKET_NAME>'",
      ],
    ],
    [
      `${MOUNT} Connection timed out`,
      /^The key and the bucket have no part in it\. Most often it is a security group/,
      ['aws ec2 describe-security-groups --region us-east-1', FILE_SYSTEM],
    ],
    [`${MOUNT} Invalid argument`, /has several causes/, [FILE_SYSTEM, 'lfs --version', 'dmesg']],
    [
      "mount.lustre: Can't parse NID 'fs-0123456789abcdef0.fsx.us-east-1.aws@tcp:/fsx'",
      /a host that it cannot resolve/,
      ['getent hosts fs-0123456789abcdef0.fsx.us-east-1.aws', FILE_SYSTEM],
    ],
    ['Is the MGS specification correct?', /The mount name is often wrong/, [CONNECTION[3] ?? '']],
  ];
  for (const [text, means, asks] of ASKS) {
    it(`${text}: what it means, and what settles it`, () => {
      const result = diagnoseText(text);
      assert.equal(result.status, 'broken');
      const [{ sure, unsure }] = result.diagnoses;
      assert.match(sure[1] ?? '', means);
      assert.deepEqual(
        unsure.map(({ command }) => command),
        asks,
      );
    });
  }

  const WRAPPED: [text: string, kind: string, said: string][] = [
    [
      `${MOUNT.replace(' failed:', '\nfailed:')} No such file or directory\n\nIs the MGS specification correct?\n`,
      'mount-not-there',
      `${MOUNT} No such file or directory`,
    ],
    [`${MOUNT} Input/output\nerror Is the MGS running?`, 'mount-input-output', `${MOUNT} Input/output error`],
    [
      '$ sudo mount -t lustre -o relatime,flock x@tcp:/m /mnt/fsx\n\n[2+ minute wait here]\nConnection timed out\n$ ',
      'mount-timed-out',
      'Connection timed out',
    ],
    [
      'LustreError: 11-0: fsx-OST0000: operation ost_read failed:\n rc = -107',
      'kernel-not-connected',
      'LustreError: 11-0: fsx-OST0000: operation ost_read failed: rc = -107',
    ],
  ];
  for (const [text, kind, said] of WRAPPED) {
    it(`over several lines: ${kind}`, () => {
      assert.deepEqual(
        readClientErrors(text).map((error) => [error.kind, error.said]),
        [[kind, said]],
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
