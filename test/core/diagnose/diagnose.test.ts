import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { diagnoseText } from '../../../core/diagnose/diagnose';
import type { Diagnosis } from '../../../core/diagnose/diagnosis';
import { prettyDiagnosis } from '../../../core/diagnose/report/pretty';
import { markdownDiagnosis } from '../../../core/diagnose/report/markdown';
import { REPOSITORY_CODES } from '../../../core/evidence/repository-events';
import { resolved } from '../../support/deployments';
import { REFUSED, ROWS } from '../evidence/denial-sentences';
import {
  ADMIN,
  event,
  FILE_SYSTEM,
  KEY,
  lookup,
  NEVER_ARCHIVED,
  NO_DATA,
  noPolicy,
  record,
  refusal,
  ROLE,
} from './texts';

/** Texts whose diagnoses have tests of their own. */
const OTHER_FORMS = [
  'An error occurred (403) when calling the HeadObject operation: Forbidden',
  'An error occurred (403) when calling the HeadBucket operation: Forbidden',
  ...[
    'Read-only file system',
    'Operation not permitted',
    'No such file or directory',
    'Input/output error',
    'Permission denied',
    'Keine Daten verfügbar',
  ].map((error) => `cat: /fsx/test.txt: ${error}`),
  ...['107', '110', '5', '61'].map((number) => `LustreError: 11-0: failed: rc = -${number}`),
  "LNetError: 122-1: Can't start acceptor on port 988: port already in use",
  ...['Connection timed out', 'Invalid argument', 'No such device'].map(
    (error) => `mount.lustre: mount x@tcp:/fsx at /fsx failed: ${error}`,
  ),
  "mount.lustre: Can't parse NID 'fs-0123456789abcdef0.fsx.us-east-1.amazonaws.com@tcp:/fsx'",
  '[Errno 61] No data available',
  'is not authorized to perform: kms:Decrypt on resource',
  'AccessDenied',
  'An error occurred (UnauthorizedOperation) when calling the RunInstances operation: You are not authorized to perform this operation. Encoded authorization failure message: 4GIOHlTk',
  '/fsx/a: (0x00000040) lost_from_hsm',
  'mount.lustre: mount fs-0123456789abcdef0.fsx.us-east-1.aws@tcp:/fsx at /fsx failed: No such file or directory',
  'mount.lustre: mount fs-0123456789abcdef0.fsx.us-east-1.aws@tcp:/fsx at /fsx failed: Input/output error',
];

const RUNS = Number(process.env['FUZZ_RUNS'] ?? 300);

function broken(text: string, deployment?: ReturnType<typeof resolved>): Diagnosis[] {
  const result = diagnoseText(text, deployment);
  assert.equal(result.status, 'broken', JSON.stringify(result));
  return result.diagnoses;
}

function first(text: string): Diagnosis {
  const [diagnosis] = broken(text);
  assert.ok(diagnosis);
  return diagnosis;
}

/** Layer, account's role and id, step and how sure. */
function brief({ layer, account, step, confidence }: Diagnosis): (string | undefined)[] {
  return [layer, account.role, account.id, step, confidence];
}

const [A, B, C] = ['111111111111', '222222222222', '333333333333'] as const;
const UPLOADER = `arn:aws:iam::${B}:role/Uploader`;
const OBJECT = '"arn:aws:s3:::linked-bucket/test.txt"';
const BUCKET = '"arn:aws:s3:::linked-bucket"';

