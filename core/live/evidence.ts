/**
 * What was read of live accounts, as `--bundle` saves it and `--with` takes it. It holds settings, policies, grants
 * and refusals; no credentials, no grant tokens, no data. What could not be read is unknown, and never absent.
 */
import { z } from 'zod';
import { ACCOUNT_ID, FILE_SYSTEM_ID } from '../facts/arns';

/** What the file names itself, so that another JSON file is not taken for one. */
export const EVIDENCE_FORMAT = 'fsx-lustre-kms/evidence';
/** Raised when a reader of an older version would misunderstand it. */
export const EVIDENCE_VERSION = 1;

const unknownFact = z.strictObject({
  status: z.literal('unknown'),
  /** What AWS said, or why nobody was asked. */
  why: z.string(),
});

/** What a part says of a fact that its reader's version did not ask for yet. */
const NOT_READ_YET = { status: 'unknown', why: 'It was saved by a version that did not read this.' } as const;

/** A fact: seen, seen to be absent, or not known. */
function fact<T extends z.ZodType>(value: T) {
  return z.discriminatedUnion('status', [
    z.strictObject({ status: z.literal('seen'), value }),
    z.strictObject({ status: z.literal('absent') }),
    unknownFact,
  ]);
}

export type Fact<T> =
  { status: 'seen'; value: T } | { status: 'absent' } | { status: 'unknown'; why: string };

const policy = z.record(z.string(), z.unknown());
const account = z.string().regex(ACCOUNT_ID);

const fileSystemSchema = z.strictObject({
  account,
  lifecycle: z.string(),
  failure: z.string().optional(),
  deploymentType: z.string().optional(),
  storageType: z.string().optional(),
  storageCapacityGiB: z.number().optional(),
  throughputMBpsPerTiB: z.number().optional(),
  version: z.string().optional(),
  backupDays: z.number().optional(),
  /** Of the file system itself: another matter than the bucket's key. */
  kmsKeyId: z.string().optional(),
  mountName: z.string().optional(),
  vpcId: z.string().optional(),
  subnetId: z.string().optional(),
  logLevel: z.string().optional(),
  logGroupArn: z.string().optional(),
  /** The older link to S3, without an association. */
  imported: z
    .strictObject({
      importPath: z.string(),
      exportPath: z.string().optional(),
      autoImportPolicy: z.string().optional(),
      lifecycle: z.string().optional(),
      failure: z.string().optional(),
    })
    .optional(),
});

/** The file system's service-linked role, as which FSx reads and writes the bucket. */
const roleSchema = z.strictObject({ arn: z.string() });

const associationSchema = z.strictObject({
  id: z.string(),
  lifecycle: z.string(),
  failure: z.string().optional(),
  fileSystemPath: z.string().optional(),
  dataRepositoryPath: z.string(),
  importsAtCreation: z.boolean(),
  autoImport: z.array(z.string()),
  autoExport: z.array(z.string()),
});

const encryptionSchema = z.strictObject({
  algorithm: z.string(),
  key: z.string().optional(),
  bucketKey: z.boolean(),
});

const bucketSchema = z.strictObject({
  name: z.string(),
  /** False where S3 knows no bucket of this name. */
  exists: fact(z.boolean()),
  /** Account that owns it. */
  owner: fact(account),
  region: fact(z.string()),
  policy: fact(policy),
  encryption: fact(encryptionSchema),
  /** RestrictPublicBuckets of S3 Block Public Access, of the bucket. */
  restrictsPublic: fact(z.boolean()),
  /** The same of the account that owns it, where it would settle anything. */
  accountRestrictsPublic: fact(z.boolean()).default(NOT_READ_YET),
  /** What S3 says of its policy. */
  isPublic: fact(z.boolean()),
  ownership: fact(z.string()),
  payer: fact(z.string()),
});

const keySchema = z.strictObject({
  arn: z.string(),
  metadata: fact(
    z.strictObject({
      state: z.string(),
      spec: z.string().optional(),
      usage: z.string().optional(),
      multiRegion: z.boolean().optional(),
      manager: z.string().optional(),
    }),
  ),
  policy: fact(policy),
  /** Those that may be the file system's: grants for other roles are left out. */
  grants: fact(
    z.array(
      z.strictObject({
        id: z.string(),
        name: z.string().optional(),
        grantee: z.string(),
        operations: z.array(z.string()),
        /** Account whose identity created it. */
        issuer: z.string(),
        retiring: z.string().optional(),
        equals: z.record(z.string(), z.string()).optional(),
        subset: z.record(z.string(), z.string()).optional(),
      }),
    ),
  ),
});

