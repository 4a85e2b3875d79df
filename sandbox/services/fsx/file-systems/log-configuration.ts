import { parseArn } from '../../../../core/facts/arns';
import type { AwsError } from '../../../gateway/outcome';
import type { LogLevel } from '../../../lustre/repository-log';
import { badRequest } from '../errors';
import { defaultDestination, logGroupExists, logGroupName, makeDefaultGroup } from '../log-destination';
import type { FileSystemRecord } from '../state';
import type { SandboxWorld } from '../../../world';

interface LogConfiguration {
  readonly Level: LogLevel;
  readonly Destination?: string | undefined;
}

/**
 * Where a file system's log goes. A log group has to be there, in the file system's account and Region, and its name
 * begins with `/aws/fsx/`; without one FSx makes its own. Source: FSx API Reference, LustreLogCreateConfiguration.
 */
export async function planLog(
  world: Pick<SandboxWorld, 'moto'>,
  owner: Pick<FileSystemRecord, 'account' | 'region'>,
  configuration: LogConfiguration | undefined,
): Promise<{ readonly status: 'ok'; readonly log: FileSystemRecord['log'] } | AwsError> {
  const { Level: level, Destination: destination } = configuration ?? { Level: 'DISABLED' };
  if (level === 'DISABLED') {
    return destination === undefined
      ? { status: 'ok', log: { level } }
      : badRequest('A log destination must not be given when logging is disabled.');
  }
  if (destination === undefined) {
    await makeDefaultGroup(world, owner);
    return { status: 'ok', log: { level, destination: defaultDestination(owner) } };
  }
  const parts = parseArn(destination);
  const name = logGroupName(destination);
  if (name === undefined || !/^\/aws\/fsx(\/|$)/.test(name)) {
    return badRequest('The name of the CloudWatch Logs log group must begin with the /aws/fsx prefix.');
  }
  if (parts?.account !== owner.account || parts.region !== owner.region || parts.partition !== 'aws') {
    return badRequest(
      'The log destination must be in the same AWS partition, AWS Region and AWS account as the file system.',
    );
  }
  return (await logGroupExists(world, owner, name))
    ? { status: 'ok', log: { level, destination } }
    : badRequest(`The log destination ${destination} does not exist.`);
}
