import { S3_DATA_SOURCE_ROLE_PREFIX, S3_DATA_SOURCE_SERVICE } from '../../facts/arns';
import { grantsOf } from '../../model/grant';
import { textOf } from '../../syntax/inspect';
import { findingAt, replaceText } from '../finding';
import type { Rule } from '../rule';

const SESSION = new RegExp(
  `^arn:([^:]*):sts::(\\d{12}):assumed-role/(${S3_DATA_SOURCE_ROLE_PREFIX}fs-[0-9a-f]+)/(.+)$`,
);

/** CloudTrail shows the session of a file system's role; a grant is better for the role. */
export const rule: Rule = {
  meta: {
    id: 'grant-grantee-session',
    severity: 'note',
    title: "The grantee is a session of a file system's role, not the role",
    why: 'CloudTrail and error messages show the session that called, `assumed-role/AWSServiceRoleForFSxS3Access_…/FSx`. A grant can name a session, and is then for sessions of that name only. Should FSx name its sessions otherwise, reading stops.',
    fix: 'Name the role itself: `role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_…`.',
    sources: [
      'FSx for Lustre User Guide, "Using service-linked roles for Amazon FSx" (https://docs.aws.amazon.com/fsx/latest/LustreGuide/using-service-linked-roles.html)',
    ],
  },
  *check(model) {
    for (const { located, grantee } of grantsOf(model)) {
      const match = SESSION.exec(textOf(grantee) ?? '');
      if (!match || grantee?.kind !== 'string') continue;
      const [, partition = '', account = '', name = '', session = ''] = match;
      const role = `arn:${partition}:iam::${account}:role/aws-service-role/${S3_DATA_SOURCE_SERVICE}/${name}`;
      const message = `The grantee is the session "${session}" of the file system's role: the grant is for sessions of that name only. Write the role: "${role}".`;
      yield findingAt(located.file, grantee, message, {
        fixes: [replaceText(located.file, grantee, role, { safe: true })],
      });
    }
  },
};
