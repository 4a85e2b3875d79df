import { meantGrantOperations } from '../../facts/grant-operations';
import { isSameRole } from '../../model/file-system-role';
import { grantsOf, type Grant } from '../../model/grant';
import { isOneConfiguration } from '../../model/configuration';
import { mayBeSameKey } from '../../model/key-target';
import { appendTexts } from '../attribute-fix';
import { findingAt } from '../finding';
import type { Finding, Rule } from '../rule';

/** What goes wrong when a file system's role lacks an operation. */
const NEEDED = [
  {
    operation: 'Decrypt',
    lacks:
      'the file system\'s role cannot read the objects (cat says "No data available"), and the export of large files fails as well, since multipart uploads decrypt',
  },
  {
    operation: 'GenerateDataKey',
    lacks:
      'exports fail without a word: hsm_archive reports no error, and the object never appears in the bucket',
  },
] as const;

/** Reading needs Decrypt, exporting GenerateDataKey, and of large files both. */
export const rule: Rule = {
  meta: {
    id: 'grant-operations-incomplete',
    severity: 'error',
    title: "The grant of a file system's role lacks an operation that reading or exporting needs",
    why: "S3 asks KMS in the name of the role that reads or writes: for `Decrypt` on `GetObject`, for `GenerateDataKey` on `PutObject`, and for both on a multipart upload. An operation that is missing from the grant is denied. A read then ends in `No data available`; an export reports no error at all, and CloudTrail of the file system's account has the only trace.",
    fix: 'Add `Decrypt` and `GenerateDataKey` (and `DescribeKey`, which is harmless).',
    sources: [
      'S3 User Guide, "Uploading and copying objects using multipart upload", permissions (https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html)',
      'FSx for Lustre User Guide, "Linking your file system to an S3 bucket", cross-account support (https://docs.aws.amazon.com/fsx/latest/LustreGuide/create-dra-linked-data-repo.html)',
    ],
  },
  *check(model) {
    const grants = grantsOf(model).filter(({ role }) => role);
    for (const grant of grants) yield* checkGrant(grant, grants);
  },
};

function* checkGrant(grant: Grant, all: readonly Grant[]): Generator<Finding> {
  const { operations, located } = grant;
  const { value } = operations;
  if (!value || !operations.complete || operations.texts.length === 0) return;
  // What a grant has of its own no other one needs to add.
  if (missingIn([grant]).length === 0) return;
  const together = all.filter((other) => other === grant || addsTo(grant, other));
  if (!together.every((other) => other.operations.complete)) return;
  const missing = missingIn(together);
  if (missing.length === 0) return;
  const names = missing.map(({ operation }) => `"${operation}"`).join(' and ');
  const message = `The grant lacks ${names}: ${missing.map(({ lacks }) => lacks).join('; ')}. Add ${names}.`;
  yield findingAt(located.file, value, message, {
    fixes: appendTexts(
      located.file,
      value,
      missing.map(({ operation }) => operation),
    ),
  });
}

/** What none of some grants allows. */
function missingIn(grants: readonly Grant[]) {
  const allowed = new Set(
    // A mistyped one is another rule's: here it counts as what it was meant to be.
    grants.flatMap(({ operations }) => operations.texts.flatMap(({ text }) => meantGrantOperations(text))),
  );
  return NEEDED.filter(({ operation }) => !allowed.has(operation));
}

/** Another grant for the same role, on what may be the same key. */
function addsTo(grant: Grant, other: Grant): boolean {
  if (!grant.role || !other.role || !isOneConfiguration(grant.located, other.located)) return false;
  if (!isSameRole(grant.role, other.role)) return false;
  return !grant.key || !other.key || mayBeSameKey(grant.key, other.key);
}
