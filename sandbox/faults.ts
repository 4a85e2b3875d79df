/**
 * What goes wrong in AWS now and then, on demand. Left out, nothing of it happens: policies and grants count at
 * once, file systems and associations become AVAILABLE within seconds.
 */
export interface Faults {
  /** Requests a second that each account may send to each service; above it they are throttled. */
  readonly requestsPerSecond?: number;
  /** Until a new grant counts, without its token. AWS: usually less than five minutes. */
  readonly grantDelayMs?: number;
  /** Until file systems and associations change their lifecycle. */
  readonly lifecycleDelayMs?: number;
  /** Associations become MISCONFIGURED instead of AVAILABLE. */
  readonly misconfiguredAssociations?: boolean;
  /** Sessions of AssumeRole have ended as soon as they are made. */
  readonly expiredSessions?: boolean;
}
