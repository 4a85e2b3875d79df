import { S3_DATA_SOURCE_ROLE_PREFIX, S3_DATA_SOURCE_SERVICE } from '../facts/arns';
import { splitArn } from './arn-pattern';
import { subjectOf, type Subject } from './pattern';
import type { AccessRequest } from './request';
import { referencesIn, textOf } from './text';
import { FALSE, TRUE, UNKNOWN, type Truth } from './truth';

/** Who calls, read from the request. */
export interface Caller {
  kind: 'user' | 'role' | 'session' | 'root' | 'federated' | 'service' | 'anonymous' | 'unresolved' | 'other';
  /** The ARN or name that the request gives. */
  subject: Subject;
  /** Role of a role or session, with its path. */
  role: Subject | undefined;
  /** Partition of its ARN; undefined when there is none or it is not known. */
  partition: string | undefined;
  /** Account of an IAM principal; undefined for services and requests without credentials. */
  account: Subject | undefined;
  /** Whether it is a service-linked role: out of reach of SCPs and RCPs. */
  serviceLinked: Truth;
  /** User name, or session name. */
  name: string | undefined;
}

const SERVICE_PRINCIPAL = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazon(aws)?\.(com|com\.cn|eu)$/;

/**
 * Reads who calls from the request's ARNs.
 * Source: IAM User Guide, "AWS JSON policy elements: Principal" and "IAM identifiers".
 */
export function callerOf(request: AccessRequest): Caller {
  const text = textOf(request.principal) ?? '';
  const base: Caller = {
    kind: 'other',
    subject: subjectOf(text),
    role: undefined,
    partition: undefined,
    account: undefined,
    serviceLinked: FALSE,
    name: undefined,
  };
  if (text === '*' || text === 'anonymous') return { ...base, kind: 'anonymous' };
  if (/^\d{12}$/.test(text)) return { ...base, kind: 'root', account: subjectOf(text) };
  if (SERVICE_PRINCIPAL.test(text)) return { ...base, kind: 'service' };
  const parts = splitArn(text);
  if (!parts) return referencesIn(text).length > 0 ? unresolvedCaller(base, request) : base;
  const [, partition, service, , account = '', resource = ''] = parts;
  const known = { ...base, partition: knownPartition(partition), account: subjectOf(account) };
  const slash = resource.indexOf('/');
  const type = slash < 0 ? resource : resource.slice(0, slash);
  const name = resource.slice(resource.lastIndexOf('/') + 1);
  if (`${service ?? ''}${type}`.includes('${'))
    return { ...known, kind: 'unresolved', serviceLinked: UNKNOWN };
  if (service === 'iam' && type === 'root') return { ...known, kind: 'root' };
  if (service === 'iam' && type === 'user') return { ...known, kind: 'user', name };
  if (service === 'iam' && type === 'role') return asRole({ ...known, kind: 'role' }, text);
  if (service === 'sts' && type === 'assumed-role') {
    return asRole({ ...known, kind: 'session', name }, roleArnOf(request, parts));
  }
  if (service === 'sts' && type === 'federated-user') return { ...known, kind: 'federated', name };
  return known;
}

/** A partition that is written out. */
export function knownPartition(partition: string | undefined): string | undefined {
  return partition === undefined || partition.includes('${') ? undefined : partition;
}

function asRole(caller: Caller, roleArn: string): Caller {
  return { ...caller, role: subjectOf(roleArn), serviceLinked: serviceLinkedRole(roleArn) };
}

/**
 * Whether a role is service-linked: its path is `/aws-service-role/`.
 * Source: IAM User Guide, "Create a service-linked role".
 */
function serviceLinkedRole(roleArn: string): Truth {
  const resource = splitArn(roleArn)?.[5];
  if (resource === undefined) return roleArn.includes('${') ? UNKNOWN : FALSE;
  if (resource.startsWith('role/aws-service-role/')) return TRUE;
  return /^role\/[^/]*\$\{/.test(resource) ? UNKNOWN : FALSE;
}

/** The ARN of a session's role. A session's ARN has no path; the file system's role has one that is known. */
function roleArnOf(request: AccessRequest, parts: readonly string[]): string {
  if (typeof request.principalRoleArn === 'string') return request.principalRoleArn;
  const [, partition = '', , , account = '', resource = ''] = parts;
  const name = resource.split('/')[1] ?? '';
  const path = name.startsWith(S3_DATA_SOURCE_ROLE_PREFIX)
    ? `aws-service-role/${S3_DATA_SOURCE_SERVICE}/`
    : '';
  return `arn:${partition}:iam::${account}:role/${path}${name}`;
}

/** A caller whose ARN is not known yet; its account may be given by the context. */
function unresolvedCaller(base: Caller, request: AccessRequest): Caller {
  const given = Object.entries(request.context ?? {}).find(([key]) =>
    ['aws:principalaccount', 'kms:calleraccount'].includes(key.toLowerCase()),
  );
  const account =
    (given && textOf(given[1])) ?? `\${account of ${referencesIn(base.subject.text).join(' ')}}`;
  return {
    ...base,
    kind: 'unresolved',
    account: subjectOf(
      account.replace(/\$\{account of (.*)\}$/, (_, inner: string) => accountReference(inner)),
    ),
    serviceLinked: UNKNOWN,
  };
}

function accountReference(inner: string): string {
  return `\${account of ${inner.replace(/[${}]/g, '')}}`;
}
