import { accountIdOf, compareAccounts } from '../../model/account-compare';
import { bucketEncryptions, isSameBucket, type BucketEncryption } from '../../model/bucket';
import { bucketLinks, type BucketLink } from '../../model/bucket-link';
import { given } from '../../model/configuration';
import { covers } from '../../model/covered-actions';
import { fileSystemRoleOf } from '../../model/file-system-role';
import { grantsOf, type Grant } from '../../model/grant';
import { keyTargetOf, type KeyTarget } from '../../model/key-target';
import { isForFileSystem, mayGrantElsewhere, mayServe } from '../../model/missing-grant';
import type { Model } from '../../model/model';
import { statementsOf } from '../../model/policy-scope';
import { textOf } from '../../syntax/inspect';
import type { Located } from '../../syntax/project';
import type { Value } from '../../syntax/value';
import { findingAt } from '../finding';
import { relatedTo } from '../lustre';
import type { Finding, Related, Rule } from '../rule';

/** A file system reads what a key of another account encrypted only with a grant on that key. */
export const rule: Rule = {
  meta: {
    id: 'grant-missing',
    severity: 'error',
    title: 'A file system uses a key of another account, and no grant allows it',
    why: 'Across accounts the key policy is half of what is needed: the account of the caller has to allow the call too. The role of a file system is made by AWS and cannot be given a `kms:` permission, so that only a grant can. Without one, `ls` works, `cat` ends in `No data available`, and CloudTrail of the file system\'s account shows `Decrypt` denied "because no identity-based policy allows the kms:Decrypt action".',
    fix: "Add an `aws_kms_grant` for each key, created with the provider of the file system's account: grantee the role of the file system, operations `Decrypt`, `GenerateDataKey` and `DescribeKey`.",
    sources: [
      'FSx for Lustre User Guide, "Linking your file system to an S3 bucket", cross-account support (https://docs.aws.amazon.com/fsx/latest/LustreGuide/create-dra-linked-data-repo.html)',
      'KMS Developer Guide, "Allowing users in other accounts to use a KMS key" (https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html)',
    ],
  },
  *check(model) {
    const fileSystems = model.resources('aws_fsx_lustre_file_system');
    if (fileSystems.length === 0) return;
    const uses = [...linkedUses(model), ...policyUses(model, fileSystems)];
    if (uses.length === 0) return;
    yield* checkUses(uses, model);
  },
};

/** That a file system uses a key, and where it shows. */
interface KeyUse {
  readonly located: Located;
  readonly value: Value;
  readonly fileSystem: Located;
  readonly key: KeyTarget;
  /** Continues `The file system uses a key of …`, in words. */
  readonly because: string;
}

function* checkUses(uses: readonly KeyUse[], model: Model): Generator<Finding> {
  const grants = grantsOf(model);
  const reported = new Set<string>();
  for (const use of uses) {
    const { fileSystem, key } = use;
    const id = `${fileSystem.resource.address} ${key.identity ?? ''}`;
    if (fileSystem.resource.repeated || reported.has(id) || !isForeign(use, model)) continue;
    if (grants.some((grant) => mayServe(grant, fileSystem, key)) || mayGrantElsewhere(fileSystem, model))
      continue;
    reported.add(id);
    yield missing(use, grants);
  }
}

function isForeign({ fileSystem, key }: KeyUse, model: Model): boolean {
  if (key.resource) return compareAccounts(fileSystem, key.resource, model) === 'different';
  const own = accountIdOf(fileSystem, model);
  return own !== undefined && key.account !== undefined && key.account !== own;
}

function missing({ located, value, fileSystem, key, because }: KeyUse, grants: readonly Grant[]): Finding {
  const others = grants.some((grant) => isForFileSystem(grant, fileSystem));
  const account = key.account === undefined ? 'another account' : `account "${key.account}"`;
  const what = others ? 'there are grants for other keys and none for this one' : 'there is no grant for it';
  const message = `${because} a key of ${account}, and ${what}: ${fileSystem.resource.address} can list the files, and reading them ends in "No data available". Add an aws_kms_grant on this key for the file system's role, created with the file system's provider.`;
  const related: Related[] = key.resource ? [relatedTo(key.resource, 'The key')] : [];
  return findingAt(located.file, value, message, {
    related,
    ...(others ? { severity: 'warning' as const } : {}),
  });
}

/** Links with buckets whose default encryption is in view. */
function linkedUses(model: Model): KeyUse[] {
  const links = bucketLinks(model);
  if (links.length === 0) return [];
  const encryptions = bucketEncryptions(model);
  return links.flatMap((link) => linkedUse(link, encryptions, model) ?? []);
}

function linkedUse(
  { located, path, bucket, fileSystem }: BucketLink,
  encryptions: readonly BucketEncryption[],
  model: Model,
): KeyUse | undefined {
  const own = encryptions.filter((candidate) => candidate.bucket && isSameBucket(candidate.bucket, bucket));
  const [encryption] = own;
  if (!encryption || own.length !== 1 || !fileSystem) return undefined;
  if (textOf(encryption.algorithm)?.startsWith('aws:kms') !== true) return undefined;
  const key = keyTargetOf(encryption.key, encryption.located, model);
  return key && { located, value: path, fileSystem, key, because: 'The bucket is encrypted with' };
}

/** Key policies that name the role of a file system in view. */
function policyUses(model: Model, fileSystems: readonly Located[]): KeyUse[] {
  const uses: KeyUse[] = [];
  for (const { policy, statement } of statementsOf(model, 'key')) {
    const [holder] = policy.holders;
    if (!holder || statement.effect !== 'Allow' || !covers(statement, 'kms:Decrypt')) continue;
    const key = keyOfHolder(holder, model);
    if (!key) continue;
    for (const { value } of statement.principals) {
      const located = { ...holder, file: policy.file };
      const role = fileSystemRoleOf(value, located, model);
      const fileSystem = role?.fileSystem;
      if (!fileSystem || !fileSystems.some(({ resource }) => resource === fileSystem.resource)) continue;
      uses.push({ located, value, fileSystem, key, because: "The policy lets the file system's role use" });
    }
  }
  return uses;
}

function keyOfHolder(holder: Located, model: Model): KeyTarget | undefined {
  const { type, body, address, repeated } = holder.resource;
  if (type === 'aws_kms_key_policy') return keyTargetOf(given(body, 'key_id'), holder, model);
  if (repeated) return undefined;
  const { range } = holder.resource;
  const value: Value = { kind: 'reference', target: address, attribute: ['arn'], text: address, range };
  return keyTargetOf(value, holder, model);
}