/** What each step leaves behind when it fails, and what that is. */
const FAILURES: [name: string, text: string, is: (string | undefined)[]][] = [
  [
    '1: the bucket policy does not allow listing',
    refusal('s3:ListBucket', noPolicy('resource-based', 's3:ListBucket'), { resource: BUCKET }),
    ['bucket-policy', 'bucket', undefined, 'bucket-policy', 'certain'],
  ],
  [
    '1: the bucket policy does not allow reading',
    refusal('s3:GetObject', noPolicy('resource-based', 's3:GetObject'), { resource: OBJECT }),
    ['bucket-policy', 'bucket', undefined, 'bucket-policy', 'certain'],
  ],
  [
    '1: a file system that cannot list',
    record('S3ImportListObjectError', ''),
    ['open', 'bucket', undefined, 'bucket-policy', 'open'],
  ],
  [
    '1: a policy with a principal that is not there',
    'An error occurred (MalformedPolicy) when calling the PutBucketPolicy operation: Invalid principal in policy',
    ['bucket-policy', 'bucket', undefined, 'bucket-policy', 'certain'],
  ],
  [
    '1: a policy that is public',
    'An error occurred (AccessDenied) when calling the PutBucketPolicy operation: User: arn:aws:iam::222222222222:user/U is not authorized to perform: s3:PutBucketPolicy on resource: "arn:aws:s3:::linked-bucket" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access',
    ['block-public-access', 'bucket', undefined, 'bucket-policy', 'certain'],
  ],
  [
    '2: DescribeKey from account B',
    refusal('kms:DescribeKey', noPolicy('resource-based', 'kms:DescribeKey'), { principal: UPLOADER }),
    ['key-policy', 'key', C, 'key-policy', 'certain'],
  ],
  [
    '2: a role that is not there yet',
    'MalformedPolicyDocumentException: Policy contains a statement with one or more invalid principals.',
    ['key-policy', 'key', undefined, 'key-policy', 'certain'],
  ],
  [
    '2: an owner who would be locked out',
    'MalformedPolicyDocumentException: The new key policy will not allow you to update the key policy in the future.',
    ['key-policy', 'key', undefined, 'key-policy', 'certain'],
  ],
  [
    '3: who deploys may not set the encryption',
    refusal('s3:PutEncryptionConfiguration', noPolicy('identity-based', 's3:PutEncryptionConfiguration'), {
      principal: UPLOADER,
      resource: BUCKET,
    }),
    ['identity-based', undefined, B, 'default-encryption', 'certain'],
  ],
  [
    '4: the upload may not use the key',
    refusal('kms:GenerateDataKey', noPolicy('resource-based', 'kms:GenerateDataKey'), {
      principal: UPLOADER,
    }),
    ['key-policy', 'key', C, 'upload-and-mount', 'certain'],
  ],
  [
    '4: the uploader has no policy for the key',
    refusal('kms:GenerateDataKey', noPolicy('identity-based', 'kms:GenerateDataKey'), {
      principal: UPLOADER,
    }),
    ['identity-based', undefined, B, 'upload-and-mount', 'certain'],
  ],
  [
    '4: FSx cannot validate the bucket',
    'Error: creating FSx for Lustre Data Repository Association: BadRequest: Amazon FSx is unable to validate access to the S3 bucket. Ensure the IAM role or user you are using has s3:Get*, s3:List* and s3:PutObject permissions to the S3 bucket prefix.',
    ['bucket-policy', 'bucket', undefined, 'bucket-policy', 'likely'],
  ],
  [
    '4: who links may not create the role',
    refusal('iam:CreateServiceLinkedRole', noPolicy('identity-based', 'iam:CreateServiceLinkedRole'), {
      principal: ADMIN,
      resource: ROLE,
    }),
    ['identity-based', undefined, A, 'upload-and-mount', 'certain'],
  ],
  [
    '4: an association that does not work',
    JSON.stringify({
      Associations: [
        { AssociationId: 'dra-1', Lifecycle: 'MISCONFIGURED', FailureDetails: { Message: 'x' } },
      ],
    }),
    ['association', 'fileSystem', undefined, 'upload-and-mount', 'certain'],
  ],
  ['5: cat', NO_DATA, ['open', undefined, undefined, 'read-fails', 'open']],
  [
    '5: the event of account A',
    JSON.stringify(event('Decrypt', refusal('kms:Decrypt', noPolicy('identity-based', 'kms:Decrypt')))),
    ['grant', 'fileSystem', A, 'grant', 'certain'],
  ],
  [
    '5: the answer of lookup-events',
    lookup(event('Decrypt', refusal('kms:Decrypt', noPolicy('identity-based', 'kms:Decrypt')))),
    ['grant', 'fileSystem', A, 'grant', 'certain'],
  ],
  [
    '5: the key policy says nothing of the role either',
    refusal('kms:Decrypt', noPolicy('resource-based', 'kms:Decrypt')),
    ['key-policy', 'key', C, 'key-policy', 'certain'],
  ],
  [
    '6: the key policy does not let account A create the grant',
    refusal('kms:CreateGrant', noPolicy('resource-based', 'kms:CreateGrant'), { principal: ADMIN }),
    ['key-policy', 'key', C, 'grant', 'certain'],
  ],
  [
    "6: the administrator's own policy does not",
    refusal('kms:CreateGrant', noPolicy('identity-based', 'kms:CreateGrant'), { principal: ADMIN }),
    ['identity-based', undefined, A, 'grant', 'certain'],
  ],
  [
    '6: the role is not there',
    'An error occurred (InvalidArnException) when calling the CreateGrant operation: ARN does not refer to a valid principal',
    ['grant', 'fileSystem', undefined, 'grant', 'likely'],
  ],
  [
    '6: the key is disabled',
    JSON.stringify(
      event('Decrypt', undefined, { errorCode: 'DisabledException', errorMessage: `${KEY} is disabled.` }),
    ),
    ['key', 'key', C, 'key-policy', 'certain'],
  ],
  [
    '7: the record of a refused export',
    record('S3ExportAccessDenied'),
    ['open', undefined, undefined, 'export', 'open'],
  ],
  ['7: nothing was archived', NEVER_ARCHIVED, ['open', undefined, undefined, 'export', 'open']],
  [
    '7: the event of account A',
    refusal('kms:GenerateDataKey', noPolicy('identity-based', 'kms:GenerateDataKey')),
    ['grant', 'fileSystem', A, 'grant', 'certain'],
  ],
  [
    '7: the bucket policy denies the export',
    refusal('s3:PutObject', 'with an explicit deny in a resource-based policy', { resource: OBJECT }),
    ['bucket-policy', 'bucket', undefined, 'bucket-policy', 'certain'],
  ],
  [
    '7: a file that is in no linked directory',
    record('S3ExportLocalObjectNotMatchDra'),
    ['association', 'fileSystem', undefined, 'export', 'certain'],
  ],
  [
    '7: a file that is not to be archived',
    '/fsx/x: (0x00000020) never_archive',
    ['file', undefined, undefined, 'export', 'certain'],
  ],
];

