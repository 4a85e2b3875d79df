import assert from 'node:assert/strict';
import { resolveDeployment } from '../../../core/deployment/resolve';
import type { Proof } from '../../../core/journey/proof';
import { keyPolicy } from '../../../core/policies/key-policy';
import { verifyStep } from '../../../runner/verify/verify-step';
import { deployment } from '../../support/deployments';
import {
  awsError,
  CONTENT,
  INSTANCE,
  KEY,
  refusedEvent,
  ROLE,
  sampleOutputs,
  SESSION,
  stub,
  trail,
  type Shell,
  type StubOptions,
} from './stub';

const NO_DATA: Shell = (line) =>
  line.startsWith('cat') ? { exitCode: 1, stderr: "cat: '/fsx/test.txt': No data available\n" } : undefined;
const NO_GRANT = { ListGrants: () => ({ Grants: [] }) };

const statuses = ({ checks }: Proof): string[] => checks.map(({ id, status }) => `${id}: ${status}`);
function leftBy({ checks }: Proof) {
  return checks.flatMap(({ leaves }) => leaves ?? []);
}

const messageOf = ({ checks }: Proof, id: string): string =>
  checks.find((check) => check.id === id)?.message ?? '';

/** What changes in AWS, and the checks that then are not passed, with what one of them says. */
const CASES: [what: string, step: number, change: StubOptions, notPassed: string[], message: RegExp][] = [
  ['nothing', 1, {}, [], /^$/],
  ['nothing', 2, {}, [], /^$/],
  ['nothing', 3, {}, [], /^$/],
  ['nothing', 4, {}, [], /^$/],
  ['nothing', 6, {}, [], /^$/],
  ['nothing', 7, {}, [], /^$/],
  [
    'no bucket policy',
    1,
    { answers: { GetBucketPolicy: () => raise('NoSuchBucketPolicy', 404) } },
    ['policy-data: failed'],
    /has no policy: the role of account A is refused/,
  ],
  [
    'a bucket policy that depends on the address',
    1,
    { answers: { GetBucketPolicy: () => ({ Policy: JSON.stringify(onlyFrom('203.0.113.0/24')) }) } },
    ['policy-data: unknown'],
    /depends on what is not seen here\./,
  ],
  ['no file system yet: any role of account A', 1, { outputs: {}, answers: {} }, [], /^$/],
  [
    'a key that is disabled',
    2,
    { answers: { 'bucket:DescribeKey': () => ({ KeyMetadata: { KeyState: 'Disabled' } }) } },
    ['describe-from-b-data: failed'],
    /^The key is Disabled: every use of it fails\. Enable it\.$/,
  ],
  [
    'an asymmetric key',
    2,
    {
      answers: {
        'fileSystem:DescribeKey': () => ({
          KeyMetadata: { KeyState: 'Enabled', KeySpec: 'RSA_4096', KeyUsage: 'ENCRYPT_DECRYPT' },
        }),
      },
    },
    ['describe-from-a-data: failed'],
    /^The key is RSA_4096 for ENCRYPT_DECRYPT: S3 and FSx take symmetric keys only/,
  ],
  [
    'stack C not deployed',
    2,
    { outputs: {} },
    ['describe-from-a-data: unknown', 'describe-from-b-data: unknown', 'policy-data: unknown'],
    /^Stack account-c-key has no output key_arn_data: deploy it first\.$/,
  ],
  [
    'no default encryption',
    3,
    { answers: { GetBucketEncryption: () => raise('ServerSideEncryptionConfigurationNotFoundError', 404) } },
    ['encryption-data: failed'],
    /has no default encryption\. Deploy step 3\.$/,
  ],
  [
    'an alias as default key',
    3,
    { answers: { GetBucketEncryption: () => encryption('arn:aws:kms:us-east-1:333333333333:alias/x') } },
    ['encryption-data: failed'],
    /which is no full ARN/,
  ],
  [
    'aws:kms without a key',
    3,
    { answers: { GetBucketEncryption: () => encryption(undefined) } },
    ['encryption-data: failed'],
    /S3 then takes the AWS managed key aws\/s3/,
  ],
  [
    'an association that is misconfigured',
    4,
    { answers: { DescribeDataRepositoryAssociations: () => association('MISCONFIGURED') } },
    ['association-data: failed'],
    /^The association is MISCONFIGURED: Overlapping notification$/,
  ],
  [
    'no association',
    4,
    { answers: { DescribeDataRepositoryAssociations: () => ({ Associations: [] }) } },
    ['association-data: failed', 'list-data: unknown'],
    /^The file system has no association with s3:/,
  ],
  [
    'a file system that failed',
    4,
    {
      answers: {
        DescribeFileSystems: () => ({
          FileSystems: [{ Lifecycle: 'FAILED', FailureDetails: { Message: 'No capacity' } }],
        }),
      },
    },
    ['file-system: failed'],
    /^The file system is FAILED: No capacity$/,
  ],
  [
    'a client that never comes Online',
    4,
    { answers: { DescribeInstanceInformation: () => ({ InstanceInformationList: [] }) } },
    ['client-online: failed'],
    /was not Online after 10 min: it needs an instance profile with AmazonSSMManagedInstanceCore/,
  ],
  [
    'a file that never shows',
    4,
    { shell: (line) => (line.startsWith('ls') ? { exitCode: 2, stderr: 'ls: cannot access' } : undefined) },
    ['list-data: failed'],
    /did not show within 10 min\./,
  ],
  [
    'a command that could not be delivered',
    4,
    {
      answers: { GetCommandInvocation: () => ({ Status: 'TimedOut', StatusDetails: 'Delivery Timed Out' }) },
    },
    ['list-data: unknown'],
    /ended as Delivery Timed Out\.$/,
  ],
  [
    'reading that fails for another reason',
    5,
    {
      answers: NO_GRANT,
      shell: (line) =>
        line.startsWith('cat') ? { exitCode: 1, stderr: 'cat: x: Permission denied' } : undefined,
    },
    ['read-fails-data: failed', 'denial-data: unknown', 'silence-data: unknown'],
    /^cat fails, but not as a refused load does \("No data available"\): "cat: x: Permission denied"\.$/,
  ],
  [
    'content that is on the file system and changed there',
    5,
    {
      answers: NO_GRANT,
      shell: (line) =>
        line.includes('hsm_release')
          ? { exitCode: 1, stderr: 'Cannot send HSM request (use of /fsx/test.txt): Operation not permitted' }
          : line.includes('hsm_state')
            ? { stdout: '/fsx/test.txt: (0x0000000b) exists dirty archived, archive_id:1\n' }
            : undefined,
    },
    ['read-fails-data: unknown', 'denial-data: unknown', 'silence-data: unknown'],
    /is on the file system and is not released \(Cannot send HSM request/,
  ],
  [
    'account C having the event too',
    5,
    { answers: { ...NO_GRANT, LookupEvents: () => trail(refusedEvent()) }, shell: NO_DATA },
    ['silence-data: failed'],
    /^Account C has such an event too/,
  ],
  [
    'a grant without Decrypt',
    6,
    {
      answers: { ListGrants: () => ({ Grants: [grantOf({ Operations: ['Encrypt', 'GenerateDataKey'] })] }) },
      shell: NO_DATA,
    },
    ['grant-data: failed', 'read-data: failed'],
    /^The role is not given kms:Decrypt\. /,
  ],
  [
    'a grant that account C issued',
    6,
    {
      answers: {
        ListGrants: () => ({ Grants: [grantOf({ IssuingAccount: 'arn:aws:iam::333333333333:root' })] }),
      },
    },
    ['grant-data: failed'],
    /333333333333/,
  ],
  [
    'a grant for one object, with S3 Bucket Keys on',
    6,
    {
      answers: {
        ListGrants: () => ({
          Grants: [
            grantOf({
              Constraints: { EncryptionContextSubset: { 'aws:s3:arn': 'arn:aws:s3:::b/test.txt' } },
            }),
          ],
        }),
      },
    },
    ['grant-data: failed'],
    /^The role is not given kms:Decrypt, kms:GenerateDataKey\. /,
  ],
  [
    'half of the content',
    6,
    { shell: (line) => (line.startsWith('cat') ? { stdout: CONTENT.slice(0, 10) } : undefined) },
    ['read-data: failed'],
    /^cat prints 10 bytes of \/fsx\/test\.txt, and the object has 50\.$/,
  ],
  [
    'an export of which nothing is said',
    7,
    { shell: (line) => (line.includes('hsm_state') ? { stdout: stateOf(line, '0x00000000') } : undefined) },
    ['archived-data: failed', 'exported-object-data: unknown', 'read-back-data: unknown'],
    /is not archived after 15 min( \d s)?, and nothing is being done \(NOOP\)\./,
  ],
  [
    'an export that goes on',
    7,
    {
      shell: (line) =>
        line.includes('hsm_state')
          ? { stdout: stateOf(line, '0x00000000') }
          : line.includes('hsm_action')
            ? { stdout: `${pathIn(line)}: ARCHIVE running (10 bytes moved)\n` }
            : undefined,
    },
    ['archived-data: unknown', 'exported-object-data: unknown', 'read-back-data: unknown'],
    /is not archived after 15 min( \d s)?; ARCHIVE is still going on\.$/,
  ],
  [
    'an export that only CloudTrail tells of',
    7,
    {
      answers: {
        LookupEvents: ({
          LookupAttributes: [attribute] = [],
        }: {
          LookupAttributes?: { AttributeValue?: string }[];
        }) =>
          attribute?.AttributeValue === 'GenerateDataKey'
            ? trail(refusedEvent({ eventName: 'GenerateDataKey', errorMessage: 'refused' }))
            : trail(),
      },
      shell: (line) => (line.includes('hsm_state') ? { stdout: stateOf(line, '0x00000001') } : undefined),
    },
    ['archived-data: failed', 'exported-object-data: unknown', 'read-back-data: unknown'],
    /^The export failed in silence\. CloudTrail in account A: GenerateDataKey, "refused" /,
  ],
  [
    'an archived file that is not in S3',
    7,
    { answers: { HeadObject: () => raise('NotFound', 404) } },
    ['exported-object-data: failed'],
    /is not there, though Lustre says archived\.$/,
  ],
  [
    'other content read back',
    7,
    { shell: (line) => (line.startsWith('cat') ? { stdout: 'x\n' } : undefined) },
    ['read-back-data: failed'],
    /^cat prints something else than what was written\.$/,
  ],
];

function raise(name: string, status: number): never {
  throw awsError(name, status);
}

function onlyFrom(range: string): object {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: '111111111111' },
        Action: 's3:*',
        Resource: '*',
        Condition: { IpAddress: { 'aws:SourceIp': range } },
      },
    ],
  };
}

