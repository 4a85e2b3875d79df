import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { diagnoseText } from '../../../core/diagnose/diagnose';
import { lint } from '../../../core/lint/lint';
import type { Rule } from '../../../core/rules/rule';
import type { Change } from '../../../core/diagnose/diagnosis';
import type { Reader } from '../../../core/syntax/reader';
import { everyRule } from '../../support/every-rule';
import { sharedReader } from '../../support/reader';
import { temporaryFolder } from '../../support/temporary-folder';
import { ROWS } from '../evidence/denial-sentences';
import { compileErrors, formatted, hasTerraform } from './code';
import { ADMIN, event, KEY, noPolicy, refusal } from './texts';

const UPLOADER = 'arn:aws:iam::222222222222:role/Uploader';
const OBJECT = '"arn:aws:s3:::linked-bucket/te${x}t `a` \'b\'.txt"';

/** Texts whose changes are of every kind. */
const TEXTS = [
  refusal('kms:Decrypt', noPolicy('identity-based', 'kms:Decrypt')),
  refusal('kms:Decrypt', noPolicy('resource-based', 'kms:Decrypt')),
  refusal('kms:Decrypt', noPolicy('identity-based', 'kms:Decrypt'), {
    resource: KEY.replace('333333333333', '111111111111'),
  }),
  refusal('kms:CreateGrant', noPolicy('identity-based', 'kms:CreateGrant'), { principal: ADMIN }),
  refusal('kms:CreateGrant', noPolicy('resource-based', 'kms:CreateGrant'), { principal: ADMIN }),
  refusal('s3:GetObject', noPolicy('resource-based', 's3:GetObject'), { resource: OBJECT }),
  refusal('s3:GetObject', noPolicy('resource-based', 's3:GetObject'), { principal: ADMIN, resource: OBJECT }),
  refusal('s3:GetObject', noPolicy('identity-based', 's3:GetObject'), { principal: ADMIN, resource: OBJECT }),
  'Policy contains a statement with one or more invalid principals.',
];

function changesOf(text: string): Change[] {
  const result = diagnoseText(text);
  assert.equal(result.status, 'broken');
  return result.diagnoses.flatMap(({ changes }) => changes);
}

/** Changes that are whole files; a condition for a Deny is none. */
const CHANGES = TEXTS.flatMap(changesOf);

