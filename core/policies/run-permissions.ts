/**
 * What the role of a Terraform run may do: what the resources of its stack take, and no more.
 */
import { NAME_ATTRIBUTES, RESOURCE_ARNS, TERRAFORM_PERMISSIONS } from '../facts/terraform/permissions';
import type { TerraformPermission, TerraformUse } from '../facts/terraform/permission';
import { PARTITIONS, type Partition } from '../facts/regions';
import type { ConditionBlock, PolicyStatement } from './document';

/** Where a stack is deployed. */
export interface RunPlace {
  partition: Partition;
  region: string;
  /** Account of the stack. */
  account: string;
  /** Account of the keys that it uses. */
  keyAccount: string;
}

/** Terraform JSON of a stack, as far as its resources go. */
export interface StackTerraform {
  resource?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
}

export interface RunPermissions {
  statements: PolicyStatement[];
  /** Resource types of which it is not known what they take, in alphabetical order. */
  unknownTypes: string[];
}

/** One permission with its ARN and condition filled in. */
interface Needed {
  actions: readonly string[];
  resource: string;
  condition?: ConditionBlock;
}

/** All that a plan, an apply and a destroy call. */
export const EVERY_USE: readonly TerraformUse[] = ['read', 'write', 'delete'];

/**
 * The permissions of a run, from the resources of its stack.
 * @param stacks the stack's Terraform; of several forms of one stack, such as before and after a step, what all need
 * @param uses what the run does: a plan only reads
 */
export function runPermissions(
  stacks: readonly StackTerraform[],
  place: RunPlace,
  uses: readonly TerraformUse[] = EVERY_USE,
): RunPermissions {
  const unknown = new Set<string>();
  const needed = stacks.flatMap((stack) =>
    Object.entries(stack.resource ?? {}).flatMap(([type, byName]) => {
      const permissions = TERRAFORM_PERMISSIONS[type];
      if (!permissions) unknown.add(type);
      return Object.values(byName).flatMap((attributes) =>
        (permissions ?? [])
          .filter(
            ({ use, when }) => uses.includes(use) && (when === undefined || attributes[when] !== undefined),
          )
          .map((permission) => filled(permission, { stack, attributes, place })),
      );
    }),
  );
  return { statements: statementsOf(needed), unknownTypes: [...unknown].sort() };
}

interface Scope {
  stack: StackTerraform;
  attributes: Readonly<Record<string, unknown>>;
  place: RunPlace;
}

function filled({ actions, on, condition }: TerraformPermission, scope: Scope): Needed {
  const candidates = on.map((template) => fill(template, scope));
  const resource = candidates.find(({ isKnown }) => isKnown) ?? candidates.at(-1);
  return {
    actions,
    resource: resource?.text ?? '*',
    ...(condition && { condition: { [condition[0]]: { [condition[1]]: fill(condition[2], scope).text } } }),
  };
}

/** Puts values in the place of names in braces, `*` where one is not known before Terraform runs. */
function fill(template: string, scope: Scope): { text: string; isKnown: boolean } {
  let isKnown = true;
  const text = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = valueOf(name, scope);
    isKnown &&= value !== undefined;
    return value ?? '*';
  });
  return { text, isKnown };
}

function valueOf(name: string, scope: Scope): string | undefined {
  const { partition, ...rest } = scope.place;
  const places: Record<string, string> = { ...rest, partition, dnsSuffix: PARTITIONS[partition].dnsSuffix };
  if (Object.hasOwn(places, name)) return places[name];
  const value = scope.attributes[name];
  if (typeof value !== 'string') return undefined;
  const plain = value.includes('${') ? referred(value, scope) : value;
  // A repository's path begins with its bucket.
  return plain?.replace(/^s3:\/\/([^/]+).*$/, '$1');
}

/** What a reference to the name or ARN of another resource of the stack gives; undefined for any other. */
function referred(value: string, { stack, place }: Scope): string | undefined {
  const [, type = '', name = '', attribute = ''] = /^\$\{(\w+)\.([\w-]+)\.(\w+)\}$/.exec(value) ?? [];
  const attributes = stack.resource?.[type]?.[name];
  if (!attributes) return undefined;
  const arn = RESOURCE_ARNS[type];
  const scope: Scope = { stack, attributes, place };
  // The id of a policy is its ARN.
  if (arn !== undefined && (attribute === 'arn' || (attribute === 'id' && type === 'aws_iam_policy'))) {
    const { text, isKnown } = fill(arn, scope);
    return isKnown ? text : undefined;
  }
  const named = NAME_ATTRIBUTES[type];
  return named !== undefined && ['id', named].includes(attribute) ? valueOf(named, scope) : undefined;
}

/** One statement for what is allowed on the same, or by the same; in an order that depends on nothing else. */
function statementsOf(needed: readonly Needed[]): PolicyStatement[] {
  const byResource = grouped(needed, ({ resource, condition }) => JSON.stringify([resource, condition]));
  const merged = byResource.map((group) => ({
    actions: sorted(group.flatMap(({ actions }) => actions)),
    resources: sorted(group.map(({ resource }) => resource)),
    condition: group[0]?.condition,
  }));
  const byAction = grouped(merged, ({ actions, condition }) => JSON.stringify([actions, condition]));
  const ordered = byAction.sort(([a], [b]) => compare(keyOf(a), keyOf(b)));
  const counts = new Map<string, number>();
  return ordered.map((group) => {
    const [first] = group;
    const actions = first?.actions ?? [];
    const service = titled(actions[0]?.split(':')[0] ?? '');
    const count = (counts.get(service) ?? 0) + 1;
    counts.set(service, count);
    return {
      Sid: `${service}${count}`,
      Effect: 'Allow',
      Action: actions,
      Resource: sorted(group.flatMap(({ resources }) => resources)),
      ...(first?.condition && { Condition: first.condition }),
    };
  });
}

function keyOf(group: { actions: readonly string[]; resources: readonly string[] } | undefined): string {
  return `${group?.actions[0]?.split(':')[0] ?? ''} ${group?.resources.join() ?? ''} ${group?.actions.join() ?? ''}`;
}

function titled(service: string): string {
  return service.charAt(0).toUpperCase() + service.slice(1);
}

function grouped<T>(items: readonly T[], keyed: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyed(item), [...(groups.get(keyed(item)) ?? []), item]);
  return [...groups.values()];
}

function sorted(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort(compare);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
