/** The three accounts as the evidence shows them, in the form in which the rehearsal takes them. */
import { bucketArn, fileSystemRoleArn, parseArn, S3_DATA_SOURCE_ROLE_PREFIX } from '../facts/arns';
import { partitionOfRegion } from '../facts/regions';
import { ASSOCIATION, BUCKET, FILE_SYSTEM } from '../rehearsal/world/kinds';
import { keyByArn } from '../rehearsal/world/keys';
import { administratorOf } from '../rehearsal/world/places';
import type { ReadWorld } from '../rehearsal/world/read-world';
import { Reading } from '../rehearsal/world/reading';
import { unknownText } from '../rehearsal/world/text';
import type {
  Actor,
  WorldBucket,
  WorldEncryption,
  WorldFileSystem,
  WorldGrant,
  WorldKey,
  WorldLink,
} from '../rehearsal/world/world';
import { createProject } from '../syntax/project';
import {
  unseenBucket,
  unseenKey,
  valueOf,
  type AssociationFacts,
  type BucketFacts,
  type Evidence,
  type KeyFacts,
} from './evidence';
import { livePlace, UNKNOWN } from './place';

/** Nothing is guessed: what the evidence does not know is unknown in the world, too. */
export function liveWorld(evidence: Evidence): ReadWorld {
  const fileSystem = fileSystemOf(evidence);
  const keys = meantKeys(evidence).map((key) => keyOf(key));
  const grants = evidence.keys.flatMap((key) => grantsOf(key, fileSystem));
  const buckets = evidence.buckets.map((bucket) => bucketOf(bucket, evidence));
  const links = linksOf(evidence, { fileSystem, keys, buckets });
  const reading = new Reading(createProject([]), new Map(), new Map(), new Map());
  return {
    reading,
    world: { keys, buckets, fileSystems: [fileSystem], grants, links, serviceControlPolicies: [] },
  };
}

function administrator(account: string, region: string): Actor {
  const partition = partitionOfRegion(region) ?? 'aws';
  return { principal: administratorOf(account, partition), account, identityPolicies: [] };
}

function fileSystemOf({ fileSystemId: id, region, fileSystem }: Evidence): WorldFileSystem {
  const facts = valueOf(fileSystem);
  const account = facts?.account ?? unknownText(`account of ${id}`);
  const partition = partitionOfRegion(region) ?? 'aws';
  return {
    id,
    account,
    region,
    partition,
    roleArn: fileSystemRoleArn(partition, account, id),
    sessionArn: `arn:${partition}:sts::${account}:assumed-role/${S3_DATA_SOURCE_ROLE_PREFIX}${id}/FSx`,
    deployer: administrator(account, region),
    ...(facts && {
      place: livePlace(FILE_SYSTEM, `the file system ${id}`, {
        id,
        deployment_type: facts.deploymentType ?? UNKNOWN,
        storage_type: facts.storageType ?? UNKNOWN,
        file_system_type_version: facts.version ?? UNKNOWN,
        // AWS leaves the member out where there are none.
        automatic_backup_retention_days: facts.backupDays ?? 0,
        import_path: facts.imported?.importPath,
        auto_import_policy: facts.imported?.autoImportPolicy,
      }),
    }),
  };
}

function bucketOf(facts: BucketFacts, evidence: Evidence): WorldBucket {
  const { name, policy, encryption, payer } = facts;
  const region = valueOf(facts.region) ?? unknownText(`Region of bucket ${name}`);
  const account = valueOf(facts.owner) ?? unknownText(`account of bucket ${name}`);
  const title = `policy of bucket ${name}`;
  const isOpen = encryption.status === 'unknown' && evidence.keys.length === 0;
  const who = valueOf(payer);
  return {
    name,
    arn: bucketArn(partitionOfRegion(evidence.region) ?? 'aws', name),
    account,
    region,
    policy:
      policy.status === 'absent'
        ? undefined
        : { document: valueOf(policy) ?? unknownText(title), name: title },
    encryption: encryptionOf(facts),
    requesterPays: who === undefined ? undefined : who === 'Requester',
    // Without a key in sight, a bucket in view would count as one that has none.
    ...(isOpen ? {} : { place: livePlace(BUCKET, `the bucket ${name}`, {}) }),
    uploader: administrator(account, evidence.region),
    uploads: undefined,
  };
}

