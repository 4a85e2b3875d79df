import type { Outcome } from '../../gateway/outcome';
import type { SandboxWorld } from '../../world';
import type { S3Request } from './request';
import type { BucketRecord, S3Store } from './state';

/** A request with what it stands on. */
export interface S3Call extends S3Request {
  readonly world: SandboxWorld;
  readonly store: S3Store;
}

/** A request on a bucket that is there, or on an object in it. */
export interface BucketCall extends S3Call {
  readonly bucket: BucketRecord;
}

/** An operation on no bucket, or on one that need not be there. */
export interface AccountOperation {
  readonly on: 'account';
  answer(call: S3Call): Promise<Outcome> | Outcome;
}

/** An operation on a bucket, or on an object in it. */
export interface BucketOperation {
  readonly on: 'bucket' | 'object';
  /**
   * The permission that it needs on the bucket or object; others are asked for on the way. Undefined where each
   * object of a request is judged by itself.
   */
  readonly action: string | ((call: BucketCall) => string) | undefined;
  answer(call: BucketCall): Promise<Outcome> | Outcome;
}

export type S3Operation = AccountOperation | BucketOperation;

export type S3OperationTable = Readonly<Record<string, S3Operation>>;
