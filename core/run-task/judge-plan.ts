/** What a plan comes to: its result, and what is kept of it for the workspaces that belong to it. */
import type { LintConfig } from '../lint/config';
import type { Tool } from '../lint/format/report';
import type { TaskResult } from './api/task-result';
import { checkPlan, type NamedPlan } from './check-plan';
import { MAX_KEPT_LENGTH } from './limits';
import { relevantPlan } from './relevant-plan';
import { resultOf } from './result';
import { marksOf, type Marks } from './siblings';

export interface PlanToJudge {
  readonly workspace: string;
  /** What `terraform show -json` prints, and HCP Terraform's `json-output`. */
  readonly text: string;
  /** The last plans of the workspaces that a plan with these marks belongs to. */
  readonly companionsOf: (marks: Marks) => Promise<readonly NamedPlan[]>;
}

export interface JudgeSettings {
  readonly config: LintConfig;
  readonly tool: Tool;
}

/** The last plan of a workspace, for those that belong to it. */
export type LastPlan =
  | { readonly status: 'plan'; readonly text: string; readonly marks: Marks }
  | { readonly status: 'too-large' }
  /** The workspace has nothing, or nothing any more, that the seven steps are about. */
  | { readonly status: 'nothing' };

export type JudgedPlan =
  | { readonly status: 'judged'; readonly result: TaskResult; readonly last: LastPlan }
  /** Why it is no plan, as a sentence. */
  | { readonly status: 'unreadable'; readonly reason: string };

/** Reads, lints and rehearses a plan. Of everything that is done for a task, this alone takes long. */
export async function judgePlan(
  { workspace, text, companionsOf }: PlanToJudge,
  { config, tool }: JudgeSettings,
): Promise<JudgedPlan> {
  const relevant = relevantPlan(text);
  if (relevant.status === 'unreadable') return relevant;
  const marks = marksOf(relevant.text);
  const companions = await companionsOf(marks);
  const result = resultOf(checkPlan(workspace, relevant, { companions, config }), tool);
  return { status: 'judged', result, last: lastPlan(relevant, marks) };
}

function lastPlan({ text, hasSubjects }: { text: string; hasSubjects: boolean }, marks: Marks): LastPlan {
  if (!hasSubjects) return { status: 'nothing' };
  return text.length > MAX_KEPT_LENGTH ? { status: 'too-large' } : { status: 'plan', text, marks };
}
