/** What one request carries, and the policies and grants that decide it: the input of the evaluator. */

/** One request, as IAM sees it. */
export interface AccessRequest {
  /**
   * ARN of who calls: a user, a role (its session left open), a session
   * (`arn:aws:sts::…:assumed-role/NAME/SESSION`), the root user, a federated user; or a service principal's name,
   * or `*` for a request without credentials.
   */
  principal: string;
  /** The role of a session, with its path, which the session's ARN leaves out. */
  principalRoleArn?: string;
  /** For example `kms:Decrypt`. */
  action: string;
  /** ARN of the resource, or `*` for an action that has none. */
  resource: string;
  /** Account that owns the resource; taken from its ARN when left out. */
  resourceAccount?: string;
  /** Every condition key that the request carries, each a text or a list of texts. */
  context?: Readonly<Record<string, unknown>>;
  /** Keys of the context of which it is not known whether the request carries them, in any case. */
  uncertainKeys?: readonly string[];
}

/** One grant on the key. Source: KMS Developer Guide, "Grants in AWS KMS". */
export interface AccessGrant {
  /** ARN of whom it lets use the key. */
  granteePrincipal: string;
  /** Who may retire it. */
  retiringPrincipal?: string;
  /** Such as `Decrypt`. */
  operations: readonly string[];
  /** Account whose identity created it. */
  issuingAccount: string;
  /** Encryption context that requests must carry: at least this one, or just this one. */
  constraints?: {
    encryptionContextSubset?: Readonly<Record<string, unknown>>;
    encryptionContextEquals?: Readonly<Record<string, unknown>>;
  };
}

/**
 * Everything that has a say. Documents are JSON as AWS takes it, or a text holding such JSON, or an unresolved
 * reference; a document that is left out is not there.
 */
export interface AccessPolicies {
  /** Of the caller. */
  identityPolicies?: readonly unknown[];
  /** Bucket policy, key policy, or a role's trust policy: the one on the resource. */
  resourcePolicy?: unknown;
  /** On the key. */
  grants?: readonly AccessGrant[];
  /** Of the caller. */
  permissionsBoundary?: unknown;
  /** Given when the session was made. */
  sessionPolicy?: unknown;
  /** One level; an absent or empty list means no service control policies. */
  serviceControlPolicies?: readonly unknown[];
  /** `RCPFullAWSAccess` is implied. */
  resourceControlPolicies?: readonly unknown[];
  /** Of the endpoint that the request goes through. */
  vpcEndpointPolicy?: unknown;
}

/** Where a decision was made. */
export type Layer =
  | 'identity-based'
  | 'resource-based'
  | 'key-policy'
  | 'grant'
  | 'boundary'
  | 'session'
  | 'scp'
  | 'rcp'
  | 'vpce';

/** What becomes of a request; `unknown` where an unresolved reference decides. */
export type Decision = 'allowed' | 'denied' | 'unknown';

/** A decision without its explanation. */
export interface Verdict {
  /** What becomes of the request. */
  decision: Decision;
  /** Nothing allows it, or something denies it; only where it is denied. */
  denial?: 'implicit' | 'explicit';
  /**
   * For allowed the layers that allowed, for an explicit denial those that hold the deny, for an implicit one
   * those whose missing allow could decide, for unknown those whose unresolved references decide.
   */
  because: Layer[];
}
