import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { DisableKeyCommand, ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms';
import { diagnoseLive } from '../../cli/commands/diagnose-live';
import type { LiveCommandOptions } from '../../cli/live-options';
import { BUCKET } from '../sandbox/lustre/support/three-accounts';
import type { LiveSetUp } from '../runner/live/planted';
import { needs } from '../support/requirements';
import { temporaryFolder } from '../support/temporary-folder';
import { liveAccounts, liveTestIo, type LiveAccounts } from './live-accounts';

const run = promisify(execFile);

/** Diagnoses after each change: a link that is mended can show the next. */
const MOST_ROUNDS = 4;

const wrong = (setUp: LiveSetUp, sid: string, from: string, to: string) =>
  setUp.putKeyPolicy(
    (JSON.parse(JSON.stringify(setUp.statements('key'))) as { Sid: string }[]).map((one) =>
      one.Sid === sid ? (JSON.parse(JSON.stringify(one).replace(from, to)) as object) : one,
    ),
  );

const FAULTS: readonly [
  name: string,
  plant: (setUp: LiveSetUp) => Promise<unknown>,
  options?: (setUp: LiveSetUp) => Partial<LiveCommandOptions>,
][] = [
  ['the bucket has no policy', (setUp) => setUp.deleteBucketPolicy()],
  [
    'an upload statement names another Region',
    (setUp) => wrong(setUp, 'UploadThroughS3', 's3.us-', 's3.eu-'),
  ],
  ['the key is disabled', (setUp) => setUp.kms.send(new DisableKeyCommand({ KeyId: setUp.keyArn }))],
  [
    'the key waits for its deletion',
    (setUp) => setUp.kms.send(new ScheduleKeyDeletionCommand({ KeyId: setUp.keyArn })),
  ],
  [
    'AES256, and the key is named',
    (setUp) => setUp.encryptWith({ SSEAlgorithm: 'AES256' }),
    ({ keyArn }) => ({ key: [keyArn] }),
  ],
  [
    'the bucket is not linked, and there is no grant',
    async (setUp) => {
      await setUp.unlink();
      await setUp.revokeGrants();
    },
    () => ({ bucket: [BUCKET] }),
  ],
  [
    'nobody of account A may create the grant, and it is gone',
    async (setUp) => {
      await setUp.revokeGrants();
      await setUp.putKeyPolicy(setUp.without('key', 'CreateGrantForFileSystem', 'ManageGrants'));
    },
  ],
  [
    'a deny hits FSx and whoever applies the settings of the association, which is MISCONFIGURED',
    async (setUp) => {
      const guard = {
        Sid: 'Guard',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [`arn:aws:s3:::${BUCKET}`, `arn:aws:s3:::${BUCKET}/*`],
        Condition: { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::222222222222:*' } },
      };
      await setUp.putBucketPolicy([...setUp.statements('bucket'), guard]);
      await setUp.notice();
    },
  ],
  [
    'a deny of the key hits people and the role',
    (setUp) =>
      setUp.putKeyPolicy([
        ...setUp.statements('key'),
        {
          Sid: 'OnlyC',
          Effect: 'Deny',
          Principal: '*',
          Action: ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey'],
          Resource: '*',
          Condition: { StringNotEquals: { 'kms:CallerAccount': '333333333333' } },
        },
      ]),
  ],
  [
    'a deny of the key spares what comes through S3 of another Region',
    (setUp) =>
      setUp.putKeyPolicy([
        ...setUp.statements('key'),
        {
          Sid: 'OnlyThroughS3',
          Effect: 'Deny',
          Principal: '*',
          Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
          Resource: '*',
          Condition: { StringNotEquals: { 'kms:ViaService': ['s3.eu-west-1.amazonaws.com'] } },
        },
      ]),
  ],
  [
    'a deny of the key spares other buckets alone',
    (setUp) =>
      setUp.putKeyPolicy([
        ...setUp.statements('key'),
        {
          Sid: 'OtherBuckets',
          Effect: 'Deny',
          Principal: '*',
          Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
          Resource: '*',
          Condition: { StringNotLike: { 'kms:EncryptionContext:aws:s3:arn': ['arn:aws:s3:::other/*'] } },
        },
      ]),
  ],
  [
    'a deny asks uploads for a header',
    (setUp) =>
      setUp.putBucketPolicy([
        ...setUp.statements('bucket'),
        {
          Sid: 'Encrypted',
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:PutObject',
          Resource: `arn:aws:s3:::${BUCKET}/*`,
          Condition: { StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } },
        },
      ]),
  ],
  [
    'two denies hit the same requests',
    async (setUp) => {
      const deny = (Sid: string, Condition: object) => ({
        Sid,
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [`arn:aws:s3:::${BUCKET}`, `arn:aws:s3:::${BUCKET}/*`],
        Condition,
      });
      await setUp.putBucketPolicy([
        ...setUp.statements('bucket'),
        deny('One', { StringNotEquals: { 'aws:PrincipalAccount': '222222222222' } }),
        deny('Two', { StringNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::222222222222:*' } }),
      ]);
    },
  ],
  [
    'a deny keeps account A from the grant, which is gone',
    async (setUp) => {
      await setUp.revokeGrants();
      await setUp.putKeyPolicy([
        ...setUp.statements('key'),
        { Sid: 'NoGrants', Effect: 'Deny', Principal: '*', Action: 'kms:CreateGrant', Resource: '*' },
      ]);
    },
  ],
  [
    'nothing imports the metadata',
    async (setUp) => {
      await setUp.unlink();
      await setUp.linkAgain({ BatchImportMetaDataOnCreate: false, S3: {} });
    },
  ],
  [
    'the bucket policy, the key policy and the grant at once',
    async (setUp) => {
      await setUp.putBucketPolicy(setUp.without('bucket', 'FileSystemObjects'));
      await setUp.putKeyPolicy(setUp.without('key', 'UploadThroughS3', 'CreateGrantForFileSystem'));
      await setUp.revokeGrants();
    },
  ],
];

describe('what diagnose says to change, done as it is printed', function () {
  this.timeout(120_000);
  let live: LiveAccounts;

  before(async function () {
    needs(this, 'moto', 'aws');
    live = await liveAccounts();
  });
  after(() => (live as LiveAccounts | undefined)?.stop());
  afterEach(() => (live as LiveAccounts | undefined)?.setUp.mend());

  for (const [name, plant, more] of FAULTS) {
    it(name, async () => {
      const { setUp } = live;
      await plant(setUp);
      const options = { ...live.options, ...more?.(setUp) };
      const said: string[] = [];
      const cwd = temporaryFolder();
      for (let round = 1; ; round += 1) {
        const { io, written } = liveTestIo(cwd);
        if ((await diagnoseLive({ ...options, policies: 'my changes' }, io)) === 0) break;
        assert.ok(round < MOST_ROUNDS, `not mended by\n${said.join('\n')}\n${written.stdout}`);
        const commands = written.stdout.match(/(?<=^ {4}\$ )aws .*$/gm) ?? [];
        assert.ok(commands.length > 0, written.stdout);
        for (const command of commands) {
          said.push(command);
          await run('sh', ['-c', command], { cwd });
        }
      }
      assert.ok(said.length > 0, 'the fault was there');
      assert.deepEqual(
        said.filter((command) => !/ --profile account-[abc]-/.test(command)),
        [],
      );
    });
  }
});
