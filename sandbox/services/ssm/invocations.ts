import type { Call } from '../../gateway/call';
import { ok, type AwsError, type Outcome } from '../../gateway/outcome';
import { accountOf, refusal } from '../fsx/access';
import { flag, integer, list, oneOf, readInput, required, structure, text } from '../shape';
import { ssmError } from './errors';
import type { SsmGround } from './ssm';
import type { CommandRecord } from './state';
import { commandStatus, commandView, invocationView, listedInvocation, PLUGIN } from './view';

const COMMAND_ID = text({ min: 36, max: 36 });
const INSTANCE_ID = text({ pattern: /(^i-(\w{8}|\w{17})$)|(^mi-\w{17}$)/ });

const LIST = {
  CommandId: COMMAND_ID,
  InstanceId: INSTANCE_ID,
  MaxResults: integer(1, 50),
  NextToken: text(),
  Filters: list(
    structure({
      key: required(
        oneOf(['InvokedAfter', 'InvokedBefore', 'Status', 'ExecutionStage', 'DocumentName'] as const),
      ),
      value: required(text({ min: 1, max: 128 })),
    }),
    { max: 5 },
  ),
  Details: flag(),
};

/** GetCommandInvocation: how a command went on one instance. */
export async function getCommandInvocation({ world, document }: SsmGround, call: Call): Promise<Outcome> {
  const denied = await refusal(world, call);
  if (denied) return denied;
  const read = readInput(
    {
      CommandId: required(COMMAND_ID),
      InstanceId: required(INSTANCE_ID),
      PluginName: text({ min: 4 }),
    },
    call.input,
  );
  if (read.status === 'error') return read;
  const { CommandId: id, InstanceId: instanceId, PluginName: plugin } = read.input;
  const command = own(document.value.commands, call).find((one) => one.id === id);
  const invocation = command?.invocations.find((one) => one.instanceId === instanceId);
  if (!command || !invocation) return ssmError('InvocationDoesNotExist', '');
  if (plugin !== undefined && plugin !== PLUGIN) return ssmError('InvalidPluginName', '');
  return ok(invocationView(command, invocation));
}

/** ListCommandInvocations, newest first. */
export async function listCommandInvocations({ world, document }: SsmGround, call: Call): Promise<Outcome> {
  const denied = await refusal(world, call);
  if (denied) return denied;
  const read = readInput(LIST, call.input);
  if (read.status === 'error') return read;
  const { input } = read;
  const all = selected(own(document.value.commands, call), input).flatMap((command) =>
    command.invocations
      .filter(({ instanceId }) => input.InstanceId === undefined || instanceId === input.InstanceId)
      .map((invocation) => listedInvocation(command, invocation, input.Details ?? false)),
  );
  const page = pageOf(all, input.MaxResults, input.NextToken);
  return page.status === 'error' ? page : ok({ CommandInvocations: page.items, ...page.next });
}

/** ListCommands, newest first. */
export async function listCommands({ world, document }: SsmGround, call: Call): Promise<Outcome> {
  const denied = await refusal(world, call);
  if (denied) return denied;
  const read = readInput(LIST, call.input);
  if (read.status === 'error') return read;
  const { input } = read;
  const all = selected(own(document.value.commands, call), input)
    .filter(
      ({ invocations }) =>
        input.InstanceId === undefined ||
        invocations.some(({ instanceId }) => instanceId === input.InstanceId),
    )
    .map(commandView);
  const page = pageOf(all, input.MaxResults, input.NextToken);
  return page.status === 'error' ? page : ok({ Commands: page.items, ...page.next });
}

function own(commands: readonly CommandRecord[], call: Call): CommandRecord[] {
  const account = accountOf(call);
  return commands.filter((one) => one.account === account && one.region === call.region).toReversed();
}

function selected(
  commands: readonly CommandRecord[],
  {
    CommandId: id,
    Filters: filters = [],
  }: {
    readonly CommandId: string | undefined;
    readonly Filters: readonly { readonly key: string; readonly value: string }[] | undefined;
  },
): CommandRecord[] {
  return commands
    .filter((command) => id === undefined || command.id === id)
    .filter((command) => filters.every((filter) => isSelected(command, filter)));
}

function isSelected(command: CommandRecord, { key, value }: { key: string; value: string }): boolean {
  const requested = Date.parse(command.requestedAt);
  switch (key) {
    case 'InvokedAfter':
      return requested >= Date.parse(value);
    case 'InvokedBefore':
      return requested < Date.parse(value);
    case 'Status':
      return commandStatus(command) === value;
    case 'DocumentName':
      return value === 'AWS-RunShellScript';
    default: {
      const isRunning = ['Pending', 'InProgress'].includes(commandStatus(command));
      return (value === 'Executing') === isRunning;
    }
  }
}

const PAGE = 50;

/** A page of a list; the token is the place of the next item. */
export function pageOf<Item>(
  all: readonly Item[],
  size = PAGE,
  token?: string,
):
  | { readonly status: 'ok'; readonly items: readonly Item[]; readonly next?: { readonly NextToken: string } }
  | AwsError {
  const start = token === undefined || token === '' ? 0 : Number(token);
  if (!Number.isInteger(start) || start < 0)
    return ssmError('InvalidNextToken', 'The specified token is not valid.');
  const end = start + size;
  const items = all.slice(start, end);
  return end < all.length
    ? { status: 'ok', items, next: { NextToken: String(end) } }
    : { status: 'ok', items };
}