describe('changes', function () {
  this.timeout(60_000);
  let reader: Reader;
  let rules: Rule[];
  before(async () => {
    [reader, rules] = await Promise.all([sharedReader(), everyRule()]);
  });

  it('are there in three ways', () => {
    assert.equal(CHANGES.length, 11);
    for (const { what, terraform, cdktf, cli } of CHANGES) assert.ok(terraform && cdktf && cli, what);
  });

  it('are HCL in which our own rules find no mistake', () => {
    for (const { terraform = '', what } of CHANGES) {
      const file = reader.read({ path: 'main.tf', text: terraform });
      assert.equal(file?.wellFormed, true, terraform);
      const { findings } = lint([file], { rules });
      // A stand-in is no value yet.
      const errors = findings.filter(({ severity }) => severity === 'error' && !terraform.includes('<'));
      assert.deepEqual(errors, [], what);
    }
  });

  it('are formatted as terraform fmt has it', function () {
    if (!hasTerraform()) this.skip();
    for (const { terraform = '' } of CHANGES) assert.equal(formatted(terraform), terraform);
  });

  it('are TypeScript that compiles with the provider', () => {
    assert.deepEqual(compileErrors(CHANGES.map(({ cdktf = '' }) => cdktf)), []);
  });

  it('merge into the policy as it is, and put nothing twice', function () {
    if (spawnSync('jq', ['--version']).status !== 0) this.skip();
    // The key policy's part of a missing grant: it takes the place of what allows under the same name.
    const change = changesOf(TEXTS[0] ?? '')[1];
    const now = {
      Version: '2012-10-17',
      Statement: { Sid: 'Administration', Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' },
    };
    const once = merged(change?.cli ?? '', now);
    assert.deepEqual(sidsOf(once), ['Administration', 'CreateGrantForFileSystem', 'ManageGrants']);
    assert.deepEqual(merged(change?.cli ?? '', once), once);
  });

  it('keep a deny of the same name, and give the new statement another', function () {
    if (spawnSync('jq', ['--version']).status !== 0) this.skip();
    const change = changesOf(TEXTS[0] ?? '')[1];
    const deny = {
      Sid: 'ManageGrants',
      Effect: 'Deny',
      Principal: '*',
      Action: 'kms:PutKeyPolicy',
      Resource: '*',
    };
    const once = merged(change?.cli ?? '', { Version: '2012-10-17', Statement: deny });
    assert.deepEqual(once.Statement[0], deny);
    assert.deepEqual(sidsOf(once), ['ManageGrants', 'CreateGrantForFileSystem', 'ManageGrants2']);
  });

  it('of what was refused alone take nothing away, whatever is there under the same name', function () {
    if (spawnSync('jq', ['--version']).status !== 0) this.skip();
    const [change] = changesOf(
      refusal('kms:GenerateDataKey', noPolicy('resource-based', 'kms:GenerateDataKey'), {
        principal: UPLOADER,
      }),
    );
    const more = {
      Sid: 'UploadThroughS3GenerateDataKey',
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::555555555555:root' },
      Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
      Resource: '*',
    };
    const once = merged(change?.cli ?? '', {
      Version: '2012-10-17',
      Statement: [more, { ...more, Sid: 'UploadThroughS3GenerateDataKey2' }],
    });
    assert.deepEqual(once.Statement[0], more);
    assert.deepEqual(sidsOf(once), [
      'UploadThroughS3GenerateDataKey',
      'UploadThroughS3GenerateDataKey2',
      'UploadThroughS3GenerateDataKey3',
    ]);
    assert.deepEqual(merged(change?.cli ?? '', once), once);
  });

  const UPLOADS: [type: string, condition: object][] = [
    [
      'identity-based',
      {
        StringEquals: {
          'kms:CallerAccount': '222222222222',
          'kms:ViaService': 's3.us-east-1.amazonaws.com',
        },
      },
    ],
    [
      'resource-based',
      {
        StringEquals: {
          'kms:CallerAccount': '222222222222',
          'kms:ViaService': 's3.us-east-1.amazonaws.com',
        },
        StringLike: {
          'kms:EncryptionContext:aws:s3:arn': ['arn:aws:s3:::<BUCKET_NAME>', 'arn:aws:s3:::<BUCKET_NAME>/*'],
        },
      },
    ],
  ];
  for (const [type, condition] of UPLOADS) {
    for (const action of ['kms:GenerateDataKey', 'kms:Decrypt']) {
      it(`let an uploader use the key through S3 alone: ${action}, ${type}`, () => {
        const [change, ...others] = changesOf(
          refusal(action, noPolicy(type, action), { principal: UPLOADER }),
        );
        assert.deepEqual(others, []);
        const [statement, ...more] = statementsOf(change?.cli ?? '');
        assert.deepEqual(more, []);
        assert.deepEqual([statement?.Action, statement?.Condition], [[action], condition]);
        for (const form of [change?.terraform ?? '', change?.cdktf ?? '']) {
          assert.match(form, /kms:ViaService/);
          assert.match(form, /s3\.us-east-1\.amazonaws\.com/);
          assert.match(form, /kms:CallerAccount/);
        }
        assert.equal(
          change?.what.includes('an upload in several parts takes kms:Decrypt as well'),
          action === 'kms:GenerateDataKey',
        );
      });
    }
  }

  const DIRECT = [
    `An error occurred (AccessDeniedException) when calling the Decrypt operation: ${refusal('kms:Decrypt', noPolicy('identity-based', 'kms:Decrypt'), { principal: UPLOADER })}`,
    JSON.stringify(
      event(
        'Decrypt',
        refusal('kms:Decrypt', noPolicy('identity-based', 'kms:Decrypt'), {
          principal: UPLOADER,
        }),
        {
          userIdentity: { type: 'IAMUser', arn: UPLOADER },
          requestParameters: { keyId: KEY },
        },
      ),
    ),
    refusal('kms:DescribeKey', noPolicy('identity-based', 'kms:DescribeKey'), {
      principal: UPLOADER,
    }),
  ];
  for (const text of DIRECT) {
    it(`of a call to KMS itself have no condition that it cannot meet: ${text.slice(0, 80)}`, () => {
      const [change] = changesOf(text);
      assert.deepEqual(
        statementsOf(change?.cli ?? '').map(({ Condition }) => Condition),
        [undefined],
      );
    });
  }

  const REFUSED: [action: string, resource: string, statement: object][] = [
    [
      's3:PutObject',
      'arn:aws:s3:::linked-bucket/a',
      { Sid: 'FileSystemObjectsPutObject', Action: ['s3:PutObject'] },
    ],
    [
      's3:GetObject',
      'arn:aws:s3:::linked-bucket/a',
      { Sid: 'FileSystemObjectsGetObject', Action: ['s3:GetObject'] },
    ],
    [
      's3:ListBucket',
      'arn:aws:s3:::linked-bucket',
      { Sid: 'FileSystemBucketListBucket', Action: ['s3:ListBucket'] },
    ],
  ];
  for (const [action, resource, statement] of REFUSED) {
    it(`let the file system do what was refused, and say what it takes in all: ${action}`, () => {
      const [change, ...others] = changesOf(
        refusal(action, noPolicy('resource-based', action), { resource: `"${resource}"` }),
      );
      assert.deepEqual(others, []);
      assert.deepEqual(
        statementsOf(change?.cli ?? '').map(({ Sid, Action }) => ({ Sid, Action })),
        [statement],
      );
      assert.equal(
        change?.what,
        `Allow ${action} to the file system's account in the bucket policy, as whose role it calls, in account B. That is what was refused. For all of the steps the role takes s3:Get*, s3:List* and s3:PutBucketNotification on the bucket, and s3:AbortMultipartUpload, s3:DeleteObject, s3:Get*, s3:List* and s3:PutObject on its objects.`,
      );
    });
  }

  for (const type of ['identity-based', 'resource-based']) {
    it(`let whoever may not create grants do that alone: ${type}`, () => {
      const [change] = changesOf(
        refusal('kms:CreateGrant', noPolicy(type, 'kms:CreateGrant'), { principal: ADMIN }),
      );
      assert.deepEqual(
        statementsOf(change?.cli ?? '').map(({ Action }) => Action),
        [['kms:CreateGrant']],
      );
      assert.match(change?.what ?? '', /Terraform takes kms:ListGrants as well/);
    });
  }

  const mixed: string[][] = [
    ['kms:DescribeKey', 'kms:CreateGrant'],
    ['kms:GenerateDataKey', 'kms:DescribeKey'],
    ['kms:CreateGrant', 'kms:ListGrants', 'kms:Encrypt'],
  ];
  for (const actions of mixed) {
    for (const type of ['identity-based', 'resource-based']) {
      it(`have every call that was refused to a caller: ${actions.join(', ')}, ${type}`, () => {
        const lines = actions.map((action) => {
          const operation = action === 'kms:GenerateDataKey' ? 'PutObject' : action.slice('kms:'.length);
          const sentence = refusal(action, noPolicy(type, action), { principal: ADMIN });
          return `An error occurred (AccessDenied) when calling the ${operation} operation: ${sentence}`;
        });
        const statements = changesOf(lines.join('\n\n')).flatMap(({ cli = '' }) => statementsOf(cli));
        assert.deepEqual(statements.flatMap(({ Action }) => Action).sort(), [...actions].sort());
        // Through S3, and nothing else: DescribeKey is never called so.
        const isThroughS3 = statements.map(({ Condition }) =>
          /"kms:ViaService":"s3\.us-east-1\.amazonaws\.com"/.test(JSON.stringify(Condition ?? {})),
        );
        assert.deepEqual(
          isThroughS3,
          statements.map(({ Action }) => [Action].flat().includes('kms:GenerateDataKey')),
        );
      });
    }
  }

  it("put policies of a caller's own under names that do not take each other's place", () => {
    const names = ['kms:GenerateDataKey', 'kms:Decrypt'].map((action) => {
      const [change] = changesOf(
        refusal(action, noPolicy('identity-based', action), { principal: UPLOADER }),
      );
      return /--policy-name (\S+)/.exec(change?.cli ?? '')?.[1];
    });
    assert.deepEqual(names, ['fsx-lustre-kms-GenerateDataKey', 'fsx-lustre-kms-Decrypt']);
  });

  it('put nothing of a text into a command, but in quotation marks', () => {
    const nasty = 'arn:aws:s3:::linked-bucket/$(touch x)`touch x`;touch x';
    const [change] = changesOf(
      refusal('s3:GetObject', noPolicy('identity-based', 's3:GetObject'), {
        principal: ADMIN,
        resource: `"${nasty}"`,
      }),
    );
    const folder = temporaryFolder();
    runShell(change?.cli ?? '', folder, 'exit 0');
    const policy = JSON.parse(readFileSync(join(folder, 'policy.json'), 'utf8')) as {
      Statement: { Resource: string }[];
    };
    assert.equal(policy.Statement[0]?.Resource, nasty);
    assert.deepEqual(execFileSync('ls', [folder], { encoding: 'utf8' }).split('\n'), [
      'bin',
      'policy.json',
      '',
    ]);
  });

  it('open nothing to everybody', () => {
    for (const { text } of ROWS) {
      for (const { terraform = '' } of changesOf(text))
        assert.doesNotMatch(terraform, /identifiers = \["\*"\]/);
    }
  });
});

interface Statement {
  Sid: string;
  Action: string[];
  Condition?: object;
}

/** The statements that a command puts. */
function statementsOf(script: string): Statement[] {
  const json = /<<'JSON'\n(?<json>[^]*?)\nJSON\n/.exec(script)?.groups?.['json'] ?? '[]';
  const value = JSON.parse(json) as Statement[] | { Statement: Statement[] };
  return Array.isArray(value) ? value : value.Statement;
}

function sidsOf({ Statement: statements }: { Statement: { Sid: string }[] }): string[] {
  return statements.map(({ Sid }) => Sid);
}

/** What a shell with a stand-in for the AWS CLI does. */
function runShell(script: string, folder: string, aws: string): void {
  const bin = join(folder, 'bin');
  execFileSync('mkdir', ['-p', bin]);
  writeFileSync(join(bin, 'aws'), `#!/bin/sh\n${aws}\n`);
  chmodSync(join(bin, 'aws'), 0o755);
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}` };
  execFileSync('sh', ['-c', script], { cwd: folder, env, stdio: 'pipe' });
}

function merged(script: string, policy: object): { Statement: { Sid: string }[] } {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'now'), JSON.stringify(policy));
  // `get-key-policy` prints the policy; `put-key-policy` keeps the file that it is given.
  runShell(script, folder, 'case "$2" in get-*) cat now ;; put-*) cp new-key-policy.json put ;; esac');
  return JSON.parse(readFileSync(join(folder, 'put'), 'utf8')) as { Statement: { Sid: string }[] };
}
