/**
 * One detailed outcome of a run task.
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run-tasks/run-tasks-integration "Outcomes Payload Body"
 */
import { z } from 'zod';
import { MAX_BODY, MAX_DESCRIPTION, MAX_LABEL, MAX_OUTCOME_ID } from '../limits';

const tagSchema = z.strictObject({
  label: z.string().min(1).max(MAX_LABEL),
  /** How the label is coloured; there is no green one. */
  level: z.enum(['none', 'info', 'warning', 'error']),
});
export type Tag = z.infer<typeof tagSchema>;

export const outcomeSchema = z.strictObject({
  type: z.literal('task-result-outcomes'),
  attributes: z.strictObject({
    'outcome-id': z.string().min(1).max(MAX_OUTCOME_ID),
    description: z.string().min(1).max(MAX_DESCRIPTION),
    /** HCP Terraform shows these two in its list of outcomes. */
    tags: z.strictObject({ Status: z.array(tagSchema).min(1), Severity: z.array(tagSchema).optional() }),
    /** Markdown. */
    body: z.string().max(MAX_BODY).optional(),
    url: z.url().optional(),
  }),
});
export type OutcomeResource = z.infer<typeof outcomeSchema>;
