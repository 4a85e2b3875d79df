import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { CONTEXT_KEY, FsxLustreKmsApp } from '../../cdktf/app';
import type { DeploymentInput } from '../../core/deployment/schema';
import { ACCOUNTS, type AccountRole } from '../../core/journey/steps';
import { sampleInput } from '../support/deployments';
import { bootstrapBackend, bootstrapStack, rolePolicies } from '../support/run-roles';
import { onlyResource, resourcesOf, synthesizeSample } from '../support/synthesize';
import { temporaryFolder } from '../support/temporary-folder';

const accounts = Object.keys(ACCOUNTS) as AccountRole[];
const IDS: Record<AccountRole, string> = {
  fileSystem: '111111111111',
  bucket: '222222222222',
  key: '333333333333',
};

function stacksWith(
  bootstrap: Parameters<typeof bootstrapBackend>[0] = {},
  changes: Partial<DeploymentInput> = {},
  more: Parameters<typeof bootstrapBackend>[1] = {},
) {
  const { outdir } = synthesizeSample({ backend: bootstrapBackend(bootstrap, more), ...changes });
  return { outdir, of: (account: AccountRole) => bootstrapStack(outdir, account) };
}

const annotationsIn = (outdir: string): string[] => {
  const { stacks } = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8')) as {
    stacks: Record<string, { annotations: { message: string }[] }>;
  };
  return Object.values(stacks).flatMap(({ annotations }) => annotations.map(({ message }) => message));
};

