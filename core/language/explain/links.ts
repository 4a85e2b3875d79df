/** The links of file systems and buckets that a statement or a grant is about: those in view, else those it names. */
import { fileSystemRoleArn, parseArn, S3_DATA_SOURCE_ROLE_PREFIX } from '../../facts/arns';
import type { Partition } from '../../facts/regions';
import { keyByArn } from '../../rehearsal/world/keys';
import { keyNamed, keyOfBucket } from '../../rehearsal/world/links';
import { administratorOf } from '../../rehearsal/world/places';
import { isKnownText, unknownText } from '../../rehearsal/world/text';
import type {
  Actor,
  HeldPolicy,
  WorldBucket,
  WorldFileSystem,
  WorldGrant,
  WorldKey,
  WorldLink,
} from '../../rehearsal/world/world';
import { statementsOf } from '../../policies/statements';
import { callersInPolicy, callersOf, s3ArnsIn, type NamedCaller } from './callers';
import { isSameGrant, policyOf, positionOf } from './held';
import type { GrantSubject, StatementSubject, Subject } from './subject';
import { plainBucket, type View } from './view';

/** A link, and whose requests are asked about. */
export interface LinkInQuestion {
  readonly link: WorldLink;
  /** The file system's own requests. */
  readonly asFileSystem: boolean;
  /** Those of somebody in the bucket's account. */
  readonly asUploader: boolean;
}

export function linksOf(subject: Subject, view: View): LinkInQuestion[] {
  return subject.kind === 'grant' ? linksOfGrant(subject, view) : linksOfStatement(subject, view);
}

function linksOfStatement(subject: StatementSubject, view: View): LinkInQuestion[] {
  const { world, model } = view;
  const has = (held: HeldPolicy | undefined) => policyOf(held, model) === subject.policy;
  const inView = world.links.flatMap((link): LinkInQuestion[] => {
    const held = [link.key?.policy, link.bucket.policy].find(has);
    if (!held) return [];
    const callers = callersOf(statementsOf(held.document)[positionOf(subject)]);
    return [{ link: withNamed(link, callers), asFileSystem: true, asUploader: true }];
  });
  if (inView.length > 0) return inView;
  return [
    ...world.keys.filter(({ policy }) => has(policy)).flatMap((key) => supposedOnKey(subject, key, view)),
    ...world.buckets
      .filter(({ policy }) => has(policy))
      .flatMap((bucket) => supposedOnBucket(subject, bucket, view)),
  ];
}

/** The link with the identities at work that the statement itself names. */
function withNamed(link: WorldLink, callers: readonly NamedCaller[]): WorldLink {
  return callers.reduce((changed, caller) => {
    if (caller.arn === undefined) return changed;
    const actor = actorFor(caller, 'aws');
    const { bucket, creator } = changed;
    return {
      ...changed,
      creator: creator.account === caller.account ? actor : creator,
      bucket: bucket.uploader.account === caller.account ? { ...bucket, uploader: actor } : bucket,
    };
  }, link);
}

/** Links that a key policy speaks of: one for each account, or somebody in it, that the statement names. */
function supposedOnKey(subject: StatementSubject, key: WorldKey, view: View): LinkInQuestion[] {
  const { document } = key.policy;
  const contexts = s3ArnsIn(statementsOf(document)[positionOf(subject)]);
  const bucket = bucketOfKey(key, contexts, view);
  const partition = partitionOf(key.arn);
  return supposedCallers(subject, document, key.account).map((caller) => {
    const actor = actorFor(caller, partition);
    return {
      link: {
        fileSystem: fileSystemOf(caller, key, view),
        bucket: { ...bucket, uploader: bucket.uploader.account === caller.account ? bucket.uploader : actor },
        key,
        prefix: '',
        fileSystemPath: undefined,
        creator: actor,
      },
      asFileSystem:
        caller.fileSystem !== undefined || (caller.arn === undefined && bucket.account !== caller.account),
      asUploader: caller.fileSystem === undefined,
    };
  });
}

/** The same for the policy of a bucket. */
function supposedOnBucket(subject: StatementSubject, bucket: WorldBucket, view: View): LinkInQuestion[] {
  const key = keyOfBucket(bucket, view.world);
  const partition = partitionOf(bucket.arn);
  return supposedCallers(subject, bucket.policy?.document, bucket.account).map((caller) => ({
    link: {
      fileSystem: fileSystemOf(caller, { arn: bucket.arn, region: bucket.region }, view),
      bucket,
      key,
      prefix: '',
      fileSystemPath: undefined,
      creator: actorFor(caller, partition),
    },
    asFileSystem: caller.arn === undefined,
    asUploader: true,
  }));
}

