import { z } from 'zod';
import { ASSOCIATION_EVENTS, ASSOCIATION_LIMITS } from '../../facts/fsx-lustre';
import { nearest } from '../../facts/nearest';
import { bucketNameProblem } from '../../facts/s3';
import { field, orList, type Report } from '../problem';
import type { Accounts } from './accounts';
import type { FileSystem } from './file-system';
import { checkDistinctNames, SHORT_NAME_NOTES, shortName, type Key } from './keys';

const events = z.array(z.enum(ASSOCIATION_EVENTS)).refine((list) => new Set(list).size === list.length, {
  message: 'names an event twice',
});
const EVENT_NOTES = {
  reason:
    'FSx knows the events NEW, CHANGED and DELETED, each once; CreateDataRepositoryAssociation answers BadRequest to others.',
  right: 'a list of "NEW", "CHANGED", "DELETED", each at most once; [] for none',
};

export const bucketShape = z.strictObject({
  name: field(shortName, 'Short name.', SHORT_NAME_NOTES),
  bucketName: field(
    z.string().optional(),
    'Name of the bucket in S3. Default: NAMEPREFIX-ACCOUNT-REGION-NAME. Needed for an existing bucket.',
  ),
  existing: field(
    z
      .strictObject({
        managePolicy: z
          .boolean()
          .default(false)
          .describe(
            "Whether the stack replaces the bucket's policy. Otherwise the statements it needs are an output and a file.",
          ),
        manageEncryption: z
          .boolean()
          .default(false)
          .describe("Whether the stack sets the bucket's default encryption."),
      })
      .optional(),
    'The bucket is there already; only what is asked for here is managed. Default: it is created.',
    {
      reason: 'what is managed of an existing bucket is said one by one.',
      right: '{}, or { "managePolicy": true, "manageEncryption": true }',
    },
  ),
  key: field(z.string(), "Name of the key in `keys` that encrypts the bucket's objects.", {
    reason: 'the bucket is encrypted with one of the keys.',
    right: 'the name of an entry of keys',
  }),
  bucketKeyEnabled: field(
    z.boolean().default(true),
    'S3 Bucket Keys: fewer calls to KMS, and the encryption context is the bucket instead of the object.',
  ),
  prefix: field(
    z.string().default(''),
    'Folder in the bucket that is linked, such as `data/`. Default: the whole bucket.',
  ),
  fileSystemPath: field(
    z.string().optional(),
    'Directory of the file system that shows the bucket. Default: `/` for the only bucket, else `/NAME`.',
  ),
  associate: field(
    z.boolean().optional(),
    'Whether the data repository association is created. Default: true, but false for an existing file system.',
  ),
  autoImport: field(
    events.default(['NEW', 'CHANGED', 'DELETED']),
    'Which changes in the bucket appear on the file system by themselves.',
    EVENT_NOTES,
  ),
  autoExport: field(
    events.default([]),
    'Which changes on the file system go to the bucket by themselves. Off by default: step 7 exports by hand.',
    EVENT_NOTES,
  ),
});

export const bucketsShape = field(
  z.array(bucketShape).min(1),
  'The S3 buckets that the file system is linked to. One or more, at most 8 of them associated.',
  {
    reason: 'the file system is linked to at least one bucket.',
    right: '[{ "name": "data", "key": "data" }]',
  },
);

export type Bucket = z.output<typeof bucketShape>;

/** The bucket's name in S3: what is given, else made from account, Region and short name, so that others can name it before it exists. */
export function bucketNameOf(
  bucket: Bucket,
  of: { namePrefix: string; region: string; accountId: string },
): string {
  return bucket.bucketName ?? `${of.namePrefix}-${of.accountId}-${of.region}-${bucket.name}`;
}

/** Where the bucket shows on the file system. */
export function fileSystemPathOf(bucket: Bucket, buckets: readonly Bucket[]): string {
  return bucket.fileSystemPath ?? (buckets.length === 1 ? '/' : `/${bucket.name}`);
}

