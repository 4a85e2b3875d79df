import type { JsonObject } from '../../json';
import type { CommandRecord, InvocationRecord, InvocationStatus } from './state';

/** Commands and invocations as Systems Manager answers them. Source: SSM API Reference, Command, CommandInvocation. */

const DOCUMENT = 'AWS-RunShellScript';
export const PLUGIN = 'aws:runShellScript';

function epochSeconds(time: string): number {
  return Date.parse(time) / 1000;
}

const isOver = ({ status }: InvocationRecord) => status !== 'Pending' && status !== 'InProgress';

export function commandStatus({ invocations }: CommandRecord): InvocationStatus {
  if (invocations.some((one) => !isOver(one))) {
    return invocations.every(({ status }) => status === 'Pending') && invocations.length > 0
      ? 'Pending'
      : 'InProgress';
  }
  return invocations.find(({ status }) => status !== 'Success')?.status ?? 'Success';
}

export function commandView(command: CommandRecord): JsonObject {
  const { invocations } = command;
  const status = commandStatus(command);
  return {
    CommandId: command.id,
    DocumentName: DOCUMENT,
    DocumentVersion: '$DEFAULT',
    Comment: command.comment,
    ExpiresAfter: epochSeconds(command.expiresAt),
    Parameters: command.parameters,
    InstanceIds: command.instanceIds,
    Targets: command.targets,
    RequestedDateTime: epochSeconds(command.requestedAt),
    Status: status,
    StatusDetails: status,
    OutputS3BucketName: '',
    OutputS3KeyPrefix: '',
    MaxConcurrency: '50',
    MaxErrors: '0',
    TargetCount: invocations.length,
    CompletedCount: invocations.filter(isOver).length,
    ErrorCount: invocations.filter((one) => isOver(one) && one.status !== 'Success').length,
    DeliveryTimedOutCount: 0,
    ServiceRole: '',
    TimeoutSeconds: command.timeoutSeconds,
  };
}

/** The answer of GetCommandInvocation. */
export function invocationView(command: CommandRecord, invocation: InvocationRecord): JsonObject {
  const { startedAt = '', endedAt = '', status } = invocation;
  const elapsedS = startedAt && endedAt ? (Date.parse(endedAt) - Date.parse(startedAt)) / 1000 : undefined;
  return {
    CommandId: command.id,
    InstanceId: invocation.instanceId,
    Comment: command.comment,
    DocumentName: DOCUMENT,
    DocumentVersion: '$DEFAULT',
    PluginName: PLUGIN,
    ResponseCode: invocation.responseCode,
    ExecutionStartDateTime: startedAt,
    ExecutionElapsedTime: elapsedS === undefined ? '' : `PT${elapsedS}S`,
    ExecutionEndDateTime: endedAt,
    Status: status,
    StatusDetails: status,
    StandardOutputContent: invocation.output,
    StandardOutputUrl: '',
    StandardErrorContent: invocation.errors,
    StandardErrorUrl: '',
    CloudWatchOutputConfig: { CloudWatchLogGroupName: '', CloudWatchOutputEnabled: false },
  };
}

/** Characters of output in a list. */
const LISTED_OUTPUT = 2500;

/** One entry of ListCommandInvocations. */
export function listedInvocation(
  command: CommandRecord,
  invocation: InvocationRecord,
  hasDetails: boolean,
): JsonObject {
  const { status, startedAt, endedAt, output, errors } = invocation;
  const text = errors === '' ? output : `${output}\n----------ERROR-------\n${errors}`;
  const plugin = {
    Name: PLUGIN,
    Status: status,
    StatusDetails: status,
    ResponseCode: invocation.responseCode,
    ...(startedAt === undefined ? {} : { ResponseStartDateTime: epochSeconds(startedAt) }),
    ...(endedAt === undefined ? {} : { ResponseFinishDateTime: epochSeconds(endedAt) }),
    Output: text.slice(0, LISTED_OUTPUT),
    StandardOutputUrl: '',
    StandardErrorUrl: '',
  };
  return {
    CommandId: command.id,
    InstanceId: invocation.instanceId,
    InstanceName: '',
    Comment: command.comment,
    DocumentName: DOCUMENT,
    DocumentVersion: '$DEFAULT',
    RequestedDateTime: epochSeconds(command.requestedAt),
    Status: status,
    StatusDetails: status,
    StandardOutputUrl: '',
    StandardErrorUrl: '',
    CommandPlugins: hasDetails ? [plugin] : [],
    ServiceRole: '',
  };
}
