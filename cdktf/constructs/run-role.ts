import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { PolicyStatement } from '../../core/policies/document';
import { packStatements, type TrustPolicy } from '../../core/policies/run-role';
import { recordCreation } from '../created-at';

/** What a `RunRole` is made from. */
export interface RunRoleProps {
  /** Name of the role; its policies are NAME-1, NAME-2, … */
  name: string;
  /** What IAM shows for it. */
  description: string;
  /** Who may take it. */
  trust: TrustPolicy;
  /** What it may do: as many managed policies as that takes, ten at most. */
  permissions: readonly PolicyStatement[];
  /** ARN of the policy that it can never go beyond. */
  permissionsBoundaryArn: string;
  /** The OIDC provider, where it is made with the role. */
  dependsOn?: ITerraformDependable[];
}

/** A role that runs of one HCP Terraform workspace take, with its permissions in managed policies. */
export class RunRole extends Construct {
  /** ARN of the role, known when it is made. */
  readonly arn: string;

  constructor(scope: Construct, id: string, props: RunRoleProps) {
    super(scope, id);
    recordCreation(this, RunRole);
    const role = new IamRole(this, 'role', {
      name: props.name,
      description: props.description,
      assumeRolePolicy: JSON.stringify(props.trust),
      permissionsBoundary: props.permissionsBoundaryArn,
      dependsOn: props.dependsOn,
    });
    for (const [index, document] of packStatements(props.permissions).entries()) {
      const number = index + 1;
      const policy = new IamPolicy(this, `policy-${number}`, {
        name: `${props.name}-${number}`,
        description: `${props.description}: permissions`,
        policy: JSON.stringify(document),
      });
      new IamRolePolicyAttachment(this, `attachment-${number}`, { role: role.name, policyArn: policy.arn });
    }
    this.arn = role.arn;
  }
}
