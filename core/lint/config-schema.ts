import { z } from 'zod';
import type { Rule } from '../rules/rule';
import { CONFIG_LEVELS, configSchema } from './config';
import { SUPPRESSION_RULES } from './suppression';

/** The JSON Schema of `.fsx-lustre-kms.json` (draft 7), with every rule by its name. */
export function configJsonSchema(rules: readonly Rule[]): Record<string, unknown> {
  const schema = z.toJSONSchema(configSchema, { io: 'input', target: 'draft-07' });
  const levels = [
    ...rules.map(({ meta }) => [meta.id, meta.title] as const),
    ...Object.entries(SUPPRESSION_RULES).map(([id, { title }]) => [id, title] as const),
  ].map(([id, description]) => [id, { description, enum: CONFIG_LEVELS }] as const);
  const { properties } = schema as { properties: Record<string, object> };
  return {
    title: 'What fsx-lustre-kms lint does in this folder',
    ...schema,
    properties: {
      ...properties,
      rules: {
        description: 'Severity by rule; "off" turns a rule off.',
        type: 'object',
        properties: Object.fromEntries(levels),
        additionalProperties: false,
      },
    },
  };
}
