import assert from 'node:assert/strict';
import { diagnoseText } from '../../../../core/diagnose/diagnose';
import { event, NO_DATA, noPolicy, record, refusal } from '../texts';

const FILE = '/fsx/test.txt';
const RELEASED = `${FILE}: (0x0000000d) released exists archived, archive_id:1`;
const LOADED = `${FILE}: (0x00000009) exists archived, archive_id:1`;
const NOT_LOADED = 'The content of a file could not be loaded from the bucket';
const HAS_CONTENT = 'A file could not be read, whose content is on the file system';

const SEEN = `The text has "${NO_DATA}": the file system has the name of the file, and could not load its content from the bucket.`;
const ENDS_SO = `The text has "${NO_DATA}". A read whose content cannot be loaded from the bucket ends with it (ENODATA).`;
const LS = 'That ls shows the file proves nothing about the key: names and sizes come without it.';
const IS_RELEASED = `${FILE} is archived and not dirty (0x0000000d), and released: the file system has no content of it, and loads it from the bucket when it is read.`;
const IS_LOADED = `${FILE} is not released (0x00000009): the file system has its content, and a read of it takes nothing from the bucket.`;
const NOOP = `${FILE}: nothing is going on (NOOP). It does not say that anything was done.`;
const RESTORE = `${FILE}: RESTORE is going on, 512 bytes so far. The content is being loaded from the bucket, as it should be after a read of a released file or lfs hsm_restore.`;

const DECRYPT =
  "aws cloudtrail lookup-events --region '<REGION>' --lookup-attributes AttributeKey=EventName,AttributeValue=Decrypt";
const GRANTS =
  "aws kms list-grants --region '<REGION>' --key-id '<KEY_ARN>' --grantee-principal 'arn:aws:iam::<ACCOUNT_A_ID>:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_<FILE_SYSTEM_ID>'";
const BUCKET_POLICY = "aws s3api get-bucket-policy --bucket '<BUCKET_NAME>'";
const OBJECT = "aws s3api head-object --bucket '<BUCKET_NAME>' --key '<OBJECT_KEY>'";
const LOADING = [DECRYPT, GRANTS, BUCKET_POLICY, OBJECT];
const OF_CONTENT = [`cat ${FILE}`, 'dmesg', DECRYPT, BUCKET_POLICY];

function diagnosesOf(text: string) {
  const result = diagnoseText(text);
  assert.equal(result.status, 'broken');
  return result.diagnoses;
}

