import assert from 'node:assert/strict';
import { verifyStep } from '../../../runner/verify/verify-step';
import { deployment } from '../../support/deployments';
import { awsError, stub, type Shell } from './stub';

const NO_DATA: Shell = (line) =>
  line.startsWith('cat') ? { exitCode: 1, stderr: "cat: '/fsx/test.txt': No data available\n" } : undefined;

/** Each check, the call that it needs, and the permission that is named when that call is refused. */
const CHECKS: [step: number, id: string, call: string, permission: string][] = [
  [1, 'policy-data', 'bucket:GetBucketPolicy', 's3:GetBucketPolicy'],
  [2, 'describe-from-a-data', 'fileSystem:DescribeKey', 'kms:DescribeKey'],
  [2, 'describe-from-b-data', 'bucket:DescribeKey', 'kms:DescribeKey'],
  [2, 'policy-data', 'key:GetKeyPolicy', 'kms:GetKeyPolicy'],
  [3, 'encryption-data', 'bucket:GetBucketEncryption', 's3:GetEncryptionConfiguration'],
  [4, 'object-data', 'bucket:HeadObject', 's3:GetObject'],
  [4, 'file-system', 'fileSystem:DescribeFileSystems', 'fsx:DescribeFileSystems'],
  [
    4,
    'association-data',
    'fileSystem:DescribeDataRepositoryAssociations',
    'fsx:DescribeDataRepositoryAssociations',
  ],
  [4, 'client-online', 'fileSystem:DescribeInstanceInformation', 'ssm:DescribeInstanceInformation'],
  [4, 'list-data', 'fileSystem:SendCommand', 'ssm:SendCommand'],
  [5, 'read-fails-data', 'fileSystem:SendCommand', 'ssm:SendCommand'],
  [5, 'denial-data', 'fileSystem:LookupEvents', 'cloudtrail:LookupEvents'],
  [6, 'grant-data', 'key:ListGrants', 'kms:ListGrants'],
  [6, 'read-data', 'fileSystem:GetCommandInvocation', 'ssm:GetCommandInvocation'],
  [7, 'archived-data', 'fileSystem:SendCommand', 'ssm:SendCommand'],
  [7, 'exported-object-data', 'bucket:HeadObject', 's3:GetObject'],
];

const ACCOUNT = {
  fileSystem: 'account A (111111111111)',
  bucket: 'account B (222222222222)',
  key: 'account C (333333333333)',
} as const;

describe('what the caller may not read', () => {
  for (const [step, id, call, permission] of CHECKS) {
    it(`leaves ${id} of step ${step} unknown without ${permission}`, async () => {
      const refuse = () => {
        throw awsError('AccessDeniedException', 400, 'refused by AWS');
      };
      const isFive = step === 5;
      const { options } = stub({
        answers: { ...(isFive ? { ListGrants: () => ({ Grants: [] }) } : {}), [call]: refuse },
        ...(isFive ? { shell: NO_DATA } : {}),
      });
      const { checks } = await verifyStep(step, options);
      const check = checks.find((one) => one.id === id);
      assert.equal(check?.status, 'unknown', check?.message);
      const account = call.split(':')[0] as keyof typeof ACCOUNT;
      assert.match(check.message, new RegExp(`^Not looked at: ${permission.replace('*', '\\*')} on `));
      assert.ok(
        check.message.endsWith(
          `is refused to the identity used in ${ACCOUNT[account]}. An administrator of ${ACCOUNT[account]} can give ${permission} in an identity policy. AWS: refused by AWS`,
        ),
        check.message,
      );
    });
  }

  const LAYERS: [sentence: string, giver: RegExp][] = [
    [
      'because no resource-based policy allows the s3:GetBucketPolicy action',
      /The owner of the resource can give it/,
    ],
    ['with an explicit deny in a service control policy', /An administrator of the organization can give it/],
  ];
  for (const [sentence, giver] of LAYERS) {
    it(`names who can give it: ${sentence}`, async () => {
      const message = `User: arn:aws:iam::2:user/u is not authorized to perform: s3:GetBucketPolicy on resource: "arn:aws:s3:::b" ${sentence}`;
      const refuse = () => {
        throw awsError('AccessDenied', 403, message);
      };
      const { options } = stub({ answers: { GetBucketPolicy: refuse } });
      assert.match((await verifyStep(1, options)).checks[0]?.message ?? '', giver);
    });
  }

  it('is a key policy at fault where that refuses DescribeKey', async () => {
    const message = `User: arn:aws:iam::1:user/u is not authorized to perform: kms:DescribeKey on resource: k because no resource-based policy allows the kms:DescribeKey action`;
    const refuse = () => {
      throw awsError('AccessDeniedException', 400, message);
    };
    const { options } = stub({ answers: { 'bucket:DescribeKey': refuse } });
    const { checks } = await verifyStep(2, options);
    assert.deepEqual(
      checks.map(({ status }) => status),
      ['passed', 'failed', 'passed'],
    );
  });
});

