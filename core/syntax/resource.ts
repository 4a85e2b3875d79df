import { entryOf, itemsOf, textOf } from './inspect';
import { parseReference } from './reference';
import type { Resource } from './source-file';
import type { ObjectValue, Range, ReferenceValue, Value } from './value';

/** What HCL and Terraform JSON say of a block. */
interface Block {
  /** `resource`, `data`, `provider`, `locals`, ... */
  readonly block: string;
  readonly labels: readonly string[];
  readonly body: ObjectValue;
  readonly range: Range;
  readonly head: Range;
}

/** A block with its address, and what its meta-arguments say. */
export function makeResource({ block, labels, body, range, head }: Block): Resource {
  const provider = providerOf(body);
  return {
    ...identity(block, labels, body),
    body,
    range,
    head,
    ...(provider === undefined ? {} : { provider }),
    dependsOn: dependenciesOf(body),
    repeated: entryOf(body, 'count') !== undefined || entryOf(body, 'for_each') !== undefined,
  };
}

function identity(
  block: string,
  labels: readonly string[],
  body: ObjectValue,
): Pick<Resource, 'kind' | 'type' | 'name' | 'address'> {
  const [type = '', name = ''] = labels;
  switch (block) {
    case 'resource':
      return { kind: 'resource', type, name, address: `${type}.${name}` };
    case 'data':
      return { kind: 'data', type, name, address: `data.${type}.${name}` };
    case 'provider': {
      const alias = textOf(entryOf(body, 'alias')) ?? '';
      return { kind: 'provider', type, name: alias, address: providerAddress(type, alias) };
    }
    case 'variable':
      return { kind: 'other', type: block, name: type, address: `var.${type}` };
    default:
      return { kind: 'other', type: block, name: type, address: [block, ...labels].join('.') };
  }
}

/** Address of a provider block: `provider.aws`, or `provider.aws.key` for one with an alias. */
export function providerAddress(type: string, alias: string): string {
  return alias === '' ? `provider.${type}` : `provider.${type}.${alias}`;
}

/** `provider = aws.key`, `"aws.key"` or `aws`. */
function providerOf(body: ObjectValue): string | undefined {
  const value = entryOf(body, 'provider');
  const text = value?.kind === 'reference' || value?.kind === 'unknown' ? value.text : textOf(value);
  if (text === undefined || !/^[\w-]+(\.[\w-]+)?$/.test(text)) return undefined;
  return `provider.${text}`;
}

/** HCL has references in `depends_on`, Terraform JSON their text. */
function dependenciesOf(body: ObjectValue): ReferenceValue[] {
  return itemsOf(entryOf(body, 'depends_on')).flatMap((item) => dependency(item) ?? []);
}

function dependency(item: Value): ReferenceValue | undefined {
  if (item.kind === 'reference') return item;
  if (item.kind !== 'string') return undefined;
  const address = parseReference(item.text);
  return address && { kind: 'reference', ...address, text: item.text, range: item.range };
}