const encryption = (key: string | undefined) => ({
  ServerSideEncryptionConfiguration: {
    Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key } }],
  },
});

const association = (Lifecycle: string) => ({
  Associations: [
    {
      AssociationId: 'dra-0123456789abcdef0',
      Lifecycle,
      FailureDetails: { Message: 'Overlapping notification' },
      FileSystemPath: '/',
      DataRepositoryPath: 's3://fsx-lustre-kms-222222222222-us-east-1-data/',
    },
  ],
});

const grantOf = (changes: object) => ({
  GrantId: 'g-1',
  GranteePrincipal: ROLE,
  IssuingAccount: 'arn:aws:iam::111111111111:root',
  Operations: ['Decrypt', 'GenerateDataKey', 'DescribeKey'],
  ...changes,
});

const pathIn = (line: string): string => /'([^']*)'$/.exec(line)?.[1] ?? '';
const stateOf = (line: string, flags: string): string => `${pathIn(line)}: (${flags})\n`;

describe('a proof, with AWS as stubs', () => {
  for (const [what, step, change, notPassed, message] of CASES) {
    it(`of step ${step}, with ${what}`, async () => {
      const proof = await verifyStep(step, stub(change).options);
      assert.deepEqual(
        statuses(proof).filter((line) => !line.endsWith(': passed')),
        notPassed,
        JSON.stringify(proof.checks, null, 1),
      );
      if (notPassed.length === 0) {
        assert.equal(proof.status, 'passed');
        return;
      }
      const messages = proof.checks.filter(({ status }) => status !== 'passed').map((check) => check.message);
      assert.ok(
        messages.some((text) => message.test(text)),
        messages.join('\n'),
      );
    });
  }

  it('of step 7 names the file and the object that it leaves', async () => {
    const proof = await verifyStep(7, stub({}).options);
    const [, name = ''] = /^\/fsx\/(\S+) is archived/.exec(messageOf(proof, 'archived-data')) ?? [];
    assert.match(name, /^fsx-lustre-kms-[\w-]+\.txt$/);
    const uri = `s3://fsx-lustre-kms-222222222222-us-east-1-data/${name}`;
    assert.deepEqual(leftBy(proof), [
      { kind: 'file', path: `/fsx/${name}`, instanceId: 'i-0123456789abcdef0' },
      { kind: 'object', uri },
    ]);
    for (let step = 1; step < 7; step += 1)
      assert.deepEqual(leftBy(await verifyStep(step, stub({}).options)), []);
  });

  it('waits for an association that is being made, and says so', async () => {
    let looks = 0;
    const { options, said } = stub({
      answers: {
        DescribeDataRepositoryAssociations: () => association(looks++ < 3 ? 'CREATING' : 'AVAILABLE'),
      },
    });
    const proof = await verifyStep(4, options);
    assert.equal(proof.status, 'passed');
    assert.deepEqual(
      said.filter((line) => line.includes('CREATING')),
      ['0 s', '2 s', '5 s'].map(
        (waited) => `association-data: The association is CREATING. Waited ${waited} of at most 15 min.`,
      ),
    );
  });

  it('has ids of its own within each step', async () => {
    for (let step = 1; step <= 7; step += 1) {
      const { checks } = await verifyStep(step, stub({ limits: { trailMs: 0, exportMs: 0 } }).options);
      const ids = checks.map(({ id }) => id);
      assert.deepEqual([...new Set(ids)], ids);
      for (const id of ids) assert.match(id, /^[a-z]+(-[a-z]+)*-?[a-z0-9-]*$/);
    }
  });
});

