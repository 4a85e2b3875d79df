import type { JsonObject } from '../json';
import type { Trail } from '../gateway/outcome';
import type { Caller } from '../identity/caller';

/** One call and how it ended: what CloudTrail makes its records of. */
export interface CallEvent extends Trail {
  /** Id of the request. */
  readonly requestId: string;
  /** ISO text, seconds. */
  readonly time: string;
  readonly caller: Caller;
  /** For example `kms.amazonaws.com`. */
  readonly eventSource: string;
  /** The operation, for example `Decrypt`. */
  readonly eventName: string;
  readonly region: string;
  readonly readOnly: boolean;
  /** CloudTrail writes `AccessDenied` where KMS answers AccessDeniedException. */
  readonly errorCode?: string;
  readonly errorMessage?: string;
  /** A client's address, or the service that called: `s3.amazonaws.com`. */
  readonly sourceIpAddress: string;
  readonly userAgent: string;
  /** Service through which the caller called, for example `s3.amazonaws.com`. */
  readonly invokedBy?: string;
  /** `additionalEventData` of some events. */
  readonly additional?: JsonObject;
}

/** Takes every call's end. */
export interface EventSink {
  record(event: CallEvent): void;
}
