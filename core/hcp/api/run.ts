/**
 * A run.
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run#list-runs-in-a-workspace "List Runs in a Workspace"
 */
import { z } from 'zod';
import { idSchema, toManySchema, toOneSchema } from './identifier';

export const runSchema = z.looseObject({
  id: idSchema,
  type: z.literal('runs'),
  attributes: z.looseObject({
    /** One of the documented states, or one that came later. */
    status: z.string(),
    message: z.string().nullish(),
    'created-at': z.string(),
    'is-destroy': z.boolean().nullish(),
    /** A run that can never be applied. */
    'plan-only': z.boolean().nullish(),
  }),
  relationships: z
    .looseObject({
      plan: toOneSchema.optional(),
      apply: toOneSchema.optional(),
      'task-stages': toManySchema.optional(),
    })
    .optional(),
});
export type RunResource = z.infer<typeof runSchema>;