/** Whether an association is made for it. */
export function isAssociated(bucket: Bucket, fileSystem: FileSystem): boolean {
  return bucket.associate ?? fileSystem.existingId === undefined;
}

/** Where a folder in a bucket stands: `s3://bucket/` or `s3://bucket/folder/`, the form AWS gives back. */
export function dataRepositoryPathOf(bucketName: string, prefix: string): string {
  return `s3://${bucketName}/${prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`}`;
}

type Sections = {
  buckets: readonly Bucket[];
  keys: readonly Key[];
  fileSystem: FileSystem;
  accounts: Accounts;
  region: string;
  namePrefix: string;
};

/** Names: distinct, valid for S3, and known for an existing bucket. */
export function checkBucketNames(
  { buckets, accounts, region, namePrefix }: Pick<Sections, 'buckets' | 'accounts' | 'region' | 'namePrefix'>,
  report: Report,
): void {
  checkDistinctNames('buckets', buckets, report);
  const seen = new Map<string, number>();
  buckets.forEach((bucket, index) => {
    const path = ['buckets', index, 'bucketName'];
    if (bucket.existing && bucket.bucketName === undefined) {
      report({
        path,
        value: undefined,
        problem: 'is missing for an existing bucket',
        reason: 'policies and associations name the bucket, and a made-up name would be another one.',
        right: "the bucket's name",
      });
      return;
    }
    const name = bucketNameOf(bucket, { namePrefix, region, accountId: accounts.bucket.id });
    const problem = bucketNameProblem(name);
    if (problem) {
      report({
        path,
        value: bucket.bucketName,
        problem: bucket.bucketName === undefined ? `would be "${name}", which ${problem}` : problem,
        reason: 'S3 answers InvalidBucketName.',
        right:
          bucket.bucketName === undefined
            ? 'a shorter namePrefix or name, or a bucketName of 3 to 63 characters'
            : '3 to 63 lower-case letters, digits and hyphens, beginning and ending with a letter or digit',
      });
    }
    const earlier = seen.get(name);
    seen.set(name, earlier ?? index);
    if (earlier !== undefined && (!bucket.existing || !buckets[earlier]?.existing)) {
      report({
        path,
        value: name,
        problem: `is the bucket of buckets[${earlier}] too`,
        reason: 'one bucket cannot be created twice.',
        right: 'another bucketName, or "existing" on both entries to link two folders of one bucket',
      });
    } else if (earlier !== undefined && !isSameBucket(bucket, buckets[earlier])) {
      report({
        path: ['buckets', index],
        value: undefined,
        problem: `is the bucket of buckets[${earlier}] with another key, bucketKeyEnabled or existing`,
        reason:
          'a bucket has one policy and one default encryption; one of the two entries would be left out in silence.',
        right: 'the same key, bucketKeyEnabled and existing in both entries',
      });
    }
  });
}

/** Whether two entries say the same of their bucket as a whole. */
function isSameBucket(a: Bucket, b: Bucket | undefined): boolean {
  const whole = (bucket?: Bucket) =>
    JSON.stringify([bucket?.key, bucket?.bucketKeyEnabled, bucket?.existing]);
  return whole(a) === whole(b);
}

/** Each bucket's key is one of `keys`. */
export function checkBucketKeys({ buckets, keys }: Pick<Sections, 'buckets' | 'keys'>, report: Report): void {
  const names = keys.map(({ name }) => name);
  buckets.forEach(({ key }, index) => {
    if (names.includes(key)) return;
    report({
      path: ['buckets', index, 'key'],
      value: key,
      problem: 'is not the name of an entry of keys',
      reason: "without a key there is no default encryption, and the grant would be for somebody else's key.",
      right: orList([nearest(key, names) ?? names].flat().map((name) => `"${name}"`)),
    });
  });
}

/** Associations: at most 8, with paths that FSx takes and that do not overlap, in the file system and in S3. */
export function checkAssociations(sections: Sections, report: Report): void {
  const { buckets, fileSystem, accounts, region, namePrefix } = sections;
  const linked = buckets
    .map((bucket, index) => ({
      index,
      prefix: bucket.prefix,
      fileSystemPath: fileSystemPathOf(bucket, buckets),
      givenPath: bucket.fileSystemPath,
      repository: dataRepositoryPathOf(
        bucketNameOf(bucket, { namePrefix, region, accountId: accounts.bucket.id }),
        bucket.prefix,
      ),
      associated: isAssociated(bucket, fileSystem),
    }))
    .filter(({ associated }) => associated);

  if (linked.length === 0 && fileSystem.existingId === undefined) {
    report({
      path: ['buckets', 0, 'associate'],
      value: false,
      problem: 'leaves the new file system without any association',
      reason:
        'its service-linked role for S3 only appears with the first association, and the grant needs that role.',
      right: 'true for at least one bucket',
    });
  }
  const { perFileSystem, fileSystemPathLength } = ASSOCIATION_LIMITS;
  if (linked.length > perFileSystem) {
    report({
      path: ['buckets'],
      value: undefined,
      problem: `asks for ${linked.length} associations`,
      reason: `a file system has at most ${perFileSystem}; CreateDataRepositoryAssociation answers ServiceLimitExceeded.`,
      right: `at most ${perFileSystem} associated buckets, others with "associate": false or on another file system`,
    });
  }
  const overlaps = 'CreateDataRepositoryAssociation answers BadRequest to overlapping paths.';
  linked.forEach((link, position) => {
    const pathAt = ['buckets', link.index, 'fileSystemPath'];
    if (
      !/^\/([^/]+(\/[^/]+)*\/?)?$/.test(link.fileSystemPath) ||
      link.fileSystemPath.length > fileSystemPathLength
    ) {
      report({
        path: pathAt,
        value: link.givenPath,
        problem: 'is not an absolute path on the file system',
        reason: `FSx takes / or a directory such as /data, up to ${fileSystemPathLength} characters.`,
        right: `"/${link.fileSystemPath.split('/').filter(Boolean).join('/') || 'data'}"`,
      });
    }
    if (/^\/|\/\/|^s3:/.test(link.prefix) || link.repository.length > 900) {
      report({
        path: ['buckets', link.index, 'prefix'],
        value: link.prefix,
        problem: 'is not a folder in the bucket',
        reason: 'it is put behind s3://BUCKET/, and Terraform takes at most 900 characters in all.',
        right: `"${link.prefix
          .replace(/^s3:\/\/[^/]*/, '')
          .split('/')
          .filter(Boolean)
          .join('/')}/"`,
      });
    }
    const others = linked.filter((other) => other !== link);
    if (link.fileSystemPath === '/' && others.length) {
      report({
        path: pathAt,
        value: link.givenPath,
        problem: `is / beside ${others.length === 1 ? 'another association' : `${others.length} other associations`}`,
        reason: `/ is only allowed for the first and only association. ${overlaps}`,
        right: `a directory of its own, such as "/${buckets[link.index]?.name ?? 'data'}"`,
      });
    }
    for (const earlier of linked.slice(0, position)) {
      if (
        link.fileSystemPath !== '/' &&
        earlier.fileSystemPath !== '/' &&
        overlap(link.fileSystemPath, earlier.fileSystemPath)
      ) {
        report({
          path: pathAt,
          value: link.givenPath,
          problem: `overlaps with ${earlier.fileSystemPath} of buckets[${earlier.index}]`,
          reason: overlaps,
          right: 'directories of which none lies in another',
        });
      }
      if (overlap(link.repository, earlier.repository)) {
        report({
          path: ['buckets', link.index, 'prefix'],
          value: link.prefix,
          problem: `makes ${link.repository}, which overlaps with ${earlier.repository} of buckets[${earlier.index}]`,
          reason: overlaps,
          right: 'folders of which none lies in another',
        });
      }
    }
  });
}

/** Whether one path is the other or lies below it. */
function overlap(a: string, b: string): boolean {
  const [left, right] = [a, b].map((path) => (path.endsWith('/') ? path : `${path}/`)) as [string, string];
  return left.startsWith(right) || right.startsWith(left);
}
