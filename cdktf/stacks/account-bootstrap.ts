import { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider';
import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { Annotations, type ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { workspaceOf, type CloudBackend } from '../../core/deployment/sections/backend';
import {
  DYNAMIC_CREDENTIALS,
  TERRAFORM_CLOUD_HOST,
  WORKLOAD_IDENTITY_AUDIENCE,
  type RunPhase,
} from '../../core/facts/terraform-cloud';
import type { TerraformUse } from '../../core/facts/terraform/permission';
import { ACCOUNTS, type AccountRole } from '../../core/journey/steps';
import { runBoundary, runTrustPolicy } from '../../core/policies/run-role';
import { EVERY_USE, runPermissions, type StackTerraform } from '../../core/policies/run-permissions';
import { AccountStack, type AccountStackProps } from '../account-stack';
import { RunRole } from '../constructs/run-role';

/** What an `AccountBootstrap` is made from. */
export interface AccountBootstrapProps extends AccountStackProps {
  /** The account that it prepares. */
  account: AccountRole;
  /** Where HCP Terraform is, and what is asked of the roles; the project has to be named. */
  backend: CloudBackend & { bootstrap: NonNullable<CloudBackend['bootstrap']>; project: string };
  /** The stack whose runs take the role. */
  runs: AccountStack;
  /** The same stack as it will be after the last step, so that the role needs no change on the way there. */
  later?: AccountStack;
  /** Whether the OIDC provider is made here: one an account. */
  createsProvider: boolean;
}

/** A role's phases, what they call, and the variable that names it to the workspace. */
interface RoleKind {
  name: string;
  runPhase: RunPhase | '*';
  uses: readonly TerraformUse[];
  variable: string;
}

const ONE_ROLE: readonly RoleKind[] = [
  { name: 'run', runPhase: '*', uses: EVERY_USE, variable: DYNAMIC_CREDENTIALS.role },
];
const TWO_ROLES: readonly RoleKind[] = [
  { name: 'plan', runPhase: 'plan', uses: ['read'], variable: DYNAMIC_CREDENTIALS.planRole },
  { name: 'apply', runPhase: 'apply', uses: EVERY_USE, variable: DYNAMIC_CREDENTIALS.applyRole },
];

/**
 * What an account needs before HCP Terraform can deploy its stack without keys: the OIDC provider, and the role that runs
 * of that one workspace take. An administrator deploys it from here, once; its state stays here too.
 */
export class AccountBootstrap extends AccountStack {
  private isMade = false;

  constructor(
    scope: Construct,
    private readonly props: AccountBootstrapProps,
  ) {
    super(scope, props.account, props, { type: 'local' });
  }

  /** Only now is everything in the stack whose permissions are read from it. */
  override prepareStack(): void {
    if (!this.isMade) this.make();
    this.isMade = true;
    super.prepareStack();
  }

  private make(): void {
    const { account, backend, runs, later } = this.props;
    const { accounts, partition, region, namePrefix } = this.deployment;
    const { bootstrap } = backend;
    const host = (backend.hostname ?? TERRAFORM_CLOUD_HOST).toLowerCase();
    const accountId = accounts[account].id;
    const arnOf = (resource: string) => `arn:${partition}:iam::${accountId}:${resource}`;
    const providerArn = arnOf(`oidc-provider/${host}`);
    const name = `${namePrefix}-${ACCOUNTS[account].stack}`;
    const workspace = workspaceOf(backend, account, { namePrefix, stack: runs.node.id });

    const place = { partition, region, account: accountId, keyAccount: accounts.key.id };
    const terraform = [runs, ...(later ? [later] : [])].map((stack) => stack.toTerraform() as StackTerraform);
    const all = runPermissions(terraform, place);
    for (const type of all.unknownTypes) {
      Annotations.of(this).addWarning(
        `It is not known what ${type} of ${runs.node.id} takes: allow it in a policy of your own for the role, and in its permissions boundary.`,
      );
    }
    const boundary = new IamPolicy(this, 'boundary', {
      name: `${name}-boundary`,
      description: `The most that runs of ${workspace} can do`,
      policy: JSON.stringify(
        runBoundary({
          statements: all.statements,
          region,
          ownArns: [
            providerArn,
            arnOf(`policy/${name}-boundary`),
            ...kinds(bootstrap).flatMap((kind) => [
              arnOf(`policy/${name}-${kind.name}-*`),
              arnOf(`role/${name}-${kind.name}`),
            ]),
          ],
        }),
      ),
    });
    const dependsOn = this.provider(host, bootstrap.audience);
    this.output('workspace', workspace, 'Workspace whose runs take the role: set these variables there');
    this.output(DYNAMIC_CREDENTIALS.enabled, 'true', 'Environment variable of the workspace');
    for (const kind of kinds(bootstrap)) {
      const role = new RunRole(this, kind.name, {
        name: `${name}-${kind.name}`,
        description: `HCP Terraform, ${kind.name} of ${workspace}`,
        trust: runTrustPolicy({
          host,
          providerArn,
          audience: bootstrap.audience,
          subject: {
            organization: backend.organization,
            project: backend.project,
            workspace,
            runPhase: kind.runPhase,
          },
        }),
        permissions: runPermissions(terraform, place, kind.uses).statements,
        permissionsBoundaryArn: boundary.arn,
        dependsOn,
      });
      this.output(kind.variable, role.arn, 'Environment variable of the workspace');
    }
    if (bootstrap.audience !== WORKLOAD_IDENTITY_AUDIENCE) {
      this.output(DYNAMIC_CREDENTIALS.audience, bootstrap.audience, 'Environment variable of the workspace');
    }
  }

  /** The OIDC provider, where it is made here. IAM knows the certificates of public hosts: no thumbprint. */
  private provider(host: string, audience: string): ITerraformDependable[] {
    if (!this.props.createsProvider) return [];
    return [
      new IamOpenidConnectProvider(this, 'oidc-provider', {
        url: `https://${host}`,
        clientIdList: [audience],
      }),
    ];
  }
}

function kinds({ separatePlanRole }: { separatePlanRole: boolean }): readonly RoleKind[] {
  return separatePlanRole ? TWO_ROLES : ONE_ROLE;
}
