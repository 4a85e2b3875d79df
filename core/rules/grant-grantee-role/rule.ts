import { grantsOf, type Grant } from '../../model/grant';
import { outlined, rangeIn, type Outlined } from '../../model/outlined';
import { roleArnProblem, type RoleArnProblem } from '../../model/service-linked-role';
import type { SourceFile } from '../../syntax/source-file';
import { findingAt } from '../finding';
import type { Finding, Rule } from '../rule';

const OTHER_ROLE = /:role\/aws-service-role\/fsx\.amazonaws\.com\/AWSServiceRoleForAmazonFSx$/;

/** The role of a file system has a fixed path, and its name ends in the file system's id. */
export const rule: Rule = {
  meta: {
    id: 'grant-grantee-role',
    severity: 'error',
    title: "The grantee is meant to be a file system's role, and its ARN is not right",
    why: 'Each file system that is linked to S3 has a role of its own: `role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_` and the id of the file system. The path is part of the ARN. With a part missing or another path, such as that of `fsx.amazonaws.com`, there is no such role, and `CreateGrant` ends in `InvalidArnException`.',
    fix: 'Write the ARN with its path, and take the id from the file system: `…/AWSServiceRoleForFSxS3Access_${aws_fsx_lustre_file_system.data.id}`.',
    sources: [
      'FSx for Lustre User Guide, "Using service-linked roles for Amazon FSx" (https://docs.aws.amazon.com/fsx/latest/LustreGuide/using-service-linked-roles.html)',
      'KMS API Reference, CreateGrant, "GranteePrincipal" (https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html)',
    ],
  },
  *check(model) {
    for (const grant of grantsOf(model)) yield* checkGrant(grant);
  },
};

function* checkGrant({ located: { file }, grantee }: Grant): Generator<Finding> {
  const read = grantee && outlined(grantee);
  if (!read || /[*?]/.test(read.text)) return;
  const problem = roleArnProblem(read.text);
  if (problem) yield problemFinding(file, read, problem);
  else if (OTHER_ROLE.test(read.text)) {
    const message =
      'AWSServiceRoleForAmazonFSx manages network interfaces; it neither reads nor writes buckets, so that the file system is denied. Name the role of the file system, "role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_<file system\'s id>".';
    yield findingAt(file, grantee, message, { severity: 'warning' });
  }
}

function problemFinding(file: SourceFile, read: Outlined, problem: RoleArnProblem): Finding {
  const { from, to, what, instead, text } = problem;
  const range = rangeIn(read, from, to);
  const title = text === undefined ? '' : from === to ? `Add "${text}"` : `Replace by "${text}"`;
  return {
    file,
    range: from === to ? rangeIn(read, from, read.text.length) : range,
    message: `${what.charAt(0).toUpperCase()}${what.slice(1)}: there is no such role, and KMS refuses the grant with InvalidArnException. ${instead}`,
    fixes: text === undefined ? [] : [{ title, safe: true, edits: [{ file, range, text }] }],
  };
}
