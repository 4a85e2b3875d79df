import { parseArn } from '../../facts/arns';
import { PAGES } from '../../facts/documentation';
import { SERVICE_LINKED_ROLES, type ServiceLinkedRole } from '../../facts/service-linked-roles';
import { HOLE } from '../../syntax/text-map';
import { card, code } from './markdown';

/**
 * A service-linked role of FSx: which one it is, when AWS makes it, who may use it.
 * @param text an ARN, with `HOLE` in the place of what is not known
 */
export function serviceLinkedRoleCard(text: string): string | undefined {
  const arn = parseArn(text);
  const role = arn?.service === 'iam' ? roleOf(arn.resource) : undefined;
  if (!arn || !role) return undefined;
  const id = arn.resource.slice(arn.resource.lastIndexOf('/') + 1 + role.name.length);
  const isPattern = id.includes('*');
  return card({
    name: isPattern ? `${role.name}*` : `${role.name}${shown(role.perFileSystem ? id : '')}`,
    kind: 'service-linked role',
    text: role.perFileSystem
      ? `The role through which ${isPattern ? 'each file system' : 'this file system'} reads and writes its linked buckets.`
      : 'The role through which FSx manages network interfaces and logs. It reads and writes no bucket.',
    points: [
      arn.account !== '' && `Account ${code(shown(arn.account))}`,
      role.perFileSystem
        ? 'FSx makes it when a bucket is linked: with the file system for an import path, with the first association else'
        : 'FSx makes it with the first file system of the account',
      `Only ${code(role.service)} can use it: nobody else can assume it`,
      'Its policy cannot be edited, and has no KMS action: on a key of another account only a grant gives it access',
      role.perFileSystem &&
        isPattern &&
        'As a pattern it fits conditions; a principal must be one role, by its full name',
      role.perFileSystem &&
        !isPattern &&
        'As a principal it is refused before the role exists; a new file system has a new role',
    ],
    page: PAGES.serviceLinkedRoles,
  });
}

function roleOf(resource: string): ServiceLinkedRole | undefined {
  return SERVICE_LINKED_ROLES.find(({ service, name, perFileSystem }) => {
    const start = `role/aws-service-role/${service}/`;
    const end = resource.slice(start.length);
    return resource.startsWith(start) && (perFileSystem ? end.startsWith(name) || end === '*' : end === name);
  });
}

function shown(text: string): string {
  return text.replaceAll(HOLE, '${…}');
}
