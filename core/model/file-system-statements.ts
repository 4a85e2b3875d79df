/** Bucket policies of buckets that file systems are linked to, and what they let those do. */
import { ACCOUNT_ID, parseArn, S3_DATA_SOURCE_ROLE_PREFIX } from '../facts/arns';
import { outline, textOf } from '../syntax/inspect';
import type { Value } from '../syntax/value';
import { accountIdOf, compareAccounts } from './account-compare';
import { bucketTargetOf, ownBucket, type BucketTarget } from './bucket';
import { bucketLinks, linksOf, type BucketLink } from './bucket-link';
import { isFileSystemRoleText, isForFileSystemSessions } from './bucket-data';
import { conditionsOn } from './conditions';
import { given } from './configuration';
import type { Model } from './model';
import type { Policy } from './policy';
import { isIamPolicy } from './policy-scope';
import type { Statement } from './statement';

export interface LinkedBucketPolicy {
  readonly policy: Policy;
  /** Links of its bucket in view. */
  readonly links: readonly BucketLink[];
  /** The statements that certainly are for a file system. */
  readonly own: readonly Statement[];
  /** These, and the others that may let it in. */
  readonly possible: readonly Statement[];
}

/** The bucket policies that are for file systems: their bucket is linked in view, or they name a file system's role. */
export function linkedBucketPolicies(model: Model): readonly LinkedBucketPolicy[] {
  return model.once(readLinkedBucketPolicies);
}

function readLinkedBucketPolicies(model: Model): LinkedBucketPolicy[] {
  const links = bucketLinks(model);
  return model.policies.flatMap((policy) => {
    if (policy.kind !== 'bucket' || !isIamPolicy(policy)) return [];
    const linked = policy.holders.flatMap((holder) => linksOf(bucketOfHolder(holder, model), links));
    const accounts = linked.flatMap(({ fileSystem }) => (fileSystem && accountIdOf(fileSystem, model)) ?? []);
    const allows = policy.statements.filter(({ effect }) => effect === 'Allow');
    const own = allows.filter((statement) => isForFileSystem(statement, accounts));
    if (linked.length === 0 && own.length === 0) return [];
    const named = [...accounts, ...own.flatMap(roleAccounts)];
    const possible = allows.filter((statement) => own.includes(statement) || mayLetIn(statement, named));
    return [{ policy, links: linked, own, possible }];
  });
}

/** Whether a bucket is in the account of a file system that is linked to it: there the role's own policy is enough. */
export function isInOneAccount({ links }: LinkedBucketPolicy, model: Model): boolean {
  return links.some(
    ({ fileSystem, bucket }) =>
      fileSystem && bucket.resource && compareAccounts(fileSystem, bucket.resource, model) === 'same',
  );
}

function bucketOfHolder(holder: Policy['holders'][number], model: Model): BucketTarget | undefined {
  if (holder.resource.type === 'aws_s3_bucket') return ownBucket(holder);
  return bucketTargetOf(given(holder.resource.body, 'bucket'), holder, model);
}

function isForFileSystem(statement: Statement, accounts: readonly string[]): boolean {
  return (
    statement.principals.some(
      ({ value }) => isFileSystemRoleText(value) || accounts.includes(wholeAccount(value) ?? '?'),
    ) ||
    isForFileSystemSessions(statement) ||
    conditionsOn(statement, 'aws:PrincipalArn').some(
      ({ values, operator }) =>
        !/not/i.test(operator.text) && values.some((value) => isFileSystemRoleText(value)),
    )
  );
}

/** Everybody, an account, or somebody who is not known: it may let the role in. Known others do not. */
function mayLetIn(
  { principals, notPrincipalEntry, principalsComplete }: Statement,
  accounts: readonly string[],
): boolean {
  if (notPrincipalEntry || !principalsComplete) return true;
  return principals.some(({ type, value }) => {
    if (type !== 'AWS' && type !== '*') return false;
    const text = textOf(value);
    if (text === undefined || text === '*') return true;
    const account = wholeAccount(value);
    return account !== undefined && (accounts.length === 0 || accounts.includes(account));
  });
}

/** The account that a principal stands for as a whole. */
function wholeAccount(value: Value): string | undefined {
  const text = textOf(value) ?? '';
  const arn = parseArn(text);
  const account = arn?.resource === 'root' ? arn.account : text;
  return ACCOUNT_ID.test(account) ? account : undefined;
}

function roleAccounts({ principals }: Statement): string[] {
  return principals.flatMap(({ value }) => {
    const text = value.kind === 'string' || value.kind === 'template' ? outline(value) : '';
    const account = text.includes(S3_DATA_SOURCE_ROLE_PREFIX) ? parseArn(text)?.account : undefined;
    return account !== undefined && ACCOUNT_ID.test(account) ? [account] : [];
  });
}

/** What an element of `Resource` covers of a bucket: itself, its objects, or both. */
export type ResourceLevel = 'bucket' | 'objects' | 'both' | 'unknown';

export function resourceLevel(value: Value, policy: Policy, model: Model): ResourceLevel {
  if (value.kind === 'reference') {
    const found = model.resolve(value, policy);
    return found?.resource.type === 'aws_s3_bucket' && found.attribute[0] === 'arn' ? 'bucket' : 'unknown';
  }
  if (value.kind !== 'string' && value.kind !== 'template') return 'unknown';
  const text = outline(value);
  if (text === '*') return 'both';
  const name = text.replace(/^arn:[^:]*:s3:::/, '');
  if (name === text && !text.startsWith('\uFFFC')) return 'unknown';
  if (name.includes('/')) return 'objects';
  if (name.endsWith('*')) return 'both';
  return name === '\uFFFC' && name === text ? 'unknown' : 'bucket';
}
