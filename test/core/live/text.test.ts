import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diagnoseLive } from '../../../core/live/diagnosis';
import { unknownFactOf, type Evidence } from '../../../core/live/evidence';
import { liveText } from '../../../core/live/text';
import { FILE_SYSTEM_ID, healthyEvidence, KEY_ARN, ROLE_ARN } from './healthy-evidence';

const PROFILES = { fileSystem: 'team-a', bucket: 'team-b', key: 'my team' };

/** The text of what is read when the policy of the key has another text in it. */
function withKeyPolicy(from: string, to: string, profiles = PROFILES, folder?: string): string {
  const healthy = healthyEvidence();
  const keys = healthy.keys.map((key) => ({
    ...key,
    policy: JSON.parse(JSON.stringify(key.policy).replace(from, to)) as typeof key.policy,
  }));
  return textOf({ ...healthy, keys }, profiles, folder);
}

function textOf(evidence: Evidence, profiles: Partial<typeof PROFILES> = {}, folder?: string): string {
  return liveText(diagnoseLive(evidence), { evidence, profiles, folder });
}

describe('the diagnosis of live accounts as text', () => {
  it('says that all is well, and what step 5 is where the grant is there', () => {
    assert.equal(
      textOf(healthyEvidence()),
      `${FILE_SYSTEM_ID}: no link is broken. All that was asked for could be read.

The seven steps, rehearsed on what is there
  1  B  as expected      Bucket policy for account A
  2  C  as expected      Key shared with accounts A and B
  3  B  as expected      Default encryption with the key
  4  A  as expected      File system, association, client; upload of test.txt
  5  A  as expected      Reading would fail without the grant
  6  A  as expected      Grant for the service-linked role; reading works
  7  A  as expected      Export with lfs hsm_*
`,
    );
  });

  it('is what the README shows', () => {
    const text = withKeyPolicy('s3.us-east-1', 's3.us-west-2', { ...PROFILES, key: 'team-c' }, 'changes');
    const [, shown = ''] =
      /```\n(fs-0123456789abcdef0: the first broken link[^`]*?)\n```/.exec(
        readFileSync(join(process.cwd(), 'README.md'), 'utf8'),
      ) ?? [];
    assert.ok(shown.length > 500, 'the README shows it');
    assert.ok(text.startsWith(`${shown}\n\nThe seven steps`), text);
  });

  it('gives each command the profile of its account, in quotes where a shell needs them', () => {
    const text = withKeyPolicy('s3.us-east-1', 's3.us-west-2');
    assert.match(
      text,
      /\n {4}\$ aws kms put-key-policy .* --policy file:\/\/key-policy\.json --profile 'my team'\n/,
    );
    const without = withKeyPolicy('s3.us-east-1', 's3.us-west-2', {} as typeof PROFILES);
    assert.doesNotMatch(without, /--profile/);
    assert.match(without, /\n {4}\(--policies DIR writes key-policy\.json, whole\)\n/);
    const inFolder = withKeyPolicy('s3.us-east-1', 's3.us-west-2', PROFILES, 'my changes');
    assert.match(inFolder, / --policy 'file:\/\/my changes\/key-policy\.json' --profile 'my team'\n/);
    assert.doesNotMatch(inFolder, /--policies DIR/);
    const both = healthyEvidence();
    const [key] = both.keys;
    assert.ok(key?.metadata.status === 'seen');
    key.metadata.value.state = 'PendingDeletion';
    assert.match(
      textOf(both, PROFILES),
      /\$ aws kms cancel-key-deletion .* --profile 'my team' && aws kms enable-key .* --profile 'my team'\n/,
    );
  });

  it('gives what settles a deny of which nobody here knows whether it hits the role', () => {
    const healthy = healthyEvidence();
    const [bucket] = healthy.buckets;
    assert.ok(bucket?.policy.status === 'seen');
    const guard = {
      Sid: 'Office',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::data/*',
      Condition: { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
    };
    const { Statement: statements } = bucket.policy.value as { Statement: unknown[] };
    bucket.policy.value = { Version: '2012-10-17', Statement: [...statements, guard] };
    const diagnosis = diagnoseLive(healthy);
    assert.equal(diagnosis.healthy, null);
    assert.deepEqual(
      diagnosis.unsettled.map(({ step }) => step),
      [1],
    );
    assert.equal(
      textOf(healthy, PROFILES).split('\n\nThe seven steps')[0],
      `fs-0123456789abcdef0: nothing that could be read is broken, and what was read does not settle everything.

Why it is not known
  Step 1: s3:GetObject on arn:aws:s3:::data/test.txt may be denied to the file system's role. The
  address of FSx for 111111111111 would settle it: the condition NotIpAddress aws:SourceIp of
  Statement[3] of the policy of bucket data ("Office") depends on it. FSx calls from AWS's own
  network, so that a list of your addresses does not have it.
  Account B: Where the deny hits the file system's role, except it:
             "NotIpAddress": {
               "aws:SourceIp": "203.0.113.0/24"
             },
    +        "ArnNotLike": {
    +          "aws:PrincipalArn": [
    +            "${ROLE_ARN}"
    +          ]
    +        }
           }
         }
       ]
    $ aws s3api put-bucket-policy --bucket data --policy file://bucket-policy.json --profile team-b
    (--policies DIR writes bucket-policy.json, whole)
  (the file system's role: ${ROLE_ARN})

For what a stack manages: --as terraform, or --as cdktf`,
    );
    const { policy } = diagnosis.unsettled[0]?.changes[0] ?? {};
    bucket.policy.value = policy as Record<string, unknown>;
    assert.equal(diagnoseLive(healthy).healthy, true, 'with the change');
  });

  it('asks for the key where the bucket names none', () => {
    const evidence = healthyEvidence();
    const [bucket] = evidence.buckets;
    assert.ok(bucket);
    bucket.encryption = { status: 'absent' };
    const unnamed = textOf({ ...evidence, keys: [] });
    assert.match(
      unnamed,
      /\nWhat to change\n {2}Name the key that is meant with --key ARN to see the command\.\n/,
    );
    const named = textOf({ ...evidence, named: { buckets: [], keys: [KEY_ARN] } });
    assert.match(named, /\$ aws s3api put-bucket-encryption --bucket data /);
    assert.doesNotMatch(named, /--key ARN/);
  });

  it('says that nothing is left to say of a grant in the words of Terraform alone', () => {
    const evidence = healthyEvidence();
    const [key] = evidence.keys;
    assert.ok(key);
    key.grants = { status: 'seen', value: [] };
    const text = textOf(evidence);
    assert.match(text, /\n {2}No grant on the key of data is in view for the file system's role\.\n/);
    assert.match(text, /\n {4}\$ aws kms create-grant --key-id arn:aws:kms:/);
  });

  it('leaves out of a policy who was deleted, and says so', () => {
    const evidence = healthyEvidence();
    const [bucket] = evidence.buckets;
    assert.ok(bucket?.policy.status === 'seen');
    const text = JSON.stringify(bucket.policy.value).replaceAll(
      '"arn:aws:iam::111111111111:root"',
      '"AROAEXAMPLEEXAMPLE123"',
    );
    bucket.policy.value = JSON.parse(text) as Record<string, unknown>;
    const { broken } = diagnoseLive(evidence);
    const [change] = broken?.changes ?? [];
    assert.equal(
      change?.what,
      'Correct the policy of data, without AROAEXAMPLEEXAMPLE123: who that was is deleted, and no policy that names it can be put.',
    );
    assert.doesNotMatch(JSON.stringify(change.policy), /AROA/);
    assert.match(
      change.diff?.join('\n') ?? '',
      /\n- +"AWS": "AROAEXAMPLEEXAMPLE123"\n\+ +"AWS": "arn:aws:iam::111111111111:root"\n/,
    );
  });

  it('says why an earlier step is not known', () => {
    const evidence = healthyEvidence();
    const [bucket] = evidence.buckets;
    assert.ok(bucket?.policy.status === 'seen' && evidence.associations.status === 'seen');
    (bucket.policy.value['Statement'] as object[]).push({
      Sid: 'OnlyVpc',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: ['arn:aws:s3:::data', 'arn:aws:s3:::data/*'],
      Condition: {
        StringNotEquals: { 'aws:SourceVpce': 'vpce-0123456789abcdef0' },
        ArnNotLike: { 'aws:PrincipalArn': ['arn:aws:iam::222222222222:*', ROLE_ARN] },
      },
    });
    const [association] = evidence.associations.value;
    assert.ok(association);
    association.lifecycle = 'MISCONFIGURED';
    assert.match(
      textOf(evidence),
      /^fs-0123456789abcdef0: the first link that is seen to be broken is the association \(step 4, account A\)\.\nNot known before it: step 1\. What is wrong there, if anything, comes first\.\n\nWhy it is not known\n {2}Step 1: s3:ListBucket on arn:aws:s3:::data may be denied to an administrator of account\n {2}111111111111\. The VPC endpoint of the caller would settle it: the condition StringNotEquals\n {2}aws:SourceVpce of Statement\[3\] of the policy of bucket data \("OnlyVpc"\) depends on it\.\n {2}Account B: FSx asks as whoever applies the association's settings, too\. Where the deny hits them,\n {2}let them do it from where it does not, or except account 111111111111:\n[^]*\n\nWhy\n/,
    );
  });

  describe('a refusal of a service control policy', () => {
    const refused = (principal: string, time?: string): Evidence => ({
      ...healthyEvidence(),
      refusals: {
        status: 'seen',
        value: [
          {
            action: 'kms:CreateGrant',
            principal,
            layer: 'scp',
            message: 'with an explicit deny in a service control policy',
            ...(time !== undefined && { time }),
          },
        ],
      },
    });
    const cases: [name: string, evidence: Evidence, layer: string | undefined][] = [
      [
        'of somebody, where a grant was made after all',
        refused('arn:aws:iam::111111111111:user/intern', '2026-01-01T00:00:00Z'),
        undefined,
      ],
      [
        "of another file system's role",
        refused(
          'arn:aws:sts::111111111111:assumed-role/AWSServiceRoleForFSxS3Access_fs-0aaaaaaaaaaaaaaaa/FSx',
        ),
        undefined,
      ],
      ['that somebody tells of', refused('arn:aws:iam::111111111111:user/admin'), 'service control policy'],
    ];
    for (const [name, evidence, layer] of cases) {
      it(`${name} ${layer === undefined ? 'breaks nothing' : 'leads'}`, () => {
        assert.equal(diagnoseLive(evidence).broken?.layer, layer);
      });
    }
  });

  it('shows the change of the bucket that it is about, where another has a name that begins the same', () => {
    const evidence = healthyEvidence();
    const [bucket] = evidence.buckets;
    assert.ok(bucket?.policy.status === 'seen' && evidence.associations.status === 'seen');
    const [association] = evidence.associations.value;
    assert.ok(association);
    const text = JSON.stringify(bucket).replaceAll('arn:aws:s3:::data', 'arn:aws:s3:::data-archive');
    const archive = { ...(JSON.parse(text) as typeof bucket), name: 'data-archive' };
    assert.ok(archive.policy.status === 'seen');
    archive.policy.value['Statement'] = (archive.policy.value['Statement'] as { Sid: string }[]).filter(
      ({ Sid }) => Sid !== 'FileSystemObjects',
    );
    association.fileSystemPath = '/data';
    evidence.associations.value.push({
      ...association,
      id: 'dra-2',
      fileSystemPath: '/archive',
      dataRepositoryPath: 's3://data-archive',
    });
    evidence.buckets.push(archive);
    const { broken } = diagnoseLive(evidence);
    assert.equal(
      broken?.changes[0]?.what,
      'Add what is missing to the policy of data-archive (s3:AbortMultipartUpload, s3:DeleteObject, s3:Get*, s3:List*, s3:PutObject):',
    );
    assert.match(broken.advice.join(' '), /in the policy of data-archive\./);
  });

  it('names a grant that is not enough beside the one to create', () => {
    const evidence = healthyEvidence();
    const [key] = evidence.keys;
    assert.ok(key?.grants.status === 'seen');
    key.grants.value = key.grants.value.map((grant) => ({ ...grant, name: 'old', operations: ['Decrypt'] }));
    const { broken } = diagnoseLive(evidence);
    assert.equal(broken?.layer, 'grant');
    assert.equal(
      broken.changes.at(-1)?.what,
      'Create the grant with an identity of account A (in Terraform: aws_kms_grant). A grant cannot be changed: grant old, which the role has, can be revoked once this one works:',
    );
  });

  describe('what nobody could see', () => {
    it('is in no command: the bucket, where nothing is linked', () => {
      const evidence = {
        ...healthyEvidence(),
        associations: { status: 'seen' as const, value: [] },
        buckets: [],
      };
      const text = textOf(evidence);
      assert.match(
        text,
        /\n {2}No association between a file system and the bucket that is meant is in view\.\n/,
      );
      assert.match(text, /\n {2}Name the bucket that is meant with --bucket NAME to see the command\.\n/);
      assert.doesNotMatch(text, /\$\{|create-data-repository-association/);
    });

    it('is in no command: account A, where the owner of the key looks alone', () => {
      const evidence = healthyEvidence();
      const [key] = evidence.keys;
      assert.ok(key);
      key.grants = { status: 'seen', value: [] };
      evidence.fileSystem = { status: 'unknown', why: 'No credentials were given for it.' };
      const { broken } = diagnoseLive(evidence);
      assert.deepEqual([broken?.layer, broken?.changes], ['grant', []]);
      const text = textOf(evidence);
      assert.doesNotMatch(text, /\$\{/);
      assert.match(text, /\n {2}Step 1: the account of fs-0123456789abcdef0 is not known\.\n/);
      assert.match(text, /\n {2}Give --profile of account A, or --with its part, to see the command\.\n/);
    });

    it('is no administrator in quotes', () => {
      const text = withKeyPolicy(
        '"kms:CallerAccount":"222222222222"',
        '"aws:PrincipalArn":"arn:aws:iam::222222222222:role/X"',
      );
      assert.doesNotMatch(text, /\$\{administrator\}/);
    });
  });

  it('keeps a bucket apart that somebody mistyped, and says so', () => {
    const evidence = healthyEvidence();
    const [bucket] = evidence.buckets;
    assert.ok(bucket);
    const typed = { ...bucket, name: 'dta', exists: { status: 'seen' as const, value: false } };
    const mistyped = { ...evidence, buckets: [bucket, typed], named: { buckets: ['dta'], keys: [] } };
    const { healthy, broken, notes } = diagnoseLive(mistyped);
    assert.deepEqual(
      [healthy, broken, notes],
      [
        true,
        undefined,
        ['S3 knows no bucket dta, which --bucket names, and the file system is not linked to it.'],
      ],
    );
    const unlinked = { ...mistyped, associations: { status: 'seen' as const, value: [] } };
    assert.equal(diagnoseLive(unlinked).broken?.layer, 'bucket');
  });

  it('encrypts with S3 Bucket Keys on, but where a KMS key is in place without', () => {
    const commandWith = (algorithm: string, bucketKey: boolean) => {
      const evidence = { ...healthyEvidence(), named: { buckets: [], keys: [KEY_ARN] } };
      const [bucket] = evidence.buckets;
      assert.ok(bucket);
      const other = 'arn:aws:kms:us-east-1:333333333333:key/00000000-0000-4000-8000-000000000009';
      const key = algorithm === 'aws:kms' ? { key: other } : {};
      bucket.encryption = { status: 'seen', value: { algorithm, bucketKey, ...key } };
      return diagnoseLive(evidence).broken?.changes[0]?.command ?? '';
    };
    assert.match(commandWith('AES256', false), /"BucketKeyEnabled":true/);
    assert.match(commandWith('aws:kms', true), /"BucketKeyEnabled":true/);
    assert.match(commandWith('aws:kms', false), /"BucketKeyEnabled":false/);
  });

  it('excepts the account of whom a deny hits beside the role, by its id', () => {
    const evidence = healthyEvidence();
    const [key] = evidence.keys;
    assert.ok(key?.policy.status === 'seen');
    (key.policy.value['Statement'] as object[]).push({
      Sid: 'OnlyC',
      Effect: 'Deny',
      Principal: '*',
      Action: 'kms:*',
      Resource: '*',
      Condition: { StringNotEquals: { 'kms:CallerAccount': '333333333333' } },
    });
    const [change] = diagnoseLive(evidence).broken?.changes ?? [];
    assert.equal(
      change?.what,
      'Except account 111111111111 and 222222222222 from the deny, as nobody here knows who of it calls; name them instead of all where you do:',
    );
    const mended = {
      ...key,
      policy: { status: 'seen' as const, value: change.policy as Record<string, unknown> },
    };
    assert.equal(diagnoseLive({ ...evidence, keys: [mended] }).healthy, true);
  });

  it('keeps the conditions of an owner whose statement has the name of ours', () => {
    const evidence = healthyEvidence();
    const [bucket] = evidence.buckets;
    assert.ok(bucket?.policy.status === 'seen');
    const fence = {
      StringEquals: { 'aws:SourceVpc': 'vpc-12345678' },
      Bool: { 'aws:SecureTransport': 'true' },
    };
    const statements = bucket.policy.value['Statement'] as { Sid: string }[];
    bucket.policy.value['Statement'] = statements.map((one) =>
      one.Sid === 'FileSystemObjects' ? { ...one, Condition: fence } : one,
    );
    const [change] = diagnoseLive(evidence).broken?.changes ?? [];
    const { Statement: after } = change?.policy as { Statement: { Sid: string; Condition?: object }[] };
    assert.deepEqual(after.find(({ Sid }) => Sid === 'FileSystemObjects')?.Condition, fence);
    assert.equal(
      change?.what,
      'Add what is missing to the policy of data (s3:AbortMultipartUpload, s3:DeleteObject, s3:Get*, s3:List*, s3:PutObject):',
    );
  });

  it('gives the owners of what is not known a command that asks where this one did', () => {
    const evidence = healthyEvidence();
    const [bucket] = evidence.buckets;
    assert.ok(bucket);
    bucket.policy = { status: 'unknown', why: 'No credentials were given for it.' };
    const text = liveText(diagnoseLive(evidence), { evidence, endpointUrl: 'http://127.0.0.1:4700' });
    assert.match(
      text,
      /\n {6}\$ npx fsx-lustre-kms diagnose --file-system fs-0123456789abcdef0 --region us-east-1 --endpoint-url http:\/\/127\.0\.0\.1:4700 --bucket data --bucket-profile B --bundle account-b\.json\n/,
    );
  });

  it('tells once what is refused in one way, with all that it hides', () => {
    const healthy = healthyEvidence();
    const denied = (action: string) =>
      `AccessDenied: User: arn:aws:iam::222222222222:user/reader is not authorized to perform: ${action} on resource: "arn:aws:s3:::data" with an explicit deny in a resource-based policy`;
    const [bucket] = healthy.buckets;
    assert.ok(bucket);
    bucket.policy = unknownFactOf(denied('s3:GetBucketPolicy'));
    bucket.encryption = unknownFactOf(denied('s3:GetEncryptionConfiguration'));
    bucket.payer = unknownFactOf('The call timed out.');
    assert.match(
      textOf(healthy),
      new RegExp(
        escaped(`Not known; the owner of each reads it with
  AWS refuses this to arn:aws:iam::222222222222:user/reader, with an explicit deny in a
  resource-based policy:
  - policy of bucket data
      $ aws s3api get-bucket-policy --bucket data
  - default encryption of bucket data
      $ aws s3api get-bucket-encryption --bucket data
  - who pays for bucket data: The call timed out.
      $ aws s3api get-bucket-request-payment --bucket data
  or saves all of it`),
      ),
    );
  });

  it('tells once what no policy allows', () => {
    const healthy = healthyEvidence();
    const [key] = healthy.keys;
    assert.ok(key);
    const denied = (action: string) =>
      `AccessDeniedException: User: arn:aws:iam::333333333333:user/reader is not authorized to perform: ${action} on resource: ${KEY_ARN} because no identity-based policy allows the ${action} action`;
    key.policy = unknownFactOf(denied('kms:GetKeyPolicy'));
    key.grants = unknownFactOf(denied('kms:ListGrants'));
    const text = textOf(healthy);
    assert.equal(
      text.split('AWS refuses this to arn:aws:iam::333333333333:user/reader, because no').length,
      2,
    );
    assert.match(text, / because no identity-based policy allows\n {2}it:\n {2}- policy of arn:aws:kms:/);
    assert.match(text, / The\n {2}key policy of the key would settle it: /);
    assert.match(text, / So would the\n {2}grants on the key\.\n/);
  });
});

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
