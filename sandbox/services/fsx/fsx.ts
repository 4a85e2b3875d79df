import type { Call } from '../../gateway/call';
import { withTrail, type Outcome } from '../../gateway/outcome';
import { shownParameters } from '../pass-on';
import { jsonService } from '../json-service';
import { objectStore } from '../s3/internal';
import type { Operation, OperationTable, Service } from '../service';
import type { SandboxWorld } from '../../world';
import { createAssociation } from './associations/create';
import { deleteAssociation } from './associations/delete';
import { describeAssociations } from './associations/describe';
import { updateAssociation } from './associations/update';
import { createFileSystem } from './file-systems/create';
import { deleteFileSystem } from './file-systems/delete';
import { describeFileSystems } from './file-systems/describe';
import { updateFileSystem } from './file-systems/update';
import { fsxGround, type FsxGround } from './ground';
import { listTagsForResource, tagResource, untagResource } from './tags';
import { createTask, describeTasks } from './tasks/tasks';

/** FSx for Lustre. Its other file systems are not in the sandbox. */
export function fsxService(world: SandboxWorld): Service {
  const ground = fsxGround(world, objectStore(world));
  const operations: OperationTable = Object.fromEntries(
    Object.entries(OPERATIONS).map(([name, operation]): [string, Operation] => [
      name,
      async (call) => shown(await operation(ground, call), call),
    ]),
  );
  return jsonService(world, {
    name: 'fsx',
    protocol: { kind: 'json', version: '1.1', target: 'AWSSimbaAPIService_v20180301' },
    operations,
  });
}

const OPERATIONS: Readonly<Record<string, (ground: FsxGround, call: Call) => Promise<Outcome>>> = {
  CreateDataRepositoryAssociation: createAssociation,
  CreateDataRepositoryTask: createTask,
  CreateFileSystem: createFileSystem,
  DeleteDataRepositoryAssociation: deleteAssociation,
  DeleteFileSystem: deleteFileSystem,
  DescribeDataRepositoryAssociations: describeAssociations,
  DescribeDataRepositoryTasks: describeTasks,
  DescribeFileSystems: describeFileSystems,
  ListTagsForResource: listTagsForResource,
  TagResource: tagResource,
  UntagResource: untagResource,
  UpdateDataRepositoryAssociation: updateAssociation,
  UpdateFileSystem: updateFileSystem,
};

/** CloudTrail has the parameters of every call, and the answers of those that change something. */
function shown(outcome: Outcome, call: Call): Outcome {
  const changes = !/^(Describe|List)/.test(call.operation);
  return withTrail(outcome, {
    requestParameters: shownParameters(call.input),
    responseElements: changes && outcome.status === 'ok' ? outcome.output : null,
  });
}
