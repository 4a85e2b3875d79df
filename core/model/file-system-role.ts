/**
 * The role through which a file system reads and writes its buckets, where a text or template names it.
 * Source: FSx for Lustre User Guide, "Using service-linked roles for Amazon FSx".
 */
import { ACCOUNT_ID, S3_DATA_SOURCE_ROLE_PREFIX, S3_DATA_SOURCE_SERVICE } from '../facts/arns';
import { outline, referencesIn } from '../syntax/inspect';
import type { Located } from '../syntax/project';
import type { Value } from '../syntax/value';
import { accountIdOf } from './account-compare';
import type { Model } from './model';

export interface FileSystemRole {
  readonly value: Value;
  /** The account that the ARN names, where that is known. */
  readonly account: string | undefined;
  /** The file system whose id the name is made with, where the files have it. */
  readonly fileSystem: Located | undefined;
  /** The id that is written out. */
  readonly fileSystemId: string | undefined;
}

/**
 * Reads a value as the role of a file system. It needs the role's name in view, or a file system's id as the
 * only thing that a plan says of it.
 */
export function fileSystemRoleOf(
  value: Value | undefined,
  from: Located,
  model: Model,
): FileSystemRole | undefined {
  if (value === undefined || !namesRole(value)) return undefined;
  const text = value.kind === 'string' || value.kind === 'template' ? outline(value) : '';
  const account = /^arn:[^:]*:iam::([^:]*):/.exec(text)?.[1] ?? '';
  return {
    value,
    account: ACCOUNT_ID.test(account) ? account : callerAccount(value, from, model),
    fileSystem: fileSystemIn(value, from, model),
    fileSystemId: /_(fs-[0-9a-f]+)$/.exec(text)?.[1],
  };
}

function namesRole(value: Value): boolean {
  switch (value.kind) {
    case 'string':
    case 'template':
      return outline(value).includes(S3_DATA_SOURCE_ROLE_PREFIX) || isRolePath(outline(value));
    case 'unknown':
      return value.reason === 'computed'
        ? value.references.some(isFileSystemId)
        : value.text.includes(S3_DATA_SOURCE_ROLE_PREFIX);
    default:
      return false;
  }
}

function isRolePath(text: string): boolean {
  return text.includes(`:role/aws-service-role/${S3_DATA_SOURCE_SERVICE}/`);
}

function isFileSystemId({ target, attribute }: { target: string; attribute: readonly string[] }): boolean {
  return /(^|\.)aws_fsx_lustre_file_system\.[^.]+$/.test(target) && attribute[0] === 'id';
}

/** The file system that a role's ARN is made from. */
function fileSystemIn(value: Value, from: Located, model: Model): Located | undefined {
  for (const reference of referencesIn(value)) {
    const found = model.resolve(reference, from);
    if (found?.resource.type === 'aws_fsx_lustre_file_system') return found;
  }
  return undefined;
}

/** Account of the `aws_caller_identity` that stands in an ARN. */
function callerAccount(value: Value, from: Located, model: Model): string | undefined {
  for (const reference of referencesIn(value)) {
    const found = model.resolve(reference, from);
    if (found?.resource.type === 'aws_caller_identity') return accountIdOf(found, model);
  }
  return undefined;
}

/** Whether two are certainly one role, or two mentions that look alike. */
export function isSameRole(a: FileSystemRole, b: FileSystemRole): boolean {
  if (a.fileSystem && b.fileSystem) return a.fileSystem.resource === b.fileSystem.resource;
  return a.fileSystemId === b.fileSystemId;
}
