/**
 * An apply of a run.
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/applies#show-an-apply "Show an apply"
 */
import { z } from 'zod';
import { idSchema } from './identifier';
import { countsShape } from './plan';

export const applySchema = z.looseObject({
  id: idSchema,
  type: z.literal('applies'),
  attributes: z.looseObject({ status: z.string(), ...countsShape }),
});
export type ApplyResource = z.infer<typeof applySchema>;
