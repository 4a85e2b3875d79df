/** Where the test object of a bucket is read on the client. */
import type { ResolvedBucket } from '../../core/deployment/resolve';
import { pathOnClient } from './client-files';
import { findLink } from './file-system';
import { quoted } from './run-on-client';
import { clientOf, testObjectOf } from './subjects';
import { unanswered } from './unanswered';
import { unknown, type Outcome, type Verification } from './verification';

export interface ReadPlace {
  status: 'known';
  instanceId: string;
  /** Absolute path on the client. */
  path: string;
  /** Key of the object. */
  objectKey: string;
  /** Whether it is the stacks' own test object, whose content may be shown. */
  isOurs: boolean;
}

/** The place, or the outcome of a check that needs it. @param commands what to run there by hand, of the quoted path */
export async function readPlaceOf(
  on: Verification,
  bucket: ResolvedBucket,
  commands: (path: string) => string[],
): Promise<ReadPlace | { status: 'unknown'; outcome: Outcome }> {
  const stop = (outcome: Outcome) => ({ status: 'unknown', outcome }) as const;
  const { key: objectKey, isOurs } = testObjectOf(on, bucket);
  const link = await findLink(on, bucket);
  if (link.status === 'absent') return stop(unknown(link.why));
  if (link.status !== 'answered') return stop(unanswered(on, link));
  const { folder } = link.answer;
  const path = pathOnClient(on.deployment.client.mountPath, folder, objectKey);
  if (path === undefined) {
    const covered = `s3://${bucket.bucketName}/${folder.prefix}`;
    return stop(
      unknown(`The file system is linked to ${covered}, and ${objectKey} is not in there: it cannot show.`),
    );
  }
  const client = clientOf(on);
  if (client.status === 'none') return stop(unknown(`${client.why} ${byHand(commands(quoted(path)))}`));
  return { status: 'known', instanceId: client.instanceId, path, objectKey, isOurs };
}

/** What is said where there is no client to run commands on. */
export function byHand(commands: readonly string[]): string {
  return `By hand, on an instance that has the file system mounted: ${commands.map((one) => `\`${one}\``).join(', ')}.`;
}

/** What came of a command that was not run to its end. */
export function notRun(
  on: Verification,
  run: { status: 'not-run'; why: string } | Parameters<typeof unanswered>[1],
): Outcome {
  return run.status === 'not-run' ? unknown(run.why) : unanswered(on, run);
}