describe('step 5', () => {
  const FIVE = { answers: { ...NO_GRANT }, shell: NO_DATA };

  it('waits for CloudTrail 15 minutes, seldom enough, and is unknown then', async () => {
    const { options, calls, said } = stub(FIVE);
    const proof = await verifyStep(5, options);
    assert.deepEqual(statuses(proof), [
      'read-fails-data: passed',
      'denial-data: unknown',
      'silence-data: unknown',
    ]);
    assert.match(messageOf(proof, 'denial-data'), /^No refused Decrypt of .* within 15 min\./);
    const times = calls.filter(({ name }) => name === 'LookupEvents').map(({ atMs }) => atMs);
    const pauses = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    assert.ok(Math.min(...pauses.slice(0, -1)) >= 2_000 && Math.max(...pauses) <= 15_000, pauses.join());
    assert.equal((times.at(-1) ?? 0) - (times[0] ?? 0), 15 * 60_000);
    assert.match(said.at(-2) ?? '', /Waited 14 min \d+ s of at most 15 min\.$/);
  });

  const OTHERS: [what: string, event: object][] = [
    ['before the read', refusedEvent({ eventTime: '2026-11-24T09:59:59Z' })],
    ['of another role', refusedEvent({ userIdentity: { arn: SESSION.replace('abcdef0', 'abcdef1') } })],
    [
      'about another key',
      refusedEvent({ errorMessage: refusedEvent()['errorMessage']?.toString().replace('2a1b', 'ffff') }),
    ],
    [
      'about another bucket',
      refusedEvent({
        requestParameters: { encryptionContext: { 'aws:s3:arn': 'arn:aws:s3:::another/test.txt' } },
      }),
    ],
    ['that went well', refusedEvent({ errorCode: undefined, errorMessage: undefined })],
  ];
  for (const [what, event] of OTHERS) {
    it(`takes no event ${what}`, async () => {
      const { options } = stub({
        ...FIVE,
        answers: { ...NO_GRANT, LookupEvents: () => trail(event) },
        limits: { trailMs: 0 },
      });
      assert.equal((await verifyStep(5, options)).checks[1]?.status, 'unknown');
    });
  }

  it('takes an event that names neither key nor object, on a later page', async () => {
    const page = (next?: string) => ({ Events: [], NextToken: next });
    const bare = refusedEvent({ errorMessage: 'Access Denied' });
    const { options, calls } = stub({
      ...FIVE,
      answers: {
        ...NO_GRANT,
        'fileSystem:LookupEvents': ({ NextToken: token }) => (token === 'p2' ? trail(bare) : page('p2')),
        'key:LookupEvents': () => trail(),
      },
    });
    assert.equal((await verifyStep(5, options)).status, 'passed');
    const times = calls.filter(({ name, account }) => name === 'LookupEvents' && account === 'fileSystem');
    assert.deepEqual([times.length, (times[1]?.atMs ?? 0) - (times[0]?.atMs ?? 0)], [2, 600]);
  });

  it('ends in the middle of its wait when it is interrupted', async () => {
    const interrupt = new AbortController();
    const { options, calls } = stub({ ...FIVE, signal: interrupt.signal });
    const onProgress: typeof options.onProgress = ({ message }) => {
      if (message.includes('Waited 2 s')) interrupt.abort();
    };
    const proof = await verifyStep(5, { ...options, onProgress });
    assert.deepEqual(statuses(proof), [
      'read-fails-data: passed',
      'denial-data: unknown',
      'silence-data: unknown',
    ]);
    assert.equal(messageOf(proof, 'denial-data'), 'It was interrupted before the event was seen.');
    assert.equal(calls.filter(({ name }) => name === 'LookupEvents').length, 2);
  });
});