describe('a read without data, and what lfs shows beside it', () => {
  const CASES: [name: string, lines: string[], title: string, sure: string[], commands: string[]][] = [
    ['alone', [NO_DATA], NOT_LOADED, [SEEN, LS], [...LOADING, `lfs hsm_state ${FILE}`]],
    ['its state', [NO_DATA, RELEASED], NOT_LOADED, [SEEN, IS_RELEASED, LS], LOADING],
    ['its state before', [RELEASED, NO_DATA], NOT_LOADED, [SEEN, IS_RELEASED, LS], LOADING],
    [
      'the state of another file',
      [NO_DATA, RELEASED.replace('test', 'other')],
      NOT_LOADED,
      [SEEN, LS],
      [...LOADING, `lfs hsm_state ${FILE}`],
    ],
    [
      'its path in other words',
      [NO_DATA, RELEASED.replace('/fsx/', '/fsx//')],
      NOT_LOADED,
      [SEEN, IS_RELEASED.replace('/fsx/', '/fsx//'), LS],
      LOADING,
    ],
    [
      'its path from the folder',
      [NO_DATA.replace('/fsx/', ''), RELEASED.replace('/fsx/', './')],
      NOT_LOADED,
      [SEEN.replace('/fsx/', ''), IS_RELEASED.replace('/fsx/', './'), LS],
      LOADING,
    ],
    [
      'NOOP, which says nothing of where the content is',
      [NO_DATA, `${FILE}: NOOP`],
      NOT_LOADED,
      [SEEN, NOOP, LS],
      [...LOADING, `lfs hsm_state ${FILE}`],
    ],
    [
      'RESTORE',
      [NO_DATA, RELEASED, `${FILE}: RESTORE running (512 bytes moved)`],
      NOT_LOADED,
      [SEEN, IS_RELEASED, RESTORE, LS],
      [`lfs hsm_action ${FILE}`, ...LOADING],
    ],
    [
      'the last action of several',
      [NO_DATA, RELEASED, `${FILE}: RESTORE running (512 bytes moved)`, `${FILE}: NOOP`],
      NOT_LOADED,
      [SEEN, IS_RELEASED, NOOP, LS],
      LOADING,
    ],
    ['a state with content', [NO_DATA, LOADED], HAS_CONTENT, [ENDS_SO, IS_LOADED], OF_CONTENT],
    ['the last state of several', [NO_DATA, RELEASED, LOADED], HAS_CONTENT, [ENDS_SO, IS_LOADED], OF_CONTENT],
    [
      'RESTORE that is done',
      [NO_DATA, RELEASED, `${FILE}: RESTORE done`],
      HAS_CONTENT,
      [ENDS_SO, `${FILE}: RESTORE is done. The content is on the file system.`],
      OF_CONTENT,
    ],
    [
      'a state without any content',
      [NO_DATA, `${FILE}: (0x0000004d) released exists archived lost_from_hsm`],
      'The object that has the content of a file is gone',
      [`${FILE} has the state lost_from_hsm (0x0000004d): the object with its content is gone.`, ENDS_SO],
      [OBJECT],
    ],
    [
      'a state without any content, of a file that is not to be exported',
      [NO_DATA, `${FILE}: (0x00000024) released never_archive`],
      'A file has its content nowhere',
      [
        `${FILE} is released and not archived (0x00000024): the file system has no content for it, and no whole copy in the bucket is known.`,
        ENDS_SO,
      ],
      [OBJECT],
    ],
    [
      'what the kernel says of the same',
      ['LustreError: fsx: read failed: rc = -61', NO_DATA, RELEASED],
      NOT_LOADED,
      [
        SEEN,
        IS_RELEASED,
        LS,
        'The text has "LustreError: fsx: read failed: rc = -61".',
        '-61 is ENODATA, "No data available". A read whose content cannot be loaded from the bucket ends with it; so does a look at an attribute that a file does not have.',
      ],
      LOADING,
    ],
  ];
  for (const [name, lines, title, sure, commands] of CASES) {
    it(name, () => {
      const [first, ...others] = diagnosesOf(lines.join('\n'));
      assert.deepEqual(others, []);
      assert.equal(first.title, title);
      assert.deepEqual(first.sure, sure);
      assert.deepEqual(
        first.unsure.map(({ command }) => command),
        commands,
      );
    });
  }

  it('of several files: what is settled of one is asked of the other', () => {
    const other = NO_DATA.replace('test', 'other');
    for (const lines of [
      [NO_DATA, other, RELEASED],
      [other, NO_DATA, RELEASED],
    ]) {
      const [{ unsure }, ...others] = diagnosesOf(lines.join('\n'));
      assert.deepEqual(others, []);
      assert.deepEqual(
        unsure.map(({ command }) => command).filter((command) => command?.startsWith('lfs') === true),
        ['lfs hsm_state /fsx/other.txt'],
      );
    }
  });

  it('a refusal has it all, and what the kernel says', () => {
    const text = [
      'LustreError: fsx: read failed: rc = -61',
      NO_DATA,
      RELEASED,
      JSON.stringify(event('Decrypt', refusal('kms:Decrypt', noPolicy('identity-based', 'kms:Decrypt')))),
    ].join('\n');
    const [{ layer, sure }, ...others] = diagnosesOf(text);
    assert.deepEqual([layer, others], ['grant', []]);
    assert.deepEqual(sure.slice(-3), [
      `${SEEN} It fits this refusal.`,
      IS_RELEASED,
      'The text has "LustreError: fsx: read failed: rc = -61". -61 is ENODATA, "No data available". A read whose content cannot be loaded from the bucket ends with it; so does a look at an attribute that a file does not have. It fits this refusal.',
    ]);
  });

  it('comes before what the kernel says of the connection', () => {
    assert.deepEqual(
      diagnosesOf(`LustreError: 11-0: operation ost_read failed: rc = -107\n${NO_DATA}`).map(
        ({ step }) => step,
      ),
      ['read-fails', 'upload-and-mount'],
    );
  });
});

