/** Links of file systems with buckets, and the key that each bucket's objects are encrypted with. */
import { ACCOUNTS } from '../../journey/steps';
import { entryOf } from '../../syntax/inspect';
import type { Located } from '../../syntax/project';
import type { Value } from '../../syntax/value';
import { actorOf } from './actors';
import { bucketByName } from './buckets';
import { fileSystemAt } from './file-systems';
import { ASSOCIATION, BUCKET, FILE_SYSTEM } from './kinds';
import { keyByArn, mayBe } from './keys';
import type { Reading } from './reading';
import { isKnownText, isOpaque, unknownText } from './text';
import type { World, WorldBucket, WorldFileSystem, WorldKey, WorldLink } from './world';

type Parts = Omit<World, 'links' | 'serviceControlPolicies'>;

/** Every link in view; where there is none yet, the one to come for each bucket. */
export function readLinks(parts: Parts, reading: Reading): WorldLink[] {
  const associated = reading
    .resources(ASSOCIATION)
    .map((located) => associationLink(located, parts, reading));
  const imported = reading
    .resources(FILE_SYSTEM)
    .filter((located) => reading.isGiven(located, 'import_path'))
    .map((located) => importLink(located, parts, reading));
  const links = [...associated, ...imported];
  return links.length > 0 ? links : linksToCome(parts, reading);
}

/** Names of the buckets that file systems are linked with, as far as they are in view. */
export function linkedBuckets(reading: Reading): string[] {
  const paths = [
    ...reading.resources(ASSOCIATION).map((located) => [located, 'data_repository_path'] as const),
    ...reading.resources(FILE_SYSTEM).map((located) => [located, 'import_path'] as const),
  ];
  return paths.flatMap(
    ([located, name]) => pathOf(entryOf(located.resource.body, name), located, reading).bucket ?? [],
  );
}

function associationLink(located: Located, parts: Parts, reading: Reading): WorldLink {
  const { body } = located.resource;
  const path = pathOf(entryOf(body, 'data_repository_path'), located, reading);
  return {
    fileSystem: fileSystemOf(located, parts, reading),
    ...bucketAndKey(path.bucket, located, parts, reading),
    prefix: path.prefix,
    fileSystemPath: reading.text(located, 'file_system_path'),
    creator: actorOf(located, reading),
    place: located,
  };
}

function importLink(located: Located, parts: Parts, reading: Reading): WorldLink {
  const path = pathOf(entryOf(located.resource.body, 'import_path'), located, reading);
  const own = parts.fileSystems.find(({ place }) => place?.resource === located.resource);
  return {
    fileSystem: own ?? fileSystemOf(located, parts, reading),
    ...bucketAndKey(path.bucket, located, parts, reading),
    prefix: path.prefix,
    fileSystemPath: '/',
    creator: actorOf(located, reading),
    place: located,
  };
}

function fileSystemOf(located: Located, parts: Parts, reading: Reading): WorldFileSystem {
  const value = entryOf(located.resource.body, 'file_system_id');
  const id = reading.values.text(value, located);
  const targets = reading.values.targets(value, located);
  const found =
    parts.fileSystems.find((one) => one.id === id) ??
    parts.fileSystems.find(({ place }) => targets.some(({ resource }) => resource === place?.resource));
  return (
    found ?? fileSystemAt(id ?? unknownText(`file system of ${located.resource.address}`), located, reading)
  );
}

/** Bucket and prefix of `s3://bucket/prefix/`; a plan may show only the bucket that it is made from. */
function pathOf(
  value: Value | undefined,
  located: Located,
  reading: Reading,
): { bucket: string | undefined; prefix: string } {
  const text = reading.values.text(value, located);
  const match = text === undefined ? null : /^s3:\/\/(\$\{[^}]*\}|[^/]+)\/?(.*)$/s.exec(text);
  if (match) return { bucket: match[1], prefix: match[2] ?? '' };
  if (text !== undefined && !isOpaque(text) && !text.includes('/')) return { bucket: text, prefix: '' };
  const buckets = reading.values.targets(value, located).filter(({ resource }) => resource.type === BUCKET);
  const names = [...new Set(buckets.map((target) => reading.values.attribute(target, 'id')))];
  // What stands behind the bucket's name is not in view.
  return {
    bucket: names.length === 1 ? names[0] : undefined,
    prefix: unknownText(`path of ${located.resource.address}`),
  };
}

function bucketAndKey(
  name: string | undefined,
  located: Located,
  parts: Parts,
  reading: Reading,
): Pick<WorldLink, 'bucket' | 'key'> {
  const found = parts.buckets.find((one) => one.name === name);
  const bucket =
    found ??
    onlyUnnamed(name, parts.buckets) ??
    bucketByName(name ?? unknownText(`bucket of ${located.resource.address}`), reading.region(located));
  return inOneRegion(bucket, keyOfBucket(bucket, parts));
}

