/**
 * What a file system writes to CloudWatch Logs about imports and exports that failed, as error codes.
 * Source: FSx for Lustre User Guide, "Data repository event logs".
 */
import { valueAt } from '../json-value';

/** What a code is about. */
export type RepositoryCause =
  /** S3 or KMS refused. */
  | 'access'
  /** The bucket is not there. */
  | 'no-bucket'
  /** The object is one that a file system cannot take. */
  | 'object'
  /** The file is one that S3 cannot take, or not now. */
  | 'file'
  /** The file, or its path, is not linked to a bucket. */
  | 'not-linked'
  /** FSx's own matter. */
  | 'internal';

interface RepositoryCodeFacts {
  direction: 'import' | 'export';
  cause: RepositoryCause;
  /** What AWS says that it means, as a clause. */
  means: string;
}

export const REPOSITORY_CODES = {
  S3ImportListObjectError: {
    direction: 'import',
    cause: 'access',
    means: 'the objects of the bucket could not be listed',
  },
  S3ImportAccessDenied: {
    direction: 'import',
    cause: 'access',
    means: 'access to an object was denied while it was imported',
  },
  S3ImportDeleteAccessDenied: {
    direction: 'import',
    cause: 'access',
    means: 'access to an object was denied while its deletion was followed',
  },
  S3ImportUnsupportedTierWarning: {
    direction: 'import',
    cause: 'object',
    means: 'an object is in a storage class that cannot be imported, such as S3 Glacier Flexible Retrieval',
  },
  S3ImportSymlinkInUnsupportedTierWarning: {
    direction: 'import',
    cause: 'object',
    means: 'a symbolic link is in a storage class that cannot be imported',
  },
  S3ImportObjectPathNotPosixCompliant: {
    direction: 'import',
    cause: 'object',
    means: 'the key of an object is no path that a file can have',
  },
  S3ImportObjectTypeMismatch: {
    direction: 'import',
    cause: 'object',
    means: 'an object is of another type (file or directory) than what has its name on the file system',
  },
  S3ImportObjectDeleted: {
    direction: 'import',
    cause: 'object',
    means: 'an object was gone when it was to be imported',
  },
  S3ImportBucketDoesNotExist: {
    direction: 'import',
    cause: 'no-bucket',
    means: 'the linked bucket does not exist any more',
  },
  S3ImportDeleteBucketDoesNotExist: {
    direction: 'import',
    cause: 'no-bucket',
    means: 'the linked bucket does not exist any more',
  },
  S3ImportDirectoryMetadataUpdateError: {
    direction: 'import',
    cause: 'internal',
    means: 'the metadata of a directory could not be imported, by an internal error',
  },
  S3ImportDirectoryCreateError: {
    direction: 'import',
    cause: 'internal',
    means: 'a directory could not be made on the file system, by an internal error',
  },
  NoDiskSpace: {
    direction: 'import',
    cause: 'file',
    means: "the file system's metadata servers have no space left",
  },
  S3ExportAccessDenied: {
    direction: 'export',
    cause: 'access',
    means: 'access to an object was denied while a file was exported',
  },
  S3ExportInternalError: {
    direction: 'export',
    cause: 'internal',
    means: 'a file was not exported, by an internal error',
  },
  S3ExportPathSizeTooLong: {
    direction: 'export',
    cause: 'file',
    means: "a file's path is longer than the 1024 characters that the key of an object may have",
  },
  S3ExportFileSizeTooLarge: {
    direction: 'export',
    cause: 'file',
    means: 'a file is larger than the 5 TiB that an object may have',
  },
  S3ExportResourceBusy: {
    direction: 'export',
    cause: 'file',
    means: 'a file was being written while it was to be exported',
  },
  S3ExportLocalObjectReleaseWithoutS3Source: {
    direction: 'export',
    cause: 'object',
    means: 'a file is released, and the object that has its content is not in the bucket',
  },
  S3ExportLocalObjectNotMatchDra: {
    direction: 'export',
    cause: 'not-linked',
    means: 'a file is in no directory that is linked to a bucket',
  },
  InternalAutoExportError: {
    direction: 'export',
    cause: 'internal',
    means: 'automatic export met an internal error',
  },
  S3CompletionReportUploadFailure: {
    direction: 'export',
    cause: 'access',
    means: 'the completion report of a task could not be uploaded',
  },
  S3CompletionReportValidateFailure: {
    direction: 'export',
    cause: 'not-linked',
    means: 'the completion report of a task has a path in no linked bucket',
  },
} as const satisfies Readonly<Record<string, RepositoryCodeFacts>>;

export type RepositoryCode = keyof typeof REPOSITORY_CODES;

/** One record, as far as it says. */
export interface RepositoryRecord {
  code: RepositoryCode;
  fileSystemId?: string;
  bucket?: string;
  /** Key of the object; for a listing the prefix. */
  key?: string;
}

const CODE = new RegExp(`(?<![A-Za-z0-9])(?:${Object.keys(REPOSITORY_CODES).join('|')})(?![A-Za-z0-9])`, 'g');
/** The key of an object has at most 1024 bytes. */
const OBJECT =
  /with (?:key|prefix) (?<key>.{1,1024}?) (?:in|was not found in) (?:S3 )?bucket (?<bucket>[a-z0-9][a-z0-9.-]*[a-z0-9])/;

/** The record in a parsed value; undefined where it is none. */
export function repositoryRecordOf(value: unknown): RepositoryRecord | undefined {
  const text = (name: string): string | undefined => {
    const found = valueAt(value, [name]);
    return typeof found === 'string' && found !== '' ? found : undefined;
  };
  const code = text('errorCode') ?? text('error_code') ?? text('code');
  if (code === undefined || !isRepositoryCode(code)) return undefined;
  const said = OBJECT.exec(text('message') ?? '')?.groups;
  return recordOf(code, {
    fileSystemId: text('fileSystemId'),
    bucket: text('s3Bucket') ?? said?.['bucket'],
    key: text('s3Key') ?? said?.['key'],
  });
}

/** The records in lines of a log: a code, and what stands in its line. */
export function repositoryRecordsIn(text: string): RepositoryRecord[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const codes = [...line.matchAll(CODE)].map(([code]) => code).filter(isRepositoryCode);
    if (codes.length === 0) return [];
    const said = OBJECT.exec(line)?.groups;
    const fileSystemId = /\bfs-[0-9a-f]{8,17}\b/.exec(line)?.[0];
    return codes.map((code) =>
      recordOf(code, { fileSystemId, bucket: said?.['bucket'], key: said?.['key'] }),
    );
  });
}

function isRepositoryCode(text: string): text is RepositoryCode {
  return Object.hasOwn(REPOSITORY_CODES, text);
}

function recordOf(
  code: RepositoryCode,
  { fileSystemId, bucket, key }: Record<'fileSystemId' | 'bucket' | 'key', string | undefined>,
): RepositoryRecord {
  return {
    code,
    ...(fileSystemId === undefined ? {} : { fileSystemId }),
    ...(bucket === undefined ? {} : { bucket }),
    ...(key === undefined ? {} : { key }),
  };
}