describe('step 6', () => {
  it('waits until a new grant counts', async () => {
    let reads = 0;
    const shell: Shell = (line) => (line.startsWith('cat') && reads++ < 4 ? NO_DATA(line) : undefined);
    const { options, said } = stub({ shell });
    assert.equal((await verifyStep(6, options)).status, 'passed');
    assert.equal(
      said.filter((line) => /^read-data: cat: .* Waited .* of at most 5 min\.$/.test(line)).length,
      4,
    );
  });

  it('releases content that is archived and clean, so that the read comes from S3', async () => {
    let isReleased = false;
    const shell: Shell = (line) => {
      if (line.includes('hsm_release')) isReleased = true;
      return line.includes('hsm_state')
        ? { stdout: stateOf(line, isReleased ? '0x0000000d' : '0x00000009') }
        : undefined;
    };
    const { options, lines } = stub({ shell });
    assert.equal((await verifyStep(6, options)).status, 'passed');
    assert.deepEqual(lines, [
      "sudo lfs hsm_state '/fsx/test.txt'",
      "sudo lfs hsm_release '/fsx/test.txt'",
      "sudo lfs hsm_state '/fsx/test.txt'",
      "cat '/fsx/test.txt'",
    ]);
  });

  it('needs no grant for a key in account A: its key policy decides', async () => {
    const own = { id: '111111111111' };
    const here = deployment({ accounts: { fileSystem: own, bucket: { id: '222222222222' }, key: own } });
    const key = KEY.replace('333333333333', own.id);
    const keyed = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: key, ContentLength: CONTENT.length };
    const with_ = (policy: object) =>
      stub({
        deployment: here,
        outputs: { ...sampleOutputs(), key: { key_arn_data: key } },
        answers: {
          ...NO_GRANT,
          HeadObject: () => keyed,
          GetKeyPolicy: () => ({ Policy: JSON.stringify(policy) }),
        },
      }).options;
    const policy = keyPolicy(resolveDeployment(here), 'data');
    const proof = await verifyStep(6, with_(policy));
    assert.deepEqual(statuses(proof), ['grant-data: passed', 'read-data: passed']);
    assert.equal(
      messageOf(proof, 'grant-data'),
      'The key policy gives the role Decrypt and GenerateDataKey.',
    );
    const without = {
      ...policy,
      Statement: policy.Statement.filter(({ Sid }) => Sid !== 'FileSystemThroughS3'),
    };
    assert.equal((await verifyStep(6, with_(without))).checks[0]?.status, 'failed');
  });
});

