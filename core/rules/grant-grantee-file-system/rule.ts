import { given, isOneConfiguration } from '../../model/configuration';
import { grantsOf, type Grant } from '../../model/grant';
import type { Model } from '../../model/model';
import { outlined, rangeIn } from '../../model/outlined';
import { outsideVariables } from '../../model/variables';
import { textOf } from '../../syntax/inspect';
import type { Located } from '../../syntax/project';
import { relatedTo } from '../lustre';
import type { Finding, Fix, Rule } from '../rule';

/** A role's name ends in the id of its file system: an id that is written out is of the one that was there once. */
export const rule: Rule = {
  meta: {
    id: 'grant-grantee-file-system',
    severity: 'warning',
    title:
      'The grantee has the id of a file system written out, beside a file system in the same configuration',
    why: "The id of a file system is in the name of its role. When Terraform replaces the file system, the new one has a new id and a new role, which the grant does not know: every read is denied, and the grant's list shows an `AROA…` id in the place of the old role.",
    fix: 'Make the ARN from the file system: `…/AWSServiceRoleForFSxS3Access_${aws_fsx_lustre_file_system.data.id}`. The grant is then replaced with it.',
    sources: [
      'FSx for Lustre User Guide, "Using service-linked roles for Amazon FSx" (https://docs.aws.amazon.com/fsx/latest/LustreGuide/using-service-linked-roles.html)',
      'IAM User Guide, "IAM identifiers", unique identifiers (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html)',
    ],
  },
  *check(model) {
    yield* outsideVariables(checkAll(model), model);
  },
};

function* checkAll(model: Model): Generator<Finding> {
  const grants = grantsOf(model).filter(({ role }) => role?.fileSystemId !== undefined);
  if (grants.length === 0) return;
  const fileSystems = model.resources('aws_fsx_lustre_file_system');
  // An id that an association has as well is that of a file system outside.
  const outside = new Set(
    model
      .resources('aws_fsx_data_repository_association')
      .map(({ resource }) => textOf(given(resource.body, 'file_system_id'))),
  );
  for (const grant of grants) {
    if (outside.has(grant.role?.fileSystemId)) continue;
    const own = fileSystems.filter((fileSystem) => isOneConfiguration(fileSystem, grant.located));
    const [only] = own;
    if (only && own.length === 1 && !only.resource.repeated) yield* checkGrant(grant, only);
  }
}

function* checkGrant({ located: { file }, role }: Grant, fileSystem: Located): Generator<Finding> {
  const read = role && outlined(role.value);
  const id = role?.fileSystemId;
  if (!read || id === undefined || textOf(given(fileSystem.resource.body, 'id')) === id) return;
  const range = rangeIn(read, read.text.length - id.length, read.text.length);
  const message = `The grantee is the role of "${id}", and ${fileSystem.resource.address} is a file system whose id this configuration does not fix: once it is another one, its role has no grant and every read is denied. Take the id from the file system.`;
  yield {
    file,
    range,
    message,
    related: [relatedTo(fileSystem, 'The file system')],
    fixes: fixesFor(file, range, fileSystem, role),
  };
}

function fixesFor(
  file: Located['file'],
  range: Finding['range'],
  fileSystem: Located,
  role: Grant['role'],
): Fix[] {
  const isTerraform = file.language === 'hcl' || file.language === 'terraform-json';
  if (!isTerraform || role?.value.use || range.path !== undefined) return [];
  const text = `\${${fileSystem.resource.address}.id}`;
  return [{ title: `Replace by "${text}"`, safe: false, edits: [{ file, range, text }] }];
}
