import assert from 'node:assert/strict';
import { packStatements, runBoundary, runTrustPolicy } from '../../../core/policies/run-role';
import { runPermissions, type RunPlace, type StackTerraform } from '../../../core/policies/run-permissions';

const place: RunPlace = {
  partition: 'aws',
  region: 'us-east-1',
  account: '222222222222',
  keyAccount: '333333333333',
};
const of = (resource: NonNullable<StackTerraform['resource']>, ...uses: ('read' | 'write' | 'delete')[]) =>
  runPermissions([{ resource }], place, ...(uses.length ? [uses] : []));

const alias = {
  aws_kms_alias: { alias: { name: 'alias/data', target_key_id: '${aws_kms_key.key.key_id}' } },
};

describe('permissions of a run', () => {
  it('are those of the resources, on what they name', () => {
    assert.deepEqual(of(alias).statements, [
      { Sid: 'Kms1', Effect: 'Allow', Action: ['kms:ListAliases'], Resource: ['*'] },
      {
        Sid: 'Kms2',
        Effect: 'Allow',
        Action: ['kms:CreateAlias', 'kms:DeleteAlias', 'kms:UpdateAlias'],
        Resource: [
          'arn:aws:kms:us-east-1:222222222222:alias/data',
          'arn:aws:kms:us-east-1:222222222222:key/*',
        ],
      },
    ]);
  });

  it('of a plan only read', () => {
    assert.deepEqual(of(alias, 'read').statements, [
      { Sid: 'Kms1', Effect: 'Allow', Action: ['kms:ListAliases'], Resource: ['*'] },
    ]);
  });

  it('are on the bucket that another resource of the stack names', () => {
    const { statements } = of(
      {
        aws_s3_bucket: { b: { bucket: 'genomics' } },
        aws_s3_bucket_versioning: { v: { bucket: '${aws_s3_bucket.b.id}' } },
      },
      'delete',
    );
    assert.deepEqual(statements, [
      {
        Sid: 'S31',
        Effect: 'Allow',
        Action: ['s3:DeleteBucket', 's3:PutBucketVersioning'],
        Resource: ['arn:aws:s3:::genomics'],
      },
    ]);
  });

  it('are on everything of a kind where a name is not known', () => {
    const { statements } = of({ aws_s3_bucket: { b: { bucket: '${var.bucket}' } } }, 'delete');
    assert.deepEqual(statements[0]?.Resource, ['arn:aws:s3:::*']);
  });

  it('attach to a role no other policy than the stack does', () => {
    const policy = 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore';
    const { statements } = of(
      {
        aws_iam_role: { client: { name: 'client' } },
        aws_iam_policy: { own: { name: 'own' } },
        aws_iam_role_policy_attachment: {
          managed: { role: '${aws_iam_role.client.name}', policy_arn: policy },
          own: { role: '${aws_iam_role.client.name}', policy_arn: '${aws_iam_policy.own.arn}' },
        },
      },
      'write',
    );
    const attach = statements.filter(({ Action }) => Action.includes('iam:AttachRolePolicy'));
    assert.deepEqual(
      attach.map(({ Resource, Condition }) => [Resource, Condition]),
      [policy, 'arn:aws:iam::222222222222:policy/own'].map((arn) => [
        ['arn:aws:iam::222222222222:role/client'],
        { ArnEquals: { 'iam:PolicyARN': arn } },
      ]),
    );
  });

  it("use the keys' account for grants, or the very key where it is named", () => {
    const resourceOf = (keyId: string) =>
      of({ aws_kms_grant: { g: { key_id: keyId } } }, 'write').statements[0]?.Resource;
    assert.deepEqual(resourceOf('${data.terraform_remote_state.account-c.outputs.key_arn_data}'), [
      'arn:aws:kms:us-east-1:333333333333:key/*',
    ]);
    const arn = 'arn:aws:kms:us-east-1:333333333333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
    assert.deepEqual(resourceOf(arn), [arn]);
  });

  it('have the key of a file system only where it has one', () => {
    const kms = (attributes: Record<string, unknown>) =>
      of({ aws_fsx_lustre_file_system: { f: attributes } }).statements.filter(({ Sid }) =>
        Sid.startsWith('Kms'),
      );
    assert.deepEqual(kms({}), []);
    const arn = 'arn:aws:kms:us-east-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab';
    assert.deepEqual(
      kms({ kms_key_id: arn }).map(({ Resource }) => Resource),
      [[arn]],
    );
  });

  it('name the types of which nothing is known', () => {
    assert.deepEqual(of({ aws_sqs_queue: { q: {} }, ...alias }).unknownTypes, ['aws_sqs_queue']);
  });

  it('are the same, whatever order the resources stand in', () => {
    const resource = { ...alias, aws_s3_bucket: { a: { bucket: 'a' }, b: { bucket: 'b' } } };
    const turned = {
      aws_s3_bucket: { b: { bucket: 'b' }, a: { bucket: 'a' } },
      ...alias,
    };
    assert.deepEqual(of(resource), of(turned));
  });
});

