/**
 * Limits of a run task: those that HCP Terraform sets, and ours, which keep one bad task from hurting the others.
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run-tasks/run-tasks-integration
 */

/** Bytes of a request to us; the documented ones have about two thousand. */
export const MAX_REQUEST_BYTES = 1024 * 1024;

/** Bytes of a plan, counted while it comes, after its compression is undone. */
export const MAX_PLAN_BYTES = 64 * 1024 * 1024;
/** Time in which a plan has to be fetched, redirects and repetitions included. */
export const MAX_PLAN_MS = 60_000;
export const MAX_REDIRECTS = 5;

/** Time for a check, from when the thread takes the plan: 2,000 policies take some seconds, on busy cores up to 20. */
export const MAX_CHECK_MS = 2 * 60_000;
/** Memory that the objects of a check may take; a plan of the largest size takes a quarter of it. */
export const MAX_CHECK_MEMORY_MIB = 1024;

/** Tries of a final callback, the first one included. */
export const MAX_CALLBACK_TRIES = 10;
/** Time for one try. */
export const MAX_CALLBACK_MS = 30_000;
/** A `running` update is worth less than the final one: it is tried once, and not for long. */
export const MAX_UPDATE_MS = 10_000;
/** HCP Terraform gives a task up that says nothing for 10 minutes. */
export const UPDATE_EVERY_MS = 4 * 60_000;
/** HCP Terraform gives a task up after 60 minutes: what has not even begun by then says so before. */
export const MAX_TASK_MS = 55 * 60_000;

/** Plans that are fetched, or wait for their check, at the same time, unless it is told. */
export const CHECKS_AT_ONCE = 8;
/** Callbacks that are under way at the same time. */
export const CALLBACKS_AT_ONCE = 32;
/** Tasks that wait for their check; HCP Terraform sends what is beyond again. */
export const MAX_WAITING = 10_000;

/** Time in which everything has ended after the server is told to stop. */
export const STOP_MS = 27_000;
/** Of it, the time for checks that are under way; what is left is for reporting. */
export const STOP_CHECKS_MS = 12_000;

/** Outcomes in one callback. */
export const MAX_OUTCOMES = 10;
/** Characters of an outcome's markdown. The documentation recommends less than 1 MB; less is read, too. */
export const MAX_BODY = 10_000;
export const MAX_LABEL = 32;
export const MAX_OUTCOME_ID = 64;
export const MAX_MESSAGE = 1_000;
/** An outcome's description is one line. */
export const MAX_DESCRIPTION = 250;

/** Characters of a plan's relevant part; a larger one is not kept for others. */
export const MAX_KEPT_LENGTH = 4 * 1024 * 1024;
/** Plans of other workspaces that a plan is rehearsed with. */
export const MAX_COMPANIONS = 20;
