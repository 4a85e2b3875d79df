import { fileSystemRoleArn } from '../../../core/facts/arns';
import type { Link } from '../../lustre/link';
import type { FsxGround } from './ground';
import { NO_BUCKET_ACCESS } from './errors';
import { linksOf } from './links';
import { subscribe, subscriptionProblem, unsubscribe } from './notification';
import { giveRole } from './role';
import type { FileSystemRecord } from './state';

const ALL = ['NEW', 'CHANGED', 'DELETED'] as const;

/** Gives the file system's role the buckets of all its links. */
export async function giveRoleBuckets(
  { world, state }: FsxGround,
  fileSystem: FileSystemRecord,
  more: readonly string[] = [],
): Promise<void> {
  const buckets = linksOf(state(), fileSystem.id).map(({ bucket }) => bucket);
  await giveRole(world, fileSystem, [...new Set([...buckets, ...more])]);
}

/**
 * Takes a link into use, as the file system's role: imports the names, and has S3 tell of changes.
 * @param isImporting whether what is in the bucket is to be seen; else only what changes from now on
 * @returns why the link is MISCONFIGURED; undefined when all is well
 */
export async function openLink(
  ground: FsxGround,
  fileSystem: FileSystemRecord,
  link: Link,
  isImporting: boolean,
): Promise<string | undefined> {
  const { objects, world } = ground;
  if (isImporting || link.autoImport.length > 0) {
    const transfer = await ground.files(fileSystem).import(link, isImporting ? ALL : []);
    if (transfer.status === 'refused' || transfer.status === 'impossible') return NO_BUCKET_ACCESS;
  }
  if (link.autoImport.length > 0) {
    const call = await roleCall(ground, fileSystem);
    const problem = call ? await subscribe(objects, call, fileSystem.account, link.bucket) : NO_BUCKET_ACCESS;
    if (problem !== undefined) return problem;
  }
  return world.faults.misconfiguredAssociations === true ? NO_BUCKET_ACCESS : undefined;
}

/** Lets S3 stop telling of a bucket's changes, when no other link of the file system needs that. */
export async function closeLink(ground: FsxGround, fileSystem: FileSystemRecord, link: Link): Promise<void> {
  if (link.autoImport.length === 0) return;
  const { fileSystems, associations } = ground.state();
  const others = fileSystems
    .flatMap(({ id }) => linksOf({ fileSystems, associations, tasks: [] }, id))
    .filter(
      ({ id, bucket, autoImport }) => id !== link.id && bucket === link.bucket && autoImport.length > 0,
    );
  const call = others.length === 0 ? await roleCall(ground, fileSystem) : undefined;
  if (call) await unsubscribe(ground.objects, call, link.bucket);
}

/** Why a link that imports changes no longer does so; undefined when it does, or does not import any. */
export async function linkProblem(
  ground: FsxGround,
  fileSystem: FileSystemRecord,
  link: Link,
): Promise<string | undefined> {
  if (link.autoImport.length === 0) return undefined;
  const call = await roleCall(ground, fileSystem);
  return call ? subscriptionProblem(ground.objects, call, link.bucket) : NO_BUCKET_ACCESS;
}

async function roleCall({ world }: FsxGround, { account, id, region }: FileSystemRecord) {
  const role = fileSystemRoleArn('aws', account, id);
  const caller = await world.directory.serviceSession(role, 'FSx', 'fsx.amazonaws.com');
  return caller && { caller, region };
}
