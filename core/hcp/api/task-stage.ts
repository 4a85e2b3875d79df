/**
 * The run tasks of one stage of a run.
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run-tasks/run-task-stages-and-results#list-the-run-task-stages-in-a-run "List the Run Task Stages in a Run"
 */
import { z } from 'zod';
import { idSchema, toManySchema } from './identifier';

export const taskStageSchema = z.looseObject({
  id: idSchema,
  type: z.literal('task-stages'),
  attributes: z.looseObject({ stage: z.string(), status: z.string() }),
  relationships: z.looseObject({ 'task-results': toManySchema.optional() }).optional(),
});
export type TaskStageResource = z.infer<typeof taskStageSchema>;
