/**
 * What came of one run task in one run.
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run-tasks/run-task-stages-and-results#show-a-run-task-result "Show a Run Task Result"
 */
import { z } from 'zod';
import { idSchema } from './identifier';

export const taskResultSchema = z.looseObject({
  id: idSchema,
  type: z.literal('task-results'),
  attributes: z.looseObject({
    status: z.string(),
    message: z.string().nullish(),
    url: z.string().nullish(),
    'task-name': z.string(),
    'workspace-task-enforcement-level': z.string().nullish(),
  }),
});
export type TaskResultResource = z.infer<typeof taskResultSchema>;