describe('bootstrap stacks', () => {
  it('are there only when asked for', () => {
    const { outdir } = synthesizeSample({ backend: { type: 'cloud', organization: 'acme' } });
    assert.ok(!existsSync(join(outdir, 'stacks', 'account-c-key-bootstrap')));
  });

  for (const account of accounts) {
    it(`${ACCOUNTS[account].stack}: provider, role, boundary, in its account alone`, () => {
      const stack = stacksWith().of(account);
      assert.deepEqual(stack.provider.aws[0]?.['allowed_account_ids'], [IDS[account]]);
      const { url, client_id_list } = onlyResource(stack, 'aws_iam_openid_connect_provider');
      assert.deepEqual([url, client_id_list], ['https://app.terraform.io', ['aws.workload.identity']]);
      const role = onlyResource(stack, 'aws_iam_role');
      assert.equal(role['name'], `fsx-lustre-kms-${ACCOUNTS[account].stack}-run`);
      assert.equal(role['permissions_boundary'], '${aws_iam_policy.boundary.arn}');
      assert.deepEqual(JSON.parse(role['assume_role_policy'] as string), {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'RunsOfTheWorkspace',
            Effect: 'Allow',
            Principal: { Federated: `arn:aws:iam::${IDS[account]}:oidc-provider/app.terraform.io` },
            Action: 'sts:AssumeRoleWithWebIdentity',
            Condition: {
              StringEquals: { 'app.terraform.io:aud': 'aws.workload.identity' },
              StringLike: {
                'app.terraform.io:sub': `organization:acme:project:lustre:workspace:fsx-lustre-kms-${ACCOUNTS[account].stack}:run_phase:*`,
              },
            },
          },
        ],
      });
    });
  }

  it('give the variables of dynamic credentials as outputs', () => {
    const { output = {} } = stacksWith().of('key');
    assert.deepEqual(
      Object.entries(output).map(([name, { value }]) => [name, value.replace(/_[0-9A-F]{8}\./, '.')]),
      [
        ['TFC_AWS_PROVIDER_AUTH', 'true'],
        ['TFC_AWS_RUN_ROLE_ARN', '${aws_iam_role.run_role.arn}'],
        ['workspace', 'fsx-lustre-kms-account-c-key'],
      ],
    );
  });

  it('keep their state on this machine: HCP Terraform cannot run them yet', () => {
    assert.deepEqual(Object.keys(stacksWith().of('key').terraform.backend), ['local']);
  });

  it("act with the administrator's profile and role", () => {
    const key = { id: IDS.key, profile: 'c-admin', assumeRoleArn: `arn:aws:iam::${IDS.key}:role/admin` };
    const stack = stacksWith({}, { accounts: { ...sampleInput().accounts, key } }).of('key');
    const [provider] = stack.provider.aws;
    assert.deepEqual(
      [provider?.['profile'], provider?.['assume_role']],
      ['c-admin', [{ role_arn: key.assumeRoleArn }]],
    );
  });

  it('make two roles, each for its phase, when plans are to have their own', () => {
    const stack = stacksWith({ separatePlanRole: true }).of('bucket');
    const subjects = resourcesOf(stack, 'aws_iam_role').map((role) => {
      const { Statement } = JSON.parse(role['assume_role_policy'] as string) as {
        Statement: { Condition: { StringEquals: Record<string, string> } }[];
      };
      return Statement[0]?.Condition.StringEquals['app.terraform.io:sub']?.split(':').slice(-2).join(':');
    });
    assert.deepEqual(subjects.sort(), ['run_phase:apply', 'run_phase:plan']);
    const names = Object.keys(stack.output ?? {}).filter((name) => name.endsWith('_ARN'));
    assert.deepEqual(names, ['TFC_AWS_APPLY_ROLE_ARN', 'TFC_AWS_PLAN_ROLE_ARN']);
  });

  it('let a plan read and nothing more', () => {
    for (const account of accounts) {
      const actions = rolePolicies(account, 'plan').permissions.flatMap(({ Statement }) =>
        Statement.flatMap(({ Action }) => Action),
      );
      assert.ok(actions.length > 0);
      assert.deepEqual(
        actions.filter((action) => !/:(Describe|Get|List)/.test(action)),
        [],
        account,
      );
    }
  });

  it('use an OIDC provider that is there, an audience of its own, and a host of Terraform Enterprise', () => {
    const stack = stacksWith(
      { oidcProvider: 'existing', audience: 'fsx' },
      {},
      { hostname: 'TFE.example.com', workspaces: { key: 'keys' } },
    ).of('key');
    assert.deepEqual(resourcesOf(stack, 'aws_iam_openid_connect_provider'), []);
    const { Statement } = JSON.parse(onlyResource(stack, 'aws_iam_role')['assume_role_policy'] as string) as {
      Statement: { Principal: unknown; Condition: unknown }[];
    };
    assert.deepEqual(
      Statement.map(({ Principal, Condition }) => [Principal, Condition]),
      [
        [
          { Federated: 'arn:aws:iam::333333333333:oidc-provider/tfe.example.com' },
          {
            StringEquals: { 'tfe.example.com:aud': 'fsx' },
            StringLike: {
              'tfe.example.com:sub': 'organization:acme:project:lustre:workspace:keys:run_phase:*',
            },
          },
        ],
      ],
    );
    assert.equal(stack.output?.['TFC_AWS_WORKLOAD_IDENTITY_AUDIENCE']?.value, 'fsx');
  });

  it('make one OIDC provider where one account holds everything', () => {
    const one = { id: IDS.key };
    const { of } = stacksWith({}, { accounts: { fileSystem: one, bucket: one, key: one } });
    assert.deepEqual(
      accounts.map((account) => resourcesOf(of(account), 'aws_iam_openid_connect_provider').length),
      [0, 0, 1],
    );
  });

  it('have the permissions of the last step at every step', () => {
    for (const account of accounts) {
      assert.deepEqual(
        rolePolicies(account, 'run', { throughStep: 1 }),
        rolePolicies(account, 'run', { throughStep: 7 }),
        account,
      );
    }
  });

  it('say nothing at synth, and warn of a type that they know nothing of', () => {
    assert.deepEqual(annotationsIn(stacksWith().outdir), []);
    const outdir = join(temporaryFolder(), 'cdktf.out');
    const app = new FsxLustreKmsApp({
      outdir,
      context: { [CONTEXT_KEY]: { ...sampleInput(), backend: bootstrapBackend() } },
    });
    new SqsQueue(app.stacks.bucket, 'queue', { name: 'imported' });
    app.synth();
    assert.deepEqual(annotationsIn(outdir), [
      'It is not known what aws_sqs_queue of account-b-bucket takes: allow it in a policy of your own for the role, and in its permissions boundary.',
    ]);
  });

  it('leave the three stacks as they are', () => {
    const withThem = synthesizeSample({ backend: bootstrapBackend() }).stacks;
    const { bootstrap: _, ...backend } = bootstrapBackend();
    assert.deepEqual(withThem, synthesizeSample({ backend }).stacks);
  });

  it('bound the role so that it can change neither itself nor who may take it', () => {
    const { boundary } = rolePolicies('key');
    const own = boundary.Statement.find(({ Sid }) => Sid === 'NothingAboutItself');
    assert.deepEqual(own, {
      Sid: 'NothingAboutItself',
      Effect: 'Deny',
      Action: 'iam:*',
      Resource: [
        'arn:aws:iam::333333333333:oidc-provider/app.terraform.io',
        'arn:aws:iam::333333333333:policy/fsx-lustre-kms-account-c-key-boundary',
        'arn:aws:iam::333333333333:policy/fsx-lustre-kms-account-c-key-run-*',
        'arn:aws:iam::333333333333:role/fsx-lustre-kms-account-c-key-run',
      ],
    });
  });
});