function encryptionOf({ encryption }: BucketFacts): WorldEncryption | 'none' | 'unknown' {
  if (encryption.status === 'unknown') return 'unknown';
  if (encryption.status === 'absent') return 'none';
  const { algorithm, key, bucketKey } = encryption.value;
  return { algorithm, key, bucketKey };
}

/** The keys that the user named; else those of the evidence. */
function meantKeys({ keys, named }: Evidence): readonly KeyFacts[] {
  return named.keys.length === 0 ? keys : keys.filter(({ arn }) => named.keys.includes(arn));
}

function keyOf({ arn, metadata, policy }: KeyFacts): WorldKey {
  const facts = valueOf(metadata);
  const title = `policy of key ${arn.slice(arn.lastIndexOf('/') + 1)}`;
  const bare = keyByArn(arn);
  return {
    ...bare,
    // Every key has a policy: one that is absent was not told.
    policy: { document: valueOf(policy) ?? bare.policy.document, name: title },
    enabled: facts && facts.state === 'Enabled',
    spec: facts?.spec,
    usage: facts?.usage,
    multiRegion: facts?.multiRegion,
    place: livePlace('aws_kms_key', `the key ${arn}`, { arn }),
  };
}

function grantsOf(
  { arn, grants }: KeyFacts,
  { roleArn, account: owner, region }: WorldFileSystem,
): WorldGrant[] {
  const place = livePlace('aws_kms_grant', `the grants on ${arn}`, {});
  const common = { key: arn, isGranteeSeen: true, region, creator: administrator(owner, region), place };
  if (grants.status === 'unknown') {
    return [
      {
        ...common,
        name: 'a grant that could not be looked for',
        grantee: roleArn,
        retiringPrincipal: undefined,
        operations: [unknownText(`operations of the grants on ${arn.replaceAll(':', ' ')}`)],
        equals: undefined,
        subset: undefined,
        account: owner,
        isThere: 'maybe' as const,
      },
    ];
  }
  return (valueOf(grants) ?? []).map((grant) => ({
    ...common,
    name: `grant ${grant.name ?? grant.id.slice(0, 12)}`,
    grantee: grant.grantee,
    retiringPrincipal: grant.retiring,
    operations: grant.operations,
    equals: grant.equals,
    subset: grant.subset,
    account: grant.issuer,
    isThere: true as const,
  }));
}

interface Parts {
  readonly fileSystem: WorldFileSystem;
  readonly keys: readonly WorldKey[];
  readonly buckets: readonly WorldBucket[];
}

function linksOf(evidence: Evidence, parts: Parts): WorldLink[] {
  const { associations, fileSystem, named } = evidence;
  const made = (valueOf(associations) ?? [])
    .filter(({ lifecycle }) => lifecycle !== 'DELETING')
    .map((one) => associationLink(one, evidence, parts));
  const imported = valueOf(fileSystem)?.imported;
  const older =
    imported === undefined
      ? []
      : [
          {
            ...linkTo(imported.importPath, evidence, parts),
            fileSystemPath: '/',
            isThere: true as const,
            ...(parts.fileSystem.place && { place: parts.fileSystem.place }),
          },
        ];
  const found = [...made, ...older];
  const linked = new Set(found.map(({ bucket }) => bucket.name));
  // A bucket that is meant and not linked; without any, the one that there is to come.
  const stray = strayBuckets(evidence);
  const others = (named.buckets.length > 0 ? named.buckets : found.length > 0 ? [] : ['']).filter(
    (name) => !linked.has(name) && !stray.includes(name),
  );
  const isOpen = associations.status === 'unknown' || fileSystem.status === 'unknown';
  return [
    ...found,
    ...others.map((name) => ({
      ...linkTo(`s3://${name}/`, evidence, parts),
      fileSystemPath: undefined,
      ...(isOpen && {
        isThere: true as const,
        place: livePlace(ASSOCIATION, `the association with ${name}`, {
          batch_import_meta_data_on_create: UNKNOWN,
          s3: UNKNOWN,
        }),
      }),
    })),
  ];
}

