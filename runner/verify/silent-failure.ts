/** Why an export has failed, of which `lfs` says nothing. */
import type { ResolvedBucket } from '../../core/deployment/resolve';
import type { Evidence } from '../../core/journey/proof';
import { describeFileSystem } from './file-system';
import { recordsAbout } from './repository-log';
import { fileSystemIdOf, fileSystemRoleOf } from './subjects';
import { BETWEEN_LOOKUPS_MS, deniedCalls } from './trail';
import { evidenceOf, failed, type Outcome, type Verification } from './verification';

/**
 * What AWS says of an export that failed: first the file system's log, which names the file, then CloudTrail.
 * Undefined as long as neither says anything; what may not be read is left out.
 */
export async function silentFailure(
  on: Verification,
  bucket: ResolvedBucket,
  { objectKey, keyArn }: { objectKey: string; keyArn: string },
  since: Date,
): Promise<Outcome | undefined> {
  const logged = await loggedFailure(on, objectKey, since);
  const refused = await refusedCall(on, bucket, keyArn, since);
  const nextAction =
    'hsm_archive prints no error and ends with 0, and nothing is exported. Prove step 6: the grant needs GenerateDataKey, and Decrypt for large files; and step 1: the role needs s3:PutObject.';
  if (logged) {
    const trail = refused ? ` CloudTrail in account A: ${refused.sentence}` : '';
    return failed(
      `The export failed in silence. CloudWatch Logs: ${logged.code} for ${objectKey}.${trail} ${nextAction}`,
      ...[logged.evidence, ...(refused ? [refused.evidence] : [])],
    );
  }
  if (!refused) return undefined;
  return failed(
    `The export failed in silence. CloudTrail in account A: ${refused.sentence} ${nextAction}`,
    refused.evidence,
  );
}

async function loggedFailure(
  on: Verification,
  key: string,
  since: Date,
): Promise<{ code: string; evidence: Evidence } | undefined> {
  const fileSystemId = fileSystemIdOf(on);
  const described = await describeFileSystem(on);
  if (described.status !== 'answered' || fileSystemId === undefined) return undefined;
  const destinationArn = described.answer.LustreConfiguration?.LogConfiguration?.Destination;
  if (destinationArn === undefined) return undefined;
  const records = await recordsAbout(on, { fileSystemId, destinationArn }, { key, since });
  const found =
    records.status === 'answered'
      ? records.answer.find(({ code }) => code.startsWith('S3Export'))
      : undefined;
  if (!found) return undefined;
  const title = `Record of ${destinationArn}`;
  const evidence = evidenceOf(
    on,
    { account: 'fileSystem', action: 'logs:FilterLogEvents', title },
    found.text,
  );
  return { code: found.code, evidence };
}

/** Writing takes GenerateDataKey, and in several parts Decrypt too. */
const WRITING_CALLS = ['GenerateDataKey', 'Decrypt'] as const;

async function refusedCall(
  on: Verification,
  bucket: ResolvedBucket,
  keyArn: string,
  since: Date,
): Promise<{ sentence: string; evidence: Evidence } | undefined> {
  const { sessionArn } = fileSystemRoleOf(on);
  for (const eventName of WRITING_CALLS) {
    await on.sleep(BETWEEN_LOOKUPS_MS);
    const wanted = { eventName, sessionArn, keyArn, bucketArn: bucket.arn, since };
    const asked = await deniedCalls(on, 'fileSystem', wanted);
    const [event] = asked.status === 'answered' ? asked.answer : [];
    if (!event) continue;
    const title = `CloudTrail event ${event.id}`;
    return {
      sentence: `${eventName}, "${event.errorMessage ?? event.errorCode ?? ''}"`,
      evidence: evidenceOf(
        on,
        { account: 'fileSystem', action: 'cloudtrail:LookupEvents', title },
        event.raw,
      ),
    };
  }
  return undefined;
}
