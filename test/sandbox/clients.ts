import assert from 'node:assert/strict';
import { KMSClient } from '@aws-sdk/client-kms';
import { STSClient } from '@aws-sdk/client-sts';
import { startSandbox, type RunningSandbox, type SandboxOptions } from '../../sandbox/sandbox';
import { problemsIn } from './errors/unmodelled';

/** Keys that sign requests. */
export interface Keys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/**
 * Starts a sandbox on a free port. When it stops, each error that it answered with has to be one that AWS's model of
 * the operation has, or that AWS documents.
 * @throws when it does not start
 */
export async function ready(options: Partial<SandboxOptions> = {}): Promise<RunningSandbox> {
  const lines = new Set<string>();
  const started = await startSandbox({
    port: 0,
    ...options,
    log: (line) => {
      lines.add(line);
      options.log?.(line);
    },
  });
  if (started.status !== 'ready') throw new Error(JSON.stringify(started));
  return {
    ...started,
    stop: async () => {
      await started.stop();
      assert.deepEqual(problemsIn(lines), []);
    },
  };
}

/** @param credentials copied, since the SDK writes into what it is given */
export function kmsClient({ endpoint, region }: RunningSandbox, credentials: Keys): KMSClient {
  return new KMSClient({ endpoint, region, credentials: { ...credentials }, maxAttempts: 1 });
}

export function stsClient({ endpoint, region }: RunningSandbox, credentials: Keys): STSClient {
  return new STSClient({ endpoint, region, credentials: { ...credentials }, maxAttempts: 1 });
}

/** What an error of an SDK client says: name, status, message. */
export interface SdkError {
  name: string;
  status: number | undefined;
  message: string;
}

/** The error that a call ends with. @throws when it succeeds */
export async function errorOf(call: Promise<unknown>): Promise<SdkError> {
  try {
    await call;
  } catch (error) {
    const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
    return { name, message, status: $metadata?.httpStatusCode };
  }
  throw new Error('it succeeded');
}
