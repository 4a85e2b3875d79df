import type { AccessGrant } from '../../core/access/request';
import type { Caller } from '../identity/caller';

/** Condition keys of a request, each a text or several. */
export type ConditionContext = Readonly<Record<string, string | readonly string[]>>;

/** What a caller wants to do, and what has a say beside the caller's own policies. */
export interface AccessQuestion {
  readonly caller: Caller;
  /** For example `kms:Decrypt`. */
  readonly action: string;
  /** ARN, or `*`. */
  readonly resource: string;
  /** Account that owns the resource; the caller's own where there is no resource. */
  readonly resourceAccount: string;
  readonly region: string;
  /** Bucket policy, key policy, trust policy: JSON text or object. */
  readonly resourcePolicy?: unknown;
  readonly grants?: readonly AccessGrant[];
  /** Keys of the service's own; the global ones are added. */
  readonly context?: ConditionContext;
  /** The client's, for `aws:SourceIp` and `aws:UserAgent`; left out for what a service does. */
  readonly client?: { readonly sourceIp: string; readonly userAgent?: string };
  /** Service that makes the call for the caller: `aws:ViaAWSService` is true. */
  readonly viaService?: string;
}

export type Authorization =
  { readonly status: 'allowed' } | { readonly status: 'denied'; readonly message: string };

/** Decides by the policies that are in force now. */
export type Authorize = (question: AccessQuestion) => Promise<Authorization>;