describe('credentials that are no longer good', () => {
  it('end a check at once, with the command that renews them', async () => {
    const accounts = deployment().accounts;
    const { options, calls } = stub({
      deployment: deployment({
        accounts: { ...accounts, bucket: { ...accounts.bucket, profile: 'b-admin' } },
      }),
      answers: {
        GetBucketPolicy: () => {
          throw awsError('ExpiredToken', 400, 'The provided token has expired.');
        },
      },
    });
    const { status, checks } = await verifyStep(1, options);
    assert.deepEqual([status, calls.length], ['unknown', 1]);
    assert.match(
      checks[0]?.message ?? '',
      /Account B: The provided token has expired\. .*`aws sso login --profile b-admin`/,
    );
  });
});

describe('a throttled call', () => {
  const throttled = (times: number) => {
    let left = times;
    return () => {
      if (left-- > 0) throw awsError('ThrottlingException', 400, 'Rate exceeded');
      return {
        KeyMetadata: { KeyState: 'Enabled', KeySpec: 'SYMMETRIC_DEFAULT', KeyUsage: 'ENCRYPT_DECRYPT' },
      };
    };
  };

  it('is sent again, after pauses that double', async () => {
    const { options, calls } = stub({ answers: { 'fileSystem:DescribeKey': throttled(3) } });
    const { checks } = await verifyStep(2, options);
    assert.equal(checks[0]?.status, 'passed');
    const times = calls.filter(({ account }) => account === 'fileSystem').map(({ atMs }) => atMs);
    assert.deepEqual(times, [0, 1_000, 3_000, 7_000]);
  });

  it('is given up in the end', async () => {
    const { options, calls } = stub({ answers: { 'fileSystem:DescribeKey': throttled(Infinity) } });
    const { checks } = await verifyStep(2, options);
    assert.deepEqual(
      [checks[0]?.status, calls.filter(({ account }) => account === 'fileSystem').length],
      ['unknown', 6],
    );
    assert.match(checks[0]?.message ?? '', /ended with ThrottlingException: Rate exceeded$/);
  });
});

describe('other troubles', () => {
  it('of the network leave a check unknown', async () => {
    const { options } = stub({
      answers: {
        GetBucketPolicy: () => {
          throw Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' });
        },
      },
    });
    const { checks } = await verifyStep(1, options);
    assert.equal(checks[0]?.status, 'unknown');
    assert.match(checks[0].message, /ECONNREFUSED.*Look at the network/);
  });

  it('that are a mistake of ours are not hidden', async () => {
    const { options } = stub({
      answers: {
        GetBucketPolicy: () => {
          throw new TypeError('x is not a function');
        },
      },
    });
    await assert.rejects(verifyStep(1, options), /x is not a function/);
  });

  it('of a step that does not exist', async () => {
    await assert.rejects(verifyStep(8, stub().options), /There is no step 8\./);
  });
});
