import { FILE_SYSTEM_ID, parseArn } from '../../facts/arns';
import { isVariable } from '../../model/setting';
import type { Model } from '../../model/model';
import { entryOf, itemsOf } from '../../syntax/inspect';
import type { Located } from '../../syntax/project';
import type { Value } from '../../syntax/value';
import { replaceAttribute, replaceValue } from '../edits';
import { findingAt } from '../finding';
import { CREATE_ASSOCIATION_PAGE, CREATE_FILE_SYSTEM_PAGE } from '../lustre';
import type { Finding, Rule } from '../rule';

/** Where ids stand, and what they begin with. */
const PLACES = [
  { type: 'aws_fsx_lustre_file_system', attribute: 'subnet_ids', prefix: 'subnet', what: 'a subnet' },
  {
    type: 'aws_fsx_lustre_file_system',
    attribute: 'security_group_ids',
    prefix: 'sg',
    what: 'a security group',
  },
  {
    type: 'aws_fsx_data_repository_association',
    attribute: 'file_system_id',
    prefix: 'fs',
    what: 'a file system',
  },
] as const;
/** Types whose `id` is an id of these kinds. */
const OWNERS: Readonly<Record<string, string>> = {
  aws_subnet: 'subnet',
  aws_security_group: 'sg',
  aws_vpc: 'vpc',
  aws_fsx_lustre_file_system: 'fs',
};

/** An id of another kind of thing, or no id, where FSx takes one. */
export const rule: Rule = {
  meta: {
    id: 'fsx-id',
    severity: 'error',
    title: 'What stands as the id of a subnet, security group or file system is none',
    why: 'FSx knows subnets by `subnet-…`, security groups by `sg-…` and file systems by `fs-…`. An ARN, a name or the id of something else is rejected, mostly only when Terraform applies: `InvalidNetworkSettings`, `BadRequest` or `FileSystemNotFound`.',
    fix: "Write the id, or the resource's `id`.",
    sources: [CREATE_FILE_SYSTEM_PAGE, CREATE_ASSOCIATION_PAGE],
  },
  *check(model) {
    for (const { type, attribute, prefix, what } of PLACES) {
      for (const located of model.resources(type)) {
        for (const value of itemsOf(entryOf(located.resource.body, attribute))) {
          const found = checkId(located, value, { prefix, what }, model);
          if (found) yield found;
        }
      }
    }
  },
};

function checkId(
  located: Located,
  value: Value,
  { prefix, what }: { prefix: string; what: string },
  model: Model,
): Finding | undefined {
  const { file } = located;
  if (value.kind === 'reference') {
    const target = model.resolve(value, located);
    const [attribute] = value.attribute;
    const type = target?.resource.kind === 'resource' ? target.resource.type : '';
    const kind = Object.hasOwn(OWNERS, type) ? OWNERS[type] : undefined;
    if (kind === undefined || attribute === undefined) return undefined;
    if (kind !== prefix) {
      if (attribute !== 'id') return undefined;
      const message = `${value.text} is no id of ${what}: AWS rejects it, or does not find it. Write one that begins with "${prefix}-".`;
      return findingAt(file, value, message);
    }
    if (!['arn', 'name', 'dns_name', 'mount_name'].includes(attribute)) return undefined;
    const message = `${value.text} is no id of ${what}: AWS rejects it, or does not find it. Write id.`;
    return findingAt(file, value, message, { fixes: replaceAttribute(file, value, 'id', { safe: true }) });
  }
  if (value.kind !== 'string' || isVariable(value, located, model)) return undefined;
  const { text } = value;
  // What looks like something to be filled in is none of our business.
  if (
    text === '' ||
    (/[<>{}$*]|x{3,}|\.\.\.|^[A-Z_-]+$/i.test(text) && !/^(arn:|[a-z]+-[0-9a-f]{8,}$)/.test(text))
  )
    return undefined;
  if (new RegExp(`^${prefix}-`).test(text)) {
    if (prefix !== 'fs' || FILE_SYSTEM_ID.test(text) || !/^fs-[0-9a-f]*$/.test(text)) return undefined;
    const message = `"${text}" is no id of ${what}, which has 8 to 17 hexadecimal digits: the plan fails. Write all of them.`;
    return findingAt(file, value, message);
  }
  const inArn = new RegExp(`/(${prefix}-[0-9a-f]{8,17})$`).exec(parseArn(text)?.resource ?? '')?.[1];
  const message = `"${text}" is no id of ${what}: AWS rejects it, or does not find it. Write ${inArn === undefined ? `one that begins with "${prefix}-"` : `"${inArn}"`}.`;
  return findingAt(file, value, message, {
    fixes: inArn === undefined ? [] : replaceValue(file, value, inArn, { safe: true }),
  });
}
