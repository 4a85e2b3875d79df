import { entryOf, itemsOf, textOf, valuesIn } from './inspect';
import { parseReference } from './reference';
import type { Resource } from './source-file';
import type { Entry, ObjectValue, ReferenceValue, Value } from './value';

/** What the configuration says of a resource of the plan. */
export interface ConfiguredResource {
  /** Address of its module with a dot behind it, empty for the root: `module.m.`. */
  readonly module: string;
  readonly expressions: Value | undefined;
  readonly provider: string | undefined;
  readonly dependsOn: readonly ReferenceValue[];
}

/** The `configuration` of a plan: expressions instead of values. */
export class PlanConfiguration {
  private readonly resources = new Map<string, ConfiguredResource>();

  constructor(private readonly configuration: Value | undefined) {
    this.collect(entryOf(configuration, 'root_module'), '');
  }

  /** @param address as in the plan; indices of instances and modules do not matter */
  resource(address: string): ConfiguredResource | undefined {
    return this.resources.get(withoutIndices(address));
  }

  /** The references in an expression, as addresses from the root; `x.y` is left out beside `x.y.arn`. */
  references(expression: Value, module: string): ReferenceValue[] {
    const texts = [...valuesIn(expression)].flatMap((value) =>
      value.kind === 'object' ? itemsOf(entryOf(value, 'references')) : [],
    );
    const strings = texts.filter((text) => text.kind === 'string');
    return strings
      .filter((one) => !strings.some((other) => isLonger(other.text, one.text)))
      .flatMap((one) => {
        const address = parseReference(one.text);
        if (!address) return [];
        const target = `${module}${address.target}`;
        return [{ kind: 'reference', ...address, target, text: one.text, range: one.range } as const];
      });
  }

  /** The provider blocks, with what is constant in them. */
  providers(): Resource[] {
    const configs = entryOf(this.configuration, 'provider_config');
    return (configs?.kind === 'object' ? configs.entries : []).flatMap(({ key, value }) => {
      if (value.kind !== 'object') return [];
      const module = textOf(entryOf(value, 'module_address'));
      const expressions = entryOf(value, 'expressions');
      return [
        {
          kind: 'provider' as const,
          type: textOf(entryOf(value, 'name')) ?? key.text,
          name: textOf(entryOf(value, 'alias')) ?? '',
          address: `provider.${key.text}`,
          body: this.constants(expressions ?? value, module === undefined ? '' : `${module}.`),
          range: value.range,
          head: key.range,
          dependsOn: [],
          repeated: false,
        },
      ];
    });
  }

  /** An object of expressions as one of values. */
  private constants(expressions: Value, module: string): ObjectValue {
    const entries = expressions.kind === 'object' ? expressions.entries : [];
    return {
      kind: 'object',
      entries: entries.map(({ key, value }): Entry => ({ key, value: this.constant(value, module) })),
      complete: true,
      range: expressions.range,
    };
  }

  private constant(expression: Value, module: string): Value {
    if (expression.kind === 'list') {
      return { ...expression, items: expression.items.map((item) => this.constant(item, module)) };
    }
    const constant = entryOf(expression, 'constant_value');
    if (constant) return constant;
    const isExpression = entryOf(expression, 'references') !== undefined;
    if (isExpression || (expression.kind === 'object' && expression.entries.length === 0)) {
      const references = this.references(expression, module);
      return { kind: 'unknown', reason: 'expression', text: '', references, range: expression.range };
    }
    return this.constants(expression, module);
  }

  private collect(module: Value | undefined, prefix: string): void {
    for (const resource of itemsOf(entryOf(module, 'resources'))) {
      const address = textOf(entryOf(resource, 'address'));
      if (address === undefined) continue;
      const provider = textOf(entryOf(resource, 'provider_config_key'));
      this.resources.set(`${prefix}${address}`, {
        module: prefix,
        expressions: entryOf(resource, 'expressions'),
        provider: provider === undefined ? undefined : `provider.${provider}`,
        dependsOn: itemsOf(entryOf(resource, 'depends_on')).flatMap((item) => this.dependency(item, prefix)),
      });
    }
    const calls = entryOf(module, 'module_calls');
    for (const { key, value } of calls?.kind === 'object' ? calls.entries : []) {
      this.collect(entryOf(value, 'module'), `${prefix}module.${key.text}.`);
    }
  }

  private dependency(item: Value, prefix: string): ReferenceValue[] {
    const text = textOf(item);
    const address = text === undefined ? undefined : parseReference(text);
    if (text === undefined || !address) return [];
    return [{ kind: 'reference', ...address, target: `${prefix}${address.target}`, text, range: item.range }];
  }
}

/** `aws_x.y[0]` and `module.m["a"].aws_x.y` without what is in brackets. */
export function withoutIndices(address: string): string {
  return !address.includes('[') ? address : address.replace(/\[(?:"(?:[^"\\]|\\.)*"|[^"\]]*)\]/g, '');
}

function isLonger(other: string, one: string): boolean {
  return other.length > one.length && other.startsWith(one) && /[.[]/.test(other[one.length] ?? '');
}
