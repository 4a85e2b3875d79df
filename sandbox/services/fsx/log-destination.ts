import { parseArn } from '../../../core/facts/arns';
import { isLogged, logLine, type RepositoryLog } from '../../lustre/repository-log';
import type { SandboxWorld } from '../../world';
import type { FileSystemRecord } from './state';

/** Source: FSx for Lustre User Guide, "Logging with Amazon CloudWatch Logs". */
const DEFAULT_GROUP = '/aws/fsx/lustre';

export function defaultDestination({
  account,
  region,
}: Pick<FileSystemRecord, 'account' | 'region'>): string {
  return `arn:aws:logs:${region}:${account}:log-group:${DEFAULT_GROUP}`;
}

/** Name of a log group by its ARN, with or without `:*` at its end; undefined for another ARN. */
export function logGroupName(arn: string): string | undefined {
  const parts = parseArn(arn);
  if (parts?.service !== 'logs') return undefined;
  return /^log-group:([^:]+)(?::\*)?$/.exec(parts.resource)?.[1];
}

/** Calls CloudWatch Logs in a file system's account. */
async function callLogs(
  { moto }: Pick<SandboxWorld, 'moto'>,
  { account, region }: Pick<FileSystemRecord, 'account' | 'region'>,
  operation: string,
  input: object,
  changes: boolean,
): Promise<string | undefined> {
  const { status, body } = await moto.send({
    account,
    service: 'logs',
    region,
    method: 'POST',
    path: '/',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `Logs_20140328.${operation}`,
    },
    body: Buffer.from(JSON.stringify(input)),
    changes,
  });
  return status === 200 ? body.toString('utf8') : undefined;
}

/** Whether a log group is there. */
export async function logGroupExists(
  world: Pick<SandboxWorld, 'moto'>,
  owner: Pick<FileSystemRecord, 'account' | 'region'>,
  name: string,
): Promise<boolean> {
  const answer = await callLogs(world, owner, 'DescribeLogGroups', { logGroupNamePrefix: name }, false);
  const { logGroups = [] } = JSON.parse(answer ?? '{}') as { logGroups?: { logGroupName?: string }[] };
  return logGroups.some(({ logGroupName: found }) => found === name);
}

/** FSx makes its default group by itself; another has to be there. */
export async function makeDefaultGroup(
  world: Pick<SandboxWorld, 'moto'>,
  owner: Pick<FileSystemRecord, 'account' | 'region'>,
): Promise<void> {
  if (await logGroupExists(world, owner, DEFAULT_GROUP)) return;
  await callLogs(world, owner, 'CreateLogGroup', { logGroupName: DEFAULT_GROUP }, true);
}

/** The log of a file system, in a stream of its own of the group that it has. */
export function repositoryLog(
  world: Pick<SandboxWorld, 'moto' | 'now'>,
  fileSystem: FileSystemRecord,
): RepositoryLog {
  const logStreamName = `datarepo_${fileSystem.id}`;
  return {
    record: async (events) => {
      const { level, destination } = fileSystem.log;
      const name = destination === undefined ? undefined : logGroupName(destination);
      const logged = events.filter((event) => isLogged(event, level));
      if (name === undefined || logged.length === 0) return;
      const now = world.now();
      const stream = { logGroupName: name, logStreamName };
      const found = await callLogs(
        world,
        fileSystem,
        'DescribeLogStreams',
        { logGroupName: name, logStreamNamePrefix: logStreamName },
        false,
      );
      // The group may have been deleted; then nobody is told.
      if (found === undefined) return;
      if (!found.includes(`"${logStreamName}"`)) {
        await callLogs(world, fileSystem, 'CreateLogStream', stream, true);
      }
      const logEvents = logged.map((event) => ({
        timestamp: now.getTime(),
        message: logLine(event, fileSystem.id, now),
      }));
      await callLogs(world, fileSystem, 'PutLogEvents', { ...stream, logEvents }, true);
    },
  };
}