describe('what a text shows', () => {
  for (const [name, text, is] of FAILURES) {
    it(`step ${name}`, () => {
      assert.deepEqual(brief(first(text)), is);
    });
  }

  it('the missing grant, although the sentence names identity-based policies: it says why', () => {
    const { sure, unsure, changes, title } = first(
      refusal('kms:Decrypt', noPolicy('identity-based', 'kms:Decrypt')),
    );
    assert.equal(title, "The file system's role has no grant that covers Decrypt");
    assert.match(
      sure.join('\n'),
      /names identity-based policies, and none of those can be mended here: .* is a service-linked role, .* a grant takes its place/,
    );
    assert.deepEqual(
      unsure.map(({ command, account }) => [command?.split(' ').slice(0, 3).join(' '), account?.id]),
      [
        ['aws kms list-grants', C],
        ['aws kms get-key-policy', C],
      ],
    );
    assert.deepEqual(
      changes.map(({ account }) => account),
      [
        { role: 'fileSystem', id: A },
        { role: 'key', id: C },
      ],
    );
  });

  it('one refusal for both calls, with all that the client and the log show of it', () => {
    const text = [
      NO_DATA,
      NEVER_ARCHIVED,
      record('S3ExportAccessDenied'),
      lookup(
        event('Decrypt', refusal('kms:Decrypt', noPolicy('identity-based', 'kms:Decrypt'))),
        event(
          'GenerateDataKey',
          refusal('kms:GenerateDataKey', noPolicy('identity-based', 'kms:GenerateDataKey')),
        ),
      ),
    ].join('\n');
    const diagnoses = broken(text);
    assert.equal(diagnoses.length, 1);
    const [{ title, sure, changes } = first(text)] = diagnoses;
    assert.equal(title, "The file system's role has no grant that covers Decrypt and GenerateDataKey");
    assert.equal(sure.filter((sentence) => sentence.endsWith('It fits this refusal.')).length, 3);
    assert.match(
      changes[0]?.terraform ?? '',
      /operations += \["Decrypt", "GenerateDataKey", "DescribeKey"\]/,
    );
  });

  it('a key in account A itself: its policy has to name the role, and no grant is asked for', () => {
    const own = KEY.replace(C, A);
    for (const type of ['identity-based', 'resource-based']) {
      const diagnosis = first(refusal('kms:Decrypt', noPolicy(type, 'kms:Decrypt'), { resource: own }));
      assert.deepEqual(brief(diagnosis), ['key-policy', 'key', A, 'grant', 'certain'], type);
      assert.ok(diagnosis.changes.every(({ terraform }) => terraform?.includes('aws_kms_grant') === false));
      assert.match(diagnosis.changes[0]?.terraform ?? '', new RegExp(ROLE));
    }
  });

  it('a sentence without the key: likely, and says what it would be otherwise', () => {
    const { confidence, layer, unsure } = first(
      `User: arn:aws:sts::111111111111:assumed-role/AWSServiceRoleForFSxS3Access_${FILE_SYSTEM}/FSx is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext because no identity-based policy allows the kms:Decrypt action`,
    );
    assert.deepEqual([layer, confidence], ['grant', 'likely']);
    assert.match(unsure[0]?.text ?? '', /In account A itself, the key policy has to name the role/);
  });

  it('three reasons in one sentence: open, with a command for each', () => {
    const { layer, confidence, unsure, changes } = first(
      refusal(
        'kms:Decrypt',
        'because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access',
      ),
    );
    assert.deepEqual([layer, confidence, changes], ['open', 'open', []]);
    assert.deepEqual(
      unsure.map(({ command }) => command?.split(' ')[2]),
      ['describe-key', 'get-key-policy', 'list-grants'],
    );
  });

  it('a refusal that was allowed later is over', () => {
    const denied = event('Decrypt', refusal('kms:Decrypt', noPolicy('identity-based', 'kms:Decrypt')));
    const later = event('Decrypt', undefined, { eventTime: '2026-11-24T10:05:00Z', eventID: 'later' });
    const result = diagnoseText(lookup(denied, later));
    assert.equal(result.status, 'nothing-broken');
    assert.match(
      result.sure.join('\n'),
      /was refused to .* at 2026-11-24T10:00:00Z, and allowed at 2026-11-24T10:05:00Z/,
    );
    const earlier = event('Decrypt', undefined, { eventTime: '2026-11-24T09:00:00Z', eventID: 'earlier' });
    assert.equal(diagnoseText(lookup(earlier, denied)).status, 'broken');
    const other = event('Decrypt', undefined, {
      eventTime: '2026-11-24T10:05:00Z',
      eventID: 'other',
      requestParameters: { encryptionContext: { 'aws:s3:arn': 'arn:aws:s3:::linked-bucket/other.txt' } },
    });
    assert.equal(diagnoseText(lookup(denied, other)).status, 'broken');
  });

  for (const [text, says] of [
    [
      '/fsx/a: (0x00000009) exists archived, archive_id:1',
      /^\/fsx\/a is archived and not dirty \(0x00000009\): by the file system's record, its content went to the bucket \(an export\) or came from there \(an import\), and has not been changed here since\.$/,
    ],
    [
      '/fsx/a: (0x0000000d) released exists archived',
      /^\/fsx\/a is archived and not dirty \(0x0000000d\), and released: the file system has no content of it/,
    ],
    ['/fsx/a: NOOP', /nothing is going on \(NOOP\)\. It does not say that anything was done\./],
    ['/fsx/a: ARCHIVE running (512 bytes moved)', /ARCHIVE is going on/],
    [JSON.stringify(event('Decrypt')), /^Decrypt of arn:.* was allowed at/],
  ] as const) {
    it(`nothing broken: ${text.slice(0, 60)}`, () => {
      const result = diagnoseText(text);
      assert.equal(result.status, 'nothing-broken');
      assert.match(result.sure.join('\n'), says);
    });
  }

  for (const [text, says] of [
    [
      '/fsx/a: (0x0000004d) released exists archived lost_from_hsm, archive_id:1',
      /^\/fsx\/a has the state lost_from_hsm \(0x0000004d\): the object with its content is gone\.$/,
    ],
    // On the file system it is whole, and the bucket has it no more.
    ['/fsx/a: (0x00000049) exists archived lost_from_hsm', /lost_from_hsm \(0x00000049\)/],
  ] as const) {
    it(`broken, whatever else the state says: ${text}`, () => {
      const { layer, sure } = first(text);
      assert.equal(layer, 'object');
      assert.match(sure[0] ?? '', says);
      assert.doesNotMatch(sure.join('\n'), /is exported/);
    });
  }

  it('a file that is archived: what the bucket has now is open, and asked of it once', () => {
    const result = diagnoseText('/fsx/a: (0x00000009) exists archived\n/fsx/b: (0x00000009) exists archived');
    assert.equal(result.status, 'nothing-broken');
    assert.deepEqual(
      result.unsure.map(({ command }) => command),
      ["aws s3api head-object --bucket '<BUCKET_NAME>' --key '<OBJECT_KEY>'"],
    );
    assert.match(
      result.unsure[0]?.text ?? '',
      /the state does not tell an export from an import, and does not see what was changed or deleted in the bucket since\.$/,
    );
  });

  it('a file that was changed since: what the bucket has is of before', () => {
    assert.equal(
      first('/fsx/a: (0x0000000b) exists dirty archived').sure[0],
      '/fsx/a is archived and dirty (0x0000000b): it was changed after it was exported or imported, and the bucket has at best the content of before.',
    );
  });

  for (const [message, says] of [
    ['', 'What ThrottlingException of Decrypt means: it is no refusal.'],
    [' ', 'What ThrottlingException of Decrypt means: it is no refusal.'],
    [
      'Rate exceeded',
      'What ThrottlingException of Decrypt means: it is no refusal. AWS said "Rate exceeded".',
    ],
  ] as const) {
    it(`an error that is no refusal, with the message "${message}"`, () => {
      const result = diagnoseText(
        JSON.stringify(
          event('Decrypt', undefined, { errorCode: 'ThrottlingException', errorMessage: message }),
        ),
      );
      assert.equal(result.status, 'nothing-broken');
      assert.deepEqual(
        result.unsure.map(({ text }) => text),
        [says],
      );
    });
  }

  for (const text of ['OSError: [Errno 61] No data available', '[Errno 61] No data available']) {
    it(`a load that most likely failed, of a file without a name: ${text}`, () => {
      const { title, confidence, unsure, placeholders } = first(`Traceback:\n${text}`);
      assert.equal(title, 'The content of a file could not be loaded from the bucket');
      assert.equal(confidence, 'open');
      const which = unsure.at(-1);
      assert.equal(which?.command, "lfs hsm_state '<FILE_PATH>'");
      assert.match(which.text, /An extended attribute that is not there/);
      assert.ok(placeholders.some(({ name }) => name === '<FILE_PATH>'));
    });
  }

  for (const text of [
    'getfattr: /fsx/a: No data available',
    'lfs getstripe: /fsx/a: No data available',
    'No data available',
  ]) {
    it(`no failed load: ${text}`, () => {
      assert.deepEqual(diagnoseText(text), { status: 'unreadable' });
    });
  }

  for (const text of [
    'head: error reading /fsx/a b.txt: No data available',
    "OSError: [Errno 61] No data available: '/fsx/a b.txt'",
    "cp: error reading '/fsx/a b.txt': No data available",
  ]) {
    it(`a failed load: ${text}`, () => {
      assert.ok(first(text).unsure.some(({ command }) => command === "lfs hsm_state '/fsx/a b.txt'"));
    });
  }

  it('NOOP proves nothing: it asks for the state', () => {
    const result = diagnoseText('/fsx/a b.txt: NOOP');
    assert.equal(result.status, 'nothing-broken');
    assert.deepEqual(
      result.unsure.map(({ command }) => command),
      ["lfs hsm_state '/fsx/a b.txt'"],
    );
  });

  for (const text of REFUSED.filter(
    (one) => !/S3Export|No data|validate|Disabled|Permission denied/.test(one),
  )) {
    it(`nothing to diagnose: ${text.trim() || 'nothing'}`, () => {
      assert.deepEqual(diagnoseText(text), { status: 'unreadable' });
    });
  }

  for (const code of Object.keys(REPOSITORY_CODES)) {
    it(`the log's ${code}`, () => {
      const lines = [
        JSON.stringify({ errorCode: code, message: 'm', fileSystemId: FILE_SYSTEM }),
        `2026-11-24 datarepo_${FILE_SYSTEM} ${code} ERROR`,
        JSON.stringify({
          events: [
            { logStreamName: `datarepo_${FILE_SYSTEM}`, message: JSON.stringify({ errorCode: code }) },
          ],
        }),
      ];
      for (const line of lines) assert.match(first(line).sure.join('\n'), new RegExp(`logged ${code}`), line);
    });
  }
});