describe('a state or an error, and what lfs shows beside it', () => {
  const NEW = '/fsx/new.txt: (0x00000000)';
  const UNDER_WAY: [name: string, lines: string[], first: string, says?: RegExp][] = [
    ['no action', [NEW], 'lfs hsm_action /fsx/new.txt'],
    [
      'NOOP: it is settled that nothing goes on',
      [NEW, '/fsx/new.txt: NOOP'],
      "aws fsx describe-data-repository-associations --region '<REGION>' --filters 'Name=file-system-id,Values=<FILE_SYSTEM_ID>'",
    ],
    [
      'ARCHIVE',
      [NEW, '/fsx/new.txt: ARCHIVE waiting (from 0 to EOF)'],
      'lfs hsm_action /fsx/new.txt',
      /^Whether the ARCHIVE still goes on/,
    ],
    [
      'ARCHIVE that is done',
      [NEW, '/fsx/new.txt: ARCHIVE done'],
      'lfs hsm_action /fsx/new.txt',
      /^Whether an export is still going on/,
    ],
    ['NOOP of another file', [NEW, '/fsx/a.txt: NOOP'], 'lfs hsm_action /fsx/new.txt'],
  ];
  for (const [name, lines, command, says = /^Whether an export /] of UNDER_WAY) {
    it(`a file that is not archived, and ${name}`, () => {
      const [point] = diagnosesOf(lines.join('\n'))[0].unsure;
      assert.equal(point?.command, command);
      assert.match(point.text, says);
    });
  }

  const INPUT_OUTPUT: [state: string, commands: string[]][] = [
    ['', [`lfs hsm_state ${FILE}`, DECRYPT]],
    [RELEASED, [DECRYPT]],
    [LOADED, []],
  ];
  for (const [state, commands] of INPUT_OUTPUT) {
    it(`Input/output error, and ${state || 'no state'}`, () => {
      const [{ sure, unsure }] = diagnosesOf(`cat: ${FILE}: Input/output error\n${state}`);
      assert.equal(sure.length, state === '' ? 2 : 3);
      assert.deepEqual(
        unsure.slice(3).map(({ command }) => command),
        commands,
      );
    });
  }

  it('a file that was not archived, and is now', () => {
    const result = diagnoseText(`${NEW}\n/fsx/new.txt: (0x00000009) exists archived, archive_id:1`);
    assert.equal(result.status, 'nothing-broken');
    assert.deepEqual(
      result.unsure.map(({ command }) => command),
      [OBJECT],
    );
  });

  it('a file that was archived, and has been changed since', () => {
    const [{ sure }, ...others] = diagnosesOf(
      '/fsx/a: (0x00000009) exists archived\n/fsx/a: (0x0000000b) exists dirty archived',
    );
    assert.deepEqual(others, []);
    assert.match(sure[0] ?? '', /^\/fsx\/a is archived and dirty/);
  });

  it('a file that was released, and was loaded since: no read is asked for', () => {
    const result = diagnoseText(`${RELEASED}\n${LOADED}`);
    assert.equal(result.status, 'nothing-broken');
    assert.deepEqual(
      result.unsure.map(({ command }) => command),
      [OBJECT],
    );
  });
});