function linksOfGrant(subject: GrantSubject, view: View): LinkInQuestion[] {
  const { world } = view;
  return world.grants
    .filter((grant) => isSameGrant(grant, subject))
    .flatMap((grant) => {
      const key = keyOfGrant(grant, view);
      const onKey = world.links.filter((link) => link.key?.arn === key.arn);
      const own = onKey.filter(({ fileSystem }) =>
        [fileSystem.roleArn, fileSystem.sessionArn].includes(grant.grantee),
      );
      const links = own.length > 0 ? own : onKey;
      const supposed = (): WorldLink[] => [
        {
          fileSystem: fileSystemOf(granteeOf(grant), key, view),
          bucket: bucketOfKey(key, [], view),
          key,
          prefix: '',
          fileSystemPath: undefined,
          creator: grant.creator,
        },
      ];
      return (links.length > 0 ? links : supposed()).map((link) => ({
        link: { ...link, key },
        asFileSystem: true,
        asUploader: false,
      }));
    });
}

/** A link with a key: the one in view, else one that a file system of an account would have. */
export function linkOfKey(key: WorldKey, account: string, view: View): WorldLink {
  const inView = view.world.links.find((link) => link.key?.arn === key.arn);
  const creator = actorFor({ account }, partitionOf(key.arn));
  return (
    inView ?? {
      fileSystem: fileSystemOf({ account }, key, view),
      bucket: bucketOfKey(key, [], view),
      key,
      prefix: '',
      fileSystemPath: undefined,
      creator,
    }
  );
}

/** A role that is no file system's is asked about as what the grant is to be for: a file system of its account. */
function granteeOf({ grantee, account }: WorldGrant): NamedCaller {
  const [named] = callersOf({ Principal: { AWS: grantee } });
  return named?.fileSystem ? named : { account };
}

function keyOfGrant({ key, name }: WorldGrant, { world }: View): WorldKey {
  const text = key ?? unknownText(`key of ${name}`);
  return keyNamed(text, world.keys) ?? keyByArn(text);
}

/** Who may be meant: those that the statement names, else those of the whole policy, else somebody. */
function supposedCallers(subject: StatementSubject, document: unknown, owner: string): NamedCaller[] {
  const others = (callers: readonly NamedCaller[]) =>
    callers.filter(({ account, fileSystem }) => fileSystem !== undefined || account !== owner);
  const own = others(callersOf(statementsOf(document)[positionOf(subject)]));
  if (own.length > 0) return own;
  const all = others(callersInPolicy(document));
  return all.length > 0 ? all : [{ account: unknownText('account of the caller') }];
}

/** The bucket whose objects a key encrypts; S3 takes a key of the bucket's Region only. */
function bucketOfKey(key: WorldKey, contexts: readonly string[], { world }: View): WorldBucket {
  const encrypted = world.buckets.filter(
    ({ encryption }) => typeof encryption !== 'string' && encryption.key === key.arn,
  );
  const names = contexts.flatMap((arn) => /^arn:[^:]+:s3:::((?:\$\{[^}]*\}|[^/*?])+)/.exec(arn)?.[1] ?? []);
  const found =
    encrypted[0] ??
    world.buckets.find(({ name }) => names.includes(name)) ??
    plainBucket(names[0] ?? unknownText('name of the bucket'));
  return isKnownText(found.region) ? found : { ...found, region: key.region };
}

function actorFor({ arn, account }: NamedCaller, partition: Partition): Actor {
  return { principal: arn ?? administratorOf(account, partition), account, identityPolicies: [] };
}

function fileSystemOf(
  caller: NamedCaller,
  { arn, region }: Pick<WorldKey, 'arn' | 'region'>,
  { world }: View,
): WorldFileSystem {
  const { account, fileSystem } = caller;
  const known = world.fileSystems.find(
    (one) => one.account === account && (fileSystem?.id === undefined || fileSystem.id === one.id),
  );
  if (known) return known;
  const id = fileSystem?.id ?? unknownText('id of the file system');
  const partition = partitionOf(arn);
  return {
    id,
    account,
    region,
    partition,
    roleArn: fileSystemRoleArn(partition, account, id),
    sessionArn: `arn:${partition}:sts::${account}:assumed-role/${S3_DATA_SOURCE_ROLE_PREFIX}${id}/FSx`,
    deployer: actorFor({ account }, partition),
  };
}

function partitionOf(arn: string): Partition {
  const partition = parseArn(arn)?.partition;
  return partition === 'aws-cn' || partition === 'aws-us-gov' ? partition : 'aws';
}