const refusalSchema = z.strictObject({
  /** ISO 8601; undefined where a pasted text has none. */
  time: z.string().optional(),
  /** For example `kms:Decrypt`. */
  action: z.string(),
  principal: z.string().optional(),
  resource: z.string().optional(),
  /** Which policy refuses, as AWS names it. */
  layer: z.string().optional(),
  explicit: z.boolean().optional(),
  /** AWS's sentence. */
  message: z.string(),
  /** When the same was allowed later. */
  allowedSince: z.string().optional(),
});

const logRecordSchema = z.strictObject({ time: z.string(), code: z.string(), text: z.string() });

export const evidenceSchema = z.strictObject({
  format: z.literal(EVIDENCE_FORMAT),
  version: z.literal(EVIDENCE_VERSION),
  /** ISO 8601. */
  collectedAt: z.string(),
  fileSystemId: z.string().regex(FILE_SYSTEM_ID),
  region: z.string(),
  fileSystem: fact(fileSystemSchema),
  /** Absent where account A has no such role. */
  role: fact(roleSchema).default(NOT_READ_YET),
  associations: fact(z.array(associationSchema)),
  buckets: z.array(bucketSchema),
  keys: z.array(keySchema),
  /** Buckets and keys that the user named: the ones that are meant, whatever the settings say. */
  named: z.strictObject({ buckets: z.array(z.string()), keys: z.array(z.string()) }),
  /** Refused calls of the file system's account. */
  refusals: fact(z.array(refusalSchema)),
  /** What the file system logged of late. */
  log: fact(z.array(logRecordSchema)),
});

export type Evidence = z.output<typeof evidenceSchema>;
export type FileSystemFacts = z.output<typeof fileSystemSchema>;
export type RoleFacts = z.output<typeof roleSchema>;
export type AssociationFacts = z.output<typeof associationSchema>;
export type BucketFacts = z.output<typeof bucketSchema>;
export type KeyFacts = z.output<typeof keySchema>;
export type Refusal = z.output<typeof refusalSchema>;
export type LogRecord = z.output<typeof logRecordSchema>;

export function seen<T>(value: T): Fact<T> {
  return { status: 'seen', value };
}

export function unknownFactOf(why: string): { status: 'unknown'; why: string } {
  return { status: 'unknown', why };
}

/** The value of a fact that was seen. */
export function valueOf<T>(one: Fact<T> | undefined): T | undefined {
  return one?.status === 'seen' ? one.value : undefined;
}

/** A bucket of which nothing is known yet. */
export function unseenBucket(name: string, why: string): BucketFacts {
  const open = unknownFactOf(why);
  return {
    name,
    exists: open,
    owner: open,
    region: open,
    policy: open,
    encryption: open,
    restrictsPublic: open,
    accountRestrictsPublic: open,
    isPublic: open,
    ownership: open,
    payer: open,
  };
}

/** A key of which nothing is known yet. */
export function unseenKey(arn: string, why: string): KeyFacts {
  const open = unknownFactOf(why);
  return { arn, metadata: open, policy: open, grants: open };
}

export type ReadEvidence = { status: 'read'; evidence: Evidence } | { status: 'unreadable'; message: string };

/** Reads evidence from a JSON text. Never throws. */
export function readEvidence(text: string): ReadEvidence {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return { status: 'unreadable', message: `is not JSON: ${(error as Error).message}` };
  }
  const result = evidenceSchema.safeParse(value);
  if (result.success) return { status: 'read', evidence: result.data };
  const [issue] = result.error.issues;
  const place = issue?.path.map(String).join('.') ?? '';
  const format = (value as { format?: unknown } | null)?.format;
  if (format !== EVIDENCE_FORMAT) {
    return { status: 'unreadable', message: 'is no evidence that --bundle saved' };
  }
  return { status: 'unreadable', message: `${place === '' ? '' : `${place}: `}${issue?.message ?? ''}` };
}