describe('what the log says of the object of a file', () => {
  const NEW = '/fsx/data/new.txt: (0x00000000)';
  const SHOWN =
    '/fsx/data/new.txt is not archived (0x00000000): the file system knows of no whole copy of it in the bucket.';

  for (const key of ['new.txt', 'data/new.txt']) {
    for (const isFirst of [true, false]) {
      it(`${key}, ${isFirst ? 'before' : 'behind'} what lfs says of the file: one diagnosis`, () => {
        const lines = [record('S3ExportAccessDenied', key), `${NEW}\n/fsx/data/new.txt: NOOP`];
        const state = JSON.stringify({ out: lines[1] });
        const [{ title, sure, unsure }, ...others] = diagnosesOf(
          (isFirst ? lines : [state, lines[0] ?? '']).join('\n'),
        );
        assert.deepEqual([title, others], ['S3 or KMS refuses the export', []]);
        assert.deepEqual(sure.slice(1), [
          `${SHOWN} It fits this record.`,
          '/fsx/data/new.txt: nothing is going on (NOOP). It does not say that anything was done.',
        ]);
        assert.deepEqual(
          unsure.map(({ command }) => command?.split(' ').slice(1, 3).join(' ')),
          ['cloudtrail lookup-events', 'kms list-grants', 'kms get-key-policy', 's3api get-bucket-policy'],
        );
      });
    }
  }

  it('a read of the same: one diagnosis', () => {
    const [{ title, sure }, ...others] = diagnosesOf(
      `${NO_DATA}\n${RELEASED}\n${record('S3ImportAccessDenied', 'test.txt')}`,
    );
    assert.deepEqual([title, others], ['S3 or KMS refuses to give the object', []]);
    assert.deepEqual(sure.slice(1), [`${SEEN} It fits this record.`, IS_RELEASED]);
  });

  const APART: [name: string, record: string][] = [
    ['another object', record('S3ExportAccessDenied', 'w.txt')],
    ['an import', record('S3ImportAccessDenied', 'new.txt')],
    [
      'an error that is no refusal',
      '{"errorCode": "S3ExportLocalObjectReleaseWithoutS3Source", "s3Key": "new.txt"}',
    ],
    ['an internal error', record('S3ExportInternalError', 'new.txt')],
  ];
  for (const [name, line] of APART) {
    it(`${name}: two diagnoses`, () => {
      assert.equal(diagnosesOf(`${line}\n${NEW}`).length, 2);
    });
  }

  it('a state that says by itself what is wrong: two diagnoses, and this one first', () => {
    assert.deepEqual(
      diagnosesOf(
        `${record('S3ExportAccessDenied', 'new.txt')}\n${NEW.replace('0x00000000', '0x00000020')}`,
      ).map(({ layer, confidence }) => [layer, confidence]),
      [
        ['file', 'certain'],
        ['open', 'open'],
      ],
    );
  });

  it('an object that cannot be taken, and what the kernel says: two diagnoses', () => {
    assert.deepEqual(
      diagnosesOf(`{"errorCode": "S3ImportObjectDeleted"}\nLustreError: fsx: read failed: rc = -61`).map(
        ({ layer, confidence }) => [layer, confidence],
      ),
      [
        ['object', 'certain'],
        ['open', 'open'],
      ],
    );
  });
});

