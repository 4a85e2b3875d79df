import type { Call } from '../../../gateway/call';
import { notImplemented } from '../../../gateway/not-implemented';
import { ok, type AwsError, type Outcome } from '../../../gateway/outcome';
import type { JsonObject } from '../../../json';
import { flag, integer, list, oneOf, required, structure, text } from '../../shape';
import { refusal } from '../access';
import { badRequest, fileSystemNotFound, fsxError } from '../errors';
import { idOnly } from '../file-systems/update';
import { withoutUndefined } from '../file-systems/settings';
import { epochSeconds } from '../file-systems/view';
import { findFileSystem, findTask, ownOf } from '../find';
import type { FsxGround } from '../ground';
import { fileSystemLifecycle, pending, taskLifecycle } from '../lifecycle';
import { fileSystemArn, newId, taskArn } from '../names';
import { pageOf } from '../pages';
import {
  CLIENT_TOKEN,
  digestOf,
  FILE_SYSTEM_ID,
  madeBefore,
  NEXT_TOKEN,
  readRequest,
  TAGS,
} from '../read-request';
import type { TaskRecord } from '../state';
import { runTask, TASK_TYPES, type TaskType } from './run';

const TASK_ID = text({ min: 12, max: 128, pattern: /^(task-[0-9a-f]{17,})$/ });

const CREATE = {
  Type: required(
    oneOf([
      'EXPORT_TO_REPOSITORY',
      'IMPORT_METADATA_FROM_REPOSITORY',
      'RELEASE_DATA_FROM_FILESYSTEM',
      'AUTO_RELEASE_DATA',
    ] as const),
  ),
  Paths: list(text({ max: 4096 }), { max: 100 }),
  FileSystemId: required(FILE_SYSTEM_ID),
  Report: required(
    structure({
      Enabled: required(flag()),
      Path: text({ min: 3, max: 4357 }),
      Format: oneOf(['REPORT_CSV_20191124'] as const),
      Scope: oneOf(['FAILED_FILES_ONLY'] as const),
    }),
  ),
  ClientRequestToken: CLIENT_TOKEN,
  Tags: TAGS,
};

/** CreateDataRepositoryTask: exports files, or imports names. Source: FSx API Reference, CreateDataRepositoryTask. */
export async function createTask(ground: FsxGround, call: Call): Promise<Outcome> {
  const { world, document } = ground;
  const read = readRequest(CREATE, call.input);
  if (read.status === 'error') return read;
  const { input } = read;
  const { FileSystemId: fileSystemId, Paths: paths = [] } = input;
  const owner = idOnly(call, fileSystemId);
  const denied = await refusal(world, call, [fileSystemArn(owner), taskArn({ ...owner, id: '*' })]);
  if (denied) return denied;
  const fileSystem = findFileSystem(ground.state(), call, fileSystemId);
  if (!fileSystem) return fileSystemNotFound(fileSystemId);
  if (!isTaskType(input.Type)) {
    return notImplemented(`The sandbox has no tasks of type ${input.Type}.`);
  }
  const { tasks } = ground.state();
  const origin = { ...owner, token: input.ClientRequestToken, request: digestOf(call.input) };
  const before = madeBefore(tasks, origin);
  if (before.status === 'error') return before;
  if (before.status === 'made') return ok({ DataRepositoryTask: taskView(before.record, world.now()) });
  const problem = taskProblem(ground, fileSystemId, input.Report);
  if (problem) return problem;
  if (fileSystemLifecycle(fileSystem, world.now()) !== 'AVAILABLE') {
    return badRequest(`File system '${fileSystemId}' is not AVAILABLE.`);
  }

  const record: TaskRecord = {
    ...origin,
    id: newId('task'),
    createdAt: world.now().toISOString(),
    tags: input.Tags ?? [],
    pending: pending('EXECUTING', world),
    fileSystemId,
    type: input.Type,
    paths,
    report: withoutUndefined(input.Report),
    outcome: await runTask(ground, fileSystem, input.Type, paths),
  };
  await document.change((state) => state.tasks.push(record));
  return ok({ DataRepositoryTask: taskView(record, world.now()) });
}

