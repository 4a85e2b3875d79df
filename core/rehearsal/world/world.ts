/** The three accounts as far as the Terraform in view shows them. Texts may hold `${…}` for what is not known. */
import type { Partition } from '../../facts/regions';
import type { Located } from '../../syntax/project';

/** A policy: a document, `${…}` where it is not known, undefined where there is none. */
export interface HeldPolicy {
  readonly document: unknown;
  /** What holds it, for reasons: `policy of aws_kms_key.k`. */
  readonly name: string;
  readonly place?: Located;
}

/** True, false, or not known. */
export type Known = boolean | undefined;

export interface WorldKey {
  readonly arn: string;
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly policy: HeldPolicy;
  readonly enabled: Known;
  readonly spec: string | undefined;
  readonly usage: string | undefined;
  readonly multiRegion: Known;
  /** Undefined for a key that is known by its ARN only. */
  readonly place?: Located;
  /** Names of its aliases, `alias/…`. */
  readonly aliases: readonly string[];
}

export interface WorldEncryption {
  readonly algorithm: string | undefined;
  /** As written, references followed; undefined where none is given. */
  readonly key: string | undefined;
  readonly bucketKey: Known;
  readonly place?: Located;
}

export interface WorldBucket {
  readonly name: string;
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  readonly policy: HeldPolicy | undefined;
  /** `none`: S3's own key encrypts; `unknown`: the bucket's encryption is not in view. */
  readonly encryption: WorldEncryption | 'none' | 'unknown';
  readonly requesterPays: Known;
  readonly place?: Located;
  /** Who works in its account. */
  readonly uploader: Actor;
  /** Objects in view that are uploaded with it; undefined: who uploads, and with which headers, nobody here sees. */
  readonly uploads: readonly WorldUpload[] | undefined;
}

/** An object that Terraform uploads. */
export interface WorldUpload {
  readonly key: string | undefined;
  readonly encryption: string | undefined;
  readonly kmsKey: string | undefined;
  readonly place: Located;
}

/** Who sends requests in an account; its identity side allows everything. */
export interface Actor {
  readonly principal: string;
  readonly account: string;
  /** Policies in view that are attached to it beside. */
  readonly identityPolicies: readonly HeldPolicy[];
}

export interface WorldFileSystem {
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly partition: Partition;
  /** The service-linked role through which it reads and writes buckets. */
  readonly roleArn: string;
  readonly sessionArn: string;
  readonly deployer: Actor;
  readonly place?: Located;
}

export interface WorldGrant {
  /** Address, for reasons. */
  readonly name: string;
  readonly key: string | undefined;
  readonly grantee: string;
  /** False when only what the grantee's name is made from is in view. */
  readonly isGranteeSeen: boolean;
  readonly retiringPrincipal: string | undefined;
  readonly operations: readonly string[];
  readonly equals: Readonly<Record<string, string>> | undefined;
  readonly subset: Readonly<Record<string, string>> | undefined;
  readonly account: string;
  readonly region: string;
  readonly creator: Actor;
  readonly place: Located;
  /** For one that KMS lists: it was created, and nobody has to be allowed to. `maybe`: nobody could look. */
  readonly isThere?: true | 'maybe';
}

/** One link of a file system with a bucket, with the key that the bucket's objects are encrypted with. */
export interface WorldLink {
  readonly fileSystem: WorldFileSystem;
  readonly bucket: WorldBucket;
  /** Undefined where no key can be told. */
  readonly key: WorldKey | undefined;
  /** Prefix in the bucket, without a slash before it; empty for all of it. */
  readonly prefix: string;
  readonly fileSystemPath: string | undefined;
  /** Who makes the link: FSx checks that it, too, may use the bucket. */
  readonly creator: Actor;
  /** Undefined where neither association nor import path is in view: the link is still to come. */
  readonly place?: Located;
  /** For one that FSx has: it looked at its creator's access then. */
  readonly isThere?: true;
}

/** A policy of an organization, for what-if. */
export interface WorldScp {
  readonly document: unknown;
  readonly name: string;
}

export interface World {
  readonly keys: readonly WorldKey[];
  readonly buckets: readonly WorldBucket[];
  readonly fileSystems: readonly WorldFileSystem[];
  readonly grants: readonly WorldGrant[];
  readonly links: readonly WorldLink[];
  readonly serviceControlPolicies: readonly WorldScp[];
}
