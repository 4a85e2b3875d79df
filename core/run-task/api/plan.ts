/**
 * What of a plan's JSON is acted on; the rest is read by those who read plans.
 * @see https://developer.hashicorp.com/terraform/internals/json-format "Plan Representation"
 */
import { z } from 'zod';

const changeSchema = z.looseObject({
  address: z.string(),
  type: z.string(),
  change: z.looseObject({ actions: z.array(z.string()) }),
});

const moduleSchema = z.looseObject({
  resources: z.array(z.looseObject({ type: z.string().optional() })).optional(),
  get child_modules(): z.ZodOptional<z.ZodArray<typeof moduleSchema>> {
    return z.array(moduleSchema).optional();
  },
});
const valuesSchema = z.looseObject({ root_module: moduleSchema.optional() });

export const planSchema = z.looseObject({
  format_version: z.string(),
  terraform_version: z.string().optional(),
  resource_changes: z.array(changeSchema).optional(),
  planned_values: valuesSchema.optional(),
  prior_state: z.looseObject({ values: valuesSchema.optional() }).optional(),
  configuration: z.looseObject({}).optional(),
  /** The plan ended with an error, and may be short of something. */
  errored: z.boolean().optional(),
});

export type Plan = z.infer<typeof planSchema>;
export type ResourceChange = z.infer<typeof changeSchema>;
export type PlanModule = z.infer<typeof moduleSchema>;
