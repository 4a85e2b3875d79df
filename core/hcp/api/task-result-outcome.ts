/**
 * One detailed outcome of a run task, as it was sent with the result.
 *
 * The form is that of the callback; the public pages name no endpoint that gives outcomes back.
 * `GET /task-results/:id/outcomes`, which HCP Terraform's own pages read, may be gone one day: nothing may rest on it.
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run-tasks/run-tasks-integration#outcomes-payload-body "Outcomes Payload Body"
 */
import { z } from 'zod';

const tagSchema = z.looseObject({ label: z.string(), level: z.string().nullish() });

export const taskResultOutcomeSchema = z.looseObject({
  type: z.literal('task-result-outcomes'),
  attributes: z.looseObject({
    'outcome-id': z.string(),
    description: z.string(),
    /** Markdown, of whoever runs the task. */
    body: z.string().nullish(),
    url: z.string().nullish(),
    tags: z.record(z.string(), z.array(tagSchema)).nullish(),
  }),
});
export type TaskResultOutcomeResource = z.infer<typeof taskResultOutcomeSchema>;
