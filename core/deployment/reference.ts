import { deploymentJsonSchema } from './json-schema';

/** A node of the JSON Schema, as far as the reference reads it. */
interface SchemaNode {
  description?: string;
  type?: string | string[];
  enum?: (string | number)[];
  const?: string | number;
  default?: unknown;
  properties?: Record<string, SchemaNode>;
  required?: string[];
  items?: SchemaNode;
  oneOf?: SchemaNode[];
  minimum?: number;
  maximum?: number;
}

interface Row {
  path: string;
  values: string;
  need: string;
  description: string;
}

/** The deployment's properties as a Markdown table, one row each, in the order of the schema. */
export function deploymentReference(): string {
  const rows = rowsOf(deploymentJsonSchema(), '');
  const line = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [
    line(['property', 'values', 'default', 'what it is']),
    line(['---', '---', '---', '---']),
    ...rows.map(({ path, values, need, description }) => line([`\`${path}\``, values, need, description])),
  ].join('\n');
}

function rowsOf(node: SchemaNode, prefix: string): Row[] {
  return Object.entries(node.properties ?? {}).flatMap(([name, property]) => {
    const path = prefix ? `${prefix}.${name}` : name;
    const required = node.required?.includes(name) ?? false;
    const own: Row = {
      path,
      values: valuesOf(property),
      need: required ? 'required' : defaultOf(property),
      description: property.description ?? '',
    };
    return [own, ...childrenOf(property, path)];
  });
}

function childrenOf(node: SchemaNode, path: string): Row[] {
  if (node.properties) return rowsOf(node, path);
  if (node.items?.properties) return rowsOf(node.items, `${path}[]`);
  return (node.oneOf ?? []).flatMap((kind) => {
    const type = kind.properties?.['type']?.const ?? '';
    return rowsOf(kind, `${path}(${type})`).map((row) =>
      row.path.endsWith('.type')
        ? { ...row, description: kind.properties?.['type']?.description ?? '' }
        : row,
    );
  });
}

function valuesOf({
  type,
  enum: options,
  const: constant,
  items,
  oneOf,
  minimum,
  maximum,
}: SchemaNode): string {
  if (options) return options.map((option) => `\`${option}\``).join(', ');
  if (constant !== undefined) return `\`${constant}\``;
  if (oneOf) return 'object, by `type`';
  if (type === 'array') return `list of ${items ? valuesOf(items) : 'values'}`;
  if (type === 'integer') {
    const bounded = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER && minimum !== undefined;
    return bounded ? `whole number, ${minimum} to ${maximum}` : 'whole number';
  }
  return { string: 'text', boolean: '`true`, `false`', object: 'object' }[String(type)] ?? String(type);
}

function defaultOf(node: SchemaNode): string {
  if (node.default === undefined || (typeof node.default === 'object' && node.properties)) return '';
  return `\`${JSON.stringify(node.default)}\``;
}
