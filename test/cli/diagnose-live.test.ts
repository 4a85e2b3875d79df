import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { diagnoseLive } from '../../cli/commands/diagnose-live';
import { BUCKET } from '../sandbox/lustre/support/three-accounts';
import { needs } from '../support/requirements';
import { liveAccounts, liveTestIo, type LiveAccounts } from './live-accounts';

describe('diagnose --file-system', function () {
  this.timeout(60_000);
  let live: LiveAccounts;

  before(async function () {
    needs(this, 'moto');
    live = await liveAccounts();
  });
  after(() => (live as LiveAccounts | undefined)?.stop());

  afterEach(function () {
    return this.currentTest?.state === 'failed' ? live.setUp.mend() : undefined;
  });

  it('says that nothing is broken, and ends with 0', async () => {
    const { io, written } = liveTestIo();
    assert.equal(await diagnoseLive(live.options, io), 0, written.stderr);
    const [first] = written.stdout.split('\n');
    assert.equal(
      first,
      `${live.setUp.fileSystem.id}: no link is broken. All that was asked for could be read.`,
    );
  });

  it('names the broken link with the policy as it would be, and ends with 1', async () => {
    await live.setUp.putBucketPolicy(live.setUp.without('bucket', 'FileSystemObjects'));
    const { io, written } = liveTestIo();
    assert.equal(await diagnoseLive(live.options, io), 1);
    assert.match(
      written.stdout,
      /^fs-\w+: the first broken link is the bucket policy \(step 1, account B\)\.\n/,
    );
    assert.match(written.stdout, /\n {4}\+ {6}"Sid": "FileSystemObjects",\n/);
    assert.match(written.stdout, /\$ aws s3api put-bucket-policy --bucket linked-bucket /);
    await live.setUp.mend();
  });

  it('what it says to change mends the link: each merged policy is put, and then all is well', async () => {
    const { setUp } = live;
    const plants = [
      () => setUp.putBucketPolicy(setUp.without('bucket', 'FileSystemBucket')),
      () =>
        setUp.putBucketPolicy([
          ...setUp.statements('bucket'),
          {
            Sid: 'Guard',
            Effect: 'Deny',
            Principal: '*',
            Action: 's3:GetObject',
            Resource: 'arn:aws:s3:::linked-bucket/*',
            Condition: { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::222222222222:*' } },
          },
        ]),
      () => setUp.putKeyPolicy(setUp.without('key', 'UploadThroughS3')),
      () =>
        setUp.putKeyPolicy([
          ...setUp.statements('key'),
          {
            Effect: 'Deny',
            Principal: '*',
            Action: 'kms:Decrypt',
            Resource: '*',
            Condition: { StringEquals: { 'kms:CallerAccount': '111111111111' } },
          },
        ]),
    ];
    for (const plant of plants) {
      await plant();
      const broken = liveTestIo();
      assert.equal(await diagnoseLive({ ...live.options, format: 'json' }, broken.io), 1);
      const { broken: link } = JSON.parse(broken.written.stdout) as {
        broken: { changes: { account: string; policy?: { Statement: unknown[] } }[] };
      };
      const [change] = link.changes;
      assert.ok(change?.policy, broken.written.stdout);
      if (change.account === 'B') await setUp.putBucketPolicy(change.policy.Statement);
      else await setUp.putKeyPolicy(change.policy.Statement);
      // FSx may have found the link broken in the meantime.
      if ((await diagnoseLive(live.options, liveTestIo().io)) === 1) await setUp.applyAgain();
      const mended = liveTestIo();
      assert.equal(await diagnoseLive(live.options, mended.io), 0, mended.written.stdout);
      await setUp.mend();
    }
  });

  it('names a role that was deleted, and what it says to do makes the file system work again', async () => {
    const { setUp, options } = live;
    await setUp.deleteRole();
    const broken = liveTestIo();
    assert.equal(await diagnoseLive(options, broken.io), 1);
    assert.match(
      broken.written.stdout,
      /^fs-\w+: the first broken link is the service-linked role \(step 4, account A\)\.\n/,
    );
    assert.match(broken.written.stdout, /\n {2}Delete the association and make it again: FSx makes the role/);
    await setUp.unlink();
    await setUp.linkAgain();
    const halfway = liveTestIo();
    assert.equal(await diagnoseLive(options, halfway.io), 1);
    assert.match(
      halfway.written.stdout,
      /^fs-\w+: the first broken link is the grant \(step 6, account A\)\.\n/,
    );
    await setUp.grantOnly({});
    const mended = liveTestIo();
    assert.equal(await diagnoseLive(options, mended.io), 0, mended.written.stdout);
    await setUp.mend();
  });

  it('prints the diagnosis where its part cannot be written, and says why', async () => {
    const { io, written, path } = liveTestIo();
    assert.equal(await diagnoseLive({ ...live.options, bundle: 'no/all.json' }, io), 2);
    assert.match(written.stdout, /: no link is broken\./);
    assert.ok(
      written.stderr.endsWith(`--bundle no/all.json is not written: there is no folder ${path('no')}.\n`),
      written.stderr,
    );
  });

  it('writes the policy that settles whether a deny hits the role, and puts the profile into its command', async () => {
    const { setUp } = live;
    const address = { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } };
    const objects = `arn:aws:s3:::${BUCKET}/*`;
    const deny = {
      Sid: 'Office',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:GetObject',
      Resource: objects,
      Condition: address,
    };
    await setUp.putBucketPolicy([...setUp.statements('bucket'), deny]);
    const { io, written, path } = liveTestIo();
    assert.equal(await diagnoseLive({ ...live.options, policies: 'changes' }, io), 0);
    assert.match(written.stdout, /file:\/\/changes\/bucket-policy\.json --profile account-b-/);
    const { Statement: after } = JSON.parse(readFileSync(path('changes/bucket-policy.json'), 'utf8')) as {
      Statement: object[];
    };
    assert.deepEqual(after.at(-1), {
      ...deny,
      Condition: { ...address, ArnNotLike: { 'aws:PrincipalArn': [setUp.role] } },
    });
    await setUp.putBucketPolicy(after);
    const settled = liveTestIo();
    assert.equal(await diagnoseLive(live.options, settled.io), 0);
    assert.match(settled.written.stdout, /: no link is broken\./);
    await setUp.mend();
  });

  it('takes a part that an older version saved, and says what that did not look at', async () => {
    const { io, written, path } = liveTestIo();
    assert.equal(await diagnoseLive({ ...live.options, bundle: 'all.json' }, io), 0);
    const { role: _, ...older } = JSON.parse(readFileSync(path('all.json'), 'utf8')) as { role: unknown };
    writeFileSync(path('older.json'), JSON.stringify(older));
    const { profile: __, bucketProfile: ___, keyProfile: ____, ...rest } = live.options;
    written.stdout = '';
    const code = await diagnoseLive({ ...rest, profile: 'nobody', with: ['older.json'] }, io);
    assert.equal(code, 0, written.stderr);
    assert.match(written.stdout, /nothing that could be read is broken, and not everything could be read/);
    assert.match(
      written.stdout,
      /service-linked role of fs-\w+: It was saved by a version that did not read this\.\n {6}\$ aws iam get-role --role-name AWSServiceRoleForFSxS3Access_fs-\w+\n/,
    );
  });

  it('puts the bundles of three owners together, of whom each sees its own account', async () => {
    const { io, written, path } = liveTestIo();
    const { profile, bucketProfile, keyProfile, ...rest } = live.options;
    const own = { ...rest, bucket: ['linked-bucket'], key: [live.setUp.keyArn] };
    const bundles = [
      { ...rest, profile, bundle: 'a.json' },
      { ...own, profile: bucketProfile, bundle: 'b.json' },
      { ...own, profile: keyProfile, bundle: 'c.json' },
    ];
    for (const bundle of bundles) assert.equal(await diagnoseLive(bundle as typeof live.options, io), 0);
    assert.match(written.stdout, /nothing that could be read is broken, and not everything could be read/);
    assert.match(written.stdout, /\$ aws kms get-key-policy --key-id arn:aws:kms:/);
    assert.match(written.stdout, /--bundle account-c\.json/);
    for (const name of ['a.json', 'b.json', 'c.json']) {
      const text = readFileSync(path(name), 'utf8');
      for (const { accessKeyId, secretAccessKey } of Object.values(live.sandbox.accounts)) {
        assert.ok(!text.includes(accessKeyId) && !text.includes(secretAccessKey));
      }
    }
    const all = liveTestIo(io.cwd);
    const code = await diagnoseLive({ ...rest, profile, with: ['b.json', 'c.json'] }, all.io);
    assert.equal(code, 0);
    assert.match(all.written.stdout, /no link is broken/);
  });

  it('takes a sentence of AWS beside', async () => {
    const { io, written, path } = liveTestIo();
    writeFileSync(
      path('denied.txt'),
      'User: arn:aws:iam::222222222222:user/b is not authorized to perform: kms:GenerateDataKey on resource: arn:aws:kms:us-east-1:333333333333:key/1 with an explicit deny in a service control policy',
    );
    assert.equal(await diagnoseLive({ ...live.options, with: ['denied.txt'] }, io), 1);
    assert.match(written.stdout, /the service control policy \(step 4, outside of the three accounts\)/);
  });

  const wrong: [what: string, change: object, told: RegExp][] = [
    ['an id that is none', { fileSystem: 'fs-xyz' }, /^--file-system fs-xyz: an id is "fs-" and 8 to 17/],
    ['a Region that is none', { region: 'us-east' }, /^--region us-east: no Region has that name/],
    ['an alias as key', { key: ['alias/data'] }, /^--key alias\/data: it is the full ARN of a key/],
    ['a format that is none', { format: 'xml' }, /^--format xml: it is pretty or json/],
    [
      'a part that is not there',
      { with: ['none.json'] },
      /^--with none\.json cannot be read: there is no file \/\S+\/none\.json\. It takes /,
    ],
    [
      'a profile that is not there',
      { profile: 'nobody', bucketProfile: undefined, keyProfile: undefined },
      /^Profile nobody: /,
    ],
  ];
  for (const [what, change, told] of wrong) {
    it(`ends with 2 on ${what}`, async () => {
      const { io, written } = liveTestIo();
      assert.equal(await diagnoseLive({ ...live.options, ...change }, io), 2);
      assert.match(written.stderr, told);
      assert.equal(written.stdout, '');
    });
  }
});
