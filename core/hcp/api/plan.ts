/**
 * A plan of a run: how far it is, and how much it would change.
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/plans#show-a-plan "Show a Plan"
 */
import { z } from 'zod';
import { idSchema } from './identifier';

/** Null until Terraform has counted. */
const count = z.number().int().nonnegative().nullish();
export const countsShape = {
  'resource-additions': count,
  'resource-changes': count,
  'resource-destructions': count,
  'resource-imports': count,
};

export const planSchema = z.looseObject({
  id: idSchema,
  type: z.literal('plans'),
  attributes: z.looseObject({ status: z.string(), ...countsShape }),
});
export type PlanResource = z.infer<typeof planSchema>;
