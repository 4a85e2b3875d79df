import type { JsonObject } from '../json';
import type { HttpResponse } from './http';

/** What an operation leads to. The gateway writes it in the service's protocol. */
export type Outcome = Success | RawAnswer | AwsError;

/** An operation that succeeded; `output` has the members of AWS's response shape. */
export interface Success {
  readonly status: 'ok';
  readonly output: JsonObject;
  readonly trail?: Trail;
}

/** An answer that is written already: an object's bytes, or what moto answered. */
export interface RawAnswer {
  readonly status: 'raw';
  readonly response: HttpResponse;
  readonly trail?: Trail;
  /** Set when the answer is an error, for the event. */
  readonly error?: { readonly code: string; readonly message: string };
}

/** An error as AWS answers it. */
export interface AwsError {
  readonly status: 'error';
  /** For example `NotFoundException`. */
  readonly code: string;
  readonly message: string;
  readonly httpStatus: number;
  /** Members of the error's shape beside the message. */
  readonly fields?: Readonly<Record<string, string>>;
  readonly trail?: Trail;
}

/** What CloudTrail tells of a call beside who made it and how it ended. */
export interface Trail {
  readonly requestParameters?: JsonObject | null;
  readonly responseElements?: JsonObject | null;
  /** Resources that it concerned; their owners get an event of their own when they are in other accounts. */
  readonly resources?: readonly TrailResource[];
}

export interface TrailResource {
  readonly arn: string;
  readonly accountId: string;
  /** For example `AWS::KMS::Key`. */
  readonly type: string;
}

export function ok(output: JsonObject = {}, trail?: Trail): Success {
  return trail === undefined ? { status: 'ok', output } : { status: 'ok', output, trail };
}

/** @param httpStatus 400 when left out, as most of AWS's client errors have */
export function awsError(
  code: string,
  message: string,
  httpStatus = 400,
  fields?: Readonly<Record<string, string>>,
): AwsError {
  return { status: 'error', code, message, httpStatus, ...(fields && { fields }) };
}

/** The same outcome with what CloudTrail tells of it. */
export function withTrail<Some extends Outcome>(outcome: Some, trail: Trail): Some {
  return { ...outcome, trail: { ...outcome.trail, ...trail } };
}
