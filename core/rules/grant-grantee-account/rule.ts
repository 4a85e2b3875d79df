import { accountIdOf } from '../../model/account-compare';
import { grantsOf, type Grant } from '../../model/grant';
import type { Model } from '../../model/model';
import { outlined, rangeIn } from '../../model/outlined';
import { relatedTo } from '../lustre';
import type { Finding, Rule } from '../rule';

/** The role of a file system is in the account of the file system. */
export const rule: Rule = {
  meta: {
    id: 'grant-grantee-account',
    severity: 'error',
    title: "The grantee is a file system's role in another account than the file system",
    why: 'The role belongs to the account of the file system, not to that of the bucket or of the key. An ARN with another account names a role that does not exist: `CreateGrant` ends in `InvalidArnException`.',
    fix: "Write the account of the file system, or take it from `data.aws_caller_identity` with the file system's provider.",
    sources: [
      'FSx for Lustre User Guide, "Linking your file system to an S3 bucket", cross-account support (https://docs.aws.amazon.com/fsx/latest/LustreGuide/create-dra-linked-data-repo.html)',
    ],
  },
  *check(model) {
    for (const grant of grantsOf(model)) yield* checkGrant(grant, model);
  },
};

function* checkGrant({ located: { file }, role }: Grant, model: Model): Generator<Finding> {
  if (role?.account === undefined || !role.fileSystem) return;
  const account = accountIdOf(role.fileSystem, model);
  if (account === undefined || account === role.account) return;
  const message = `The grantee is a role of account "${role.account}", and its file system is in "${account}": there is no such role, and KMS refuses the grant with InvalidArnException. Write the account of the file system.`;
  const read = outlined(role.value);
  const at = read?.text.indexOf(`::${role.account}:`) ?? -1;
  const isWritten = read !== undefined && at >= 0;
  const range = isWritten ? rangeIn(read, at + 2, at + 14) : role.value.range;
  const canFix = isWritten && file.language !== 'plan' && range.path === undefined;
  yield {
    file,
    range,
    message,
    related: [relatedTo(role.fileSystem, 'The file system')],
    fixes: canFix
      ? [{ title: `Replace by "${account}"`, safe: false, edits: [{ file, range, text: account }] }]
      : [],
  };
}
