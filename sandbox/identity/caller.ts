/** Who makes a call. */
export type Caller = UserCaller | SessionCaller | AnonymousCaller;

interface IamCaller {
  /** Account of the user, or of the role. */
  readonly account: string;
  /** As policies and messages name it: a user's ARN, or `arn:aws:sts::…:assumed-role/NAME/SESSION`. */
  readonly arn: string;
  /** Value of `aws:userid`: `AIDA…`, or `AROA…:SESSION`. */
  readonly userId: string;
  /** The access key that signed; undefined for what a service does by itself. */
  readonly accessKeyId?: string;
}

export interface UserCaller extends IamCaller {
  readonly kind: 'user';
  readonly userName: string;
}

/** A session of a role, by AssumeRole or of a service (the file system's reads and writes). */
export interface SessionCaller extends IamCaller {
  readonly kind: 'session';
  readonly roleName: string;
  /** With its path. */
  readonly roleArn: string;
  /** The role's `AROA…` id. */
  readonly roleId: string;
  readonly sessionName: string;
  /** Policies given with AssumeRole, which limit it. */
  readonly sessionPolicies: readonly string[];
  /** `aws:PrincipalTag/…` that came with the session. */
  readonly tags: Readonly<Record<string, string>>;
  /** Since when, as ISO text. */
  readonly since: string;
  /** Service whose own session it is, for example `fsx.amazonaws.com`. */
  readonly invokedBy?: string;
}

/** A request without a signature: only S3 takes those. */
export interface AnonymousCaller {
  readonly kind: 'anonymous';
}

export const ANONYMOUS: AnonymousCaller = { kind: 'anonymous' };
