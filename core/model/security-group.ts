/** Security groups with all of their rules, as far as the files show them. */
import { blocksOf, entryOf, findEntry, itemsOf, referencesIn, textOf } from '../syntax/inspect';
import type { Located } from '../syntax/project';
import type { ObjectValue, Value } from '../syntax/value';
import type { Model } from './model';
import { numberOf, settingOf } from './setting';

/** What a rule lets through. */
export interface GroupRule {
  readonly direction: 'ingress' | 'egress';
  /** TCP ports; 0 to 65535 where all traffic is meant. */
  readonly from: number;
  readonly to: number;
  readonly isAllTraffic: boolean;
  /** Whether it is for members of the group itself. */
  readonly isSelf: boolean;
  /** The resource that holds it: the group, or a rule of its own. */
  readonly holder: Located;
}

export interface SecurityGroup extends Located {
  readonly rules: readonly GroupRule[];
  /** False when there may be more rules than the files show. */
  readonly complete: boolean;
}

const RULE_TYPES = [
  'aws_security_group_rule',
  'aws_vpc_security_group_ingress_rule',
  'aws_vpc_security_group_egress_rule',
];
const DIRECTIONS = ['ingress', 'egress'] as const;
type Direction = (typeof DIRECTIONS)[number];

/** The groups of a file system; undefined where one of them is not in view. */
export function securityGroupsOf(fileSystem: Located, model: Model): SecurityGroup[] | undefined {
  const value = entryOf(fileSystem.resource.body, 'security_group_ids');
  if (!value || (value.kind === 'list' && !value.complete)) return undefined;
  const groups = itemsOf(value).map((item) => {
    const found = model.resolve(item, fileSystem);
    return found?.resource.kind === 'resource' && found.resource.type === 'aws_security_group'
      ? readSecurityGroup(found, model)
      : undefined;
  });
  return groups.length > 0 && groups.every((group) => group !== undefined) ? groups : undefined;
}

/** Reads a group and the rules that stand beside it. */
export function readSecurityGroup(group: Located, model: Model): SecurityGroup {
  const rules: GroupRule[] = [];
  let complete = !group.resource.repeated;
  for (const direction of DIRECTIONS) {
    const { blocks, complete: isWhole } = blocksOf(group.resource.body, direction);
    complete &&= isWhole;
    for (const block of blocks) {
      const rule = readRule(group, block, direction, group, model);
      if (rule === 'unknown') complete = false;
      else if (rule) rules.push(rule);
    }
  }
  const isInline = DIRECTIONS.some((direction) => findEntry(group.resource.body, direction) !== undefined);
  let separate = 0;
  for (const located of model.resources(...RULE_TYPES)) {
    if (!isSameConfiguration(located, group)) continue;
    const id = entryOf(located.resource.body, 'security_group_id');
    const owner = model.resolve(id, located);
    if (owner?.resource !== group.resource) {
      // A rule of nobody knows whom may be one of this group.
      complete &&= owner !== undefined || textOf(id) !== undefined;
      continue;
    }
    separate += 1;
    const direction = directionOf(located);
    const rule = direction && readRule(located, located.resource.body, direction, group, model);
    if (rule === undefined) continue;
    if (rule === 'unknown') complete = false;
    else rules.push(rule);
  }
  // Without rules inside, it may get them from wherever its id goes.
  complete &&=
    isInline || (!isHandedOut(group, model) && (separate > 0 || group.file.language !== 'typescript'));
  return { ...group, rules, complete };
}

function directionOf({ resource }: Located): Direction | undefined {
  if (resource.type.includes('ingress')) return 'ingress';
  if (resource.type.includes('egress')) return 'egress';
  return DIRECTIONS.find((direction) => direction === textOf(entryOf(resource.body, 'type')));
}

/** One rule; undefined when it is not about TCP. */
function readRule(
  holder: Located,
  block: ObjectValue,
  direction: Direction,
  group: Located,
  model: Model,
): GroupRule | 'unknown' | undefined {
  const isOwn = holder.resource.type.startsWith('aws_vpc_');
  const protocol = settingOf(holder, isOwn ? 'ip_protocol' : 'protocol', model, block);
  if (protocol.status !== 'given') return 'unknown';
  const isSelf = isForItself(holder, block, group, model);
  const name = protocol.text.toLowerCase();
  if (name === '-1' || name === 'all') {
    return { direction, from: 0, to: 65_535, isAllTraffic: true, isSelf, holder };
  }
  if (name !== 'tcp' && name !== '6') return undefined;
  const from = numberOf(settingOf(holder, 'from_port', model, block));
  const to = numberOf(settingOf(holder, 'to_port', model, block));
  if (from === undefined || to === undefined) return 'unknown';
  return { direction, from, to, isAllTraffic: false, isSelf, holder };
}

function isForItself(holder: Located, block: ObjectValue, group: Located, model: Model): boolean {
  const self = settingOf(holder, 'self', model, block);
  if (self.status === 'given' && self.text === 'true') return true;
  const peers: (Value | undefined)[] = [
    ...itemsOf(entryOf(block, 'security_groups')),
    entryOf(block, 'source_security_group_id'),
    entryOf(block, 'referenced_security_group_id'),
  ];
  return peers.some((peer) => model.resolve(peer, holder)?.resource === group.resource);
}

/** Whether a module, or another configuration by an output, gets to know the group. */
function isHandedOut(group: Located, model: Model): boolean {
  return model.project.files.some(
    (file) =>
      isSameConfiguration({ file }, group) &&
      file.resources.some(
        ({ kind, type, body }) =>
          kind === 'other' &&
          (type === 'module' || type === 'output') &&
          referencesIn(body).some(({ target }) => target === group.resource.address),
      ),
  );
}

function isSameConfiguration(
  { file: a }: Pick<Located, 'file'>,
  { file: b }: Pick<Located, 'file'>,
): boolean {
  const isTerraform = (language: string) => language === 'hcl' || language === 'terraform-json';
  if (!isTerraform(a.language) || !isTerraform(b.language)) return a.path === b.path;
  const folder = (path: string) => path.replace(/[^/\\]*$/, '');
  return folder(a.path) === folder(b.path);
}