describe('a Deny', () => {
  const LAYERS: [type: string, action: string, is: (string | undefined)[]][] = [
    ['a service control policy', 'kms:CreateGrant', ['scp', undefined, A, 'grant', 'certain']],
    ['a resource control policy', 'kms:CreateGrant', ['rcp', 'key', C, 'grant', 'certain']],
    ['a permissions boundary', 'kms:CreateGrant', ['boundary', undefined, A, 'grant', 'certain']],
    ['a session policy', 'kms:CreateGrant', ['session', undefined, A, 'grant', 'certain']],
    ['a VPC endpoint policy', 'kms:CreateGrant', ['vpce', undefined, A, 'grant', 'certain']],
    ['an identity-based policy', 'kms:CreateGrant', ['identity-based', undefined, A, 'grant', 'certain']],
    ['a resource-based policy', 'kms:CreateGrant', ['key-policy', 'key', C, 'grant', 'certain']],
    [
      'a resource-based policy',
      's3:GetObject',
      ['bucket-policy', 'bucket', undefined, 'bucket-policy', 'certain'],
    ],
  ];
  for (const [type, action, is] of LAYERS) {
    it(`of ${action} in ${type}`, () => {
      const resource = action.startsWith('s3:') ? OBJECT : KEY;
      const diagnosis = first(
        refusal(action, `with an explicit deny in ${type}`, { principal: ADMIN, resource }),
      );
      assert.deepEqual(brief(diagnosis), is);
      assert.match(diagnosis.sure.join('\n'), /A Deny beats every Allow/);
      assert.match(diagnosis.changes[0]?.terraform ?? '', /test += "ArnNotLike"[^]*admin\/Admin/);
    });
  }

  it('whose policy is not named: open, and nothing is proposed', () => {
    const { layer, confidence, changes } = first(
      refusal('kms:Decrypt', 'with an explicit deny', { principal: ADMIN }),
    );
    assert.deepEqual([layer, confidence, changes], ['open', 'open', []]);
  });

  it('in a policy that AWS names: the command reads that one', () => {
    const policy =
      'arn:aws:organizations::987654321098:policy/o-qv5af4abcd/service_control_policy/p-2kgnabcd';
    const { sure, unsure } = first(
      refusal('kms:CreateGrant', `with an explicit deny in a service control policy: ${policy}`, {
        principal: ADMIN,
      }),
    );
    assert.ok(sure.includes(`The policy is ${policy}.`));
    assert.equal(unsure[0]?.command, 'aws organizations describe-policy --policy-id p-2kgnabcd');
    assert.equal(unsure[0].account?.id, '987654321098', 'the account that its ARN names');
  });

  it('of an organization, of the role of a file system: AWS documents that it has none', () => {
    const { unsure } = first(refusal('kms:Decrypt', 'with an explicit deny in a service control policy'));
    assert.match(unsure[0]?.text ?? '', /no service control policy applies to service-linked roles/);
  });
});

