import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import type { RunningSandbox } from '../../../../sandbox/sandbox';
import type { Keys } from '../../clients';

/** A client that sends each request once. */
export function s3Client(
  { endpoint, region }: Pick<RunningSandbox, 'endpoint' | 'region'>,
  credentials: Keys,
  rest: Partial<S3ClientConfig> = {},
): S3Client {
  return new S3Client({ endpoint, region, credentials, maxAttempts: 1, forcePathStyle: true, ...rest });
}

/** A policy of statements. */
export function policy(...statements: Record<string, unknown>[]): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map((statement) => ({ Effect: 'Allow', ...statement })),
  });
}
