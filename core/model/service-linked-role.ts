/**
 * What is wrong with the ARN of one of FSx's service-linked roles.
 * Sources: FSx for Lustre User Guide, "Using service-linked roles for Amazon FSx"; FSx API, FileSystemId.
 */
import { FILE_SYSTEM_ID, S3_DATA_SOURCE_ROLE_PREFIX, S3_DATA_SOURCE_SERVICE } from '../facts/arns';
import { editDistance } from '../facts/nearest';
import { HOLE } from '../syntax/text-map';

/** Both ends of the wrong stretch, as indices of the text. */
export interface RoleArnProblem {
  readonly from: number;
  readonly to: number;
  /** What is wrong, as a clause that stands alone. */
  readonly what: string;
  /** What to write in the place of the stretch, where that is certain. */
  readonly text?: string;
  /** What to write, as a sentence. */
  readonly instead: string;
}

const SERVICE_ROLES = 'aws-service-role/';
const FSX_ROLE = 'AWSServiceRoleForAmazonFSx';
const FSX_SERVICE = 'fsx.amazonaws.com';
const WHOLE = `${SERVICE_ROLES}${S3_DATA_SOURCE_SERVICE}/${S3_DATA_SOURCE_ROLE_PREFIX}<file system's id>`;

/** @param text of an ARN, `HOLE` in the place of what is not known; a pattern's wildcards are left alone */
export function roleArnProblem(text: string): RoleArnProblem | undefined {
  const head = /^arn:[^:]*:iam:[^:]*:[^:]*:role\//.exec(text)?.[0];
  if (head === undefined) return undefined;
  const resource = text.slice(head.length);
  const at = head.length;
  const name = resource.slice(resource.lastIndexOf('/') + 1);
  const nameAt = text.length - name.length;
  if (resource.startsWith(SERVICE_ROLES) || resource === SERVICE_ROLES.slice(0, -1)) {
    return inServicePath(resource, at) ?? nameProblem(resource, name, nameAt);
  }
  const path = servicePathOf(name);
  if (path === undefined || isOpen(resource.slice(0, -name.length))) return undefined;
  return {
    from: at,
    to: nameAt,
    what: `the role stands under the path "${path}", and the ARN has ${nameAt === at ? 'no path' : 'another'}`,
    text: path,
    instead: `Write "role/${path}${shown(name)}".`,
  };
}

/** The path that a role of FSx has, by its name. */
function servicePathOf(name: string): string | undefined {
  if (name.startsWith(S3_DATA_SOURCE_ROLE_PREFIX)) return `${SERVICE_ROLES}${S3_DATA_SOURCE_SERVICE}/`;
  return name === FSX_ROLE ? `${SERVICE_ROLES}${FSX_SERVICE}/` : undefined;
}

/** `aws-service-role/<service>/<name>`: the service that goes with the name, and nothing missing. */
function inServicePath(resource: string, at: number): RoleArnProblem | undefined {
  if (isOpen(resource) && !resource.includes(S3_DATA_SOURCE_ROLE_PREFIX)) return undefined;
  const [root = '', service = '', ...rest] = resource.split('/');
  const name = rest.join('/');
  if (service === '' || name === '') {
    return {
      from: at,
      to: at + resource.length,
      what: 'the ARN ends before the name of the role',
      instead: `For a file system's access to S3 write "role/${WHOLE}".`,
    };
  }
  const path = servicePathOf(name);
  const expected = path?.slice(SERVICE_ROLES.length, -1);
  if (expected === undefined || isOpen(service) || service === expected) return undefined;
  const from = at + root.length + 1;
  return {
    from,
    to: from + service.length,
    what: `"${service}" is not the service of this role`,
    text: expected,
    instead: `Write "${expected}".`,
  };
}

/** The role's name under the path of the file systems' roles: the prefix, and the id of a file system. */
function nameProblem(resource: string, name: string, nameAt: number): RoleArnProblem | undefined {
  if (!resource.startsWith(`${SERVICE_ROLES}${S3_DATA_SOURCE_SERVICE}/`)) return undefined;
  if (!name.startsWith(S3_DATA_SOURCE_ROLE_PREFIX)) return prefixProblem(name, nameAt);
  const id = name.slice(S3_DATA_SOURCE_ROLE_PREFIX.length);
  const from = nameAt + S3_DATA_SOURCE_ROLE_PREFIX.length;
  const to = from + id.length;
  if (id === '') {
    return {
      from: nameAt,
      to,
      what: "the id of the file system is missing at the end of the role's name",
      instead: 'Add it: "fs-" and 8 to 17 hexadecimal digits.',
    };
  }
  if (isOpen(id) || FILE_SYSTEM_ID.test(id) || isStandInId(id)) return undefined;
  const completed = `fs-${id}`;
  const isCertain = FILE_SYSTEM_ID.test(completed);
  return {
    from,
    to,
    what: `"${id}" is no id of a file system`,
    ...(isCertain ? { text: completed } : {}),
    instead: isCertain ? `Write "${completed}".` : 'Write "fs-" and 8 to 17 hexadecimal digits.',
  };
}

function prefixProblem(name: string, nameAt: number): RoleArnProblem | undefined {
  const length = name.length - (/fs-[0-9a-f]*$/.exec(name)?.[0].length ?? 0);
  const written = name.slice(0, isOpen(name) ? name.search(/[*?\uFFFC]/) : length);
  if (editDistance(written, S3_DATA_SOURCE_ROLE_PREFIX) > 4 || written === '') return undefined;
  return {
    from: nameAt,
    to: nameAt + written.length,
    what: `the names of the file systems' roles begin with "${S3_DATA_SOURCE_ROLE_PREFIX}"`,
    text: S3_DATA_SOURCE_ROLE_PREFIX,
    instead: `Write "${S3_DATA_SOURCE_ROLE_PREFIX}".`,
  };
}

/** What may stand for anything. */
function isOpen(text: string): boolean {
  return /[*?\uFFFC]/.test(text);
}

/** `fs-xxxxxxxx`, `fs-id`, `FILE_SYSTEM_ID`: to be filled in. */
function isStandInId(id: string): boolean {
  return /x{3,}|\bid$|_id$|system|example/i.test(id) || /[A-Z]{2}/.test(id);
}

function shown(name: string): string {
  return name.replaceAll(HOLE, '${…}');
}
