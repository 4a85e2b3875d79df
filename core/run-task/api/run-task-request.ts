/**
 * The request that HCP Terraform sends for a run task.
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run-tasks/run-tasks-integration "Run Task Request"
 */
import { z } from 'zod';

export const STAGES = ['pre_plan', 'post_plan', 'pre_apply', 'post_apply'] as const;
export type Stage = (typeof STAGES)[number];

/** What can stand in an HTTP header after `Bearer`. */
const token = z.string().regex(/^[\x21-\x7e]+$/, 'is no token');
const name = z.string().min(1);
const capabilities = z.looseObject({ outcomes: z.boolean().optional() });

/** Fields that are not named here are tolerated: new ones come without a new version. */
const common = z.looseObject({
  payload_version: z.literal(1),
  access_token: token,
  task_result_id: name,
  task_result_callback_url: z.url(),
  /** `advisory` or `mandatory`: what comes of a failed task is HCP Terraform's to say. */
  task_result_enforcement_level: z.string().optional(),
  organization_name: name,
  workspace_name: name,
  run_id: name,
  run_app_url: z.string().nullish(),
  is_speculative: z.boolean().default(false),
  capabilities: capabilities.optional(),
  /** As older texts spell it. */
  capabilitites: capabilities.optional(),
});

const requestSchema = z.discriminatedUnion('stage', [
  // There is no plan yet.
  common.extend({ stage: z.literal('pre_plan') }),
  common.extend({ stage: z.literal(['post_plan', 'pre_apply', 'post_apply']), plan_json_api_url: z.url() }),
]);

/** A token that HashiCorp's own scaffolding for run tasks knows: it comes when a run task is created. */
const PROBE_TOKEN = 'test-token';
const probeSchema = z.looseObject({ access_token: z.literal(PROBE_TOKEN) });

/** One run task of one run. */
export interface RunTask {
  /** Of the task's result: each is given one final result. */
  readonly id: string;
  readonly stage: Stage;
  /** A secret: for the plan's URL and the callback's, and for no other. */
  readonly accessToken: string;
  readonly callbackUrl: string;
  /** Undefined before there is a plan. */
  readonly planUrl: string | undefined;
  readonly organization: string;
  readonly workspace: string;
  readonly run: string;
  /** Page of the run, for people. */
  readonly runUrl: string | undefined;
  /** A plan that can never be applied. */
  readonly isSpeculative: boolean;
  readonly isMandatory: boolean;
  /** Whether outcomes may come with a result. */
  readonly takesOutcomes: boolean;
}

export type RunTaskRequest =
  | { readonly status: 'task'; readonly task: RunTask }
  /** Sent when a run task is created or changed: there is nothing to do but to answer. */
  | { readonly status: 'probe' }
  | { readonly status: 'invalid'; readonly problems: readonly string[] };

/** Reads the JSON of a request. What is wrong with it is told without the values, one of which is a secret. */
export function readRunTaskRequest(json: unknown): RunTaskRequest {
  if (probeSchema.safeParse(json).success) return { status: 'probe' };
  const parsed = requestSchema.safeParse(json);
  if (!parsed.success) {
    return {
      status: 'invalid',
      problems: parsed.error.issues.map(({ path, message }) =>
        path.length === 0 ? message : `${path.join('.')}: ${message}`,
      ),
    };
  }
  const { data } = parsed;
  const outcomes = data.capabilities?.outcomes ?? data.capabilitites?.outcomes;
  return {
    status: 'task',
    task: {
      id: data.task_result_id,
      stage: data.stage,
      accessToken: data.access_token,
      callbackUrl: data.task_result_callback_url,
      planUrl: data.stage === 'pre_plan' ? undefined : data.plan_json_api_url,
      organization: data.organization_name,
      workspace: data.workspace_name,
      run: data.run_id,
      runUrl: data.run_app_url ?? undefined,
      isSpeculative: data.is_speculative,
      isMandatory: data.task_result_enforcement_level === 'mandatory',
      takesOutcomes: outcomes === true,
    },
  };
}
