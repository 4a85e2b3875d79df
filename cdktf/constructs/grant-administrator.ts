import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { IamUserPolicyAttachment } from '@cdktf/provider-aws/lib/iam-user-policy-attachment';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { grantAdministratorPolicy } from '../../core/policies/grant-administrator-policy';
import { recordCreation } from '../created-at';

/** What a `GrantAdministrator` is made from. */
export interface GrantAdministratorProps {
  /** Name of the policy in IAM. */
  name: string;
  /** Full ARNs of the keys. */
  keyArns: string[];
  /** ARN of the role or user that the policy is attached to; undefined leaves that to the user. */
  attachTo?: string;
}

/**
 * The identity policy that lets somebody in account A create grants on keys of account C.
 *
 * @example
 * const administrator = new GrantAdministrator(stack, 'grant-administrator', {
 *   name: 'genomics-grants',
 *   keyArns: ['arn:aws:kms:us-east-1:333333333333:key/1234abcd-12ab-34cd-56ef-1234567890ab'],
 *   attachTo: 'arn:aws:iam::111111111111:role/deployer',
 * });
 * new TerraformOutput(stack, 'policy_arn', { value: administrator.policyArn });
 */
export class GrantAdministrator extends Construct {
  /** ARN of the policy, to attach it elsewhere. */
  readonly policyArn: string;
  /** What a grant has to wait for. */
  readonly ready: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: GrantAdministratorProps) {
    super(scope, id);
    recordCreation(this, GrantAdministrator);
    const policy = new IamPolicy(this, 'policy', {
      name: props.name,
      description: "Create, list and revoke the grants for the file system's service-linked role",
      policy: JSON.stringify(grantAdministratorPolicy(props.keyArns)),
    });
    this.policyArn = policy.arn;
    this.ready = [policy, ...(props.attachTo === undefined ? [] : [this.attach(policy.arn, props.attachTo)])];
  }

  private attach(policyArn: string, principalArn: string): ITerraformDependable {
    const name = principalArn.slice(principalArn.lastIndexOf('/') + 1);
    return principalArn.includes(':user/')
      ? new IamUserPolicyAttachment(this, 'attachment', { policyArn, user: name })
      : new IamRolePolicyAttachment(this, 'attachment', { policyArn, role: name });
  }
}
