import type { PinnedPolicy } from '../../identity/pinned-policy';
import type { BlobFolder } from '../../store/blobs';
import type { StoreDocument } from '../../store/document';
import type { Store } from '../../store/store';

/** A bucket and all that is in it but the bytes. Times are ISO texts. */
export interface BucketRecord {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly created: string;
  versioning: 'Enabled' | 'Suspended' | undefined;
  policy: PinnedPolicy | undefined;
  encryption: DefaultEncryption;
  publicAccessBlock: PublicAccessBlock | undefined;
  ownership: ObjectOwnership | undefined;
  /** Other settings: the XML inside their root element, by the sub-resource's name in the query. */
  configurations: Record<string, string>;
  /** Versions by key with a slash in front, which no name of JavaScript's own has; newest first, never empty. */
  objects: Record<string, ObjectVersion[]>;
  uploads: UploadRecord[];
}

export type EncryptionAlgorithm = 'AES256' | 'aws:kms' | 'aws:kms:dsse';

/** What objects are encrypted with that do not ask for anything else. */
export interface DefaultEncryption {
  readonly algorithm: EncryptionAlgorithm;
  /** As it was put: key ARN, id or alias, not checked by S3. */
  readonly keyId?: string;
  /** Undefined where the request left it out. */
  readonly bucketKeyEnabled?: boolean;
}

export interface PublicAccessBlock {
  readonly BlockPublicAcls: boolean;
  readonly IgnorePublicAcls: boolean;
  readonly BlockPublicPolicy: boolean;
  readonly RestrictPublicBuckets: boolean;
}

export const OBJECT_OWNERSHIPS = ['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'] as const;
export type ObjectOwnership = (typeof OBJECT_OWNERSHIPS)[number];

/** How one object is encrypted. */
export type ObjectEncryption =
  | { readonly algorithm: 'AES256' }
  | {
      readonly algorithm: 'aws:kms' | 'aws:kms:dsse';
      readonly keyArn: string;
      readonly bucketKey: boolean;
      readonly context: Readonly<Record<string, string>>;
      /** The data key, encrypted by KMS; base64. */
      readonly dataKey: string;
    };

export interface Checksum {
  readonly algorithm: ChecksumAlgorithm;
  /** Base64; of an upload in parts with `-N` behind it when it is composite. */
  readonly value: string;
  readonly type: 'FULL_OBJECT' | 'COMPOSITE';
}

export const CHECKSUM_ALGORITHMS = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const;
export type ChecksumAlgorithm = (typeof CHECKSUM_ALGORITHMS)[number];

export type ObjectVersion = StoredVersion | DeleteMarker;

export interface DeleteMarker {
  readonly kind: 'delete-marker';
  /** `null` while the bucket is not versioned. */
  readonly id: string;
  readonly modified: string;
}

export interface StoredVersion {
  readonly kind: 'object';
  readonly id: string;
  readonly modified: string;
  /** Bytes. */
  readonly size: number;
  /** Without quotes. */
  readonly etag: string;
  /** Standard headers (`content-type` …) and user metadata (`x-amz-meta-…`). */
  readonly headers: Readonly<Record<string, string>>;
  readonly storageClass: string;
  readonly encryption: ObjectEncryption;
  readonly checksum: Checksum | undefined;
  tags: readonly Tag[];
  /** Where the bytes are, in order: several for an upload in parts. */
  readonly content: readonly ContentPart[];
  readonly isMultipart: boolean;
}

export interface ContentPart {
  readonly blob: string;
  /** Bytes, before encryption. */
  readonly size: number;
}

export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** An upload in parts that has not ended. */
export interface UploadRecord {
  readonly id: string;
  readonly key: string;
  readonly started: string;
  /** ARN of who started it. */
  readonly initiator: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly storageClass: string;
  readonly encryption: ObjectEncryption;
  readonly tags: readonly Tag[];
  readonly checksum: { readonly algorithm: ChecksumAlgorithm; readonly type: Checksum['type'] } | undefined;
  parts: UploadedPart[];
}

export interface UploadedPart extends ContentPart {
  readonly number: number;
  readonly etag: string;
  readonly modified: string;
  readonly checksum: string | undefined;
}

interface S3Records {
  buckets: Record<string, BucketRecord>;
  /** Block Public Access of accounts that have set it; states of before it was kept have none. */
  accountPublicAccessBlocks?: Record<string, PublicAccessBlock>;
}

/** All buckets of the three accounts: their names are one space. */
export class S3Store {
  readonly #document: StoreDocument<S3Records>;
  /** The objects' bytes. */
  readonly blobs: BlobFolder;

  constructor(store: Store) {
    this.#document = store.document('s3', () => ({ buckets: {} }));
    this.blobs = store.blobs('s3-objects');
  }

  bucket(name: string): BucketRecord | undefined {
    const { buckets } = this.#document.value;
    return Object.hasOwn(buckets, name) ? buckets[name] : undefined;
  }

  bucketsOf(account: string): BucketRecord[] {
    return Object.values(this.#document.value.buckets)
      .filter((bucket) => bucket.account === account)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  accountPublicAccessBlock(account: string): PublicAccessBlock | undefined {
    const blocks = this.#document.value.accountPublicAccessBlocks ?? {};
    return Object.hasOwn(blocks, account) ? blocks[account] : undefined;
  }

  /** @param block undefined takes it away */
  setAccountPublicAccessBlock(account: string, block: PublicAccessBlock | undefined): Promise<void> {
    return this.#document.change((records) => {
      const others = Object.entries(records.accountPublicAccessBlocks ?? {}).filter(([id]) => id !== account);
      const own = block === undefined ? [] : [[account, block] as const];
      records.accountPublicAccessBlocks = Object.fromEntries([...others, ...own]);
    });
  }

  /**
   * A setting that counts for a bucket: it is on where the bucket or its account has it on.
   * Source: S3 User Guide, "Blocking public access to your Amazon S3 storage".
   */
  blocksPublic(bucket: BucketRecord, setting: keyof PublicAccessBlock): boolean {
    const blocks = [bucket.publicAccessBlock, this.accountPublicAccessBlock(bucket.account)];
    return blocks.some((block) => block?.[setting] === true);
  }

  add(bucket: BucketRecord): Promise<void> {
    return this.#document.change(({ buckets }) => {
      buckets[bucket.name] = bucket;
    });
  }

  remove(name: string): Promise<void> {
    return this.#document.change((records) => {
      records.buckets = Object.fromEntries(
        Object.entries(records.buckets).filter(([other]) => other !== name),
      );
    });
  }

  /** Changes a bucket's record and waits until it is written. */
  change<Result>(make: () => Result): Promise<Result> {
    return this.#document.change(make);
  }

  async deleteBlobs(parts: readonly ContentPart[]): Promise<void> {
    await Promise.all(parts.map(({ blob }) => this.blobs.delete(blob)));
  }
}
