/**
 * What is sent to a run task's callback.
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run-tasks/run-tasks-integration "Run Task Callback"
 */
import { z } from 'zod';
import { MAX_MESSAGE, MAX_OUTCOMES } from '../limits';
import { cut } from '../texts';
import { outcomeSchema, type OutcomeResource } from './task-result-outcome';

export const JSON_API = 'application/vnd.api+json';

export const taskResultSchema = z.strictObject({
  data: z.strictObject({
    type: z.literal('task-results'),
    attributes: z.strictObject({
      /** The last two are final. */
      status: z.enum(['running', 'passed', 'failed']),
      message: z.string().min(1).max(MAX_MESSAGE),
      url: z.url().optional(),
    }),
    relationships: z
      .strictObject({ outcomes: z.strictObject({ data: z.array(outcomeSchema).max(MAX_OUTCOMES) }) })
      .optional(),
  }),
});
export type TaskResultDocument = z.infer<typeof taskResultSchema>;

/** A final result of a task. */
export interface TaskResult {
  readonly status: 'passed' | 'failed';
  readonly message: string;
  /** Where there is more to read. */
  readonly url?: string;
  readonly outcomes: readonly OutcomeResource[];
}

/** The document of a final result. @param takesOutcomes whether the caller has said that it takes them */
export function finalDocument(
  { status, message, url, outcomes }: TaskResult,
  takesOutcomes: boolean,
): TaskResultDocument {
  return {
    data: {
      type: 'task-results',
      attributes: { status, message: cut(message, MAX_MESSAGE), ...(url === undefined ? {} : { url }) },
      ...(takesOutcomes && outcomes.length > 0
        ? { relationships: { outcomes: { data: outcomes.slice(0, MAX_OUTCOMES) } } }
        : {}),
    },
  };
}

/** The document of an update on the way. */
export function runningDocument(message: string): TaskResultDocument {
  return {
    data: { type: 'task-results', attributes: { status: 'running', message: cut(message, MAX_MESSAGE) } },
  };
}

/** A result without a check: why there was none. */
export function failedResult(message: string): TaskResult {
  return { status: 'failed', message, outcomes: [] };
}