/** Buckets that were named and that there are not, where others are linked: a slip of whoever typed them. */
export function strayBuckets({ associations, fileSystem, buckets, named }: Evidence): string[] {
  const paths = [
    ...(valueOf(associations) ?? []).map(({ dataRepositoryPath }) => dataRepositoryPath),
    valueOf(fileSystem)?.imported?.importPath ?? '',
  ];
  const linked = paths.map((path) => bucketAndPrefix(path).name).filter((name) => name !== '');
  const isGone = (name: string) => valueOf(buckets.find((bucket) => bucket.name === name)?.exists) === false;
  return linked.length === 0 ? [] : named.buckets.filter((name) => !linked.includes(name) && isGone(name));
}

function associationLink(one: AssociationFacts, evidence: Evidence, parts: Parts): WorldLink {
  const { id, lifecycle, autoImport, autoExport } = one;
  return {
    ...linkTo(one.dataRepositoryPath, evidence, parts),
    fileSystemPath: one.fileSystemPath,
    // FSx looks at the access of whoever makes an association or applies its settings again: only where that is to come.
    ...(lifecycle !== 'MISCONFIGURED' && { isThere: true as const }),
    place: livePlace(ASSOCIATION, `the association ${id}`, {
      id,
      file_system_path: one.fileSystemPath,
      data_repository_path: one.dataRepositoryPath,
      batch_import_meta_data_on_create: one.importsAtCreation,
      s3: [
        {
          auto_import_policy: autoImport.length === 0 ? undefined : [{ events: autoImport }],
          auto_export_policy: autoExport.length === 0 ? undefined : [{ events: autoExport }],
        },
      ],
    }),
  };
}

function linkTo(
  repositoryPath: string,
  evidence: Evidence,
  { fileSystem, keys, buckets }: Parts,
): Omit<WorldLink, 'fileSystemPath'> {
  const { name, prefix } = bucketAndPrefix(repositoryPath);
  const bucket =
    buckets.find((one) => one.name === name) ??
    bucketOf(unseenBucket(name || unknownText('linked bucket'), 'not asked for'), evidence);
  return {
    fileSystem,
    bucket,
    key: keyOfLink(bucket, keys, evidence),
    prefix,
    creator: fileSystem.deployer,
  };
}

/** Bucket and folder of `s3://bucket/folder/`. */
export function bucketAndPrefix(path: string): { name: string; prefix: string } {
  const match = /^s3:\/\/([^/]*)\/?(.*)$/s.exec(path);
  return { name: match?.[1] ?? '', prefix: match?.[2] ?? '' };
}

/** The key that is meant, the one that the bucket names, or the only one that there is. */
function keyOfLink(
  { encryption }: WorldBucket,
  keys: readonly WorldKey[],
  { named }: Evidence,
): WorldKey | undefined {
  const text = typeof encryption === 'string' ? undefined : encryption.key;
  const found = keys.find(({ arn, id }) => text !== undefined && (text === arn || text === id));
  const isArn = parseArn(text ?? '')?.resource.startsWith('key/') === true;
  if (found) return found;
  if (named.keys.length === 0 && isArn && text !== undefined) return keyOf(unseenKey(text, 'not asked for'));
  return keys.length === 1 ? keys[0] : undefined;
}
