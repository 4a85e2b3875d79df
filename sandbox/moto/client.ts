import type { HttpResponse } from '../gateway/http';
import type { XmlElement } from '../gateway/xml';

/** A request to moto in an account's name. */
export interface MotoRequest {
  readonly account: string;
  /** As the credential scope names it. */
  readonly service: string;
  readonly region: string;
  readonly method: string;
  /** Percent-encoded; path style for buckets. */
  readonly path: string;
  readonly query?: string;
  /** Signature, host and length are set here. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Whether it changes something: then it is kept and done again after a restart. */
  readonly changes: boolean;
}

/** moto, which holds EC2, IAM, logs and parameters, and enforces nothing. */
export interface MotoClient {
  /**
   * Sends a request, one after the other. What changes something and succeeds is written to the journal, so that a
   * restart leads to the same ids.
   * @throws when moto does not answer: it has ended, and the sandbox with it
   */
  send(request: MotoRequest): Promise<HttpResponse>;
  /** A call of a query-protocol service (IAM, EC2) by the sandbox itself. */
  query(call: MotoQuery): Promise<MotoQueryAnswer>;
}

export interface MotoQuery {
  readonly account: string;
  readonly service: 'iam' | 'ec2';
  /** Default: `us-east-1`. */
  readonly region?: string;
  readonly action: string;
  readonly params: Readonly<Record<string, string>>;
  readonly changes: boolean;
}

export type MotoQueryAnswer =
  | { readonly status: 'ok'; readonly root: XmlElement }
  | {
      readonly status: 'error';
      readonly httpStatus: number;
      readonly code: string;
      readonly message: string;
    };
