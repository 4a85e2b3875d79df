/**
 * Follows references through the configuration of a plan: variables through module calls, outputs of modules, the
 * values of `for_each`. Locals do not exist there: a reference to one ends.
 * @see https://developer.hashicorp.com/terraform/internals/json-format#configuration-representation
 */
import { childValue, entryOf, itemsOf, textOf } from '../../syntax/inspect';
import { PlanConfiguration, withoutIndices } from '../../syntax/plan-configuration';
import { parseReference } from '../../syntax/reference';
import type { Resource, SourceFile } from '../../syntax/source-file';
import { TextMap } from '../../syntax/text-map';
import type { Range, ReferenceValue, Value } from '../../syntax/value';
import { placeOf } from './instances';

/** A module's path from the root: `['network', 'keys']`. */
type ModulePath = readonly string[];

export class PlanReferences {
  private readonly configuration: Value | undefined;
  private readonly plan: PlanConfiguration;

  constructor(private readonly file: SourceFile) {
    this.configuration = entryOf(file.root, 'configuration');
    this.plan = new PlanConfiguration(this.configuration);
  }

  /**
   * What stands behind a variable, an output or `each`, a step further on.
   * @param from the resource whose expression holds the reference
   * @returns undefined for a reference to a resource, and where the plan does not show it
   */
  follow(reference: ReferenceValue, from: Resource): Value | undefined {
    const names = reference.target.split('.');
    const path: string[] = [];
    while (names[0] === 'module' && names.length > 2) path.push(...names.splice(0, 2).slice(1));
    const [head, name = ''] = names;
    switch (head) {
      case 'var':
        return steps(this.variable(name, path, reference), reference.attribute);
      case 'module':
        return this.output([...path, name], reference);
      case 'each':
        return this.each(name, path, reference, from);
      case 'count':
        return this.count(path, reference, from);
      default:
        return undefined;
    }
  }

  private count(path: ModulePath, { range }: ReferenceValue, from: Resource): Value | undefined {
    const place = placeOf(from.address);
    const call = place.modules[path.length];
    const index = call ? call.index : place.index;
    return index === undefined ? undefined : stringValue(index, range);
  }

  /** Attributes that the plan as a whole depends on, as references from the root. */
  relevant(): ReferenceValue[] {
    return itemsOf(entryOf(this.file.root, 'relevant_attributes')).flatMap((item) => {
      const resource = textOf(entryOf(item, 'resource'));
      const address = resource === undefined ? undefined : parseReference(withoutIndices(resource));
      if (resource === undefined) return [];
      const attribute = itemsOf(entryOf(item, 'attribute')).flatMap((step) => textOf(step) ?? []);
      const target = address && address.attribute.length === 0 ? address.target : withoutIndices(resource);
      return [
        { kind: 'reference', target, attribute, text: [target, ...attribute].join('.'), range: item.range },
      ];
    });
  }

  private variable(name: string, path: ModulePath, { range }: ReferenceValue): Value | undefined {
    if (path.length === 0) {
      const given = entryOf(entryOf(entryOf(this.file.root, 'variables'), name), 'value');
      return given ?? entryOf(entryOf(entryOf(this.module([]), 'variables'), name), 'default');
    }
    const call = this.call(path);
    const given = this.expression(entryOf(entryOf(call, 'expressions'), name), path.slice(0, -1), range);
    return given ?? entryOf(entryOf(entryOf(this.module(path), 'variables'), name), 'default');
  }

  private output(path: ModulePath, reference: ReferenceValue): Value | undefined {
    const [name, ...rest] = reference.attribute;
    if (name === undefined) return this.allOutputs(path, reference.range);
    const output = entryOf(entryOf(this.module(path), 'outputs'), name);
    return steps(this.expression(entryOf(output, 'expression'), path, reference.range), rest);
  }

  /** `module.m[each.key].arn` is in a plan a reference to `module.m`: any of its outputs may be meant. */
  private allOutputs(path: ModulePath, range: Range): Value | undefined {
    const outputs = entryOf(this.module(path), 'outputs');
    const values = (outputs?.kind === 'object' ? outputs.entries : []).map(({ value }) =>
      this.expression(entryOf(value, 'expression'), path, range),
    );
    const references = values.flatMap((value) => (value?.kind === 'unknown' ? value.references : []));
    if (references.length === 0) return values.length === 1 ? values[0] : undefined;
    return { kind: 'unknown', reason: 'computed', text: '', references, range };
  }

  private each(name: string, path: ModulePath, reference: ReferenceValue, from: Resource): Value | undefined {
    const place = placeOf(from.address);
    const call = place.modules[path.length];
    const index = call ? call.index : place.index;
    if (index === undefined) return undefined;
    const key = stringValue(index, reference.range);
    if (name === 'key') return key;
    const owner = call ? this.call([...path, call.name]) : this.configured(from, path);
    const all = this.expression(entryOf(owner, 'for_each_expression'), path, reference.range);
    if (all?.kind === 'unknown' && all.references.length === 1 && all.references[0]) {
      const [only] = all.references;
      if (isResource(only) && only.attribute.length === 0) {
        return { ...only, index: `"${index}"`, attribute: reference.attribute, text: reference.text };
      }
      const followed = this.follow(only, from);
      return followed === undefined ? undefined : this.pick(followed, key, reference);
    }
    return all === undefined ? undefined : this.pick(all, key, reference);
  }

  private pick(all: Value, key: Value, reference: ReferenceValue): Value | undefined {
    if (all.kind === 'list') return key;
    return all.kind === 'object' ? steps(childValue(all, textOf(key) ?? ''), reference.attribute) : undefined;
  }

  private configured(from: Resource, path: ModulePath): Value | undefined {
    const own = withoutIndices(from.address)
      .split('.')
      .slice(path.length * 2)
      .join('.');
    return itemsOf(entryOf(this.module(path), 'resources')).find(
      (resource) => textOf(entryOf(resource, 'address')) === own,
    );
  }

  /** An expression as a value: its constant, or an unknown with its references. */
  private expression(expression: Value | undefined, path: ModulePath, range: Range): Value | undefined {
    if (!expression) return undefined;
    const constant = entryOf(expression, 'constant_value');
    if (constant) return constant;
    const prefix = path.map((name) => `module.${name}.`).join('');
    const references = this.plan.references(expression, prefix);
    return references.length === 0
      ? undefined
      : { kind: 'unknown', reason: 'computed', text: '', references, range };
  }

  private call(path: ModulePath): Value | undefined {
    return entryOf(entryOf(this.module(path.slice(0, -1)), 'module_calls'), path.at(-1) ?? '');
  }

  private module(path: ModulePath): Value | undefined {
    const root = entryOf(this.configuration, 'root_module');
    return path.reduce<Value | undefined>(
      (module, name) => entryOf(entryOf(entryOf(module, 'module_calls'), name), 'module'),
      root,
    );
  }
}

function isResource({ target }: ReferenceValue): boolean {
  return !/^(?:module\.[^.]+\.)*(?:var|local|each|module|count)\./.test(target);
}

function steps(value: Value | undefined, path: readonly string[]): Value | undefined {
  return path.reduce<Value | undefined>(
    (at, step) => (at?.kind === 'unknown' ? at : childValue(at, step)),
    value,
  );
}

function stringValue(text: string, range: Range): Value {
  return { kind: 'string', text, map: TextMap.folded(range.start, range.end, text.length), range };
}
