import { createHash } from 'node:crypto';
import type { AwsError } from '../../../../sandbox/gateway/outcome';
import { ANONYMOUS } from '../../../../sandbox/identity/caller';
import type { FileSystemFiles } from '../../../../sandbox/lustre/import';
import type { Link } from '../../../../sandbox/lustre/link';
import { LustreFiles } from '../../../../sandbox/lustre/lustre-files';
import type { ObjectStore, StoredObject } from '../../../../sandbox/lustre/object-store';
import type { RepositoryEvent } from '../../../../sandbox/lustre/repository-log';
import { openStore, type Store } from '../../../../sandbox/store/store';
import { temporaryFolder } from '../../../support/temporary-folder';

/** What S3 answers when KMS refuses. */
export const DENIED: AwsError = {
  status: 'error',
  code: 'AccessDenied',
  message: 'User is not authorized to perform: kms:Decrypt',
  httpStatus: 403,
};

/** A bucket in memory, which lets reads and writes be or refuses them. */
export class BucketDouble {
  readonly objects = new Map<string, Buffer>();
  reads = true;
  writes = true;

  store(): ObjectStore {
    const done = { status: 'ok' as const };
    const unused = () => Promise.resolve(done);
    const eTag = (body: Buffer) => `"${createHash('md5').update(body).digest('hex')}"`;
    const lastModified = '2026-01-01T00:00:00.000Z';
    return {
      bucket: () => ({ account: '222222222222', region: 'us-east-1' }),
      may: unused,
      getBucketAcl: unused,
      getBucketNotifications: () => Promise.resolve({ ...done, notifications: [] }),
      putBucketNotification: unused,
      removeBucketNotification: unused,
      listObjects: () =>
        Promise.resolve({
          ...done,
          objects: [...this.objects].map(([key, body]): StoredObject => ({
            key,
            size: body.length,
            eTag: eTag(body),
            lastModified,
            storageClass: 'STANDARD',
          })),
        }),
      getObject: (_, { key }) => {
        const body = this.objects.get(key);
        if (!this.reads) return Promise.resolve(DENIED);
        return Promise.resolve(
          body
            ? { ...done, body, eTag: eTag(body), lastModified, metadata: {} }
            : { ...DENIED, code: 'NoSuchKey', httpStatus: 404 },
        );
      },
      putObject: (_, { key, body }) => {
        if (!this.writes) return Promise.resolve(DENIED);
        this.objects.set(key, body);
        return Promise.resolve({ ...done, eTag: eTag(body), lastModified });
      },
      deleteObject: (_, { key }) => {
        if (!this.writes) return Promise.resolve(DENIED);
        this.objects.delete(key);
        return Promise.resolve(done);
      },
    };
  }
}

export const WHOLE_BUCKET: Link = {
  id: 'dra-0123456789abcdef0',
  path: '/',
  bucket: 'bucket',
  prefix: '',
  autoImport: [],
  autoExport: [],
};

export interface TestFiles {
  files: LustreFiles;
  bucket: BucketDouble;
  events: RepositoryEvent[];
  store: Store;
}

/** Files of a file system on a bucket in memory. */
export async function testFiles(links: readonly Link[] = [WHOLE_BUCKET]): Promise<TestFiles> {
  const opened = await openStore(temporaryFolder(), false);
  if (opened.status !== 'open') throw new Error(opened.message);
  const { store } = opened;
  const bucket = new BucketDouble();
  const events: RepositoryEvent[] = [];
  const files = new LustreFiles({
    region: 'us-east-1',
    document: store.document<FileSystemFiles>('lustre', () => ({ tree: {}, seen: {} })),
    contents: store.blobs('contents'),
    objects: bucket.store(),
    role: () => Promise.resolve(ANONYMOUS),
    links: () => links,
    log: {
      record: (more) => {
        events.push(...more);
        return Promise.resolve();
      },
    },
    now: () => new Date('2026-02-03T04:05:06.000Z'),
  });
  return { files, bucket, events, store };
}
