/** Whom a statement is about, as the JSON of its policy says it. */
import { ACCOUNT_ID, parseArn, S3_DATA_SOURCE_ROLE_PREFIX } from '../../facts/arns';
import { isRecord } from '../../json-value';
import { statementsOf } from '../../policies/statements';

/** An account that a statement names, or somebody in it. */
export interface NamedCaller {
  readonly account: string;
  /** An identity that is named itself; undefined where the account as a whole is. */
  readonly arn?: string;
  /** Where the role of a file system is named: its id, undefined for that of any file system. */
  readonly fileSystem?: { readonly id: string | undefined };
}

/** Condition keys that hold the caller's account or ARN. */
const CALLER_KEYS = /^(kms:CallerAccount|aws:PrincipalAccount|aws:PrincipalArn|aws:userid)$/i;

/** Accounts, identities and file systems that a statement names as callers, each once. */
export function callersOf(statement: unknown): NamedCaller[] {
  if (!isRecord(statement)) return [];
  const principals = textsIn(statement['Principal'] ?? statement['NotPrincipal']);
  const found = [...principals, ...valuesOf(statement['Condition'], CALLER_KEYS)].flatMap(
    (text) => callerOf(text) ?? [],
  );
  const roles = new Set(found.flatMap(({ account, fileSystem }) => (fileSystem ? [account] : [])));
  // Of an account and a file system in it the file system says more.
  const kept = found.filter(({ account, arn, fileSystem }) => fileSystem ?? arn ?? !roles.has(account));
  return [...new Map(kept.map((caller) => [JSON.stringify(caller), caller])).values()];
}

/** The same for every statement of a document. */
export function callersInPolicy(document: unknown): NamedCaller[] {
  const all = statementsOf(document).flatMap(callersOf);
  return [...new Map(all.map((caller) => [JSON.stringify(caller), caller])).values()];
}

/** ARNs of buckets and objects that a statement asks for as encryption context. */
export function s3ArnsIn(statement: unknown): string[] {
  if (!isRecord(statement)) return [];
  return valuesOf(statement['Condition'], /^kms:EncryptionContext:aws:s3:arn$/i);
}

/** The account of a text that is an account or an ARN in one; `${…}` counts, wildcards do not. */
function callerOf(text: string): NamedCaller | undefined {
  if (ACCOUNT_ID.test(text)) return { account: text };
  const arn = parseArn(text);
  if (!arn || arn.account === '' || /[*?]/.test(arn.account)) return undefined;
  const { account, resource } = arn;
  if (resource === 'root') return { account };
  const at = resource.indexOf(S3_DATA_SOURCE_ROLE_PREFIX);
  if (at >= 0) {
    const [id = ''] = resource.slice(at + S3_DATA_SOURCE_ROLE_PREFIX.length).split('/');
    return { account, fileSystem: { id: id === '' || /[*?]/.test(id) ? undefined : id } };
  }
  if (/[*?]/.test(resource)) return { account };
  return arn.service === 'iam' || arn.service === 'sts' ? { account, arn: text } : undefined;
}

/** `Principal` as texts: of every type but those of services and of federated users. */
function textsIn(principal: unknown): string[] {
  if (typeof principal === 'string') return [principal];
  return isRecord(principal) ? list(principal['AWS']) : [];
}

/** Values that conditions on some keys ask for. */
function valuesOf(condition: unknown, wanted: RegExp): string[] {
  if (!isRecord(condition)) return [];
  return Object.values(condition).flatMap((keys) =>
    isRecord(keys)
      ? Object.entries(keys).flatMap(([key, values]) => (wanted.test(key) ? list(values) : []))
      : [],
  );
}

function list(value: unknown): string[] {
  return (Array.isArray(value) ? (value as unknown[]) : [value]).filter((item) => typeof item === 'string');
}