function isTaskType(type: string): type is TaskType {
  return TASK_TYPES.some((known) => known === type);
}

function taskProblem(
  { world, state }: FsxGround,
  fileSystemId: string,
  report: { readonly Enabled: boolean; readonly Path?: string | undefined },
): AwsError | undefined {
  const { associations, fileSystems, tasks } = state();
  const isLinked =
    associations.some((association) => association.fileSystemId === fileSystemId) ||
    fileSystems.some(({ id, repository }) => id === fileSystemId && repository);
  if (!isLinked) {
    return fsxError(
      'UnsupportedOperation',
      `File system '${fileSystemId}' is not linked to a data repository.`,
    );
  }
  if (report.Enabled && report.Path === undefined) return badRequest('An enabled report needs a Path.');
  const own = tasks.filter((task) => task.fileSystemId === fileSystemId);
  return own.some((task) => taskLifecycle(task, world.now()) === 'EXECUTING')
    ? fsxError('DataRepositoryTaskExecuting', `File system '${fileSystemId}' has a task that is executing.`)
    : undefined;
}

const DESCRIBE = {
  TaskIds: list(TASK_ID, { max: 50 }),
  Filters: list(
    structure({
      Name: required(
        oneOf([
          'file-system-id',
          'task-lifecycle',
          'data-repository-association-id',
          'file-cache-id',
        ] as const),
      ),
      Values: list(text({ min: 1, max: 128 }), { max: 20 }),
    }),
    { max: 3 },
  ),
  MaxResults: integer(1, 2_147_483_647),
  NextToken: NEXT_TOKEN,
};

/** DescribeDataRepositoryTasks, by ids or by filters. */
export async function describeTasks(ground: FsxGround, call: Call): Promise<Outcome> {
  const { world } = ground;
  const denied = await refusal(world, call);
  if (denied) return denied;
  const read = readRequest(DESCRIBE, call.input);
  if (read.status === 'error') return read;
  const {
    TaskIds: ids = [],
    Filters: filters = [],
    MaxResults: maxResults,
    NextToken: nextToken,
  } = read.input;
  const state = ground.state();
  const missing = ids.find((id) => !findTask(state, call, id));
  if (missing !== undefined) {
    return fsxError('DataRepositoryTaskNotFound', `Data repository task '${missing}' does not exist.`);
  }
  const now = world.now();
  const asked = ownOf(state.tasks, call)
    .filter(({ id }) => ids.length === 0 || ids.includes(id))
    .filter((task) =>
      filters.every(({ Name: name, Values: values = [] }) => {
        if (name === 'file-system-id') return values.includes(task.fileSystemId);
        return name === 'task-lifecycle' && values.includes(taskLifecycle(task, now));
      }),
    );
  const page = pageOf(asked, { maxResults, nextToken });
  if (page.status === 'error') return page;
  return ok({ DataRepositoryTasks: page.items.map((task) => taskView(task, now)), ...page.next });
}

function taskView(task: TaskRecord, now: Date): JsonObject {
  const { outcome, pending: change } = task;
  const lifecycle = taskLifecycle(task, now);
  const isOver = lifecycle !== 'EXECUTING';
  return {
    TaskId: task.id,
    Lifecycle: lifecycle,
    Type: task.type,
    CreationTime: epochSeconds(task.createdAt),
    StartTime: epochSeconds(task.createdAt),
    ...(isOver && change && { EndTime: epochSeconds(change.until) }),
    ResourceARN: taskArn(task),
    Tags: task.tags,
    FileSystemId: task.fileSystemId,
    Paths: task.paths,
    ...(lifecycle === 'FAILED' && {
      FailureDetails: { Message: `${outcome.failed} of ${outcome.total} files failed.` },
    }),
    Status: {
      TotalCount: outcome.total,
      SucceededCount: outcome.succeeded,
      FailedCount: outcome.failed,
      LastUpdatedTime: epochSeconds(isOver && change ? change.until : task.createdAt),
    },
    Report: task.report,
  };
}
