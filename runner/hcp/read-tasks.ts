/** The run tasks of a run with their outcomes. */
import { documentOf, includedOne, listOf } from '../../core/hcp/api/document';
import {
  taskResultOutcomeSchema,
  type TaskResultOutcomeResource,
} from '../../core/hcp/api/task-result-outcome';
import { taskResultSchema, type TaskResultResource } from '../../core/hcp/api/task-result';
import { taskStageSchema } from '../../core/hcp/api/task-stage';
import { taskState } from '../../core/hcp/run-states';
import { taskSummary, type TaskSummary } from '../../core/hcp/snapshot';
import type { Answer, HcpClient } from './client';

const stages = listOf(taskStageSchema);
const result = documentOf(taskResultSchema);
const outcomeList = listOf(taskResultOutcomeSchema);

export async function readTasks(
  client: HcpClient,
  run: string,
  signal: AbortSignal,
): Promise<Answer<readonly TaskSummary[]>> {
  const query = { include: 'task_results' };
  const listed = await client.list(['runs', run, 'task-stages'], stages, { query, signal });
  if (listed.status !== 'answered') return listed;
  const summaries: TaskSummary[] = [];
  for (const { attributes, relationships } of listed.value.data) {
    for (const wanted of relationships?.['task-results']?.data ?? []) {
      // A result that did not come along is asked for by itself.
      const along = includedOne(listed.value, wanted, taskResultSchema);
      const read = along ? undefined : await client.get(['task-results', wanted.id], result, { signal });
      if (read !== undefined && read.status !== 'answered') return read;
      const found = along ?? read?.value.data;
      if (!found) continue;
      const outcomes = await readOutcomes(client, found, signal);
      if (outcomes.status !== 'answered') return outcomes;
      summaries.push(taskSummary(found, attributes.stage, outcomes.value));
    }
  }
  return { status: 'answered', value: summaries };
}

/** Undefined where HCP Terraform does not give them. */
async function readOutcomes(
  client: HcpClient,
  { id, attributes }: TaskResultResource,
  signal: AbortSignal,
): Promise<Answer<readonly TaskResultOutcomeResource[] | undefined>> {
  // They come with a result, not before.
  if (!taskState(attributes.status).isFinal) return { status: 'answered', value: [] };
  const answer = await client.list(['task-results', id, 'outcomes'], outcomeList, { signal });
  switch (answer.status) {
    case 'answered':
      return { status: 'answered', value: answer.value.data };
    case 'unauthorized':
    case 'cancelled':
      return answer;
    case 'missing':
    case 'failed':
      return { status: 'answered', value: undefined };
  }
}
