import assert from 'node:assert/strict';
import {
  CreateKeyCommand,
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  ListKeysCommand,
} from '@aws-sdk/client-kms';
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  type AssumeRoleCommandInput,
} from '@aws-sdk/client-sts';
import type { RunningSandbox } from '../../sandbox/sandbox';
import { needs } from '../support/requirements';
import { errorOf, kmsClient, ready, stsClient, type Keys } from './clients';
import { allow, iam, makeUser, query, trust } from './signed';

const DESCRIBE_VPCS =
  'User: arn:aws:iam::111111111111:user/NAME is not authorized to perform: ec2:DescribeVpcs';

describe('identity', function () {
  this.timeout(60_000);
  let sandbox: RunningSandbox;
  let a: Keys;
  let c: Keys;

  before(async function () {
    needs(this, 'moto');
    sandbox = await ready();
    a = sandbox.accounts.fileSystem;
    c = sandbox.accounts.key;
  });
  after(() => (sandbox as RunningSandbox | undefined)?.stop());

  async function assume(keys: Keys, input: AssumeRoleCommandInput): Promise<Keys> {
    const { Credentials: made } = await stsClient(sandbox, keys).send(new AssumeRoleCommand(input));
    return {
      accessKeyId: made?.AccessKeyId ?? '',
      secretAccessKey: made?.SecretAccessKey ?? '',
      sessionToken: made?.SessionToken ?? '',
    };
  }

  const describeVpcs = async (keys: Keys) => {
    const { status, text } = await query(sandbox, keys, 'ec2', 'DescribeVpcs');
    return status === 200 ? 'allowed' : `${status} ${/<Message>([^<]*)/.exec(text)?.[1] ?? text}`;
  };

  it('gives the administrators full rights, as IAM users and not as root', async () => {
    for (const keys of Object.values(sandbox.accounts)) {
      const { Arn } = await stsClient(sandbox, keys).send(new GetCallerIdentityCommand({}));
      assert.equal(Arn, `arn:aws:iam::${keys.id}:user/administrator`);
      assert.equal(await describeVpcs(keys), 'allowed');
    }
  });

  it('lets a user do what its own, attached and group policies allow, and nothing more', async () => {
    const user = await makeUser(sandbox, a, 'reader');
    const refused = `403 You are not authorized to perform this operation. ${DESCRIBE_VPCS.replace('NAME', 'reader')} because no identity-based policy allows the ec2:DescribeVpcs action`;
    assert.equal(await describeVpcs(user), refused);
    const own = { UserName: 'reader', PolicyName: 'own' };
    await iam(sandbox, a, 'PutUserPolicy', { ...own, PolicyDocument: allow('ec2:Describe*') });
    assert.equal(await describeVpcs(user), 'allowed');
    await iam(sandbox, a, 'DeleteUserPolicy', own);
    assert.equal(await describeVpcs(user), refused);

    const made = await iam(sandbox, a, 'CreatePolicy', {
      PolicyName: 'see',
      PolicyDocument: allow('ec2:DescribeVpcs'),
    });
    const attached = { UserName: 'reader', PolicyArn: /<Arn>([^<]+)/.exec(made)?.[1] ?? '' };
    await iam(sandbox, a, 'AttachUserPolicy', attached);
    assert.equal(await describeVpcs(user), 'allowed');
    await iam(sandbox, a, 'CreatePolicyVersion', {
      PolicyArn: attached.PolicyArn,
      PolicyDocument: allow('ec2:DescribeSubnets'),
      SetAsDefault: 'true',
    });
    assert.equal(await describeVpcs(user), refused, "the policy's new default version counts");
    await iam(sandbox, a, 'DetachUserPolicy', attached);

    await iam(sandbox, a, 'CreateGroup', { GroupName: 'lookers' });
    await iam(sandbox, a, 'PutGroupPolicy', {
      GroupName: 'lookers',
      PolicyName: 'look',
      PolicyDocument: allow('ec2:*'),
    });
    await iam(sandbox, a, 'AddUserToGroup', { GroupName: 'lookers', UserName: 'reader' });
    assert.equal(await describeVpcs(user), 'allowed');
    await iam(sandbox, a, 'RemoveUserFromGroup', { GroupName: 'lookers', UserName: 'reader' });
    assert.equal(await describeVpcs(user), refused);
  });

  it("limits a user by its permissions boundary, and attaches AWS's own policies", async () => {
    const user = await makeUser(sandbox, a, 'bounded');
    await iam(sandbox, a, 'AttachUserPolicy', {
      UserName: 'bounded',
      PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
    });
    assert.equal(await describeVpcs(user), 'allowed');
    const made = await iam(sandbox, a, 'CreatePolicy', {
      PolicyName: 'only-s3',
      PolicyDocument: allow('s3:*'),
    });
    await iam(sandbox, a, 'PutUserPermissionsBoundary', {
      UserName: 'bounded',
      PermissionsBoundary: /<Arn>([^<]+)/.exec(made)?.[1] ?? '',
    });
    assert.equal(
      await describeVpcs(user),
      `403 You are not authorized to perform this operation. ${DESCRIBE_VPCS.replace('NAME', 'bounded')} because no permissions boundary allows the ec2:DescribeVpcs action`,
    );
  });

  it('lets a role be assumed across accounts when its trust policy and the caller agree', async () => {
    const user = await makeUser(sandbox, c, 'visitor');
    const role = 'arn:aws:iam::111111111111:role/team/host';
    await iam(sandbox, a, 'CreateRole', {
      RoleName: 'host',
      Path: '/team/',
      AssumeRolePolicyDocument: trust('arn:aws:iam::333333333333:root'),
    });
    const call = { RoleArn: role, RoleSessionName: 'visit' };
    const refused = {
      name: 'AccessDenied',
      status: 403,
      message: `User: arn:aws:iam::333333333333:user/visitor is not authorized to perform: sts:AssumeRole on resource: ${role}`,
    };
    assert.deepEqual(await errorOf(assume(user, call)), refused, 'the account is trusted, the user may not');
    await iam(sandbox, c, 'PutUserPolicy', {
      UserName: 'visitor',
      PolicyName: 'own',
      PolicyDocument: allow('sts:AssumeRole', role),
    });
    const session = await assume(user, call);
    const identity = await stsClient(sandbox, session).send(new GetCallerIdentityCommand({}));
    assert.equal(identity.Arn, 'arn:aws:sts::111111111111:assumed-role/host/visit');
    assert.equal(identity.Account, '111111111111');
    assert.match(identity.UserId ?? '', /^AROA[A-Z0-9]{16,17}:visit$/);
    assert.match(
      await describeVpcs(session),
      /assumed-role\/host\/visit is not authorized to perform: ec2:DescribeVpcs/,
    );

    await iam(sandbox, a, 'UpdateAssumeRolePolicy', {
      RoleName: 'host',
      PolicyDocument: trust('arn:aws:iam::333333333333:root', {
        Condition: { StringEquals: { 'sts:ExternalId': 'known' } },
      }),
    });
    assert.deepEqual(await errorOf(assume(user, call)), refused, 'the external id is missing');
    await assume(user, { ...call, ExternalId: 'known' });
  });

  it('limits a session by its session policy', async () => {
    await iam(sandbox, a, 'CreateRole', {
      RoleName: 'wide',
      AssumeRolePolicyDocument: trust('arn:aws:iam::111111111111:user/administrator'),
    });
    await iam(sandbox, a, 'PutRolePolicy', {
      RoleName: 'wide',
      PolicyName: 'all',
      PolicyDocument: allow('*'),
    });
    const call = { RoleArn: 'arn:aws:iam::111111111111:role/wide', RoleSessionName: 'narrow' };
    assert.equal(await describeVpcs(await assume(a, call)), 'allowed');
    const limited = await assume(a, { ...call, Policy: allow('kms:ListKeys') });
    await kmsClient(sandbox, limited).send(new ListKeysCommand({}));
    assert.equal(
      await describeVpcs(limited),
      '403 You are not authorized to perform this operation. User: arn:aws:sts::111111111111:assumed-role/wide/narrow is not authorized to perform: ec2:DescribeVpcs because no session policy allows the ec2:DescribeVpcs action',
    );
    const managed = await assume(a, {
      ...call,
      PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/AmazonEC2ReadOnlyAccess' }],
    });
    assert.equal(await describeVpcs(managed), 'allowed');
    assert.equal(
      (await errorOf(kmsClient(sandbox, managed).send(new ListKeysCommand({})))).name,
      'AccessDeniedException',
    );
  });

  it('refuses requests of AssumeRole that STS does not take', async () => {
    const role = 'arn:aws:iam::111111111111:role/wide';
    const cases: [AssumeRoleCommandInput, string][] = [
      [
        { RoleArn: role, RoleSessionName: 'a b' },
        "ValidationError: 1 validation error detected: Value 'a b' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
      ],
      [
        { RoleArn: role, RoleSessionName: 'x1', DurationSeconds: 60 },
        "ValidationError: 1 validation error detected: Value '60' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
      ],
      [
        { RoleArn: role, RoleSessionName: 'x1', DurationSeconds: 7200 },
        'ValidationError: The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
      ],
      [
        { RoleArn: `${role}/but-not-this`, RoleSessionName: 'x1' },
        `AccessDenied: User: arn:aws:iam::111111111111:user/administrator is not authorized to perform: sts:AssumeRole on resource: ${role}/but-not-this`,
      ],
      [
        { RoleArn: role, RoleSessionName: 'x1', Policy: '{' },
        'MalformedPolicyDocument: This policy contains invalid Json',
      ],
    ];
    for (const [input, expected] of cases) {
      const { name, message } = await errorOf(assume(a, input));
      assert.equal(`${name.replace(/Exception$/, '')}: ${message}`, expected);
    }
  });

  it('refuses a trust policy that names somebody who is not there', async () => {
    const { status, text } = await query(sandbox, a, 'iam', 'CreateRole', {
      RoleName: 'dangling',
      AssumeRolePolicyDocument: trust('arn:aws:iam::333333333333:user/nobody'),
    });
    assert.equal(status, 400);
    assert.match(
      text,
      /<Code>MalformedPolicyDocument<\/Code><Message>Invalid principal in policy: &quot;AWS&quot;:&quot;arn:aws:iam::333333333333:user\/nobody&quot;/,
    );
  });

  it('lets nobody change the role of an AWS service, nor give it a policy', async () => {
    const name = 'AWSServiceRoleForFSxS3Access_fs-0123456789abcdef0';
    await sandbox.world.moto.query({
      account: '111111111111',
      service: 'iam',
      action: 'CreateRole',
      params: {
        RoleName: name,
        Path: '/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/',
        AssumeRolePolicyDocument: trust('arn:aws:iam::111111111111:root'),
      },
      changes: true,
    });
    sandbox.world.directory.changed('111111111111');
    for (const [action, params] of [
      ['PutRolePolicy', { PolicyName: 'kms', PolicyDocument: allow('kms:*') }],
      ['AttachRolePolicy', { PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }],
      ['DeleteRole', {}],
    ] as const) {
      const { status, text } = await query(sandbox, a, 'iam', action, { RoleName: name, ...params });
      assert.equal(status, 400);
      assert.match(
        text,
        new RegExp(
          `<Code>UnmodifiableEntity</Code><Message>Cannot perform the operation on the protected role &apos;${name}&apos; - this role is only modifiable by AWS`,
        ),
      );
    }
  });

  it('does not give a role that was made again what the old one had', async () => {
    const role = {
      RoleName: 'phoenix',
      AssumeRolePolicyDocument: trust('arn:aws:iam::111111111111:user/administrator'),
    };
    await iam(sandbox, a, 'CreateRole', role);
    const inline = { RoleName: 'phoenix', PolicyName: 'describe', PolicyDocument: allow('kms:DescribeKey') };
    await iam(sandbox, a, 'PutRolePolicy', inline);
    const arn = 'arn:aws:iam::111111111111:role/phoenix';
    const kms = kmsClient(sandbox, c);
    const { KeyMetadata: key } = await kms.send(
      new CreateKeyCommand({
        Policy: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { AWS: 'arn:aws:iam::333333333333:root' },
              Action: 'kms:*',
              Resource: '*',
            },
            { Effect: 'Allow', Principal: { AWS: arn }, Action: 'kms:DescribeKey', Resource: '*' },
          ],
        }),
      }),
    );
    const call = { RoleArn: arn, RoleSessionName: 'bird' };
    const describe = async () => {
      const session = kmsClient(sandbox, await assume(a, call));
      return session.send(new DescribeKeyCommand({ KeyId: key?.Arn }));
    };
    const before = await assume(a, call);
    await describe();
    await iam(sandbox, a, 'DeleteRolePolicy', { RoleName: 'phoenix', PolicyName: 'describe' });
    await iam(sandbox, a, 'DeleteRole', { RoleName: 'phoenix' });
    await iam(sandbox, a, 'CreateRole', role);
    await iam(sandbox, a, 'PutRolePolicy', inline);
    assert.equal(
      (await errorOf(describe())).name,
      'AccessDeniedException',
      'the key policy meant the old role',
    );
    const { Policy: shown } = await kms.send(new GetKeyPolicyCommand({ KeyId: key?.Arn }));
    assert.match(
      shown ?? '',
      /"AWS":"AROA[A-Z0-9]{16,17}"/,
      'AWS shows somebody who is gone by the unique id',
    );
    const old = kmsClient(sandbox, before).send(new DescribeKeyCommand({ KeyId: key?.Arn }));
    assert.equal((await errorOf(old)).name, 'AccessDeniedException', 'sessions of the old role have nothing');
  });
});
