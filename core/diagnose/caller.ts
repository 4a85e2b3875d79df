/** Who was refused. */
import { FILE_SYSTEM_ID, fileSystemRoleArn, parseArn, S3_DATA_SOURCE_ROLE_PREFIX } from '../facts/arns';
import type { Partition } from '../facts/regions';

export type Caller =
  /** The role through which a file system reads and writes its buckets. */
  | { kind: 'file-system'; account: string; fileSystemId: string; roleArn: string; name: string }
  /** A user, role or session. */
  | {
      kind: 'principal';
      account: string;
      arn: string;
      /** ARN to write in a policy; undefined where it is not known. */
      policyArn?: string;
      name: string;
    }
  | { kind: 'anonymous' }
  | { kind: 'unknown' };

const PRINCIPAL = /^arn:aws[a-z-]*:(?:iam|sts)::\d{12}:[\w+=,.@/-]+$/;

/** @param roleArn of a session's role with its path, as an event has it */
export function callerOf(principal: string | undefined, roleArn?: string): Caller {
  if (principal === 'anonymous') return { kind: 'anonymous' };
  const arn = parseArn(principal ?? '');
  if (!arn || principal === undefined || !PRINCIPAL.test(principal)) return { kind: 'unknown' };
  const { partition, account, resource } = arn;
  const [type = '', ...path] = resource.split('/');
  const role = type === 'assumed-role' ? path[0] : type === 'role' ? path.at(-1) : undefined;
  const fileSystemId = role?.startsWith(S3_DATA_SOURCE_ROLE_PREFIX)
    ? role.slice(S3_DATA_SOURCE_ROLE_PREFIX.length)
    : undefined;
  if (role !== undefined && fileSystemId !== undefined && FILE_SYSTEM_ID.test(fileSystemId)) {
    const own = fileSystemRoleArn(partition as Partition, account, fileSystemId);
    return { kind: 'file-system', account, fileSystemId, roleArn: own, name: role };
  }
  const isSession = type === 'assumed-role';
  // A session's ARN has no path: a role that may have one cannot be written down.
  const policyArn = isSession ? (isRoleArn(roleArn) ? roleArn : undefined) : principal;
  return {
    kind: 'principal',
    account,
    arn: principal,
    ...(policyArn === undefined ? {} : { policyArn }),
    name: role ?? resource,
  };
}

function isRoleArn(text: string | undefined): text is string {
  return text !== undefined && PRINCIPAL.test(text) && text.includes(':role/');
}

/** The caller in a sentence. */
export function callerText(caller: Caller): string {
  switch (caller.kind) {
    case 'file-system':
    case 'principal':
      return `${caller.name} of account ${caller.account}`;
    case 'anonymous':
      return 'a caller without credentials';
    case 'unknown':
      return 'a caller that the text does not name';
  }
}
