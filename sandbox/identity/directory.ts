import type { Caller } from './caller';

/** A user, role or group as IAM has it now. */
export interface IamUser {
  readonly kind: 'user';
  readonly account: string;
  readonly name: string;
  readonly arn: string;
  readonly id: string;
  /** Documents of its own, attached and its groups', as JSON texts. */
  readonly policies: readonly string[];
  readonly permissionsBoundary?: string;
  readonly tags: Readonly<Record<string, string>>;
}

export interface IamRole extends Omit<IamUser, 'kind'> {
  readonly kind: 'role';
  readonly trustPolicy: string;
  readonly maxSessionDurationS: number;
}

/** The caller's side of a decision. */
export interface CallerPolicies {
  readonly identityPolicies: readonly string[];
  readonly permissionsBoundary?: string;
  /** `aws:PrincipalTag/…` */
  readonly tags: Readonly<Record<string, string>>;
}

/** Who is in the three accounts, and what their policies say, as IAM has it now. */
export interface IamDirectory {
  user(account: string, name: string): Promise<IamUser | undefined>;
  role(account: string, name: string): Promise<IamRole | undefined>;
  /** The role or user of an ARN with its path, of any of the three accounts. */
  principal(arn: string): Promise<IamUser | IamRole | undefined>;
  /**
   * Whether a policy may name an AWS principal: an account of the sandbox (id or root), a user or role that is
   * there, a session of such a role.
   */
  exists(principal: string): Promise<boolean>;
  /** Undefined when the user or role is gone. */
  policiesOf(caller: Caller): Promise<CallerPolicies | undefined>;
  /** Document of a managed policy, the account's own or AWS's; undefined when there is none. */
  managedPolicy(account: string, arn: string): Promise<string | undefined>;
  /** The session that a service has of a role of its own: the file system's `FSx`. */
  serviceSession(roleArn: string, sessionName: string, service: string): Promise<Caller | undefined>;
  /** Says that IAM of an account has changed, so that it is read again. */
  changed(account: string): void;
}
