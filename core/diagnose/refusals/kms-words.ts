/** What the refusals of KMS have in common. */
import { SYMMETRIC_GRANT_OPERATIONS, type GrantOperation } from '../../facts/kms';
import type { Refusal } from './refusal';

export const ONE_LAYER = 'AWS names one policy that is missing, and others may be missing too.';

/** The operations of grants among actions. */
export function operationsOf(actions: readonly string[]): GrantOperation[] {
  return SYMMETRIC_GRANT_OPERATIONS.filter((operation) =>
    actions.some((action) => action.toLowerCase() === `kms:${operation.toLowerCase()}`),
  );
}

/** What the event adds to the sentence. */
export function contextSentence({ events }: Refusal): string[] {
  const context = events.find(({ s3Context }) => s3Context !== undefined)?.s3Context;
  if (context === undefined) return [];
  const isObject = /^arn:[^:]*:s3:::[^/]+\//.test(context);
  return [
    `The request came through S3 with the encryption context aws:s3:arn = ${context}: the ${isObject ? "object's ARN, so no Bucket Key" : "bucket's ARN, so a Bucket Key"} is in use for it. Conditions and constraints have to cover that.`,
  ];
}