describe('the deployment of the folder', () => {
  const denied = refusal('kms:GenerateDataKey', noPolicy('identity-based', 'kms:GenerateDataKey'), {
    principal: UPLOADER,
  });

  it('tells which account is which', () => {
    assert.deepEqual(broken(denied, resolved())[0]?.account, { role: 'bucket', id: B });
  });

  it('fills in what the text does not have, and says how far its steps have come', () => {
    const [diagnosis] = broken(
      refusal('kms:Decrypt', noPolicy('identity-based', 'kms:Decrypt')),
      resolved({ throughStep: 5 }),
    );
    assert.ok(diagnosis);
    assert.deepEqual(diagnosis.placeholders, []);
    assert.equal(diagnosis.changes[0]?.deploy, 'npx fsx-lustre-kms deploy 6');
    const [bucket] = broken(record('S3ExportAccessDenied').replaceAll('linked-bucket', ''), resolved());
    assert.ok(
      bucket?.unsure.some(
        ({ command }) => command?.includes(resolved().buckets[0]?.bucketName ?? '-') === true,
      ),
    );
  });

  it('is left aside when the text is about other accounts', () => {
    const [diagnosis] = broken(denied.replaceAll(C, '444444444444'), resolved());
    assert.deepEqual(diagnosis?.account, { id: B });
  });
});

