import { grantsOf } from '../../model/grant';
import { findingAt } from '../finding';
import type { Rule } from '../rule';

/** CreateGrant lets a file system's role hand its operations on; AWS's example has it, nothing needs it. */
export const rule: Rule = {
  meta: {
    id: 'grant-least-privilege',
    severity: 'note',
    title: "The grant lets a file system's role pass its operations on",
    why: "AWS's command for FSx lists `CreateGrant` among eight operations, and it works. For reading and exporting, the role needs `Decrypt` and `GenerateDataKey`; with `CreateGrant` it could hand these to others, in grants that the key's owner did not make.",
    fix: 'Leave `CreateGrant` out where nothing of yours relies on it.',
    sources: [
      'FSx for Lustre User Guide, "Linking your file system to an S3 bucket", cross-account support (https://docs.aws.amazon.com/fsx/latest/LustreGuide/create-dra-linked-data-repo.html)',
      'KMS Developer Guide, "Grants in AWS KMS" (https://docs.aws.amazon.com/kms/latest/developerguide/grants.html)',
    ],
  },
  *check(model) {
    for (const { located, role, operations } of grantsOf(model)) {
      const delegates = operations.texts.find(({ text }) => text === 'CreateGrant');
      if (!role || !delegates || operations.texts.length === 1) continue;
      yield findingAt(
        located.file,
        delegates,
        'With "CreateGrant" the file system\'s role can pass its operations on. AWS\'s example has it, reading and exporting work without: leave it out for least privilege.',
      );
    }
  },
};
