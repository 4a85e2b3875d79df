import { PlanConfiguration } from './plan-configuration';
import { entryOf, itemsOf, textOf } from './inspect';
import type { Resource } from './source-file';
import type { Entry, ObjectValue, Value } from './value';

/**
 * Reads the resources of `terraform show -json`: of a plan what will be there afterwards, of a state what is.
 * What is known after apply is unknown, with the references that the configuration has in its place.
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */
export function planResources(root: Value | undefined): Resource[] {
  const configuration = new PlanConfiguration(entryOf(root, 'configuration'));
  const changes = itemsOf(entryOf(root, 'resource_changes'));
  const changed = changes.flatMap((change) => changedResource(change, configuration) ?? []);
  // With `-target` what stays as it is stands among the planned values alone.
  const states = [
    ...valuesOf(root, 'planned_values'),
    ...valuesOf(root, 'values'),
    ...dataIn(priorState(root)),
  ];
  const seen = new Set(changed.map((resource) => resource.address));
  const standing = states
    .filter((state) => !seen.has(textOf(entryOf(state, 'address')) ?? ''))
    .flatMap((state) => plannedResource(state, entryOf(state, 'values'), configuration) ?? []);
  return [...configuration.providers(), ...changed, ...standing];
}

/** Whether a JSON value is what `terraform show -json` prints. */
export function isPlan(root: Value | undefined): boolean {
  return (
    textOf(entryOf(root, 'format_version')) !== undefined &&
    ['resource_changes', 'planned_values', 'values', 'configuration'].some(
      (key) => entryOf(root, key) !== undefined,
    )
  );
}

function priorState(root: Value | undefined): ObjectValue[] {
  return valuesOf(entryOf(root, 'prior_state'), 'values');
}

function dataIn(states: readonly ObjectValue[]): ObjectValue[] {
  return states.filter((state) => textOf(entryOf(state, 'mode')) === 'data');
}

/** The resources of a state, those of its modules included. */
function valuesOf(parent: Value | undefined, key: string): ObjectValue[] {
  return moduleStates(entryOf(entryOf(parent, key), 'root_module'));
}

function moduleStates(module: Value | undefined): ObjectValue[] {
  const own = itemsOf(entryOf(module, 'resources')).filter((item) => item.kind === 'object');
  return [...own, ...itemsOf(entryOf(module, 'child_modules')).flatMap(moduleStates)];
}

function changedResource(item: Value, configuration: PlanConfiguration): Resource | undefined {
  const change = entryOf(item, 'change');
  const actions = itemsOf(entryOf(change, 'actions')).map(textOf);
  if (actions.length > 0 && actions.every((action) => action === 'delete' || action === 'forget'))
    return undefined;
  return plannedResource(item, entryOf(change, 'after'), configuration, entryOf(change, 'after_unknown'));
}

function plannedResource(
  item: Value,
  after: Value | undefined,
  configuration: PlanConfiguration,
  unknown?: Value,
): Resource | undefined {
  const address = entryOf(item, 'address');
  const type = textOf(entryOf(item, 'type'));
  if (item.kind !== 'object' || address?.kind !== 'string' || type === undefined) return undefined;
  const configured = configuration.resource(address.text);
  const merged = overlay(after, unknown, configured?.expressions, (value) =>
    configuration.references(value, configured?.module ?? ''),
  );
  return {
    kind: textOf(entryOf(item, 'mode')) === 'data' ? 'data' : 'resource',
    type,
    name: textOf(entryOf(item, 'name')) ?? '',
    address: address.text,
    body:
      merged?.kind === 'object'
        ? merged
        : { kind: 'object', entries: [], complete: false, range: item.range },
    range: item.range,
    head: address.range,
    ...(configured?.provider === undefined ? {} : { provider: configured.provider }),
    dependsOn: configured?.dependsOn ?? [],
    repeated: false,
  };
}

type ReferencesOf = (expression: Value) => ReturnType<PlanConfiguration['references']>;

/** The values after apply, with unknown ones where the plan says that they are not known yet. */
function overlay(
  after: Value | undefined,
  unknown: Value | undefined,
  expression: Value | undefined,
  referencesOf: ReferencesOf,
): Value | undefined {
  if (unknown?.kind === 'boolean' && unknown.value) {
    const references = expression ? referencesOf(expression) : [];
    const range = after && after.kind !== 'null' ? after.range : unknown.range;
    return { kind: 'unknown', reason: 'computed', text: '', references, range };
  }
  if (unknown?.kind === 'object') return overlayObject(after, unknown, expression, referencesOf);
  if (unknown?.kind === 'list') {
    const items = after?.kind === 'list' ? after.items : [];
    const length = Math.max(items.length, unknown.items.length);
    const merged = Array.from({ length }, (_, index) =>
      overlay(items[index], unknown.items[index], stepInto(expression, index), referencesOf),
    ).filter((item) => item !== undefined);
    return { kind: 'list', items: merged, complete: true, range: (after ?? unknown).range };
  }
  return after;
}

function overlayObject(
  after: Value | undefined,
  unknown: ObjectValue,
  expression: Value | undefined,
  referencesOf: ReferencesOf,
): Value | undefined {
  if (after !== undefined && after.kind !== 'object' && after.kind !== 'null') return after;
  const unknowns = new Map(unknown.entries.map((entry) => [entry.key.text, entry]));
  const entries: Entry[] = [];
  const add = (key: Entry['key'], value: Value | undefined) => {
    const inner = overlay(
      value,
      unknowns.get(key.text)?.value,
      entryOf(stepInto(expression, 0), key.text),
      referencesOf,
    );
    if (inner) entries.push({ key, value: inner });
    unknowns.delete(key.text);
  };
  for (const { key, value } of after?.kind === 'object' ? after.entries : []) add(key, value);
  for (const { key } of [...unknowns.values()]) add(key, undefined);
  return {
    kind: 'object',
    entries,
    complete: true,
    range: (after?.kind === 'object' ? after : unknown).range,
  };
}

/** Blocks of the configuration are lists of objects, or one object that stands for all. */
function stepInto(expression: Value | undefined, index: number): Value | undefined {
  return expression?.kind === 'list' ? (expression.items[index] ?? expression.items[0]) : expression;
}