describe('diagnoses', () => {
  it('show no credentials, and leave no stand-in unexplained', () => {
    const text = lookup(event('Decrypt', refusal('kms:Decrypt', noPolicy('identity-based', 'kms:Decrypt'))));
    assert.doesNotMatch(JSON.stringify(diagnoseText(text)), /ASIAEXAMPLE/);
    for (const [, failure] of FAILURES) {
      for (const diagnosis of broken(failure)) {
        const used = new Set(JSON.stringify(diagnosis.changes).match(/<[A-Z_]+>/g) ?? []);
        assert.deepEqual(
          [...used].filter((name) => !diagnosis.placeholders.some((one) => one.name === name)),
          [],
        );
      }
    }
  });

  it('name a layer for certain only when AWS does, in 200 sentences', () => {
    for (const { text, says } of ROWS) {
      const result = diagnoseText(text);
      assert.equal(result.status, 'broken', text);
      const [{ confidence }] = result.diagnoses;
      if (says.layer === undefined || says.explicit === undefined) assert.equal(confidence, 'open', text);
      else assert.notEqual(confidence, 'open', text);
    }
  });

  const PRINTED = [...FAILURES.map(([, one]) => one), ...ROWS.map((row) => row.text), ...OTHER_FORMS];

  it('ask for read-only commands alone', () => {
    const READS =
      /^(?:aws [a-z0-9]+ (?:get|list|describe|head|lookup|decode|filter)-|lfs (?:hsm_(?:state|action) |check servers$|--version$)|(?:LC_ALL=C )?cat |findmnt --target |lsattr -d |ls -ld |namei -l |getfacl --absolute-names |getent hosts |modinfo lustre$|uname -r$|ss -tanp |id$|dmesg$)/;
    for (const text of PRINTED) {
      for (const { unsure } of broken(text)) {
        for (const { command } of unsure) if (command !== undefined) assert.match(command, READS);
      }
    }
  });

  it('print commands that a shell takes as they are, with the Region where there is one', function () {
    this.timeout(30_000);
    const results = [...PRINTED, '/fsx/a b*: (0x0000000d) released exists archived', '/fsx/a: NOOP'].map(
      (text) => diagnoseText(text),
    );
    const points = results.flatMap((result) => {
      if (result.status === 'unreadable') return [];
      return result.status === 'broken' ? result.diagnoses.flatMap(({ unsure }) => unsure) : result.unsure;
    });
    const commands = [...new Set(points.flatMap(({ command }) => command ?? []))];
    assert.ok(commands.length > 60, String(commands.length));
    for (const command of commands) {
      assert.doesNotMatch(command, /\n/);
      // What is left without its quoted words: nothing that a shell would expand, redirect or split at.
      assert.match(command.replace(/'[^']*'|\\'/g, ''), /^[\w@%+=:,./ -]+$/, command);
      if (/^aws (?:kms|fsx|logs|ec2|cloudtrail) /.test(command)) assert.match(command, / --region /, command);
    }
    const scripts = results.flatMap((result) =>
      result.status === 'broken'
        ? result.diagnoses.flatMap(({ changes }) => changes.flatMap(({ cli }) => cli ?? []))
        : [],
    );
    for (const script of new Set([...commands, ...scripts])) {
      const { status, stderr } = spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' });
      assert.deepEqual([status, stderr], [0, ''], script);
    }
  });

  it('never throw, and say the same of a text whatever stands around it', () => {
    const piece = fc.oneof(
      fc.constantFrom(...FAILURES.map(([, text]) => text), ...ROWS.slice(0, 20).map(({ text }) => text)),
      fc.string(),
      fc.json(),
      fc.stringMatching(/^[{}[\]":,\\]{0,30}$/),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const result = diagnoseText(pieces.join('\n\n'));
        if (result.status !== 'unreadable') prettyDiagnosis(result, (text) => text);
        markdownDiagnosis(result);
        for (const diagnosis of result.status === 'broken' ? result.diagnoses : []) {
          assert.ok(diagnosis.sure.length > 0);
        }
      }),
      { numRuns: RUNS },
    );
    fc.assert(
      fc.property(fc.constantFrom(...FAILURES), fc.stringMatching(/^[\w .,;-]{0,80}$/), ([, text], words) => {
        const around = `${words}\n\n${text}\n\n${words}`;
        assert.deepEqual(broken(around).map(brief), broken(text).map(brief));
      }),
      { numRuns: RUNS },
    );
  });

  it('take long texts', () => {
    const text = `${'{"a": ['.repeat(2000)}${'[{"x": "arn:aws:kms"'.repeat(20_000)}\n${NO_DATA}\n`.repeat(2);
    assert.equal(diagnoseText(text).status, 'broken');
  }).timeout(10_000);
});
