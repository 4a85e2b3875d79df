/** Which Deny statements of a bucket's policy reach the role of a file system. */
import { isFileSystemRoleText } from './bucket-data';
import { covers } from './covered-actions';
import type { Statement } from './statement';
import { textOf } from '../syntax/inspect';

/** Condition keys that can spare a principal, or a service that calls for one. */
const SPARING =
  /^aws:(principal|userid|username|viaawsservice|calledvia|sourceaccount|sourcearn|sourceorg|sourceowner|resource)/i;
const USED = ['s3:GetObject', 's3:PutObject', 's3:ListBucket'];

/** Whether a Deny may leave a file system's role alone, by another condition or by its principals. */
export function exemptsSomebody(statement: Statement, keys: readonly string[]): boolean {
  return (
    !statement.conditionsComplete ||
    statement.conditions.some(({ key }) => !keys.includes(key.text.toLowerCase()) && SPARING.test(key.text))
  );
}

/** Whether a Deny is for everybody, or the role itself, and for something that a file system does. */
export function reachesEverybody(statement: Statement): boolean {
  const { principals, notPrincipalEntry, action } = statement;
  if (notPrincipalEntry || !action?.complete || !USED.some((name) => covers(statement, name))) return false;
  return principals.some(({ value }) => textOf(value) === '*' || isFileSystemRoleText(value));
}