describe('a session of a terminal', () => {
  const ESC = String.fromCharCode(27);
  const PROMPT = '[ec2-user@ip-10-0-0-1 ~]$ ';
  const SESSION = [
    `${PROMPT}cat ${FILE}`,
    NO_DATA,
    `${PROMPT}lfs hsm_state ${FILE}`,
    RELEASED,
    `${PROMPT}sudo lfs hsm_restore ${FILE}`,
    `${PROMPT}lfs hsm_action ${FILE}`,
    `${FILE}: RESTORE running (512 bytes moved)`,
    PROMPT,
  ];
  const SAYS = diagnoseText([NO_DATA, RELEASED, `${FILE}: RESTORE running (512 bytes moved)`].join('\n'));
  const each = (front: (index: number) => string, end = '\n') =>
    SESSION.map((line, index) => `${front(index)}${line}`).join(end);
  const FORMS: [name: string, text: string][] = [
    ['as it is', each(() => '')],
    ['with line breaks of Windows', each(() => '', '\r\n')],
    ['quoted in a mail', each(() => '> ')],
    ['quoted twice', each(() => '> > ')],
    ['quoted in HTML', each(() => '&gt; ')],
    ['with numbers of cat -n', each((index) => `${String(index + 1).padStart(6)}\t`)],
    ['with numbers of grep -n', each((index) => `${index + 1}:`)],
    ['in journald', each((index) => `Nov 26 10:00:0${index} ip-10-0-0-1 job.sh[1234]: `)],
    ['in CloudWatch Logs', each((index) => `2026-11-26T10:00:0${index}.000000+00:00 i-0123/job `)],
    ['in a container', each((index) => `2026-11-26T10:00:0${index}.123Z stdout F `)],
    ['in Docker Compose', each(() => 'job-1  | ')],
    ['of a provisioner', each(() => 'aws_instance.client (remote-exec): ')],
    ['in a list', each(() => '- ')],
    ['in a block of code', `Hello,\n\`\`\`console\n${each(() => '')}\n\`\`\`\nAny idea?`],
    ['with colours', each(() => `${ESC}]0;host${String.fromCharCode(7)}${ESC}[?2004l\r${ESC}[0m`)],
    [
      'in code between words',
      `It says \`${NO_DATA}\` and \`${RELEASED}\`, now \`${FILE}: RESTORE running (512 bytes moved)\`.`,
    ],
    [
      'in a table',
      `| time | line |\n|---|---|\n${SESSION.map((line, index) => `| 10:0${index} | ${line} |`).join('\n')}`,
    ],
    [
      'in the output of Run Command',
      JSON.stringify({
        Status: 'Success',
        StandardOutputContent: `${RELEASED}\n${FILE}: RESTORE running (512 bytes moved)\n`,
        StandardErrorContent: `${ESC}[31m${NO_DATA}${ESC}[0m\nfailed to run commands: exit status 1`,
      }),
    ],
    [
      'in events of CloudWatch Logs',
      JSON.stringify({ events: SESSION.map((message, timestamp) => ({ timestamp, message })) }, null, 2),
    ],
  ];
  for (const [name, text] of FORMS) {
    it(name, () => {
      assert.deepEqual(diagnoseText(text), SAYS);
    });
  }

  const SENTENCE = refusal('kms:Decrypt', noPolicy('identity-based', 'kms:Decrypt'));
  const WRAPPED = SENTENCE.match(/.{1,72}/g) ?? [];
  const SENTENCES: [name: string, text: string][] = [
    ['quoted twice', WRAPPED.map((line) => `> > ${line}`).join('\n')],
    ['quoted in HTML', WRAPPED.map((line) => `&gt; ${line}`).join('\n')],
    ['with a time on each line', WRAPPED.map((line) => `2026-11-26T10:00:00Z ${line}`).join('\n')],
    ['in journald', WRAPPED.map((line) => `Nov 26 10:00:00 host app[12]: ${line}`).join('\n')],
    ['behind what was written over', `Completed 1.0 MiB\rdownload failed: ${SENTENCE}`],
  ];
  for (const [name, text] of SENTENCES) {
    it(`a sentence of AWS: ${name}`, () => {
      assert.deepEqual(diagnoseText(text), diagnoseText(SENTENCE));
    });
  }

  const BROKEN_AT: [before: string, after: string][] = [
    ['on resource: "arn:aws:s3:::data/x"', 'because no identity-based policy allows the s3:GetObject action'],
    ['is not authorized to perform:', 's3:GetObject on resource: "arn:aws:s3:::data/x"'],
    ['role/R', 'is not authorized to perform:'],
  ];
  const WHOLE =
    'User: arn:aws:iam::111111111111:role/R is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::data/x" because no identity-based policy allows the s3:GetObject action';
  for (const [before, after] of BROKEN_AT) {
    it(`a sentence of AWS that breaks before ${after}: of one time it is one, of two days it is not`, () => {
      const at = (first: string, second: string) =>
        diagnosesOf(`${first} ${WHOLE.replace(`${before} ${after}`, `${before}\n${second} ${after}`)}`);
      assert.deepEqual(at('2026-11-20T10:00:00Z', '2026-11-20T10:00:01Z'), diagnosesOf(WHOLE));
      const [{ confidence, sure }] = at('2026-11-20T10:00:00Z', '2026-11-26T10:00:00Z');
      assert.equal(confidence, 'open');
      assert.doesNotMatch(sure[0] ?? '', /s3:GetObject on .* to R .*, because no/);
    });
  }

  it('with everything at once', () => {
    const text = [
      ...SESSION,
      record('S3ExportAccessDenied'),
      '/fsx/new.txt: (0x00000000)',
      'touch: cannot touch ‘/fsx/a’: Read-only file system',
      JSON.stringify(event('Decrypt', SENTENCE), null, 2),
    ].join('\n');
    assert.deepEqual(
      diagnosesOf(text).map(({ layer, confidence }) => [layer, confidence]),
      [
        ['grant', 'certain'],
        ['open', 'open'],
      ],
    );
  });

  it('an error of a command in the output of Run Command', () => {
    const [{ title }] = diagnosesOf(
      JSON.stringify({ StandardErrorContent: `cat: ${FILE}: Permission denied\nfailed to run commands` }),
    );
    assert.equal(title, 'The client may not open a file, or a folder above it');
  });

  for (const text of [
    '2026-11-26T10:00:00Z stat: cache hits: high',
    '10:00 INFO ls: done: fine',
    '7: tail: queue depth: ok',
  ]) {
    it(`says nothing in a log of something else: ${text}`, () => {
      assert.deepEqual(diagnoseText(text), { status: 'unreadable' });
    });
  }
});