describe('the trust of a run role', () => {
  const trust = (runPhase: 'plan' | '*') =>
    runTrustPolicy({
      host: 'app.terraform.io',
      providerArn: 'arn:aws:iam::222222222222:oidc-provider/app.terraform.io',
      audience: 'aws.workload.identity',
      subject: { organization: 'acme', project: 'lustre', workspace: 'w', runPhase },
    }).Statement[0]?.Condition;

  it('compares everything whole for one phase', () => {
    assert.deepEqual(trust('plan'), {
      StringEquals: {
        'app.terraform.io:aud': 'aws.workload.identity',
        'app.terraform.io:sub': 'organization:acme:project:lustre:workspace:w:run_phase:plan',
      },
    });
  });

  it('leaves only the phase open for both', () => {
    assert.deepEqual(trust('*'), {
      StringEquals: { 'app.terraform.io:aud': 'aws.workload.identity' },
      StringLike: { 'app.terraform.io:sub': 'organization:acme:project:lustre:workspace:w:run_phase:*' },
    });
  });
});

describe('the boundary of a run role', () => {
  const { statements } = runPermissions(
    [
      {
        resource: {
          aws_s3_bucket: { b: { bucket: 'b' } },
          aws_iam_user_policy_attachment: {
            a: { user: 'u', policy_arn: 'arn:aws:iam::222222222222:policy/p' },
          },
          aws_cloudwatch_log_group: { l: { name: '/aws/fsx/x' } },
        },
      },
    ],
    place,
  );

  it('has the services of the stack, each action of IAM, one Region, and nothing about the role', () => {
    const ownArns = ['arn:aws:iam::222222222222:role/run'];
    assert.deepEqual(runBoundary({ statements, region: 'us-east-1', ownArns }).Statement, [
      {
        Sid: 'ServicesOfTheStack',
        Effect: 'Allow',
        Action: [
          'logs:*',
          's3:*',
          'iam:AttachUserPolicy',
          'iam:DetachUserPolicy',
          'iam:ListAttachedUserPolicies',
        ],
        Resource: '*',
      },
      {
        Sid: 'OneRegion',
        Effect: 'Deny',
        Action: ['logs:*'],
        Resource: '*',
        Condition: { StringNotEquals: { 'aws:RequestedRegion': 'us-east-1' } },
      },
      { Sid: 'NothingAboutItself', Effect: 'Deny', Action: 'iam:*', Resource: ownArns },
    ]);
  });
});

describe('packStatements', () => {
  const statement = (index: number, length: number) => ({
    Sid: `S${index}`,
    Effect: 'Allow' as const,
    Action: 's3:GetObject',
    Resource: `arn:aws:s3:::${'x'.repeat(length)}`,
  });

  it('fills policies up to what IAM takes, all statements in their order', () => {
    const statements = Array.from({ length: 20 }, (_, index) => statement(index, 1000));
    const documents = packStatements(statements);
    assert.equal(documents.length, 4);
    assert.ok(documents.every((document) => JSON.stringify(document).length <= 6144));
    assert.deepEqual(
      documents.flatMap(({ Statement }) => Statement),
      statements,
    );
  });

  it('says when one statement is too long, and when there are too many', () => {
    assert.throws(() => packStatements([statement(0, 7000)]), /more permissions than a role's policies hold/);
    assert.throws(
      () => packStatements(Array.from({ length: 11 }, (_, index) => statement(index, 6000))),
      /10 of 6144 characters/,
    );
  });
});