describe('existing resources and several buckets', () => {
  it('without a client: what needs one is unknown, with the commands to run by hand', async () => {
    const { client_instance_id: _none, ...fileSystem } = sampleOutputs().fileSystem ?? {};
    const outputs = {
      ...sampleOutputs(),
      fileSystem: { ...fileSystem, mount_command: 'sudo mount -t lustre x' },
    };
    const { options, lines } = stub({ deployment: deployment({ client: { enabled: false } }), outputs });
    const why =
      'client.enabled is false: there is no instance to run commands on. By hand, on an instance that has the file system mounted: ';
    const four = await verifyStep(4, options);
    assert.equal(messageOf(four, 'client-online'), `${why}\`sudo mount -t lustre x\`.`);
    assert.equal(messageOf(four, 'list-data'), `${why}\`ls -l '/fsx/test.txt'\`.`);
    const six = await verifyStep(6, options);
    assert.equal(
      messageOf(six, 'read-data'),
      `${why}\`sudo lfs hsm_release '/fsx/test.txt'\`, \`cat '/fsx/test.txt'\`.`,
    );
    const seven = await verifyStep(7, options);
    assert.match(
      messageOf(seven, 'archived-data'),
      /`echo exported > '\/fsx\/fsx-lustre-kms-[\w-]+\.txt'`, `sudo lfs hsm_archive /,
    );
    assert.deepEqual(lines, []);
  });

  it('does not show the content of a file that is not ours', async () => {
    const { key = {}, fileSystem = {} } = sampleOutputs();
    const { options } = stub({ outputs: { key, fileSystem } });
    const proof = await verifyStep(6, options);
    assert.equal(proof.status, 'passed');
    const texts = proof.checks.flatMap(({ evidence }) => evidence.map(({ text }) => text)).join('\n');
    assert.doesNotMatch(texts, /Encrypted in account B/);
    assert.match(texts, /\(50 bytes, not shown\)/);
  });

  it('takes the association of an existing file system, or its import path', async () => {
    const existing = deployment({
      fileSystem: { existingId: 'fs-0123456789abcdef0' },
      client: { existingInstanceId: INSTANCE },
      buckets: [{ name: 'data', key: 'data', bucketName: 'theirs', existing: {}, prefix: 'in/' }],
    });
    const { key = {} } = sampleOutputs();
    const answers = {
      DescribeDataRepositoryAssociations: () => ({ Associations: [] }),
      DescribeFileSystems: () => ({
        FileSystems: [
          {
            Lifecycle: 'AVAILABLE',
            LustreConfiguration: { DataRepositoryConfiguration: { ImportPath: 's3://theirs' } },
          },
        ],
      }),
    };
    const { options, lines } = stub({ deployment: existing, outputs: { key }, answers });
    const proof = await verifyStep(4, options);
    assert.equal(proof.status, 'passed', JSON.stringify(proof.checks));
    assert.equal(
      messageOf(proof, 'association-data'),
      'The file system imports s3://theirs/ by its own ImportPath.',
    );
    assert.deepEqual(lines, ["ls -l '/fsx/in/test.txt'"]);
  });

  it('proves each bucket', async () => {
    const two = deployment({
      buckets: [
        { name: 'data', key: 'data', prefix: "it's/" },
        { name: 'more', key: 'data' },
      ],
    });
    const { options, lines } = stub({ deployment: two, outputs: { ...sampleOutputs(), bucket: {} } });
    const proof = await verifyStep(4, options);
    assert.deepEqual(statuses(proof), [
      'object-data: passed',
      'object-more: passed',
      'file-system: passed',
      'association-data: passed',
      'association-more: passed',
      'client-online: passed',
      'list-data: passed',
      'list-more: passed',
    ]);
    assert.deepEqual(lines, ["ls -l '/fsx/data/test.txt'", "ls -l '/fsx/more/test.txt'"]);
  });
});
