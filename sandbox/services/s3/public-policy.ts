import { isJsonObject, type JsonObject } from '../../json';

/** Keys that hold everyone's access to somebody, when their values are fixed. */
const NARROWING_KEYS = [
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceip',
  'aws:sourceorgid',
  'aws:sourceowner',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:userid',
  's3:dataaccesspointaccount',
  's3:dataaccesspointarn',
  's3:x-amz-server-side-encryption-aws-kms-key-id',
];

/** Operators that hold a key to the given values. */
const POSITIVE =
  /^(ForAnyValue:)?(StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike|IpAddress)$/i;

/**
 * Whether a bucket policy gives access to everyone.
 * Source: S3 User Guide, "Blocking public access to your Amazon S3 storage", "The meaning of 'public'".
 */
export function isPublicPolicy(document: unknown): boolean {
  if (!isJsonObject(document)) return false;
  const { Statement: given } = document as { Statement?: unknown };
  const statements: unknown[] = Array.isArray(given) ? (given as unknown[]) : [given];
  return statements.some(
    (statement) => isJsonObject(statement) && statement['Effect'] === 'Allow' && isForEveryone(statement),
  );
}

function isForEveryone(statement: JsonObject): boolean {
  if (statement['NotPrincipal'] === undefined && !namesEveryone(statement['Principal'])) return false;
  const { Condition: condition } = statement as { Condition?: unknown };
  return !isJsonObject(condition) || !Object.entries(condition).some(narrows);
}

function namesEveryone(principal: unknown): boolean {
  if (principal === '*') return true;
  return isJsonObject(principal) && textsOf(principal['AWS']).some((text) => text.includes('*'));
}

function narrows([operator, pairs]: [string, unknown]): boolean {
  if (!POSITIVE.test(operator) || !isJsonObject(pairs)) return false;
  return Object.entries(pairs).some(
    ([key, values]) => NARROWING_KEYS.includes(key.toLowerCase()) && textsOf(values).every(isFixed(key)),
  );
}

/** A value without wildcard and variable; of addresses, no wide range; of user ids, `ROLEID:*` too. */
function isFixed(key: string): (value: string) => boolean {
  const name = key.toLowerCase();
  return (value) => {
    if (name === 'aws:sourceip') return !/\/[0-7]$/.test(value);
    if (name === 'aws:userid' && /^A[A-Z0-9]{15,}:\*$/.test(value)) return true;
    return !/[*?]|\$\{/.test(value);
  };
}

function textsOf(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? (value as unknown[]) : [value];
  return list.filter((item): item is string => typeof item === 'string');
}
