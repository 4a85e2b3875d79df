/**
 * What a file system tells of imports and exports that failed.
 * Source: FSx for Lustre User Guide, "Data repository event logs".
 */
export const REPOSITORY_EVENTS = {
  S3ImportListObjectError: {
    level: 'ERROR',
    message: ({ bucket, key }) => `Failed to list S3 objects in S3 bucket ${bucket} with prefix ${key}.`,
  },
  S3ImportUnsupportedTierWarning: {
    level: 'WARN',
    message: ({ bucket, key }) =>
      `Failed to import S3 object with key ${key} in S3 bucket ${bucket} due to an S3 object in an unsupported tier.`,
  },
  S3ImportAccessDenied: {
    level: 'ERROR',
    message: ({ bucket, key }) =>
      `Failed to import S3 object with key ${key} in S3 bucket ${bucket} because access to the S3 object was denied.`,
  },
  S3ImportObjectPathNotPosixCompliant: {
    level: 'ERROR',
    message: ({ bucket, key }) =>
      `Failed to import S3 object with key ${key} in S3 bucket ${bucket} because S3 object is not POSIX compliant.`,
  },
  S3ImportObjectTypeMismatch: {
    level: 'ERROR',
    message: ({ bucket, key }) =>
      `Failed to import S3 object with key ${key} in S3 bucket ${bucket} because an S3 object with the same name has already been imported into the file system.`,
  },
  S3ImportObjectDeleted: {
    level: 'ERROR',
    message: ({ bucket, key }) =>
      `Failed to import S3 object with key ${key} because it was not found in S3 bucket ${bucket}.`,
  },
  S3ImportBucketDoesNotExist: {
    level: 'ERROR',
    message: ({ bucket, key }) =>
      `Failed to import S3 object with key ${key} in S3 bucket ${bucket} due to bucket does not exist.`,
  },
  S3ExportInternalError: {
    level: 'ERROR',
    message: ({ bucket, key }) =>
      `Failed to export S3 object with key ${key} in S3 bucket ${bucket} due to an internal error.`,
  },
  S3ExportAccessDenied: {
    level: 'ERROR',
    message: ({ bucket, key }) =>
      `Failed to export file because access was denied to S3 object with key ${key} in S3 bucket ${bucket}.`,
  },
  S3ExportLocalObjectNotMatchDra: {
    level: 'WARN',
    message: () => 'Export skipped: local file does not belong to a data repository linked file system path.',
  },
} satisfies Record<
  string,
  { level: 'WARN' | 'ERROR'; message: (place: { bucket: string; key: string }) => string }
>;

export interface RepositoryEvent {
  readonly code: keyof typeof REPOSITORY_EVENTS;
  readonly bucket: string;
  /** Key of the object; for a listing the prefix. */
  readonly key: string;
  /** Path of the file, where there is one. */
  readonly path?: string;
}

export const LOG_LEVELS_OF = {
  DISABLED: [],
  WARN_ONLY: ['WARN'],
  ERROR_ONLY: ['ERROR'],
  WARN_ERROR: ['WARN', 'ERROR'],
} as const satisfies Record<string, readonly ('WARN' | 'ERROR')[]>;

export type LogLevel = keyof typeof LOG_LEVELS_OF;

/** Whether a file system with a log level writes an event down. */
export function isLogged({ code }: RepositoryEvent, level: LogLevel): boolean {
  const levels: readonly string[] = LOG_LEVELS_OF[level];
  return levels.includes(REPOSITORY_EVENTS[code].level);
}

/** One line of the log: JSON, as CloudWatch Logs gets it. */
export function logLine(
  { code, bucket, key, path }: RepositoryEvent,
  fileSystemId: string,
  at: Date,
): string {
  const { level, message } = REPOSITORY_EVENTS[code];
  return JSON.stringify({
    timestamp: at.toISOString(),
    fileSystemId,
    level,
    errorCode: code,
    message: message({ bucket, key }),
    ...(path === undefined ? {} : { filePath: path }),
    ...(code === 'S3ExportLocalObjectNotMatchDra' ? {} : { s3Bucket: bucket, s3Key: key }),
  });
}

/** Takes what goes wrong. */
export interface RepositoryLog {
  record(events: readonly RepositoryEvent[]): Promise<void>;
}
