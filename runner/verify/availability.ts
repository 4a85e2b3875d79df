/** Whether the file system and its associations are AVAILABLE. */
import type { DataRepositoryAssociation, FileSystem } from '@aws-sdk/client-fsx';
import type { ResolvedBucket } from '../../core/deployment/resolve';
import type { Check, Evidence } from '../../core/journey/proof';
import { describeFileSystem, findLink } from './file-system';
import { duration, poll, type Look } from './poll';
import { unanswered } from './unanswered';
import { evidenceOf, failed, passed, take, unknown, type Outcome, type Verification } from './verification';

/** States that end in AVAILABLE by themselves. */
const UNDERWAY: ReadonlySet<string | undefined> = new Set(['CREATING', 'UPDATING']);

export function fileSystemCheck(on: Verification): Promise<Check> {
  const subject = {
    id: 'file-system',
    account: 'fileSystem',
    title: 'The file system is AVAILABLE',
  } as const;
  return take(on, subject, async (say) => {
    const ended = await poll(
      on,
      { limitMs: on.limits.lifecycleMs, say },
      async (): Promise<Look<Outcome>> => {
        const asked = await describeFileSystem(on);
        if (asked.status === 'absent') return { status: 'done', end: unknown(asked.why) };
        if (asked.status === 'missing')
          return { status: 'done', end: failed(`${asked.resource} is not there. Deploy step 4.`) };
        if (asked.status !== 'answered') return { status: 'done', end: unanswered(on, asked) };
        const { Lifecycle: lifecycle, FailureDetails: failure } = asked.answer;
        const evidence = fileSystemEvidence(on, asked.answer);
        if (lifecycle === 'AVAILABLE' || lifecycle === 'UPDATING')
          return { status: 'done', end: passed(`It is ${lifecycle}. ${ownKey(asked.answer)}`, evidence) };
        if (UNDERWAY.has(lifecycle))
          return { status: 'waiting', why: `The file system is ${lifecycle ?? '?'}.` };
        const details = failure?.Message ?? 'FSx gives no details.';
        return {
          status: 'done',
          end: failed(`The file system is ${lifecycle ?? '?'}: ${details}`, evidence),
        };
      },
    );
    return ended.status === 'done' ? ended.end : stillUnderway(ended, 'The file system');
  });
}

/** How the file system itself is encrypted at rest: another matter than the bucket's key. */
function ownKey({ KmsKeyId: key, LustreConfiguration: lustre }: FileSystem): string {
  const type = lustre?.DeploymentType ?? '?';
  return key === undefined
    ? `Its own data at rest is encrypted with a key of FSx's that it does not show (${type}).`
    : `Its own data at rest is encrypted with ${key}, which is not the bucket's key (${type}).`;
}

function fileSystemEvidence(on: Verification, fileSystem: FileSystem): Evidence {
  const { FileSystemId, Lifecycle, KmsKeyId, FileSystemTypeVersion, FailureDetails } = fileSystem;
  const { DeploymentType, MountName, LogConfiguration } = fileSystem.LustreConfiguration ?? {};
  const shown = { FileSystemId, Lifecycle, FailureDetails, KmsKeyId, FileSystemTypeVersion };
  return evidenceOf(
    on,
    { account: 'fileSystem', action: 'fsx:DescribeFileSystems', title: 'File system' },
    { ...shown, DeploymentType, MountName, LogConfiguration },
  );
}

function stillUnderway(
  ended: { status: 'timed-out'; waitedMs: number } | { status: 'cancelled' },
  what: string,
): Outcome {
  return ended.status === 'cancelled'
    ? unknown('It was interrupted before this was seen.')
    : unknown(`${what} was not AVAILABLE after ${duration(ended.waitedMs)}. Verify again later.`);
}

export function associationCheck(on: Verification, bucket: ResolvedBucket): Promise<Check> {
  const title = `The association with ${bucket.dataRepositoryPath} is AVAILABLE`;
  return take(on, { id: `association-${bucket.name}`, account: 'fileSystem', title }, async (say) => {
    const ended = await poll(
      on,
      { limitMs: on.limits.lifecycleMs, say },
      async (): Promise<Look<Outcome>> => {
        const asked = await findLink(on, bucket);
        if (asked.status === 'absent') return { status: 'done', end: absentLink(on, bucket, asked.why) };
        if (asked.status !== 'answered') return { status: 'done', end: unanswered(on, asked) };
        const { association, folder } = asked.answer;
        if (!association) {
          const path = `s3://${bucket.bucketName}/${folder.prefix}`;
          return { status: 'done', end: passed(`The file system imports ${path} by its own ImportPath.`) };
        }
        return stateOf(on, bucket, association);
      },
    );
    return ended.status === 'done' ? ended.end : stillUnderway(ended, 'The association');
  });
}

/** Nothing deployed yet is not looked at; a file system without the association is what step 4 is about. */
function absentLink(on: Verification, bucket: ResolvedBucket, why: string): Outcome {
  const id = on.outputs.fileSystem?.['file_system_id'];
  return id === undefined && on.deployment.fileSystem.existingId === undefined
    ? unknown(why)
    : failed(`${why} Files of ${bucket.bucketName} do not show. Deploy step 4, or make the association.`);
}

function stateOf(
  on: Verification,
  bucket: ResolvedBucket,
  association: DataRepositoryAssociation,
): Look<Outcome> {
  const { AssociationId, Lifecycle, FailureDetails, FileSystemPath, DataRepositoryPath, S3 } = association;
  const evidence = evidenceOf(
    on,
    { account: 'fileSystem', action: 'fsx:DescribeDataRepositoryAssociations', title: 'Association' },
    { AssociationId, Lifecycle, FailureDetails, FileSystemPath, DataRepositoryPath, S3 },
  );
  const path = `${DataRepositoryPath ?? ''}${DataRepositoryPath?.endsWith('/') ? '' : '/'}`;
  if (!bucket.dataRepositoryPath.startsWith(path)) {
    const message = `The association ${AssociationId ?? ''} is with ${path}, not with ${bucket.dataRepositoryPath}: files from there do not show. Its path cannot be changed; make it anew.`;
    return { status: 'done', end: failed(message, evidence) };
  }
  if (bucket.associate && FileSystemPath !== bucket.fileSystemPath) {
    const message = `The association ${AssociationId ?? ''} shows at ${FileSystemPath ?? '?'}, not at ${bucket.fileSystemPath}. Its path cannot be changed; make it anew.`;
    return { status: 'done', end: failed(message, evidence) };
  }
  if (Lifecycle === 'AVAILABLE') {
    const message = `${AssociationId ?? ''} is AVAILABLE: ${path} shows at ${FileSystemPath ?? '?'}.`;
    return { status: 'done', end: passed(message, evidence) };
  }
  if (UNDERWAY.has(Lifecycle)) return { status: 'waiting', why: `The association is ${Lifecycle ?? '?'}.` };
  const details = FailureDetails?.Message ?? 'FSx gives no details.';
  return { status: 'done', end: failed(`The association is ${Lifecycle ?? '?'}: ${details}`, evidence) };
}