/** S3 takes a key of the bucket's Region only: where the files do not show the bucket's, it is the key's. */
function inOneRegion(bucket: WorldBucket, key: WorldKey | undefined): Pick<WorldLink, 'bucket' | 'key'> {
  const known = key !== undefined && isKnownText(key.region) && !isKnownText(bucket.region);
  return { bucket: known ? { ...bucket, region: key.region } : bucket, key };
}

/** A bucket whose name is not known anywhere is the only one that there is. */
function onlyUnnamed(name: string | undefined, buckets: readonly WorldBucket[]): WorldBucket | undefined {
  if (name !== undefined && isKnownText(name)) return undefined;
  return buckets.length === 1 ? buckets[0] : undefined;
}

/**
 * The key of a bucket's objects: what its default encryption names; where that names none, the key that the grants
 * or the files leave as the only one.
 */
export function keyOfBucket(
  bucket: WorldBucket,
  { keys, grants, fileSystems }: Pick<World, 'keys' | 'grants' | 'fileSystems'>,
): WorldKey | undefined {
  const named = typeof bucket.encryption === 'string' ? undefined : bucket.encryption.key;
  const found = named === undefined ? undefined : keyNamed(named, keys);
  if (found) return found;
  if (named !== undefined && /^arn:[^:]+:kms:[^:]*:[^:]*:key\//.test(named)) {
    return meantInstead(named, bucket, { keys, grants, fileSystems }) ?? keyByArn(named);
  }
  const granted = [
    ...new Set(grants.flatMap(({ key }) => (key === undefined ? [] : (keyNamed(key, keys) ?? [])))),
  ];
  if (granted.length === 1) return granted[0];
  if (keys.length === 1) return keys[0];
  const arns = [...new Set(grants.flatMap(({ key }) => (key?.includes(':key/') === true ? [key] : [])))];
  return keys.length === 0 && arns.length === 1 && arns[0] !== undefined ? keyByArn(arns[0]) : undefined;
}

/** A bucket that names a wrong key: the steps are about the one of the key's account that was made for it. */
function meantInstead(
  named: string,
  bucket: WorldBucket,
  { keys, grants, fileSystems }: Pick<World, 'keys' | 'grants' | 'fileSystems'>,
): WorldKey | undefined {
  const shared = sharedKeys(keys, [bucket.account, ...fileSystems.map(({ account }) => account)]);
  if (shared.some((key) => mayBe(key, named))) return undefined;
  const granted = shared.filter((key) => grants.some((grant) => keyNamed(grant.key ?? '', keys) === key));
  const [only, ...more] = granted.length > 0 ? granted : shared;
  return more.length === 0 ? only : undefined;
}

/** Keys that are made in another account than those given: not the ones of file systems and buckets of their own. */
export function sharedKeys(keys: readonly WorldKey[], others: readonly string[]): readonly WorldKey[] {
  return keys.filter(({ place, account }) => place !== undefined && !others.includes(account));
}

/** The key that an ARN, an id or an alias means, whether or not AWS would take it there. */
export function keyNamed(text: string, keys: readonly WorldKey[]): WorldKey | undefined {
  const alias = /(?:^|:)(alias\/.+)$/.exec(text)?.[1];
  return keys.find(({ arn, id, aliases }) =>
    alias === undefined ? arn === text || id === text : aliases.includes(alias),
  );
}

/** No association is in view: a file system to come, in the account that holds neither buckets nor keys. */
function linksToCome(parts: Parts, reading: Reading): WorldLink[] {
  const place = accountToCome(reading);
  const existing = parts.fileSystems[0];
  const fileSystem = existing ?? (place && fileSystemAt('fs-00000000000000001', place, reading));
  if (!fileSystem) return [];
  const { buckets } = parts;
  const meant = buckets.filter(({ policy, encryption }) => policy ?? typeof encryption === 'object');
  return (meant.length > 0 ? meant : buckets).map((bucket) => ({
    fileSystem,
    ...inOneRegion(bucket, keyOfBucket(bucket, parts)),
    prefix: '',
    fileSystemPath: undefined,
    creator: fileSystem.deployer,
  }));
}

/** The provider of a file that holds no bucket and no key; of several the one of a stack with account A's name. */
function accountToCome(reading: Reading): Located | undefined {
  const free = reading.project.files.flatMap((file) => {
    const holds = file.resources.some(({ kind, type }) => kind === 'resource' && /^aws_(kms|s3)_/.test(type));
    const provider = file.resources.find(({ kind, type }) => kind === 'provider' && type === 'aws');
    return provider && !holds ? [{ file, resource: provider }] : [];
  });
  return free.length > 1 ? free.find(({ file }) => file.path.includes(ACCOUNTS.fileSystem.stack)) : free[0];
}
