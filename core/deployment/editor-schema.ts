import { deploymentJsonSchema } from './json-schema';

type Schema = Readonly<Record<string, unknown>>;

/** What makes an editor complain: the same mistakes are told by `parseDeployment`, in words that say what is right. */
const CHECKS: readonly string[] = [
  ...['additionalProperties', 'required', 'pattern', 'minLength', 'maxLength', 'minItems', 'maxItems'],
  ...['minimum', 'maximum', 'multipleOf', 'exclusiveMinimum', 'exclusiveMaximum', 'propertyNames', 'format'],
];

/**
 * The JSON Schema with which an editor completes `context.fsxLustreKms` in cdktf.json and says what a property is
 * (draft 7). It checks nothing.
 */
export function cdktfJsonEditorSchema(): Schema {
  const deployment = withoutChecks(deploymentJsonSchema());
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'cdktf.json with a deployment of fsx-lustre-kms',
    type: 'object',
    properties: {
      context: {
        type: 'object',
        properties: { fsxLustreKms: { ...(deployment as Schema), $schema: undefined } },
      },
    },
  };
}

/** The same schema with its checks taken out: of a choice of values the values are left, as examples. */
function withoutChecks(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutChecks);
  if (typeof schema !== 'object' || schema === null) return schema;
  const values = choicesOf(schema);
  const kept = Object.entries(schema)
    .filter(([name]) => !CHECKS.includes(name) && name !== 'enum' && name !== 'const')
    .filter(([name]) => values.length === 0 || (name !== 'type' && name !== 'anyOf'))
    .map(([name, value]) => [name, name === 'default' ? value : withoutChecks(value)] as const);
  return { ...Object.fromEntries(kept), ...(values.length > 0 ? { examples: values } : {}) };
}

/** The only values that a schema takes; empty where it takes others too. */
function choicesOf(schema: object): unknown[] {
  const {
    enum: choices,
    const: only,
    anyOf,
  } = schema as { enum?: unknown; const?: unknown; anyOf?: unknown };
  if (Array.isArray(choices)) return choices;
  if (only !== undefined) return [only];
  if (!Array.isArray(anyOf)) return [];
  const each = anyOf.map((option: unknown) =>
    typeof option === 'object' && option !== null ? choicesOf(option) : [],
  );
  return each.every((values) => values.length > 0) ? each.flat() : [];
}
